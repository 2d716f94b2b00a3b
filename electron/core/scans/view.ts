/** Scans as pages see them. */
import type { ScanRow } from '../../../db/queries/scans.ts'
import type { ScanInfo } from '../../../shared/api/scans.ts'
import type { RevisionMark } from '../../../shared/domain/revision-qr.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { needAttachment, needRevision } from '../records/load.ts'
import { mismatchOf } from './verdict.ts'

export async function scanInfo(ctx: Pick<HandlerContext, 'db'>, row: ScanRow): Promise<ScanInfo> {
  const file = await needAttachment(ctx.db, row.digest)
  const marks = JSON.parse(row.marks_json) as RevisionMark[]
  const revision = await needRevision(ctx.db, row.record_id, row.revision)
  return {
    scanId: row.scan_id,
    recordId: row.record_id,
    revision: row.revision,
    digest: row.digest,
    bytes: file.bytes,
    mediaType: file.media_type,
    pages: row.pages,
    title: row.title,
    verdict: row.verdict,
    mismatch: row.verdict === 'mismatch' ? await mismatchOf(ctx.db, revision, marks, row.typed_code) : null,
    marks,
    typedCode: row.typed_code,
    addedAt: row.added_at,
    removed: row.removed_at !== null,
    stamps: row.stamped_at !== null,
  }
}
