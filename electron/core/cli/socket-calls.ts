/** Calls to the core that holds the store, over its local socket. */
import { connect, type Socket } from 'node:net'
import type { MethodName } from '../../../shared/api/contract.ts'
import type { CoreFrame, ReplyFrame } from '../../../shared/api/protocol.ts'
import { Problem } from '../../../shared/problems.ts'
import type { CallOptions, CoreCalls } from './core-calls.ts'
import { readFrames, writeFrame } from './frame-lines.ts'
import { prepareSocketFolder, socketAddress } from './socket-address.ts'

type Waiting = { readonly take: (reply: ReplyFrame) => void; readonly gone: () => void }

/** Null when nobody answers there. */
export async function connectCore(dataDir: string, options: CallOptions): Promise<CoreCalls | null> {
  const address = socketAddress(dataDir)
  // Whoever listens there is handed the passphrase: a folder in the temporary one may be somebody else's.
  if (!prepareSocketFolder(address, dataDir)) return null
  const socket = await open(address)
  if (!socket) return null
  const waiting = new Map<number, Waiting>()
  let last = 0
  readFrames(socket, (frame) => {
    const core = frame as CoreFrame
    if ('progress' in core) options.onProgress(core.progress)
    else if ('ok' in core) waiting.get(core.id)?.take(core)
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const one of waiting.values()) one.gone()
  })
  return {
    call: <M extends MethodName>(method: M, input: unknown) => {
      const id = ++last
      return new Promise<never>((resolve, reject) => {
        const cancel = () => writeFrame(socket, { cancel: id })
        const end = () => {
          waiting.delete(id)
          options.signal.removeEventListener('abort', cancel)
        }
        waiting.set(id, {
          take: (reply) => {
            end()
            if (reply.ok) resolve(reply.value as never)
            else reject(new Problem(reply.problem.code, reply.problem.details))
          },
          gone: () => {
            end()
            reject(new Problem('core.gone', {}))
          },
        })
        options.signal.addEventListener('abort', cancel)
        if (socket.destroyed) return waiting.get(id)?.gone()
        writeFrame(socket, { id, method, input })
        if (options.signal.aborted) cancel()
      })
    },
    close: async () => {
      socket.destroy()
    },
  }
}

function open(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('error', () => resolve(null))
    socket.once('connect', () => resolve(socket))
  })
}
