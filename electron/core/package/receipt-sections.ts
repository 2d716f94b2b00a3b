/** One receipt may speak of several packages of its addressee (bundle-format.md §5). */
import type { Receipt, ReceiptSection } from './schema.ts'

/** What it says, package by package. */
export const receiptSections = (receipt: Receipt): readonly ReceiptSection[] => [receipt, ...(receipt.further ?? [])]

/** Without those about what another computer of ours sent. */
export const ownSections = (receipt: Receipt, otherDevices: ReadonlySet<string>): readonly ReceiptSection[] =>
  receiptSections(receipt).filter(({ device }) => device === undefined || !otherDevices.has(device))

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

/** A receipt about this package alone, as it is kept beside others of the same number. */
export function asOne(
  receipt: Receipt,
  { receiptId, device, package: answered, records, attachments }: ReceiptSection,
): Receipt {
  const { further: _further, device: _device, ...whole } = receipt
  return { ...whole, receiptId, ...(device !== undefined && { device }), package: answered, records, attachments }
}
