/** One receipt for one office, about one or several of its packages: composed, numbered, frozen (bundle-format.md §5). */
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { attachment as findAttachment } from '../../../db/queries/attachments.ts'
import { type InboxRow, lastTakenIn } from '../../../db/queries/inbox.ts'
import { office as findOffice, type OfficeRow } from '../../../db/queries/offices.ts'
import { findOutboxNumber, type OutboxRow, outboxGroup } from '../../../db/queries/outbox.ts'
import { insertReceipt, lastReceiptOfPackage } from '../../../db/queries/receipts.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileTitle } from '../example/file-title.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import type { PlanEntry } from '../package/plan.ts'
import { composeReceipt, type ReceiptAnswer } from '../package/receipt.ts'
import { receiptSections } from '../package/receipt-sections.ts'
import { type PackageJson, packageJson, type Receipt } from '../package/schema.ts'
import { type Decided, receiptReasonsLabel, saidBefore, sayTheSame } from '../reviewing/decided.ts'
import { fieldsJson } from '../reviewing/reasons.ts'
import { freezePackage, type StreamPlace } from './freeze-plan.ts'
import { isPlanPurged } from './outbox-plan.ts'
import type { OwnSigner } from './own-keys.ts'
import { recordsOfReceipt } from './receipt-reasons.ts'
import { receiptRow } from './receipt-row.ts'

/** A package that was taken in and what is to be said about it. */
export interface Answered {
  readonly inbox: InboxRow
  readonly decided: readonly Decided[]
}

/**
 * The rows of the last receipt about this package, when it says the same and its number was not given up. They may
 * speak of further packages.
 */
export async function sameReceipt(
  ctx: HandlerContext,
  signer: Pick<OwnSigner, 'deviceId'>,
  { inbox, decided }: Answered,
): Promise<readonly OutboxRow[] | null> {
  const last = await lastReceiptOfPackage(ctx.db, 'out', inbox.package_id)
  if (!last || !sayTheSame(await saidBefore(ctx, last.receipt_id), decided)) return null
  const row = await findOutboxNumber(
    ctx.db,
    { deviceId: signer.deviceId, recipientOfficeId: last.addressee_office_id },
    last.sequence,
  )
  return row && row.state !== 'cancelled' && !isPlanPurged(row) ? outboxGroup(ctx.db, row.package_id) : null
}

/** @throws Problem package.no-recipient, office.not-trusted */
export async function needAddressee(
  ctx: HandlerContext,
  officeId: string,
): Promise<OfficeRow & { age_recipient: string }> {
  const addressee = await findOffice(ctx.db, officeId)
  if (!addressee?.age_recipient) throw new Problem('package.no-recipient', { officeId })
  if (addressee.trusted_at === null) throw new Problem('office.not-trusted', { officeName: addressee.name })
  return { ...addressee, age_recipient: addressee.age_recipient }
}

export interface ReceiptOrder {
  /** Of one sender; `lastKnown` is that of the computer which sent the first. */
  readonly answers: readonly [Answered, ...Answered[]]
  readonly folder: string
  /** File name without its extension, when another file of the same folder has the usual one. */
  readonly name?: (usual: string) => string
}

