/** Copies as pages see them, and what a restore would take away. */

import { openCopy } from '../../../db/copies.ts'
import { type Comparable, comparable, copyFacts, rowsOf } from '../../../db/queries/backups.ts'
import { officeNames } from '../../../db/queries/record-list.ts'
import { isStripped } from '../../../db/strip-copy.ts'
import type { BackupInfo, BackupList, BackupPreview, LostRecord } from '../../../shared/api/backups.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { recordSummaries } from '../records/view.ts'
import { type BackupFile, listBackupFiles, sizeOf } from './backup-files.ts'
import { readBackupSettings } from './settings.ts'

export async function backupList(ctx: HandlerContext): Promise<BackupList> {
  const backups: BackupInfo[] = []
  for (const file of listBackupFiles(ctx.store.backups)) backups.push(await backupInfo(ctx, file))
  const usedBytes = backups.reduce((sum, { bytes }) => sum + bytes, 0)
  const { limitBytes } = await readBackupSettings(ctx.db)
  return { backups, folder: ctx.store.backups, usedBytes, limitBytes, failure: ctx.backups.failure }
}

export async function backupInfo(ctx: HandlerContext, file: BackupFile): Promise<BackupInfo> {
  const { id, kind, createdAt, path } = file
  const facts = { id, kind, createdAt, bytes: sizeOf(path) }
  try {
    const copy = openCopy(path)
    try {
      const { records, revisions, packages, files } = await copyFacts(copy)
      const missing = files.filter((one) => !ctx[one.store].has(one.digest)).length
      const bytes = files.reduce((sum, one) => sum + one.bytes, 0)
      const held = { count: files.length, bytes, missing }
      return { ...facts, readable: true, keyed: !isStripped(path), records, revisions, packages, files: held }
    } finally {
      await copy.destroy()
    }
  } catch {
    const none = { records: 0, revisions: 0, packages: 0, files: { count: 0, bytes: 0, missing: 0 } }
    return { ...facts, readable: false, keyed: false, ...none }
  }
}

/** Digests of the files that any copy names: they stay although the store no longer needs them. */
export async function digestsInBackups(folder: string): Promise<Set<string>> {
  const digests = new Set<string>()
  for (const { path } of listBackupFiles(folder)) {
    try {
      const copy = openCopy(path)
      try {
        for (const { digest } of (await copyFacts(copy)).files) digests.add(digest)
      } finally {
        await copy.destroy()
      }
    } catch {
      // A copy that does not open needs nothing.
    }
  }
  return digests
}

/** What clerks call the rows that are told by number only. */
const otherTables: Readonly<Record<string, string>> = {
  passed_on_notices: '转发的通知',
  own_notices: '自建通知',
  own_dates: '本单位自定的时间',
  handover_events: '传统报送的登记（电话确认、退回等）',
  earlier_papers: '导入的往年材料',
  activities: '登记的活动',
  activity_changes: '活动登记里的修改',
}

