/**
 * Chromium's debugging pipe of a program that was started by us, as the web socket that Playwright speaks. The packaged
 * program opens no port; the pipe works across network namespaces, because it is no network.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'

// RFC 6455 1.3
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')

const opcodes = { continued: 0, text: 1, close: 8, ping: 9, pong: 10 }

/** RFC 6455 5.2, from the server: not masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10)
  head[0] = 0x80 | opcode
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}

type Frame = { opcode: number; last: boolean; payload: Buffer }

/** Takes the masked frames of a client out of what has come so far. */
class Frames {
  #rest = Buffer.alloc(0)

  take(chunk: Buffer): Frame[] {
    const whole: Frame[] = []
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const rest = this.#rest
      if (rest.length < 2) return whole
      const short = (rest[1] ?? 0) & 0x7f
      const at = short === 126 ? 4 : short === 127 ? 10 : 2
      if (rest.length < at + 4) return whole
      const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short
      if (rest.length < at + 4 + length) return whole
      const mask = rest.subarray(at, at + 4)
      const payload = Buffer.from(rest.subarray(at + 4, at + 4 + length))
      for (let index = 0; index < payload.length; index++)
        payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0)
      this.#rest = rest.subarray(at + 4 + length)
      whole.push({ opcode: (rest[0] ?? 0) & 0x0f, last: ((rest[0] ?? 0) & 0x80) !== 0, payload })
    }
  }
}

/** Playwright asks every browser where downloads go. Electron 25 knows no answer; our program downloads nothing. */
function answerOf(text: string): Buffer | null {
  const { id, method, sessionId } = JSON.parse(text) as { id: number; method: string; sessionId?: string }
  return method === 'Browser.setDownloadBehavior' ? Buffer.from(JSON.stringify({ id, result: {}, sessionId })) : null
}

function joinClient(socket: Socket, toBrowser: Writable, fromBrowser: Readable): void {
  const frames = new Frames()
  let message: Buffer[] = []
  socket.on('data', (chunk: Buffer) => {
    for (const { opcode, last, payload } of frames.take(chunk)) {
      if (opcode === opcodes.close) socket.end(frame(opcodes.close, payload))
      else if (opcode === opcodes.ping) socket.write(frame(opcodes.pong, payload))
      else if (opcode === opcodes.text || opcode === opcodes.continued) {
        message.push(payload)
        if (!last) continue
        const whole = Buffer.concat(message)
        message = []
        const own = answerOf(whole.toString('utf8'))
        if (own) socket.write(frame(opcodes.text, own))
        else toBrowser.write(Buffer.concat([whole, Buffer.from([0])]))
      }
    }
  })
  let rest = Buffer.alloc(0)
  const pass = (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      socket.write(frame(opcodes.text, rest.subarray(0, end)))
      rest = rest.subarray(end + 1)
    }
  }
  fromBrowser.on('data', pass)
  socket.on('close', () => fromBrowser.off('data', pass))
  socket.on('error', () => undefined)
  fromBrowser.on('end', () => socket.destroy())
}

/** @returns the address for `connectOverCDP`; one client at a time */
export async function servePipe(
  toBrowser: Writable,
  fromBrowser: Readable,
): Promise<{ address: string; close(): void }> {
  toBrowser.on('error', () => undefined)
  const server = createServer()
  server.on('upgrade', (request, socket) => {
    const key = request.headers['sec-websocket-key'] ?? ''
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\n\r\n`,
    )
    joinClient(socket as Socket, toBrowser, fromBrowser)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { address: `ws://127.0.0.1:${port}/`, close: () => void server.close() }
}
