/** Outbox and inbox as pages see them. */
import { type InboxRecordRow, type InboxRow, inboxRecords } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { listOutbox, type OutboxRow, outboxRecords } from '../../../db/queries/outbox.ts'
import {
  type ReceiptRecordRow,
  receiptRecords,
  receiptsOfNumber,
  receiptsOfPackages,
} from '../../../db/queries/receipts.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import type { InboxItem, InboxRecord, OutboxItem } from '../../../shared/api/packages.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { formOf } from '../records/load.ts'
import { inboxReasonsLabel, receiptReasonsLabel } from '../reviewing/decided.ts'
import { openReasons, type ReasonsRow } from '../reviewing/reasons.ts'
import { revisionTitle } from './export.ts'

/** Newest first; the volumes of one group are one item. */
export async function outboxItems(ctx: HandlerContext): Promise<OutboxItem[]> {
  const groups = Map.groupBy(await listOutbox(ctx.db), (row) => row.group_id ?? row.package_id)
  const items: OutboxItem[] = []
  for (const rows of groups.values()) {
    const first = rows.find((row) => row.volume_n === 1) ?? rows[0]
    if (first) items.push(await outboxItem(ctx, first, rows))
  }
  return items
}

async function outboxItem(ctx: HandlerContext, first: OutboxRow, rows: readonly OutboxRow[]): Promise<OutboxItem> {
  const ids = rows.map((row) => row.package_id)
  const records = new Map<string, OutboxItem['records'][number]>()
  for (const { record_id: recordId, revision, digest } of await outboxRecords(ctx.db, ids)) {
    records.set(`${recordId}-${revision}`, {
      recordId,
      revision,
      title: await revisionTitle(ctx, recordId, revision),
      code: revisionCode(digest),
    })
  }
  const receipts = await receiptsOfPackages(ctx.db, 'in', ids)
  return {
    packageId: first.package_id,
    kind: first.kind,
    recipientName: (await findOffice(ctx.db, first.recipient_office_id))?.name ?? null,
    noticeShortTitle: noticeTitle(ctx, first.notice_id),
    sequence: first.sequence,
    state: sentState(
      rows,
      await receiptRecords(
        ctx.db,
        receipts.map((receipt) => receipt.receipt_id),
      ),
    ),
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
    createdAt: first.created_at,
    writtenAt: rows.every((row) => row.written_at !== null) ? first.written_at : null,
    fileNames: rows.map((row) => row.file_name),
    records: [...records.values()],
  }
}

/** The last word on each record counts; one return makes the package returned. */
function sentState(rows: readonly OutboxRow[], verdicts: readonly ReceiptRecordRow[]): OutboxItem['state'] {
  if (verdicts.length > 0) {
    const last = [...new Map(verdicts.map((row) => [`${row.record_id}-${row.revision}`, row.state])).values()]
    if (last.includes('returned')) return 'returned'
    return last.every((state) => state === 'accepted') ? 'accepted' : 'received'
  }
  if (rows.some((row) => row.state === 'cancelled')) return 'cancelled'
  return rows.every((row) => row.state === 'written') ? 'written' : 'frozen'
}

export async function inboxItems(ctx: HandlerContext, rows: readonly InboxRow[]): Promise<InboxItem[]> {
  const records = Map.groupBy(
    await inboxRecords(
      ctx.db,
      rows.map((row) => row.tag_manifest_digest),
    ),
    (row) => row.tag_manifest_digest,
  )
  const items: InboxItem[] = []
  for (const row of rows) {
    items.push({
      packageId: row.package_id,
      kind: row.kind,
      senderName: row.sender_name,
      senderOfficeId: row.sender_office_id,
      sequence: row.sequence,
      result: row.result,
      findings: JSON.parse(row.findings_json) as PackageFinding[],
      fileName: row.file_name,
      receivedAt: row.received_at,
      noticeShortTitle: noticeTitle(ctx, row.notice_id),
      records:
        row.kind === 'receipt'
          ? await receiptedRecords(ctx, row)
          : await arrivedRecords(ctx, records.get(row.tag_manifest_digest) ?? []),
      receiptWrittenAt: row.receipt_written_at,
    })
  }
  return items
}

/** Reasons may quote personal fields: while the keys are locked they are not shown. */
const isLocked = (ctx: HandlerContext): boolean => ctx.vault.state === 'locked'

type Verdict = Pick<ReceiptRecordRow, 'record_id' | 'revision' | 'digest' | 'state'> & ReasonsRow

/** @param label that its reasons are sealed with */
async function inboxRecord(ctx: HandlerContext, row: Verdict, label: string): Promise<InboxRecord> {
  const reasons = isLocked(ctx) ? [] : openReasons(ctx, label, row)
  const record = await findRecord(ctx.db, row.record_id)
  return {
    recordId: row.record_id,
    revision: row.revision,
    title: await revisionTitle(ctx, row.record_id, row.revision),
    formShortName: record ? (await formOf(ctx.db, record)).shortName : '',
    code: revisionCode(row.digest),
    state: row.state,
    reasons: reasons.map(({ text }) => text),
    fields: reasons.map(({ field }) => field),
  }
}

async function arrivedRecords(ctx: HandlerContext, rows: readonly InboxRecordRow[]): Promise<InboxRecord[]> {
  const found: InboxRecord[] = []
  for (const row of rows)
    found.push(await inboxRecord(ctx, row, inboxReasonsLabel(row.tag_manifest_digest, row.record_id, row.revision)))
  return found
}

/** What a receipt that we took in says about each of our records. */
async function receiptedRecords(ctx: HandlerContext, item: InboxRow): Promise<InboxRecord[]> {
  // One row for each package that it speaks of.
  const receipts = await receiptsOfNumber(ctx.db, 'in', item.sender_office_id, item.sequence)
  const found: InboxRecord[] = []
  const ids = receipts.map((row) => row.receipt_id)
  for (const row of await receiptRecords(ctx.db, ids))
    found.push(await inboxRecord(ctx, row, receiptReasonsLabel(row.receipt_id, row.record_id, row.revision)))
  return found
}

const noticeTitle = (ctx: HandlerContext, noticeId: string | null): string | null =>
  noticeId === null ? null : (ctx.notices.find(noticeId)?.pack.shortTitle ?? noticeId)
