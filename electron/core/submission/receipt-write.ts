/** A receipt for the sender of a package: what arrived, what was accepted or returned, and why (bundle-format.md §5). */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { attachment as findAttachment } from '../../../db/queries/attachments.ts'
import {
  findInboxPackage,
  type InboxRow,
  importedOfSender,
  inboxRecords,
  markReceiptWritten,
} from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { findOutboxNumber, type OutboxRow, outboxGroup } from '../../../db/queries/outbox.ts'
import { insertReceipt, lastReceiptOfPackage, receiptRecords } from '../../../db/queries/receipts.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileTitle } from '../example/file-title.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { encryptBytes } from '../package/age.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import { personalPath } from '../package/personal-file.ts'
import type { PlanEntry } from '../package/plan.ts'
import { composeReceipt } from '../package/receipt.ts'
import { type PackageJson, packageJson, type Receipt } from '../package/schema.ts'
import { quotesNumber } from '../personal/cover-numbers.ts'
import { revisionContent } from '../records/content.ts'
import { freezePackage, type StreamPlace } from './freeze-plan.ts'
import { isPlanPurged } from './outbox-plan.ts'
import { needProtectedKeys, type OwnSigner, ownSigner } from './own-keys.ts'
import { receiptReasonsLabel } from './receipt-intake.ts'
import { rememberFolder, type WrittenFile, writeOut } from './write-out.ts'

export const inboxReasonsLabel = (tagManifestDigest: string, recordId: string, revision: number): string =>
  `inbox_records/${tagManifestDigest}-${recordId}-${revision}/reasons_sealed`

interface Decided {
  readonly recordId: string
  readonly revision: number
  readonly digest: string
  readonly state: Receipt['records'][number]['state']
  readonly reasons: readonly string[]
}

/**
 * Asked again without a new decision, it writes the same bytes; with one, the next number.
 * @throws Problem keys.not-set-up, keys.locked, package.not-found, office.not-trusted, package.target-missing, and what
 *   writePackage throws
 */
export async function writeReceipt(
  ctx: HandlerContext,
  call: Call,
  packageId: string,
  out: string,
): Promise<WrittenFile> {
  needProtectedKeys(ctx)
  const inbox = await findInboxPackage(ctx.db, packageId)
  if (inbox?.result !== 'imported' || inbox.kind !== 'submission' || inbox.package_json === null) {
    throw new Problem('package.not-found', { packageId })
  }
  const decided = await decisions(ctx, inbox)
  const signer = await ownSigner(ctx)
  const rows =
    (await sameReceipt(ctx, signer, inbox, decided)) ?? (await newReceipt(ctx, call, signer, inbox, decided, out))
  const [file] = await writeOut(ctx, call, await rememberFolder(ctx, rows, out), out)
  if (!file) throw new Problem('package.not-found', { packageId })
  await ctx.write((trx) => markReceiptWritten(trx, inbox.tag_manifest_digest, ctx.now().toISOString()))
  changed(ctx, 'packages')
  return file
}

export function openInboxReasons(
  ctx: HandlerContext,
  row: { tag_manifest_digest: string; record_id: string; revision: number; reasons_sealed: Buffer | null },
): string[] {
  if (!row.reasons_sealed) return []
  const label = inboxReasonsLabel(row.tag_manifest_digest, row.record_id, row.revision)
  return JSON.parse(ctx.vault.openField(label, row.reasons_sealed)) as string[]
}

async function decisions(ctx: HandlerContext, inbox: InboxRow): Promise<Decided[]> {
  const rows = await inboxRecords(ctx.db, [inbox.tag_manifest_digest])
  return rows.map((row) => ({
    recordId: row.record_id,
    revision: row.revision,
    digest: row.digest,
    state: row.state,
    reasons: openInboxReasons(ctx, row),
  }))
}

/** The last receipt of this package when it says the same and its number was not given up. */
async function sameReceipt(
  ctx: HandlerContext,
  signer: OwnSigner,
  inbox: InboxRow,
  decided: readonly Decided[],
): Promise<readonly OutboxRow[] | null> {
  const last = await lastReceiptOfPackage(ctx.db, 'out', inbox.package_id)
  if (!last) return null
  const said = (await receiptRecords(ctx.db, [last.receipt_id])).map((row) => ({
    recordId: row.record_id,
    revision: row.revision,
    digest: row.digest,
    state: row.state,
    reasons: row.reasons_sealed
      ? (JSON.parse(
          ctx.vault.openField(receiptReasonsLabel(last.receipt_id, row.record_id, row.revision), row.reasons_sealed),
        ) as string[])
      : [],
  }))
  const key = (one: Decided) => `${one.recordId}-${one.revision}`
  const sorted = (all: readonly Decided[]) => canonicalJson([...all].sort((a, b) => (key(a) < key(b) ? -1 : 1)))
  if (sorted(said) !== sorted(decided)) return null
  const row = await findOutboxNumber(
    ctx.db,
    { deviceId: signer.deviceId, recipientOfficeId: last.addressee_office_id },
    last.sequence,
  )
  return row && row.state !== 'cancelled' && !isPlanPurged(row) ? outboxGroup(ctx.db, row.package_id) : null
}

