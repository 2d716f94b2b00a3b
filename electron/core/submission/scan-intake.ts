/** Stamped paper that came with a package: its code is read here, whatever the sender thought of it. */
import type { Insertable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { AttachmentsTable } from '../../../db/schema.ts'
import type { ScansTable } from '../../../db/schema-papers.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { maxScanBytes, scanTitles } from '../scans/keep.ts'
import { readScan } from '../scans/read-scan.ts'
import { verdictOf } from '../scans/verdict.ts'

export interface ImportedScan {
  readonly row: Insertable<AttachmentsTable>
  readonly scan: Insertable<ScansTable>
}

/** @param file as it was placed in the store @throws Problem cancelled */
export async function importedScan(
  ctx: HandlerContext,
  signal: AbortSignal,
  file: { row: Insertable<AttachmentsTable>; title: string },
  of: { record_id: string; revision: number; digest: string },
): Promise<ImportedScan> {
  const { row, title } = file
  const { resourcesDir } = ctx
  const readable = row.bytes <= maxScanBytes && row.media_type !== 'application/octet-stream'
  const read = readable
    ? await readScan(await ctx.attachments.readAll(row.digest), { resourcesDir, signal })
    : { pages: 1, marks: [] }
  return {
    row,
    scan: {
      scan_id: uuidv7(),
      record_id: of.record_id,
      revision: of.revision,
      digest: row.digest,
      pages: read.pages,
      verdict: verdictOf(of, read.marks),
      marks_json: JSON.stringify(read.marks),
      typed_code: null,
      title: title || scanTitles.stamped,
      added_at: row.added_at,
      removed_at: null,
      stamped_at: null,
    },
  }
}
