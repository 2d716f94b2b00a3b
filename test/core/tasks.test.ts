import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countyNotice, fillF2, newPair, type Pair, passphrases } from '../support/desks.ts'

let pair: Pair
beforeEach(async () => {
  pair = await newPair()
})
afterEach(() => pair.close())

describe('long work', () => {
  it('is a row with progress, result or problem, which a page finds again and puts away', async () => {
    const { county, city, stick } = pair
    await fillF2(county)
    const order = { noticeId: countyNotice, to: city.officeId, out: stick }
    let whileRunning: Awaited<ReturnType<typeof county.call<'tasks.list'>>> = []
    let asked: Promise<unknown> | null = null
    const exported = await county.call('packages.export', order, {
      progress: ({ phase }) => {
        if (phase === 'write') asked ??= county.call('tasks.list', {}).then((tasks) => (whileRunning = tasks))
      },
    })
    await asked
    expect(whileRunning[0]).toMatchObject({
      kind: 'export',
      title: '报送 科技工作者日·市转发',
      progress: { unit: 'bytes' },
    })
    expect((await county.call('tasks.list', {}))[0]).toMatchObject({
      state: 'done',
      result: { packageId: exported.packageId },
      problem: null,
    })
    await county.problem('packages.export', { ...order, out: path.join(stick, 'no such folder') })
    const [failed] = await county.call('tasks.list', {})
    expect(failed).toMatchObject({ state: 'failed', problem: { code: 'package.target-missing' } })
    await county.call('tasks.dismiss', { taskId: failed?.taskId ?? '' })
    expect((await county.call('tasks.list', {})).map((task) => task.taskId)).not.toContain(failed?.taskId)
    expect(await county.problem('tasks.dismiss', { taskId: '019a0000-0000-7000-8000-000000000000' })).toMatchObject({
      code: 'task.unknown',
    })
    expect(
      county.events.some(
        ({ event, value }) => event === 'data.changed' && (value as { domain: string }).domain === 'tasks',
      ),
    ).toBe(true)
  })

  it('is given up when a page that did not start it puts it away', async () => {
    const { county, city, stick } = pair
    await fillF2(county)
    let dismissed: Promise<unknown> | null = null
    const call = county.call(
      'packages.export',
      { noticeId: countyNotice, to: city.officeId, out: stick },
      {
        progress: ({ phase }) => {
          if (phase !== 'freeze') return
          dismissed ??= county
            .call('tasks.list', {})
            .then(([task]) => county.call('tasks.dismiss', { taskId: task?.taskId ?? '' }))
        },
      },
    )
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    await dismissed
    expect((await county.call('tasks.list', {}))[0]).toMatchObject({ state: 'cancelled' })
  })

  it('that was cut off by the end of the program is told as interrupted', async () => {
    const { county, city, stick } = pair
    await fillF2(county)
    await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
    await county.close()
    const sqlite = new BetterSqlite3(path.join(county.dir, 'kexie.sqlite'))
    sqlite.prepare("UPDATE tasks SET state = 'running', finished_at = NULL").run()
    sqlite.close()
    await county.reopen(passphrases.county)
    expect((await county.call('tasks.list', {}))[0]).toMatchObject({ state: 'interrupted' })
  })
})
