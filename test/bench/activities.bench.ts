/**
 * The register with 10,000 and 100,000 activities: first page, filter, search, order, each through dispatch, against plain
 * SQL that gives the same answer (rows of the window, count and sums) on a connection of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { inRoot } from '../../build/paths.mjs'
import { createCore } from '../../electron/core/core.ts'
import type { ActivityList } from '../../shared/api/activities.ts'
import type { MethodInput } from '../../shared/api/contract.ts'
import { fromUnits } from '../../shared/form/decimal.ts'
import { syntheticActivities } from '../support/activities.ts'
import { fillRegister } from '../support/activity-store.ts'
import { alternate, median, report } from './measure.ts'

const rounds = 5
const window = 200
const noticeId = 'jiangsu-2022-workers-day.county'
const modules = ['tuanjie', 'jingshen', 'jianjia', 'weimin', 'kaifang', 'biaozhang']
const now = new Date('2022-05-10T01:00:00Z')

interface Case {
  readonly name: string
  readonly input: MethodInput<'activities.list'>
  readonly where: string
  readonly order: string
  readonly values: readonly string[]
}
const thisYear = `sort_day >= '2022-' AND sort_day < '2023-'`
const inModule = `activity_id IN (SELECT activity_id FROM activity_modules WHERE notice_id = ? AND module_id = ?)`
const has = 'instr(search_text, ?) > 0'
const byDay = 'sort_day, activity_id'
const cases: readonly Case[] = [
  { name: 'open: first page', input: {}, where: '1', order: byDay, values: [] },
  { name: 'open: of a year', input: { filter: { year: 2022 } }, where: thisYear, order: byDay, values: [] },
  {
    name: 'filter: module, held',
    input: { filter: { noticeId, moduleId: 'weimin', state: 'held' } },
    where: `${inModule} AND state = 'held'`,
    order: byDay,
    values: [noticeId, 'weimin'],
  },
  {
    name: 'filter: no numbers',
    input: { filter: { lacks: 'numbers' } },
    where: 'lacks & 2 <> 0',
    order: byDay,
    values: [],
  },
  { name: 'search: one character', input: { filter: { search: '稻' } }, where: has, order: byDay, values: ['稻'] },
  {
    name: 'search: two words',
    input: { filter: { search: '东湖 讲座' } },
    where: `${has} AND ${has}`,
    order: byDay,
    values: ['东湖', '讲座'],
  },
  { name: 'search: not there', input: { filter: { search: '航天员' } }, where: has, order: byDay, values: ['航天员'] },
  { name: 'sort: title', input: { sort: 'title' }, where: '1', order: 'sort_title, activity_id', values: [] },
  {
    name: 'sort: reach, most first',
    input: { sort: 'reach', descending: true },
    where: '1',
    order: `CASE WHEN onsite IS NULL AND online IS NULL THEN -1 ELSE coalesce(onsite, 0) + coalesce(online, 0) END DESC,
      activity_id DESC`,
    values: [],
  },
  {
    name: 'scroll: in the middle',
    input: { offset: 5000 },
    where: '1',
    order: byDay,
    values: [],
  },
]

const columns = `activity_id, title, state, unit, host, time_words, starts_on, ends_on, place, notices_json, main, onsite,
  online, funds, pictures, lacks, updated_at`

async function measure(count: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activities-bench-'))
  const dataDir = path.join(folder, 'store')
  const start = () =>
    createCore({
      dataDir,
      resourcesDir: inRoot('resources'),
      appVersion: '0.0.0-bench',
      now: () => now,
      ask: null,
      restore: null,
      emit: () => undefined,
    })
  await (await start()).close()
  await fillRegister(dataDir, syntheticActivities(count, { seed: 20220510, noticeId, modules }), now)
  const core = await start()
  const plain = new BetterSqlite3(path.join(dataDir, 'kexie.sqlite'), { readonly: true })
  try {
    process.stdout.write(`${count} activities, ${rounds} alternating rounds\n`)
    for (const { name, input, where, order, values } of cases) {
      const rows = plain.prepare(`SELECT ${columns} FROM activities WHERE deleted_at IS NULL AND ${where}
        ORDER BY ${order} LIMIT ? OFFSET ?`)
      // Sums as the answer has them: what was held and what is planned apart.
      const sums = plain.prepare(`SELECT count(*) AS total,
          coalesce(sum(onsite) FILTER (WHERE state = 'held'), 0) AS heldOnsite,
          coalesce(sum(online) FILTER (WHERE state = 'held'), 0) AS heldOnline,
          coalesce(sum(funds) FILTER (WHERE state = 'held'), 0) AS heldFunds,
          coalesce(sum(onsite) FILTER (WHERE state = 'planned'), 0) AS plannedOnsite,
          coalesce(sum(online) FILTER (WHERE state = 'planned'), 0) AS plannedOnline,
          coalesce(sum(funds) FILTER (WHERE state = 'planned'), 0) AS plannedFunds
        FROM activities WHERE deleted_at IS NULL AND ${where}`)
      const ask = { limit: window, ...input }
      const offset = ask.offset ?? 0
      const list = (await core.dispatch('activities.list', ask)) as ActivityList
      const expected = rows.all(...values, window, offset) as { activity_id: string }[]
      if (
        JSON.stringify(list.rows.map((row) => row.activityId)) !==
        JSON.stringify(expected.map((row) => row.activity_id))
      )
        throw new Error(`${name}: other rows`)
      const { held, planned } = list.sums
      const told = [list.total, held.onsite, held.online, held.funds, planned.onsite, planned.online, planned.funds]
      const reckoned = Object.entries(sums.get(...values) as Record<string, number>).map(([key, value]) =>
        key.endsWith('Funds') ? fromUnits(BigInt(value)) : value,
      )
      if (JSON.stringify(told) !== JSON.stringify(reckoned)) throw new Error(`${name}: other sums`)
      // So often that a round takes long enough to be measured.
      const first = performance.now()
      await core.dispatch('activities.list', ask)
      const times = Math.max(3, Math.min(40, Math.ceil(150 / (performance.now() - first))))
      const figures = await alternate(
        rounds,
        async () => {
          const from = performance.now()
          for (let n = 0; n < times; n++) await core.dispatch('activities.list', ask)
          return performance.now() - from
        },
        async () => {
          const from = performance.now()
          for (let n = 0; n < times; n++) {
            sums.get(...values)
            rows.all(...values, window, offset)
          }
          return performance.now() - from
        },
      )
      report({ name: `${count}, ${name} (${list.total} found)`, ...figures, aim: 2, unit: `ms for ${times}` })
      process.stdout.write(`  one answer: ${(median(figures.ours) / times).toFixed(1)} ms\n`)
    }
  } finally {
    plain.close()
    await core.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

for (const count of [10_000, 100_000]) await measure(count)

// The longest frame while scrolling: activities-window.bench.ts.
