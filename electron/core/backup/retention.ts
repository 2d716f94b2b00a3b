/** Which copies may go: the last 24 hourly ones stay, one a day for 14 days, and the last few of every other kind. */
import type { BackupKind } from '../../../shared/api/backups.ts'

const hourlyKept = 24
const daysKept = 14
const othersKept: Readonly<Record<Exclude<BackupKind, 'hourly'>, number>> = {
  manual: 10,
  'before-import': 5,
  'before-migration': 5,
  'before-restore': 5,
}

/** Offices keep Beijing time whatever the machine says. */
const dayOf = (instant: string): string => new Date(Date.parse(instant) + 8 * 3600 * 1000).toISOString().slice(0, 10)

/** @param files newest first. The newest of all is never in the answer. */
export function expiredBackups<T extends { kind: BackupKind; createdAt: string }>(files: readonly T[]): T[] {
  const kept = new Set<T>(files.slice(0, 1))
  const hourly = files.filter((file) => file.kind === 'hourly')
  for (const file of hourly.slice(0, hourlyKept)) kept.add(file)
  const newestOfDay = new Map<string, T>()
  for (const file of hourly) if (!newestOfDay.has(dayOf(file.createdAt))) newestOfDay.set(dayOf(file.createdAt), file)
  for (const file of [...newestOfDay.values()].slice(0, daysKept)) kept.add(file)
  for (const [kind, count] of Object.entries(othersKept))
    for (const file of files.filter((one) => one.kind === kind).slice(0, count)) kept.add(file)
  return files.filter((file) => !kept.has(file))
}
