/** The list of 审核: filters, the order of the hand, what may be accepted at once. Pure. */
import type { QueueItem } from '../../../shared/api/returns.ts'
import type { FilterChoice } from '../../ui/FilterBar.tsx'

export const itemKey = ({ packageId, recordId, revision }: QueueItem): string => `${packageId}/${recordId}/${revision}`

export const itemName = ({ title, formShortName }: QueueItem): string => title || formShortName

export const itemInput = ({ packageId, recordId, revision }: QueueItem) => ({ packageId, recordId, revision })

/** Nothing was found, and no paper says otherwise. */
export const isClean = (item: QueueItem): boolean =>
  item.state === 'received' &&
  item.latest &&
  item.blocking === 0 &&
  item.warnings === 0 &&
  item.paper !== 'scan-mismatch' &&
  item.paper !== 'paper-mismatch'

export type QueueWhere = { noticeId: string | null; officeId: string | null }

export function shownItems(items: readonly QueueItem[], { noticeId, officeId }: QueueWhere): QueueItem[] {
  return items.filter(
    (item) => (noticeId === null || item.noticeId === noticeId) && (officeId === null || item.officeId === officeId),
  )
}

/** Each once, with how many there are, in the order of their first arrival. */
function choicesOf(items: readonly QueueItem[], of: (item: QueueItem) => { id: string; name: string }): FilterChoice[] {
  const found = new Map<string, { name: string; count: number }>()
  for (const item of items) {
    const { id, name } = of(item)
    const before = found.get(id)
    if (before) before.count++
    else found.set(id, { name, count: 1 })
  }
  return [...found].map(([value, { name, count }]) => ({ value, label: `${name} ${count} 份` }))
}

export const noticeChoices = (items: readonly QueueItem[]): FilterChoice[] =>
  choicesOf(items, ({ noticeId, noticeShortTitle }) => ({ id: noticeId, name: noticeShortTitle }))

export const officeChoices = (items: readonly QueueItem[]): FilterChoice[] =>
  choicesOf(items, ({ officeId, officeName }) => ({ id: officeId, name: officeName }))

/** Where the hand goes after this one is decided: the next, at the end the one before; null: nothing else is there. */
export function nextKey(items: readonly QueueItem[], key: string | null): string | null {
  const at = items.findIndex((item) => itemKey(item) === key)
  const next = items[at + 1] ?? items[at - 1]
  return next ? itemKey(next) : null
}
