import { v7 as uuidv7 } from 'uuid'
import type { PackageFinding } from '../../../shared/problems.ts'
import { finding } from './findings.ts'
import { type PlanEntry, textEntry } from './plan.ts'
import { ownSections, saysTwice } from './receipt-sections.ts'
import { type PackageJson, type Receipt, type ReceiptSection, receipt as receiptSchema } from './schema.ts'
import { receiptPath } from './verify-content.ts'
import type { VerifyResult } from './verify-state.ts'

export interface ReceiptAnswer {
  /** Made when left out. */
  receiptId?: string
  /** The submission that is answered. */
  answered: { json: Pick<PackageJson, 'packageId' | 'sender'>; tagManifestDigest: string }
  records: Receipt['records']
  attachments: Receipt['attachments']
}
export interface ReceiptInput extends ReceiptAnswer {
  issuer: string
  sequence: number
  previousDigest: string | null
  lastKnown: Receipt['lastKnown']
  /** Further packages of the same sender. */
  further?: readonly ReceiptAnswer[]
}

const section = (one: ReceiptAnswer): ReceiptSection => ({
  receiptId: one.receiptId ?? uuidv7(),
  device: one.answered.json.sender.deviceId,
  package: { id: one.answered.json.packageId, tagManifestDigest: one.answered.tagManifestDigest },
  records: one.records,
  attachments: one.attachments,
})

/** The receipt and its payload entry: hand `entry` to composePackage as `extra` of a package of kind `receipt`. Throws ZodError on bad facts. */
export function composeReceipt(input: ReceiptInput): { receipt: Receipt; entry: PlanEntry } {
  const { receiptId, ...first } = section(input)
  const further = (input.further ?? []).map(section)
  const receipt = receiptSchema.parse({
    receiptId,
    issuer: input.issuer,
    addressee: input.answered.json.sender.officeId,
    sequence: input.sequence,
    previousDigest: input.previousDigest,
    ...first,
    lastKnown: input.lastKnown,
    ...(further.length > 0 && { further }),
  })
  return { receipt, entry: textEntry(receiptPath, `${JSON.stringify(receipt, null, 2)}\n`) }
}

/** What our outbox knows of a package that we sent. */
export interface SentPackage {
  packageId: string
  tagManifestDigest: string
  recipientOfficeId: string
  records: readonly { recordId: string; revision: number; digest: string }[]
  /** Digests of all attachments named in it, also delivered ones. */
  attachments: readonly string[]
}
export interface ReceiptContext {
  ourOfficeId: string
  /** On our card, and not the one that this store is on: what they sent, only they know. */
  otherDevices: ReadonlySet<string>
  outboxLookup(packageId: string): Promise<SentPackage | null>
  /** Highest receipt number taken in from the issuer's device, 0 when none. */
  lastReceiptSequence(issuer: string, deviceId: string): Promise<number>
}

/** All that is wrong with a receipt (bundle-format.md §5); an empty list means it may be taken in. */
export async function checkReceipt(
  receipt: Receipt,
  verified: VerifyResult,
  context: ReceiptContext,
): Promise<PackageFinding[]> {
  const findings: PackageFinding[] = []
  const add = (code: Parameters<typeof finding>[0], detail = '') => findings.push(finding(code, receiptPath, detail))
  if (!verified.ok || !verified.sender) add('receipt.forged')
  else if (!verified.trusted) add('receipt.untrusted')
  if (receipt.addressee !== context.ourOfficeId) add('receipt.not-for-us')
  if (verified.sender && receipt.issuer !== verified.sender.officeId) add('receipt.wrong-issuer')
  if (saysTwice(receipt)) add('receipt.twice')
  for (const one of ownSections(receipt, context.otherDevices)) await checkSection(receipt.issuer, one, context, add)
  const last = verified.sender ? await context.lastReceiptSequence(receipt.issuer, verified.sender.deviceId) : 0
  if (receipt.sequence <= last) add('receipt.replayed', `第 ${receipt.sequence} 号`)
  const seen = new Set<string>()
  return findings.filter(
    (item) => !seen.has(`${item.code} ${item.message}`) && seen.add(`${item.code} ${item.message}`),
  )
}

async function checkSection(
  issuer: string,
  one: ReceiptSection,
  context: ReceiptContext,
  add: (code: Parameters<typeof finding>[0], detail?: string) => void,
): Promise<void> {
  const sent = await context.outboxLookup(one.package.id)
  if (!sent) return add('receipt.unknown-package', one.package.id)
  if (sent.recipientOfficeId !== issuer) add('receipt.wrong-issuer')
  if (sent.tagManifestDigest !== one.package.tagManifestDigest) add('receipt.forged')
  const known = new Set(sent.records.map((record) => `${record.recordId}-${record.revision}-${record.digest}`))
  for (const record of one.records) {
    if (!known.has(`${record.recordId}-${record.revision}-${record.digest}`))
      add('receipt.unknown-record', record.recordId)
  }
  const attachments = new Set(sent.attachments)
  for (const item of one.attachments) if (!attachments.has(item.digest)) add('receipt.unknown-attachment', item.digest)
}
