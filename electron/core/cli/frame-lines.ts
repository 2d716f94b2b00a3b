/** Frames of the port as lines of JSON, for the local socket. Bytes never travel this way. */
import type { Socket } from 'node:net'

/** The largest input is the values of one record; far below this. */
const maxLineBytes = 16 * 1024 * 1024

/** Calls `onFrame` for every line; a line that is too long or no JSON ends the connection. */
export function readFrames(socket: Socket, onFrame: (frame: unknown) => void): void {
  let waiting: Buffer[] = []
  let length = 0
  socket.on('data', (chunk: Buffer) => {
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...waiting, chunk.subarray(from, at)])
      waiting = []
      length = 0
      from = at + 1
      let frame: unknown
      try {
        frame = JSON.parse(line.toString('utf8'))
      } catch {
        socket.destroy()
        return
      }
      onFrame(frame)
    }
    const rest = chunk.subarray(from)
    length += rest.length
    if (length > maxLineBytes) socket.destroy()
    else if (rest.length > 0) waiting.push(rest)
  })
}

export function writeFrame(socket: Socket, frame: unknown): void {
  if (!socket.destroyed && socket.writable) socket.write(`${JSON.stringify(frame)}\n`)
}
