import type { RecordSummary } from '../../../shared/api/records.ts'
import { type RecordState, recordStates } from '../../../shared/domain/states.ts'

export type RecordFilter = { noticeId: string | null; state: RecordState | null; officeId: string | null }

export function filterRecords(records: readonly RecordSummary[], filter: RecordFilter): RecordSummary[] {
  return records.filter(
    (record) =>
      (filter.noticeId === null || record.noticeId === filter.noticeId) &&
      (filter.state === null || record.state === filter.state) &&
      (filter.officeId === null || record.officeId === filter.officeId),
  )
}

/** What must be done stands above what is done; among equals the latest first. */
const urgency: readonly RecordState[] = [
  'returned',
  'draft',
  'to-stamp',
  'to-send',
  'sent',
  'received',
  'accepted',
  'not-started',
]

export function sortRecords(records: readonly RecordSummary[]): RecordSummary[] {
  const rank = (record: RecordSummary) => urgency.indexOf(record.state)
  return [...records].sort((a, b) => rank(a) - rank(b) || b.updatedAt.localeCompare(a.updatedAt))
}

/** The notice that was worked on last: the next paper is most often of the same. */
export const latestNotice = (records: readonly RecordSummary[]): string | null =>
  records
    .filter(({ own }) => own)
    .reduce<RecordSummary | null>((last, one) => (last && last.updatedAt >= one.updatedAt ? last : one), null)
    ?.noticeId ?? null

type Choice = { value: string; label: string }

function unique(pairs: readonly Choice[]): Choice[] {
  return [...new Map(pairs.map((pair) => [pair.value, pair])).values()]
}

export const noticeChoices = (records: readonly RecordSummary[]): Choice[] =>
  unique(records.map((record) => ({ value: record.noticeId, label: record.noticeShortTitle })))

export const officeChoices = (records: readonly RecordSummary[]): Choice[] =>
  unique(records.map((record) => ({ value: record.officeId, label: record.own ? '本单位' : record.officeName })))

/** States that occur, in the order of the work. */
export const statesPresent = (records: readonly RecordSummary[]): RecordState[] =>
  recordStates.filter((state) => records.some((record) => record.state === state))

/** The thing's own name; a fresh record has none yet. */
export const recordTitle = (record: RecordSummary): string => record.title || `（未命名）${record.formShortName}`
