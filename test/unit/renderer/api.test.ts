import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type Api = typeof import('../../../renderer/api.ts')
let api: Api
let core: MessagePort | null = null
let frames: unknown[] = []
let onMessage: (message: { source: unknown; data: unknown; ports: MessagePort[] }) => void = () => {}

/** Hands the page a fresh port, as the preload script does. */
function givePort(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }) => frames.push(data)
  onMessage({ source: window, data: 'kexie-port', ports: [port2] })
  core = port1
  return port1
}
const sent = (count: number) => vi.waitFor(() => expect(frames).toHaveLength(count))

beforeEach(async () => {
  frames = []
  const page = {
    addEventListener: (_name: string, listener: typeof onMessage) => {
      onMessage = listener
    },
    kexie: { connect: () => {}, restartCore: async () => {} },
  }
  vi.stubGlobal('window', page)
  vi.resetModules()
  api = await import('../../../renderer/api.ts')
  api.connectCore()
})
afterEach(() => {
  core?.close()
  vi.unstubAllGlobals()
})

test('a call made before the port is here is sent when it comes, and answered', async () => {
  const answer = api.call('records.list', {})
  const port = givePort()
  await sent(1)
  expect(frames[0]).toEqual({ id: 1, method: 'records.list', input: {} })
  port.postMessage({ id: 1, ok: true, value: [] })
  await expect(answer).resolves.toEqual([])
})

test('progress reaches the caller; a cancelled call ends with the answer of the core, not before', async () => {
  const port = givePort()
  const seen: number[] = []
  const abort = new AbortController()
  const answer = api.call(
    'packages.verify',
    { path: 'a.zip' },
    { signal: abort.signal, onProgress: ({ done }) => seen.push(done) },
  )
  await sent(1)
  port.postMessage({ id: 1, progress: { phase: '核对', done: 3, total: 9, unit: 'bytes' } })
  await vi.waitFor(() => expect(seen).toEqual([3]))
  abort.abort()
  await sent(2)
  expect(frames[1]).toEqual({ cancel: 1 })
  port.postMessage({ id: 1, ok: false, problem: { code: 'cancelled', details: {} } })
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
})

test('when the core is gone, what was pending fails and what comes is refused until it is back', async () => {
  const port = givePort()
  const gone = vi.fn()
  api.subscribe('core.gone', gone)
  const pending = api.call('records.list', {})
  await sent(1)
  port.postMessage({ event: 'core.gone', value: null })
  await expect(pending).rejects.toMatchObject({ code: 'core.gone' })
  expect(gone).toHaveBeenCalledOnce()
  await expect(api.call('records.list', {})).rejects.toMatchObject({ code: 'core.gone' })
  await api.restartCore()
  const back = api.call('records.list', {})
  const fresh = givePort()
  await sent(2)
  fresh.postMessage({ id: 2, ok: true, value: [] })
  await expect(back).resolves.toEqual([])
})

test('a port that is replaced takes its unanswered calls with it, never repeats them', async () => {
  givePort()
  const pending = api.call('records.list', {})
  await sent(1)
  givePort()
  await expect(pending).rejects.toMatchObject({ code: 'core.gone' })
  expect(frames).toHaveLength(1)
})

test('a message of another window is not taken for a port', async () => {
  const { port2 } = new MessageChannel()
  onMessage({ source: {}, data: 'kexie-port', ports: [port2] })
  void api.call('records.list', {}).catch(() => {})
  givePort()
  await sent(1)
  port2.close()
})
