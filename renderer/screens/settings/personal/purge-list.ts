/** What may be purged, in the order in which a clerk goes through it: by notice, and what is due before the rest. */
import type { PurgeCandidate } from '../../../../shared/api/personal.ts'
import { retentionText } from '../../../text/personal.ts'

/** As many as one printed record can name. */
export const mostAtOnce = 2000

export type PurgeFilter = { query: string; noticeId: string | null; dueOnly: boolean }
export const noFilter: PurgeFilter = { query: '', noticeId: null, dueOnly: false }

export type PurgeGroup = { noticeId: string; title: string; note: string; candidates: PurgeCandidate[] }
export type PurgeLine =
  | { kind: 'notice'; group: PurgeGroup }
  /** `index`: among the records, without the headings. */
  | { kind: 'record'; candidate: PurgeCandidate; index: number }

const rank = ({ due, dueAt }: PurgeCandidate): number => (due ? 0 : dueAt !== null ? 1 : 2)

const byDate = (a: PurgeCandidate, b: PurgeCandidate): number =>
  rank(a) - rank(b) ||
  (a.dueAt ?? '').localeCompare(b.dueAt ?? '') ||
  a.title.localeCompare(b.title, 'zh-CN') ||
  a.formShortName.localeCompare(b.formShortName, 'zh-CN')

/** Without those that were purged already. Notices with something due come first, by its date. */
export function purgeGroups(candidates: readonly PurgeCandidate[], filter: PurgeFilter): PurgeGroup[] {
  const query = filter.query.trim()
  const kept = new Map<string, PurgeCandidate[]>()
  for (const one of candidates) {
    if (one.purgedAt !== null) continue
    if (filter.noticeId !== null && one.noticeId !== filter.noticeId) continue
    if (filter.dueOnly && !one.due) continue
    if (query !== '' && ![one.title, one.officeName, one.formShortName].some((text) => text.includes(query))) continue
    const group = kept.get(one.noticeId)
    if (group) group.push(one)
    else kept.set(one.noticeId, [one])
  }
  return [...kept]
    .map(([noticeId, of]) => {
      const sorted = of.sort(byDate)
      const due = sorted.filter((one) => one.due).length
      const counts = due === 0 ? `${sorted.length} 份` : `${sorted.length} 份，${due} 份已到期`
      const title = sorted[0]?.noticeShortTitle ?? noticeId
      return { noticeId, title, note: `${counts}；${retentionText(sorted)}`, candidates: sorted }
    })
    .sort((a, b) => {
      const [first, second] = [a.candidates[0], b.candidates[0]]
      return first && second ? byDate(first, second) : 0
    })
}

export function purgeLines(groups: readonly PurgeGroup[]): PurgeLine[] {
  let index = 0
  return groups.flatMap((group): PurgeLine[] => [
    { kind: 'notice', group },
    ...group.candidates.map((candidate) => ({ kind: 'record' as const, candidate, index: index++ })),
  ])
}

export type PurgeSum = {
  count: number
  files: number
  /** Of which the time has not run out, or runs by no rule. */
  early: number
  /** Ours, and not with the office above: it cannot be finished afterwards. */
  unsent: number
}

export function sumOf(chosen: readonly PurgeCandidate[]): PurgeSum {
  return {
    count: chosen.length,
    files: chosen.reduce((sum, one) => sum + one.files, 0),
    early: chosen.filter(({ due }) => !due).length,
    unsent: chosen.filter(({ own, from, discarded }) => own && from === null && !discarded).length,
  }
}
