import type { EntryLack, VideoEntry } from '../../../shared/api/videos.ts'
import { type RecordState, recordStates } from '../../../shared/domain/states.ts'
import { entryLacks, timingWords } from '../../text/videos.ts'

export type VideoFilter = {
  noticeId: string | null
  state: RecordState | null
  /** `nothing`: complete. */
  lack: EntryLack | 'nothing' | null
  /** `office <id>` or `unit <name>`. */
  who: string | null
  award: string | null
  timing: VideoEntry['timing'] | null
  query: string
}
type Choice = { value: string; label: string }

export const noFilter: VideoFilter = {
  noticeId: null,
  state: null,
  lack: null,
  who: null,
  award: null,
  timing: null,
  query: '',
}

const whoOf = (entry: VideoEntry): readonly string[] => [`office ${entry.officeId}`, `unit ${entry.unit}`]

/** Everything by which a clerk may remember an entry. */
const wordsOf = (entry: VideoEntry): string =>
  `${entry.title} ${entry.unit} ${entry.officeName} ${entry.originName ?? ''} ${entry.award?.name ?? ''}`.toLowerCase()

export function filterEntries(entries: readonly VideoEntry[], filter: VideoFilter): VideoEntry[] {
  const words = filter.query.trim().toLowerCase().split(/\s+/)
  return entries.filter(
    (entry) =>
      (filter.noticeId === null || entry.noticeId === filter.noticeId) &&
      (filter.state === null || entry.state === filter.state) &&
      (filter.lack === null ||
        (filter.lack === 'nothing' ? entry.lacks.length === 0 : entry.lacks.includes(filter.lack))) &&
      (filter.who === null || whoOf(entry).includes(filter.who)) &&
      (filter.award === null || entry.award?.name === filter.award) &&
      (filter.timing === null || entry.timing === filter.timing) &&
      words.every((word) => wordsOf(entry).includes(word)),
  )
}

/** What came back, then what still lacks something, then the rest; among equals the latest first. */
function rank(entry: VideoEntry): number {
  if (entry.state === 'returned') return 0
  if (entry.own && entry.lacks.length > 0) return 1
  return entry.state === 'accepted' ? 3 : 2
}

export const sortEntries = (entries: readonly VideoEntry[]): VideoEntry[] =>
  entries.toSorted((a, b) => rank(a) - rank(b) || b.collectedAt.localeCompare(a.collectedAt))

function unique(pairs: readonly Choice[]): Choice[] {
  return [...new Map(pairs.map((pair) => [pair.value, pair])).values()]
}

export const noticeChoices = (entries: readonly VideoEntry[]): Choice[] =>
  unique(entries.map(({ noticeId, noticeShortTitle }) => ({ value: noticeId, label: noticeShortTitle })))

/** Offices that sent, and units that made the works. */
export function whoChoices(entries: readonly VideoEntry[]): { label: string; options: Choice[] }[] {
  const offices = unique(
    entries.map(({ officeId, own, officeName }) => ({
      value: `office ${officeId}`,
      label: own ? '本单位' : officeName,
    })),
  )
  const units = unique(
    entries.filter(({ unit }) => unit !== '').map(({ unit }) => ({ value: `unit ${unit}`, label: unit })),
  ).sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'))
  return [
    ...(offices.length > 1 ? [{ label: '报送单位', options: offices }] : []),
    ...(units.length > 0 ? [{ label: '工作单位', options: units }] : []),
  ]
}

export const awardChoices = (entries: readonly VideoEntry[]): Choice[] =>
  unique(entries.flatMap(({ award }) => (award === null ? [] : [{ value: award.name, label: award.name }])))

export const statesPresent = (entries: readonly VideoEntry[]): RecordState[] =>
  recordStates.filter((state) => entries.some((entry) => entry.state === state))

export const lacksPresent = (entries: readonly VideoEntry[]): EntryLack[] =>
  entryLacks.filter((lack) => entries.some((entry) => entry.lacks.includes(lack)))

/** Empty while everything came in time: then there is nothing to ask. */
export function timingChoices(entries: readonly VideoEntry[]): Choice[] {
  const odd = (['late', 'early'] as const).filter((timing) => entries.some((entry) => entry.timing === timing))
  if (odd.length === 0) return []
  return [
    { value: 'in-time', label: '按时' },
    ...odd.map((timing) => ({ value: timing, label: timingWords[timing].word })),
  ]
}