/** Takes the next number to this office. @throws Problem as needAddressee, keys.locked, and what freezePackage throws */
export async function freezeReceipt(
  ctx: HandlerContext,
  call: Call,
  signer: OwnSigner,
  { answers, folder, name = (usual) => usual }: ReceiptOrder,
): Promise<readonly OutboxRow[]> {
  const [{ inbox }] = answers
  const addressee = await needAddressee(ctx, inbox.sender_office_id)
  const recipient = {
    officeId: addressee.office_id,
    cardSeq: addressee.card_seq,
    name: addressee.name,
    ageRecipient: addressee.age_recipient,
  }
  const last = await lastTakenIn(ctx.db, {
    officeId: inbox.sender_office_id,
    deviceId: inbox.sender_device_id,
    recipientOfficeId: signer.office.office_id,
  })
  const createdAt = ctx.now().toISOString()
  const notices = new Set(answers.map((one) => one.inbox.notice_id))
  let composed: Receipt | null = null
  return freezePackage(ctx, {
    signal: call.signal,
    stream: { deviceId: signer.deviceId, recipientOfficeId: recipient.officeId },
    noticeId: notices.size === 1 ? inbox.notice_id : null,
    volumeBytes: null,
    folder,
    title: ({ sequence }) =>
      name(fileTitle(ctx, `回执_${signer.office.name}_致${recipient.name}_第${String(sequence).padStart(4, '0')}号`)),
    same: async () => null,
    compose: async (place) => {
      const [first, ...further] = await sections(ctx, answers, recipient.ageRecipient, place)
      if (!first) throw new Problem('package.not-found', { packageId: inbox.package_id })
      const { receipt, entry } = composeReceipt({
        issuer: signer.office.office_id,
        sequence: place.sequence,
        previousDigest: place.previousDigest,
        ...first.answer,
        lastKnown: {
          sequence: last?.sequence ?? inbox.sequence,
          digest: last?.tag_manifest_digest ?? inbox.tag_manifest_digest,
        },
        further: further.map((one) => one.answer),
      })
      composed = receipt
      return {
        kind: 'receipt',
        createdAt,
        sender: { officeId: signer.office.office_id, deviceId: signer.deviceId, cardSeq: signer.card.cardSeq },
        senderName: signer.office.name,
        recipient,
        card: signer.card,
        notice: null,
        records: [],
        extra: [entry, ...[first, ...further].flatMap((one) => one.sealed)],
        signKey: signer.signKey,
        signal: call.signal,
      }
    },
    also: async (trx) => {
      if (composed) await noteReceipt(trx, ctx, composed, answers, createdAt)
    },
  })
}

/** One row a package: each is asked for by its own package later. */
async function noteReceipt(
  trx: Queryable,
  ctx: HandlerContext,
  receipt: Receipt,
  answers: readonly Answered[],
  createdAt: string,
): Promise<void> {
  for (const [at, one] of receiptSections(receipt).entries()) {
    await insertReceipt(
      trx,
      receiptRow('out', receipt, one, createdAt),
      (answers[at]?.decided ?? []).map(({ recordId, revision, digest, state, reasons, fields }) => ({
        record_id: recordId,
        revision,
        digest,
        state,
        reasons_sealed:
          reasons.length === 0
            ? null
            : ctx.vault.sealField(receiptReasonsLabel(one.receiptId, recordId, revision), JSON.stringify(reasons)),
        fields_json: fieldsJson(fields),
      })),
    )
  }
}

interface Section {
  readonly answer: ReceiptAnswer
  readonly sealed: readonly PlanEntry[]
}

async function sections(
  ctx: HandlerContext,
  answers: readonly Answered[],
  ageRecipient: string,
  place: StreamPlace,
): Promise<Section[]> {
  const made: Section[] = []
  for (const { inbox, decided } of answers) {
    const json = packageJson.parse(JSON.parse(inbox.package_json ?? 'null'))
    const { records, extra } = await recordsOfReceipt(ctx, decided, ageRecipient, place)
    made.push({
      answer: {
        receiptId: uuidv7(),
        answered: { json, tagManifestDigest: inbox.tag_manifest_digest },
        records,
        attachments: await arrivedAttachments(ctx, json),
      },
      sealed: extra,
    })
  }
  return made
}

/** Exactly what arrived: every attachment that the package names and that we keep. */
async function arrivedAttachments(ctx: HandlerContext, json: PackageJson): Promise<Receipt['attachments']> {
  const digests = new Set(json.records.flatMap((record) => record.attachments.map((item) => item.digest)))
  const arrived: Receipt['attachments'] = []
  for (const digest of digests) {
    const row = await findAttachment(ctx.db, digest)
    if (row && ctx.attachments.has(digest)) arrived.push({ digest, bytes: row.bytes })
  }
  return arrived
}
