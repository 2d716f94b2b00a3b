/** A receipt about something that we sent: checked against our outbox, then one transaction (bundle-format.md §5). */
import { readFile, stat } from 'node:fs/promises'
import { findInbox, importedOfSender, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice, ownDevice } from '../../../db/queries/offices.ts'
import { findOutbox, outboxRecords } from '../../../db/queries/outbox.ts'
import { insertReceipt, knownReceipt } from '../../../db/queries/receipts.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteArrival, receiptChanges } from '../deeds/package-notes.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ageIdentity, findOwnOffice, ownCard } from '../offices/own-office.ts'
import { AgeError, decryptBytes } from '../package/age.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { finding } from '../package/findings.ts'
import { maxAgeHeader } from '../package/limits.ts'
import { checkReceipt, type SentPackage } from '../package/receipt.ts'
import { ownSections } from '../package/receipt-sections.ts'
import type { Receipt, ReceiptSection } from '../package/schema.ts'
import { receiptPath } from '../package/verify-content.ts'
import { noteReturns } from '../records/returns.ts'
import { receiptReasonsLabel } from '../reviewing/decided.ts'
import { fieldsJson, fieldsOf } from '../reviewing/reasons.ts'
import { killPoint } from '../store/kill-points.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { isPlanLost, keptPlan } from './outbox-plan.ts'
import { receiptRow } from './receipt-row.ts'

/** A reason is a few sentences. */
const maxReasonBytes = 64 * 1024

/** @throws Problem keys.locked */
export async function takeInReceipt(ctx: HandlerContext, call: Call, arrival: Arrival): Promise<Verdict> {
  const { verified, json } = arrival
  const { receipt } = verified
  const own = await findOwnOffice(ctx.db)
  if (!receipt || !own) return verdict('refused', [finding('receipt.missing')])
  const otherDevices = await devicesBeside(ctx)
  const findings = await checkReceipt(receipt, verified, {
    ourOfficeId: own.officeId,
    otherDevices,
    outboxLookup: (packageId) => sentPackage(ctx, packageId),
    lastReceiptSequence: async (issuer, deviceId) =>
      (await importedOfSender(ctx.db, issuer, deviceId, own.officeId)).find((row) => row.kind === 'receipt')
        ?.sequence ?? 0,
  })
  const sections = ownSections(receipt, otherDevices)
  for (const one of sections)
    if (await knownReceipt(ctx.db, { ...receipt, ...one })) {
      findings.push(finding('receipt.replayed', receiptPath))
      break
    }
  if (findings.some((one) => one.severity === 'error')) return verdict('refused', findings)
  if (findings.some((one) => one.severity === 'hold')) return verdict('held', findings)
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})

  const opened = await openSections(ctx, call, arrival, sections)
  if (!opened) return verdict('refused', [finding('personal.cannot-open', receiptPath)])
  const sender = await findOffice(ctx.db, json.sender.officeId)
  const row = inboxRow(ctx, arrival, sender?.name ?? '')
  const by = { issuerName: sender?.name ?? '', at: new Date(json.createdAt).toISOString() }
  await ctx.write(async (trx) => {
    if ((await findInbox(trx, row.tag_manifest_digest))?.result === 'imported') return
    for (const { section, rows } of opened) {
      await insertReceipt(
        trx,
        receiptRow('in', receipt, section, json.createdAt),
        rows.map(({ texts: _texts, ...one }) => one),
      )
      await noteReturns(trx, ctx, { ...by, receiptId: section.receiptId, rows })
    }
    await putInbox(trx, row)
    const said = opened.flatMap(({ rows }) => rows.map((one) => ({ ...one, fields: fieldsOf(one, one.texts.length) })))
    noteArrival(trx, ctx, 'imported', row, { records: said.length, changes: await receiptChanges(trx, said) })
    killPoint('import.before-commit')
  })
  killPoint('import.after-commit')
  changed(ctx, 'records')
  return verdict(
    'imported',
    [],
    sections.reduce((sum, one) => sum + one.records.length, 0),
    0,
  )
}

/** Other computers on our card. */
async function devicesBeside(ctx: HandlerContext): Promise<Set<string>> {
  const here = (await ownDevice(ctx.db))?.device_id
  const { devices } = await ownCard(ctx.db)
  return new Set(devices.map(({ deviceId }) => deviceId).filter((deviceId) => deviceId !== here))
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

interface OpenedRow {
  readonly record_id: string
  readonly revision: number
  readonly digest: string
  readonly state: Receipt['records'][number]['state']
  readonly reasons_sealed: Buffer | null
  readonly fields_json: string | null
  readonly texts: readonly string[]
}
interface OpenedSection {
  readonly section: ReceiptSection
  readonly rows: readonly OpenedRow[]
}

/** Null when a sealed reason does not open with our key. */
async function openSections(
  ctx: HandlerContext,
  call: Call,
  arrival: Arrival,
  sections: readonly ReceiptSection[],
): Promise<OpenedSection[] | null> {
  const identity = await ageIdentity(ctx)
  const opened: OpenedSection[] = []
  for (const section of sections) {
    const rows: OpenedRow[] = []
    for (const { recordId, revision, digest, state, reasons, fields } of section.records) {
      throwIfCancelled(call.signal)
      const texts: string[] = []
      for (const reason of reasons) {
        const text = typeof reason === 'string' ? reason : await openReason(arrival, reason.sealed, identity)
        if (text === null) return null
        texts.push(text)
      }
      const label = receiptReasonsLabel(section.receiptId, recordId, revision)
      // A reason may quote what was purged: of such a record only the state is kept.
      const silent = texts.length === 0 || ctx.vault.isPurged(recordId)
      rows.push({
        record_id: recordId,
        revision,
        digest,
        state,
        reasons_sealed: silent ? null : ctx.vault.sealField(label, JSON.stringify(texts)),
        fields_json: silent ? null : fieldsJson(fields ?? []),
        texts: silent ? [] : texts,
      })
    }
    opened.push({ section, rows })
  }
  return opened
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
