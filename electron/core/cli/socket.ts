/** The local socket of a running core: the command line talks to it when the store is already open. */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { Problem } from '../../../shared/problems.ts'
import { type Dispatch, serveCaller } from '../serve.ts'
import { socketMethods } from './core-calls.ts'
import { readFrames, writeFrame } from './frame-lines.ts'
import { prepareSocketFolder, socketAddress } from './socket-address.ts'

export interface SocketServer {
  close(): Promise<void>
}

/**
 * Serves the socket of this data folder. Must be called under the store's lock: a socket file that is there already
 * was left by a core that died. Never fails the start: without a socket only the command line has to wait.
 * @param logError logs what nobody expected and returns the log id
 */
export async function serveSocket(
  dataDir: string,
  dispatch: Dispatch,
  logError: (where: string, error: unknown) => string,
): Promise<SocketServer> {
  const address = socketAddress(dataDir)
  const sockets = new Set<Socket>()
  const allowed: Dispatch = (method, input, options) => {
    if (!socketMethods.has(method)) throw new Problem('method.unknown', { method })
    return dispatch(method, input, options)
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    const aborts = new AbortController()
    const untilGone: Dispatch = (method, input, options) =>
      allowed(method, input, { ...options, signal: AbortSignal.any([options.signal, aborts.signal]) })
    readFrames(
      socket,
      serveCaller(
        { post: (frame) => writeFrame(socket, frame) },
        { dispatch: async (...call) => untilGone(...call), logError },
      ),
    )
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      // Whoever asked is gone: a long export is given up and cleaned away.
      aborts.abort()
    })
  })
  try {
    if (!prepareSocketFolder(address, dataDir)) throw new Error('the folder of the socket belongs to somebody else')
    await listen(server, address)
  } catch (error) {
    logError('socket', error)
    return { close: async () => undefined }
  }
  server.unref()
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function listen(server: Server, address: string): Promise<void> {
  const isFile = process.platform !== 'win32'
  if (isFile) rmSync(address, { force: true })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const before = isFile ? process.umask(0o177) : 0
    server.listen(address, () => {
      if (isFile) chmodSync(address, 0o600)
      server.off('error', reject)
      resolve()
    })
    // The name is bound inside the call: nobody else may enter before the rights are set.
    if (isFile) process.umask(before)
  })
}
