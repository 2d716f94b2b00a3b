import { expect, type Page, test } from '@playwright/test'
import { type Desk, launchDesk } from './support/launch.ts'
import { openRawPort } from './support/raw-port.ts'

/** The window that stays after a start: the main one, or the one that says why there is none. */
async function windowWhere(desk: Desk, failed: boolean): Promise<Page> {
  let found: Page | undefined
  await expect(async () => {
    for (const page of desk.app.windows()) {
      const problem = await page.evaluate(() => window.kexie.startProblem).catch(() => undefined)
      if (problem !== undefined && (problem !== null) === failed) found = page
    }
    expect(found).toBeDefined()
  }).toPass()
  return found!
}

test('a store in use elsewhere is not opened: a window of its own says so, and leads on when it is free', async () => {
  const first = await launchDesk()
  await openRawPort(first.page)
  expect(await first.page.evaluate(() => window.rawPort.call('app.state', {}))).toMatchObject({ ok: true })

  const second = await launchDesk({ dataDir: first.dataDir })
  const refused = await windowWhere(second, true)
  expect(await refused.evaluate(() => window.kexie.startProblem)).toMatchObject({ code: 'store.locked' })
  expect(new URL(refused.url()).hash).toBe('#/start-failed')
  expect(second.app.windows()).toHaveLength(1)

  await first.app.close()
  await refused.evaluate(() => void window.kexie.restartCore())
  const opened = await windowWhere(second, false)
  await openRawPort(opened)
  expect(await opened.evaluate(() => window.rawPort.call('app.state', {}))).toMatchObject({ ok: true })
  await expect.poll(() => second.app.windows().length).toBe(1)
  await second.close()
  await first.close()
})

test('a core that is killed is told to the page; after the restart the store answers again', async () => {
  const desk = await launchDesk()
  await openRawPort(desk.page)
  expect(await desk.page.evaluate(() => window.rawPort.call('app.state', {}))).toMatchObject({ ok: true })
  const pid = await desk.app.evaluate(() => (globalThis as unknown as { kexieCorePid(): number }).kexieCorePid())
  process.kill(pid, 'SIGKILL')
  await desk.page.waitForFunction(() => window.rawEvents.some(({ event }) => event === 'core.gone'))
  await desk.page.evaluate(() => window.kexie.restartCore())
  expect(await desk.page.evaluate(() => window.rawPort.call('app.state', {}))).toMatchObject({ ok: true })
  await desk.close()
})
