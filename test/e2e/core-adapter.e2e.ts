import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { buildAdapterApp } from './support/adapter/build.ts'
import { type Desk, launchDesk } from './support/launch.ts'
import { openRawPort } from './support/raw-port.ts'

type Adapter = {
  happened: string[]
  pid(): number | undefined
  call(method: string, input: unknown): Promise<{ value?: unknown; code?: string }>
  stop(): Promise<void>
}
declare global {
  var adapter: Adapter
}

let appDir = ''
test.beforeAll(async () => {
  appDir = mkdtempSync(join(tmpdir(), 'kexie-adapter-'))
  await buildAdapterApp(appDir)
})
test.afterAll(() => rmSync(appDir, { recursive: true, force: true }))

const callFromMain = (desk: Desk, method: string, input: unknown) =>
  desk.app.evaluate((_electron, given) => globalThis.adapter.call(given.method, given.input), { method, input })
const happened = (desk: Desk) => desk.app.evaluate(() => globalThis.adapter.happened)

for (const kind of ['utility', 'fork']) {
  test.describe(`core as a ${kind} process`, () => {
    let desk: Desk
    test.beforeEach(async () => {
      desk = await launchDesk({ appDir, env: { ADAPTER_KIND: kind } })
      await openRawPort(desk.page)
    })
    test.afterEach(() => desk.close())

    test('answers page and main, asks main, and carries 5 MB of bytes', async () => {
      expect(await desk.page.evaluate(() => window.rawPort.call('echo', { a: [1, '二'] }))).toMatchObject({
        ok: true,
        value: { a: [1, '二'] },
      })
      const bytes = await desk.page.evaluate(async () => {
        const sent = Uint8Array.from({ length: 5_000_000 }, (_value, index) => index % 251)
        const { value } = await window.rawPort.call('echo', sent)
        if (!(value instanceof Uint8Array)) return null
        return { length: value.length, same: value.every((byte, index) => byte === index % 251) }
      })
      expect(bytes).toEqual({ length: 5_000_000, same: true })
      expect(await callFromMain(desk, 'echo', 'main')).toEqual({ value: 'main' })
      expect(await desk.page.evaluate(() => window.rawPort.call('double', 21))).toMatchObject({ ok: true, value: 42 })
    })

    test('cancels, and answers the cancelled request', async () => {
      const reply = await desk.page.evaluate(() => {
        const waiting = window.rawPort.call('wait', null)
        window.rawPort.post({ cancel: 1_000_001 })
        return waiting
      })
      expect(reply).toMatchObject({ id: 1_000_001, ok: false, problem: { code: 'cancelled' } })
    })

    test('tells page and main when the core dies, refuses calls, and starts again', async () => {
      const pending = callFromMain(desk, 'wait', null)
      await desk.page.evaluate(() => window.rawPort.post({ id: 1, method: 'die', input: null }))
      await desk.page.waitForFunction(() => window.rawEvents.some(({ event }) => event === 'core.gone'))
      expect(await pending).toEqual({ code: 'core.gone' })
      expect(await callFromMain(desk, 'echo', 1)).toEqual({ code: 'core.gone' })
      expect(await happened(desk)).toEqual(['ready', 'gone'])

      await desk.page.evaluate(() => window.kexie.restartCore())
      expect(await callFromMain(desk, 'echo', 1)).toEqual({ value: 1 })
      expect(await desk.page.evaluate(() => window.rawPort.call('echo', 2))).toMatchObject({ ok: true, value: 2 })
    })

    test('stops when main asks for it, and no call reaches it afterwards', async () => {
      await desk.app.evaluate(() => globalThis.adapter.stop())
      expect(await desk.app.evaluate(() => globalThis.adapter.pid())).toBeUndefined()
      expect(await callFromMain(desk, 'echo', 1)).toEqual({ code: 'core.gone' })
      expect(await happened(desk)).not.toContain('gone')
    })
  })

  test(`a ${kind} core that cannot open its store says why`, async () => {
    const desk = await launchDesk({ appDir, env: { ADAPTER_KIND: kind, ADAPTER_DATA: 'damaged' } })
    await expect.poll(() => happened(desk)).toEqual(['failed store.damaged'])
    await openRawPort(desk.page)
    await desk.page.waitForFunction(() => window.rawEvents.some(({ event }) => event === 'start.failed'))
    expect(await callFromMain(desk, 'echo', 1)).toEqual({ code: 'core.gone' })
    await desk.close()
  })
}