export async function backupPreview(ctx: HandlerContext, file: BackupFile): Promise<BackupPreview> {
  const copy = openCopy(file.path)
  try {
    const now = await comparable(ctx.db)
    const then = await comparable(copy)
    const records = await lostRecords(ctx, now, then)
    const revisions = await lostRevisions(ctx, now, then)
    const names = new Map((await officeNames(ctx.db)).map((office) => [office.office_id, office.name]))
    const knownPackages = new Set(then.outbox.map((row) => row.package_id))
    const knownArrivals = new Set(then.inbox.map((row) => row.tag_manifest_digest))
    const knownReceipts = new Set(then.receipts.map((row) => row.receipt_id))
    const received = now.inbox.filter((row) => !knownArrivals.has(row.tag_manifest_digest))
    const receipts = now.receipts.filter((row) => !knownReceipts.has(row.receipt_id))
    const other: BackupPreview['other'] = []
    for (const [table, what] of Object.entries(otherTables)) {
      const count = (await rowsOf(ctx.db, table)) - (await rowsOf(copy, table))
      // What was entered about folders is carried over with them.
      if (count > 0 && table !== 'handover_events') other.push({ what, count })
    }
    const how = (change: LostRecord['change']): number => records.filter((one) => one.change === change).length
    return {
      backup: await backupInfo(ctx, file),
      counts: {
        added: how('added'),
        changed: how('changed'),
        deleted: how('deleted'),
        revisions: revisions.filter((one) => !one.sent).length,
        received: received.length,
        receipts: receipts.length,
        other: other.reduce((sum, one) => sum + one.count, 0),
      },
      records,
      revisions,
      sent: now.outbox
        .filter((row) => !knownPackages.has(row.package_id) && row.state !== 'cancelled' && row.volume_n === 1)
        .map((row) => ({
          packageId: row.package_id,
          sequence: row.sequence,
          recipientName: names.get(row.recipient_office_id) ?? null,
          fileName: row.file_name,
          at: row.created_at,
        })),
      received: received.map((row) => ({
        packageId: row.package_id,
        senderName: row.sender_name,
        fileName: row.file_name,
        at: row.received_at,
      })),
      receipts: receipts.map((row) => ({
        receiptId: row.receipt_id,
        direction: row.direction,
        officeName: names.get(row.direction === 'in' ? row.issuer_office_id : row.addressee_office_id) ?? '',
        at: row.created_at,
      })),
      other,
    }
  } finally {
    await copy.destroy()
  }
}

/** Records that went out since stay as they were sent, so a whole new one that was sent is not lost. */
async function lostRecords(ctx: HandlerContext, now: Comparable, then: Comparable): Promise<LostRecord[]> {
  const before = new Map(then.records.map((row) => [row.record_id, row]))
  const present = new Map(now.records.map((row) => [row.record_id, row]))
  const sent = new Set(now.sentRevisions.map((row) => row.record_id))
  const named = new Map((await recordSummaries(ctx, null)).map((one) => [one.recordId, one]))
  const lost: LostRecord[] = []
  const tell = (recordId: string, change: LostRecord['change'], at: string): void => {
    const summary = named.get(recordId)
    lost.push({
      recordId,
      title: summary?.title ?? '',
      formShortName: summary?.formShortName ?? '',
      officeName: summary?.officeName ?? '',
      own: summary?.own ?? true,
      change,
      at,
    })
  }
  for (const row of present.values()) {
    if (row.deleted_at !== null) continue
    const old = before.get(row.record_id)
    if (!old) {
      if (!sent.has(row.record_id)) tell(row.record_id, 'added', row.updated_at)
    } else if (old.deleted_at !== null || old.draft_seq !== row.draft_seq || old.updated_at !== row.updated_at)
      tell(row.record_id, 'changed', row.updated_at)
  }
  for (const old of before.values()) {
    const row = present.get(old.record_id)
    if (old.deleted_at === null && (!row || row.deleted_at !== null))
      tell(old.record_id, 'deleted', row?.deleted_at ?? old.updated_at)
  }
  return lost
}

async function lostRevisions(
  ctx: HandlerContext,
  now: Comparable,
  then: Comparable,
): Promise<BackupPreview['revisions']> {
  const known = new Set(then.revisions.map((row) => row.digest))
  const sent = new Set(now.sentRevisions.map((row) => `${row.record_id}-${row.revision}`))
  const named = new Map((await recordSummaries(ctx, null)).map((one) => [one.recordId, one.title]))
  return now.revisions
    .filter((row) => !known.has(row.digest))
    .map((row) => ({
      recordId: row.record_id,
      revision: row.revision,
      title: named.get(row.record_id) ?? '',
      code: revisionCode(row.digest),
      frozenAt: row.frozen_at,
      sent: sent.has(`${row.record_id}-${row.revision}`),
    }))
}
