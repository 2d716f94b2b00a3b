import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallOptions } from '../../electron/core/cli/core-calls.ts'
import { type SocketServer, serveSocket } from '../../electron/core/cli/socket.ts'
import { socketAddress } from '../../electron/core/cli/socket-address.ts'
import { connectCore } from '../../electron/core/cli/socket-calls.ts'
import type { Dispatch } from '../../electron/core/serve.ts'
import type { Progress } from '../../shared/api/protocol.ts'
import { Problem } from '../../shared/problems.ts'

let dataDir: string
let server: SocketServer | null = null
const logged: string[] = []
const logError = (where: string) => {
  logged.push(where)
  return 'log1'
}
const quiet: CallOptions = { signal: new AbortController().signal, onProgress: () => undefined }

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'kexie-socket-'))
  logged.length = 0
})
afterEach(async () => {
  await server?.close()
  server = null
  rmSync(dataDir, { recursive: true, force: true })
})

async function client(options = quiet) {
  const calls = await connectCore(dataDir, options)
  if (!calls) throw new Error('nobody answers')
  return calls
}

describe('the local socket', () => {
  it('carries calls, progress and problems, and only its user may enter', async () => {
    const dispatch: Dispatch = async (method, input, { progress }) => {
      if (method === 'app.state') throw new Problem('office.missing', {})
      progress({ phase: 'write', done: 1, total: 2, unit: 'bytes' })
      return { method, input }
    }
    server = await serveSocket(dataDir, dispatch, logError)
    expect(statSync(socketAddress(dataDir)).mode & 0o777).toBe(0o600)
    const seen: Progress[] = []
    const calls = await client({ ...quiet, onProgress: (progress) => void seen.push(progress) })
    expect(await calls.call('packages.verify', { path: '/甲.zip' })).toEqual({
      method: 'packages.verify',
      input: { path: '/甲.zip' },
    })
    expect(seen).toHaveLength(1)
    await expect(calls.call('app.state', {})).rejects.toMatchObject({ code: 'office.missing' })
    await calls.close()
  })

  it('does not answer methods that carry bytes', async () => {
    server = await serveSocket(dataDir, async () => new Uint8Array(9), logError)
    const calls = await client()
    await expect(
      calls.call('records.pdf', { recordId: '00000000-0000-7000-8000-000000000000', revision: 1 }),
    ).rejects.toMatchObject({ code: 'method.unknown' })
    await calls.close()
  })

  it('cancels the work of a caller that gives up or goes away', async () => {
    const aborted: string[] = []
    let started: () => void = () => undefined
    const dispatch: Dispatch = (_method, _input, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push('yes')
          reject(new Problem('cancelled', {}))
          done()
        })
        started()
      })
    let done: () => void = () => undefined
    server = await serveSocket(dataDir, dispatch, logError)
    const abort = new AbortController()
    const calls = await client({ ...quiet, signal: abort.signal })
    const running = new Promise<void>((resolve) => (started = resolve))
    const call = calls.call('app.state', {})
    await running
    abort.abort()
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    const other = await client()
    const again = new Promise<void>((resolve) => (started = resolve))
    const ended = new Promise<void>((resolve) => (done = resolve))
    const lost = other.call('app.state', {})
    lost.catch(() => undefined)
    await again
    await other.close()
    await ended
    expect(aborted).toEqual(['yes', 'yes'])
    await expect(lost).rejects.toMatchObject({ code: 'core.gone' })
    await calls.close()
  })

  it('takes over the socket file of a core that died, and says when nobody is there', async () => {
    writeFileSync(socketAddress(dataDir), '')
    expect(await connectCore(dataDir, quiet)).toBeNull()
    server = await serveSocket(dataDir, async () => 1, logError)
    expect(await (await client()).call('app.state', {})).toBe(1)
    expect(logged).toEqual([])
  })

  it('drops a caller that sends no JSON and keeps serving the others', async () => {
    server = await serveSocket(dataDir, async () => 2, logError)
    const socket = connect(socketAddress(dataDir))
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.write('not json\n')
    await closed
    expect(await (await client()).call('app.state', {})).toBe(2)
  })

  it('finds a place for a data folder whose name is too long for a socket', async () => {
    const long = path.join(dataDir, '长'.repeat(40))
    const address = socketAddress(long)
    expect(Buffer.byteLength(address)).toBeLessThan(104)
    server = await serveSocket(long, async () => 3, logError)
    expect(statSync(path.dirname(address)).mode & 0o077).toBe(0)
    const calls = await connectCore(long, quiet)
    expect(await calls?.call('app.state', {})).toBe(3)
    await calls?.close()
  })

  it('hands nothing to whoever listens in a folder that others may enter', async () => {
    const before = process.env.TMPDIR
    process.env.TMPDIR = dataDir
    try {
      const long = path.join(dataDir, '长'.repeat(40))
      server = await serveSocket(long, async () => 4, logError)
      const calls = await connectCore(long, quiet)
      expect(await calls?.call('app.state', {})).toBe(4)
      await calls?.close()
      chmodSync(path.dirname(socketAddress(long)), 0o755)
      expect(await connectCore(long, quiet)).toBeNull()
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    }
  })
})
