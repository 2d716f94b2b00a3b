/** Which copies of the store stay: the written rule on a year of copies, and what holds for any row of them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AgedCopy, expiredBackups } from '../../electron/core/backup/retention.ts'
import type { BackupKind } from '../../shared/api/backups.ts'

const hour = 3600 * 1000
const start = Date.parse('2022-05-10T01:00:00.000Z')
const at = (hours: number): string => new Date(start + hours * hour).toISOString()
const beijing = (instant: string): string => new Date(Date.parse(instant) + 8 * hour).toISOString()

function kept(files: readonly AgedCopy[], limit = Number.POSITIVE_INFINITY): AgedCopy[] {
  const gone = new Set(expiredBackups(files, limit))
  return files.filter((file) => !gone.has(file))
}
const bytesOf = (files: readonly AgedCopy[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

test('a year and a half of hourly copies: 24 hours, 14 days, 12 months', () => {
  const files: AgedCopy[] = []
  for (let hours = 24 * 550; hours >= 0; hours--) files.push({ kind: 'hourly', createdAt: at(hours), bytes: 1 })
  for (let n = 0; n < 20; n++) files.push({ kind: 'manual', createdAt: at(-n - 1), bytes: 1 })
  const stay = kept(files)
  const hourly = stay.filter(({ kind }) => kind === 'hourly').map(({ createdAt }) => createdAt)
  expect(hourly.slice(0, 24)).toEqual(files.slice(0, 24).map(({ createdAt }) => createdAt))
  const days = [...new Set(files.map(({ createdAt }) => beijing(createdAt).slice(0, 10)))].slice(0, 14)
  expect(days.filter((day) => !hourly.some((one) => beijing(one).startsWith(day)))).toEqual([])
  expect(new Set(hourly.map((one) => beijing(one).slice(0, 7))).size).toBe(12)
  expect(hourly.length).toBeLessThanOrEqual(24 + 13 + 11)
  expect(stay.filter(({ kind }) => kind === 'manual')).toHaveLength(10)
})

test('without room the hours go first, then days, then months; what somebody made by hand goes last', () => {
  const files: AgedCopy[] = []
  for (let hours = 24 * 100; hours >= 0; hours -= 1) files.push({ kind: 'hourly', createdAt: at(hours), bytes: 10 })
  files.push({ kind: 'manual', createdAt: at(-1), bytes: 10 })
  const all = kept(files)
  const some = kept(files, bytesOf(all) - 100)
  // Ten of the last day's hours, the oldest of them.
  const lost = all.filter((file) => !some.includes(file)).map(({ createdAt }) => createdAt)
  expect(lost).toHaveLength(10)
  expect(lost.every((one) => Date.parse(one) > start + 99 * 24 * hour - hour)).toBe(true)
  expect(kept(files, 30).map(({ kind }) => kind)).toEqual(['hourly', 'hourly', 'manual'])
  expect(kept(files, 0)).toEqual([files[0]])
})

test('the newest good copy stays though a newer one is broken', () => {
  const files: AgedCopy[] = [3, 2, 1].map((hours) => ({ kind: 'hourly', createdAt: at(hours), bytes: 10 }))
  const gone = expiredBackups(files, 0, (file) => file !== files[0])
  expect(gone).toEqual([files[2]])
})

describe('any row of copies', () => {
  const kinds: BackupKind[] = [
    'hourly',
    'hourly',
    'hourly',
    'manual',
    'before-import',
    'before-migration',
    'before-restore',
  ]
  const rows = fc
    .array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        createdAt: fc.integer({ min: 0, max: 24 * 500 }).map(at),
        bytes: fc.integer({ min: 1, max: 1000 }),
      }),
      { minLength: 1, maxLength: 120 },
    )
    .map((files) => files.sort((a, b) => b.createdAt.localeCompare(a.createdAt)))
  const limits = fc.integer({ min: 0, max: 20_000 })

  test('the newest stays, the rest is within the limit', () => {
    fc.assert(
      fc.property(rows, limits, (files, limit) => {
        const stay = kept(files, limit)
        expect(stay).toContain(files[0])
        if (stay.length > 1) expect(bytesOf(stay)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  test('what stays stays at the next look; a larger limit keeps no less', () => {
    fc.assert(
      fc.property(rows, limits, fc.integer({ min: 0, max: 5000 }), (files, limit, more) => {
        const stay = kept(files, limit)
        expect(expiredBackups(stay, limit)).toEqual([])
        expect(bytesOf(kept(files, limit + more))).toBeGreaterThanOrEqual(0)
        for (const file of kept(files)) expect(kept(files, Number.MAX_SAFE_INTEGER)).toContain(file)
      }),
    )
  })

  test('with room enough every one of the last 14 days and 12 months with a copy keeps one', () => {
    fc.assert(
      fc.property(rows, (files) => {
        const hourly = files.filter(({ kind }) => kind === 'hourly')
        const stay = kept(files)
        for (const [length, count] of [
          [10, 14],
          [7, 12],
        ] as const) {
          const periods = [...new Set(hourly.map(({ createdAt }) => beijing(createdAt).slice(0, length)))].slice(
            0,
            count,
          )
          const has = new Set(stay.map(({ createdAt }) => beijing(createdAt).slice(0, length)))
          for (const period of periods) expect(has.has(period)).toBe(true)
        }
      }),
    )
  })
})
