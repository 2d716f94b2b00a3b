/** A receipt about something that we sent: checked against our outbox, then one transaction (bundle-format.md §5). */
import { readFile, stat } from 'node:fs/promises'
import { findInbox, importedOfSender, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { findOutbox, outboxRecords } from '../../../db/queries/outbox.ts'
import { insertReceipt, knownReceipt } from '../../../db/queries/receipts.ts'
import { Problem } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity, findOwnOffice } from '../offices/own-office.ts'
import { AgeError, decryptBytes } from '../package/age.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { finding } from '../package/findings.ts'
import { maxAgeHeader } from '../package/limits.ts'
import { checkReceipt, type SentPackage } from '../package/receipt.ts'
import type { Receipt } from '../package/schema.ts'
import { receiptPath } from '../package/verify-content.ts'
import { killPoint } from '../store/kill-points.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { isPlanLost, keptPlan } from './outbox-plan.ts'

/** A reason is a few sentences. */
const maxReasonBytes = 64 * 1024

export const receiptReasonsLabel = (receiptId: string, recordId: string, revision: number): string =>
  `receipt_records/${receiptId}-${recordId}-${revision}/reasons_sealed`

/** @throws Problem keys.locked */
export async function takeInReceipt(ctx: HandlerContext, call: Call, arrival: Arrival): Promise<Verdict> {
  const { verified, json } = arrival
  const { receipt } = verified
  const own = await findOwnOffice(ctx.db)
  if (!receipt || !own) return verdict('refused', [finding('receipt.missing')])
  const findings = await checkReceipt(receipt, verified, {
    ourOfficeId: own.officeId,
    outboxLookup: (packageId) => sentPackage(ctx, packageId),
    lastReceiptSequence: async (issuer, deviceId) =>
      (await importedOfSender(ctx.db, issuer, deviceId, own.officeId)).find((row) => row.kind === 'receipt')
        ?.sequence ?? 0,
  })
  if (await knownReceipt(ctx.db, receipt)) findings.push(finding('receipt.replayed', receiptPath))
  if (findings.some((one) => one.severity === 'error')) return verdict('refused', findings)
  if (findings.some((one) => one.severity === 'hold')) return verdict('held', findings)
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})

  const opened = await openReasons(ctx, call, arrival, receipt)
  if (!opened) return verdict('refused', [finding('personal.cannot-open', receiptPath)])
  const sender = await findOffice(ctx.db, json.sender.officeId)
  const row = inboxRow(ctx, arrival, sender?.name ?? '')
  await ctx.write(async (trx) => {
    if ((await findInbox(trx, row.tag_manifest_digest))?.result === 'imported') return
    await insertReceipt(
      trx,
      {
        receipt_id: receipt.receiptId,
        direction: 'in',
        package_id: receipt.package.id,
        tag_manifest_digest: receipt.package.tagManifestDigest,
        issuer_office_id: receipt.issuer,
        addressee_office_id: receipt.addressee,
        sequence: receipt.sequence,
        previous_digest: receipt.previousDigest,
        receipt_json: JSON.stringify(receipt),
        digest: sha256Hex(canonicalJson(receipt)),
        created_at: json.createdAt,
      },
      opened,
    )
    await putInbox(trx, row)
    killPoint('import.before-commit')
  })
  killPoint('import.after-commit')
  changed(ctx, 'records')
  return verdict('imported', [], receipt.records.length, 0)
}

async function sentPackage(ctx: HandlerContext, packageId: string): Promise<SentPackage | null> {
  const row = await findOutbox(ctx.db, packageId)
  if (row?.kind !== 'submission' || row.state === 'cancelled' || row.tag_manifest_digest === null) return null
  if (isPlanLost(row)) return null
  const { plan } = keptPlan(ctx.store, row)
  return {
    packageId,
    tagManifestDigest: row.tag_manifest_digest,
    recipientOfficeId: row.recipient_office_id,
    records: (await outboxRecords(ctx.db, [packageId])).map(({ record_id, revision, digest }) => ({
      recordId: record_id,
      revision,
      digest,
    })),
    attachments: plan.packageJson.records.flatMap((record) => record.attachments.map((item) => item.digest)),
  }
}

/** Null when a sealed reason does not open with our key. */
async function openReasons(ctx: HandlerContext, call: Call, arrival: Arrival, receipt: Receipt) {
  const identity = await ageIdentity(ctx)
  const rows = []
  for (const { recordId, revision, digest, state, reasons } of receipt.records) {
    throwIfCancelled(call.signal)
    const texts: string[] = []
    for (const reason of reasons) {
      const text = typeof reason === 'string' ? reason : await openReason(arrival, reason.sealed, identity)
      if (text === null) return null
      texts.push(text)
    }
    const label = receiptReasonsLabel(receipt.receiptId, recordId, revision)
    // A reason may quote what was purged: of such a record only the state is kept.
    const silent = texts.length === 0 || ctx.vault.isPurged(recordId)
    const reasons_sealed = silent ? null : ctx.vault.sealField(label, JSON.stringify(texts))
    rows.push({ record_id: recordId, revision, digest, state, reasons_sealed })
  }
  return rows
}

async function openReason({ verified }: Arrival, path: string, identity: string): Promise<string | null> {
  const file = verified.staged.get(verified.manifest.get(path) ?? '')
  // Its length is the sender's choice; what is longer than any reason is not read into memory.
  if (file === undefined || (await stat(file)).size > maxReasonBytes + maxAgeHeader) return null
  try {
    return Buffer.from(await decryptBytes(await readFile(file), identity, maxReasonBytes)).toString('utf8')
  } catch (error) {
    if (error instanceof AgeError) return null
    throw error
  }
}
