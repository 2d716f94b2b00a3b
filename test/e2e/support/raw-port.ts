import type { Page } from '@playwright/test'

type Reply = { id: number; ok: boolean; value?: unknown; problem?: { code: string; details: unknown } }
type RawPort = {
  post(frame: unknown): void
  call(method: string, input: unknown): Promise<Reply>
}
declare global {
  interface Window {
    rawPort: RawPort
    rawEvents: { event: string; value: unknown }[]
  }
}

/**
 * A port to the core that bypasses the program's own client, as a hostile page would use it: `window.rawPort`.
 * `window.rawEvents` collects the events of this port and of every later one.
 */
export async function openRawPort(page: Page): Promise<void> {
  await page.evaluate(async () => {
    window.rawEvents = []
    const waiting = new Map<number, (reply: Reply) => void>()
    let port: MessagePort | null = null
    // Far from the ids of the program's own client, which shares the port.
    let last = 1_000_000
    const arrived = new Promise<void>((resolve) => {
      window.addEventListener('message', (message) => {
        const fresh = message.ports[0]
        if (message.data !== 'kexie-port' || !fresh) return
        port = fresh
        fresh.addEventListener('message', ({ data }) => {
          if ('event' in data) window.rawEvents.push(data)
          else if ('ok' in data) waiting.get(data.id)?.(data)
        })
        fresh.start()
        resolve()
      })
    })
    window.rawPort = {
      post: (frame) => port?.postMessage(frame),
      call(method, input) {
        const id = ++last
        return new Promise((resolve) => {
          waiting.set(id, resolve)
          port?.postMessage({ id, method, input })
        })
      },
    }
    await window.kexie.connect()
    await arrived
  })
}
