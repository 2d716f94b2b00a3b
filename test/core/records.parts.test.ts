import { expect, test } from 'vitest'
import { countyOffice, newF2, openCounty } from '../support/core.ts'

test('a list comes in parts, the last changed first, each record once', async () => {
  const core = await openCounty()
  for (let n = 0; n < 7; n++) {
    // Two of each instant: the id decides between them.
    core.setNow(`2022-05-1${Math.floor(n / 2)}T01:00:00.000Z`)
    await newF2(core, { activityName: `第${n}项` })
  }
  const whole = await core.call('records.list', {})
  expect(whole).toHaveLength(7)
  const parts: typeof whole = []
  for (;;) {
    const last = parts.at(-1)
    const after = last ? { updatedAt: last.updatedAt, recordId: last.recordId } : null
    const rows = await core.call('records.list', { limit: 3, after })
    parts.push(...rows)
    if (rows.length < 3) break
  }
  expect(parts).toEqual(whole)
  expect(await core.call('records.list', { own: true })).toEqual(whole)
  expect((await core.call('desk.overview', {})).recent).toEqual(whole.slice(0, 10))
  expect((await core.call('app.state', {})).office?.name).toBe(countyOffice.name)
})