async function newReceipt(
  ctx: HandlerContext,
  call: Call,
  signer: OwnSigner,
  inbox: InboxRow,
  decided: readonly Decided[],
  out: string,
): Promise<readonly OutboxRow[]> {
  const addressee = await findOffice(ctx.db, inbox.sender_office_id)
  if (!addressee?.age_recipient) throw new Problem('package.no-recipient', { officeId: inbox.sender_office_id })
  if (addressee.trusted_at === null) throw new Problem('office.not-trusted', { officeName: addressee.name })
  const recipient = {
    officeId: addressee.office_id,
    cardSeq: addressee.card_seq,
    name: addressee.name,
    ageRecipient: addressee.age_recipient,
  }
  const answered = packageJson.parse(JSON.parse(inbox.package_json ?? 'null'))
  const [last] = await importedOfSender(ctx.db, inbox.sender_office_id, inbox.sender_device_id, signer.office.office_id)
  const attachments = await arrivedAttachments(ctx, answered)
  const createdAt = ctx.now().toISOString()
  let composed: Receipt | null = null
  return freezePackage(ctx, {
    signal: call.signal,
    stream: { deviceId: signer.deviceId, recipientOfficeId: recipient.officeId },
    noticeId: inbox.notice_id,
    volumeBytes: null,
    folder: out,
    title: ({ sequence }) =>
      fileTitle(ctx, `回执_${signer.office.name}_致${recipient.name}_第${String(sequence).padStart(4, '0')}号`),
    same: async () => null,
    compose: async (place) => {
      const sealed = await recordsOfReceipt(ctx, decided, recipient.ageRecipient, place)
      const { receipt, entry } = composeReceipt({
        issuer: signer.office.office_id,
        sequence: place.sequence,
        previousDigest: place.previousDigest,
        answered: { json: answered, tagManifestDigest: inbox.tag_manifest_digest },
        records: sealed.records,
        attachments,
        lastKnown: {
          sequence: last?.sequence ?? inbox.sequence,
          digest: last?.tag_manifest_digest ?? inbox.tag_manifest_digest,
        },
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
        extra: [entry, ...sealed.extra],
        signKey: signer.signKey,
        signal: call.signal,
      }
    },
    also: async (trx) => {
      const receipt = composed
      if (!receipt) return
      await insertReceipt(
        trx,
        {
          receipt_id: receipt.receiptId,
          direction: 'out',
          package_id: inbox.package_id,
          tag_manifest_digest: inbox.tag_manifest_digest,
          issuer_office_id: receipt.issuer,
          addressee_office_id: receipt.addressee,
          sequence: receipt.sequence,
          previous_digest: receipt.previousDigest,
          receipt_json: JSON.stringify(receipt),
          digest: sha256Hex(canonicalJson(receipt)),
          created_at: createdAt,
        },
        decided.map(({ recordId, revision, digest, state, reasons }) => ({
          record_id: recordId,
          revision,
          digest,
          state,
          reasons_sealed:
            reasons.length === 0
              ? null
              : ctx.vault.sealField(
                  receiptReasonsLabel(receipt.receiptId, recordId, revision),
                  JSON.stringify(reasons),
                ),
        })),
      )
    },
  })
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

/** A reason that quotes a personal field, or any identity number, is sealed to the addressee. */
async function recordsOfReceipt(
  ctx: HandlerContext,
  decided: readonly Decided[],
  ageRecipient: string,
  place: StreamPlace,
): Promise<{ records: Receipt['records']; extra: PlanEntry[] }> {
  const folder = path.join(ctx.store.outbox, place.packageId)
  const extra: PlanEntry[] = []
  const records: Receipt['records'] = []
  for (const { recordId, revision, digest, state, reasons } of decided) {
    const personal = reasons.length === 0 ? [] : await personalTexts(ctx, recordId, revision)
    const told: Receipt['records'][number]['reasons'] = []
    for (const reason of reasons) {
      if (!quotesNumber(reason) && !personal.some((text) => bare(reason).includes(text))) {
        told.push(reason)
        continue
      }
      const bytes = await encryptBytes(Buffer.from(reason, 'utf8'), [ageRecipient])
      const sha256 = sha256Hex(bytes)
      const file = path.join(folder, `${sha256}.age`)
      await mkdir(folder, { recursive: true })
      await writeFile(file, bytes, { mode: 0o600, flush: true })
      extra.push({ path: personalPath(sha256), bytes: bytes.length, sha256, source: { file } })
      told.push({ sealed: personalPath(sha256) })
    }
    records.push({ recordId, revision, digest, state, reasons: told })
  }
  return { records, extra }
}

/** Two characters are the shortest name; a single one would be found in every sentence. */
const shortestQuote = 2

/** As it is read aloud: 138-0000 0000 quotes 13800000000, and full-width digits are digits. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{Cf}]/gu, '')
    .toLowerCase()

async function personalTexts(ctx: HandlerContext, recordId: string, revision: number): Promise<string[]> {
  const row = await findRevision(ctx.db, recordId, revision)
  if (!row) return []
  const { personal } = revisionContent(ctx.vault, row)
  return Object.values(personal?.fields ?? {})
    .flat()
    .flatMap((value) => (typeof value === 'string' && bare(value).length >= shortestQuote ? [bare(value)] : []))
}
