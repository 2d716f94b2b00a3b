/**
 * Which copies may go. Hourly ones: all of the last 24 hours, one a day for 14 days, one a month for 12 months; of every
 * other kind the last few; all together within the limit that the office sets.
 */
import type { BackupKind } from '../../../shared/api/backups.ts'

const hoursKept = 24
const daysKept = 14
const monthsKept = 12
const othersKept: Readonly<Record<Exclude<BackupKind, 'hourly'>, number>> = {
  manual: 10,
  'before-import': 5,
  'before-migration': 5,
  'before-restore': 5,
}

/** Copies that keep the keys of personal data; older ones are stripped (db/strip-copy.ts). */
export const keyedCopies = 2

export interface AgedCopy {
  readonly kind: BackupKind
  /** ISO 8601 UTC. */
  readonly createdAt: string
  readonly bytes: number
}

/** What keeps a copy, the densest first: in this order they go when there is no room. */
const tiers = ['hour', 'day', 'before', 'month', 'manual'] as const
type Tier = (typeof tiers)[number]

/** Offices keep Beijing time whatever the machine says. */
const beijing = (instant: string): string => new Date(Date.parse(instant) + 8 * 3600 * 1000).toISOString()
const dayOf = (instant: string): string => beijing(instant).slice(0, 10)
const monthOf = (instant: string): string => beijing(instant).slice(0, 7)

/**
 * @param files newest first
 * @param limitBytes of all together; Infinity: no limit
 * @param isGood whether a copy is known to be whole. The newest of all and the newest good one are never in the answer.
 */
export function expiredBackups<T extends AgedCopy>(
  files: readonly T[],
  limitBytes = Number.POSITIVE_INFINITY,
  isGood: (file: T) => boolean = () => true,
): T[] {
  const kept = tiersOf(files)
  const safe = new Set([...files.slice(0, 1), ...files.filter(isGood).slice(0, 1)])
  for (const file of safe) if (!kept.has(file)) kept.set(file, 'manual')
  let bytes = [...kept.keys()].reduce((sum, file) => sum + file.bytes, 0)
  const oldestFirst = files.toReversed()
  for (const tier of tiers)
    for (const file of oldestFirst) {
      if (bytes <= limitBytes) break
      if (kept.get(file) !== tier || safe.has(file)) continue
      kept.delete(file)
      bytes -= file.bytes
    }
  return files.filter((file) => !kept.has(file))
}

/** Each copy that stays, by the thinnest row of copies that it stands in. */
function tiersOf<T extends AgedCopy>(files: readonly T[]): Map<T, Tier> {
  const kept = new Map<T, Tier>()
  const hourly = files.filter((file) => file.kind === 'hourly')
  const newest = hourly[0]
  // By the newest copy, not by the clock: an office that was closed for a month keeps what it had.
  const since = newest ? Date.parse(newest.createdAt) - hoursKept * 3600 * 1000 : 0
  for (const file of hourly) if (Date.parse(file.createdAt) > since) kept.set(file, 'hour')
  for (const file of newestOf(hourly, dayOf).slice(0, daysKept)) kept.set(file, 'day')
  for (const file of newestOf(hourly, monthOf).slice(0, monthsKept)) kept.set(file, 'month')
  for (const [kind, count] of Object.entries(othersKept))
    for (const file of files.filter((one) => one.kind === kind).slice(0, count))
      kept.set(file, kind === 'manual' ? 'manual' : 'before')
  return kept
}

/** The newest of each day or month that has any, newest first. */
function newestOf<T extends AgedCopy>(files: readonly T[], periodOf: (instant: string) => string): T[] {
  const newest = new Map<string, T>()
  for (const file of files) {
    const period = periodOf(file.createdAt)
    if (!newest.has(period)) newest.set(period, file)
  }
  return [...newest.values()]
}
