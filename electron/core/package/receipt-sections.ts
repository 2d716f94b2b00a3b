/** One receipt may speak of several packages of its addressee (bundle-format.md §5). */
import type { Receipt, ReceiptSection } from './schema.ts'

/** What it says, package by package. */
export const receiptSections = (receipt: Receipt): readonly ReceiptSection[] => [receipt, ...(receipt.further ?? [])]

/** Whether it says two things at once: about one record of a package, one package, or under one id. */
export function saysTwice(receipt: Receipt): boolean {
  const sections = receiptSections(receipt)
  const lists = [
    ...sections.map(({ records }) => records.map(({ recordId, revision }) => `${recordId}-${revision}`)),
    sections.map((one) => one.package.id),
    sections.map((one) => one.receiptId),
  ]
  return lists.some((list) => new Set(list).size !== list.length)
}
