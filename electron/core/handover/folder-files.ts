/** The files of a plain folder: printed pages and attachments of each record, with the names that the recipient reads. */
import { type RevisionRow, revisionAttachments } from '../../../db/queries/revisions.ts'
import { Problem } from '../../../shared/problems.ts'
import { ensurePdf } from '../documents/pdf.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { recordTitle, revisionContent } from '../records/content.ts'
import { formOf, needRecord } from '../records/load.ts'
import { scanTitle } from '../scans/keep.ts'
import { provingScans } from '../scans/sum.ts'
import { fileName } from './file-names.ts'
import type { FolderFile } from './write-folder.ts'

export interface RecordFiles {
  readonly number: number
  readonly deliverableTitle: string
  readonly formName: string
  readonly title: string
  readonly row: RevisionRow
  readonly files: readonly FolderFile[]
  /** Files that show personal data and stayed out. */
  readonly leftOut: number
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
}

/**
 * @param taken folded names of the folder; gets the new ones
 * @throws Problem print.needs-window, print.failed, keys.locked, cancelled
 */
export async function recordFiles(
  ctx: HandlerContext,
  call: Call,
  place: { number: number; deliverableTitle: string; officeName: string; mask: boolean; taken: Set<string> },
  row: RevisionRow,
): Promise<RecordFiles> {
  const { record_id: recordId, revision } = row
  const form = await formOf(ctx.db, await needRecord(ctx.db, recordId))
  const { frozen } = revisionContent(ctx.vault, row)
  const title = recordTitle(form, frozen.values as Record<string, string | string[]>)
  const named = (end: string, ext: string) =>
    fileName({ number: place.number, office: place.officeName, form: form.name, title }, end, ext, place.taken)
  // A record without personal fields has one page only: the masked and the full one say the same.
  const masked = place.mask || !row.personal_sealed
  const pdf = await ensurePdf(ctx, call, recordId, revision, masked)
  if (call.signal.aborted) throw new Problem('cancelled', {})
  const files: FolderFile[] = [
    {
      name: named('', 'pdf'),
      recordId,
      bytes: pdf.bytes,
      sha256: pdf.digest,
      open: () => ctx.documents.read(pdf.digest),
    },
  ]
  let leftOut = 0
  for (const [index, scan] of (await provingScans(ctx, recordId, revision)).entries()) {
    const { digest, bytes } = scan
    if (place.mask && (scan.personal === 1 || ctx.attachments.clearFile(digest) === null)) {
      leftOut++
      continue
    }
    const name = named(`${scanTitle}${index + 1}`, extensions[scan.media_type] ?? 'bin')
    files.push({ name, recordId, bytes, sha256: digest, open: () => ctx.attachments.read(digest) })
  }
  const counts = new Map<string, number>()
  for (const file of await revisionAttachments(ctx.db, recordId, revision)) {
    const field = form.fields.find((candidate) => candidate.id === file.field)
    const { digest } = file
    // What lies sealed is personal, whatever a row says.
    if (place.mask && (field?.personal || file.personal === 1 || ctx.attachments.clearFile(digest) === null)) {
      leftOut++
      continue
    }
    const label = field?.label ?? '附件'
    const count = (counts.get(label) ?? 0) + 1
    counts.set(label, count)
    files.push({
      name: named(`${label}${count}`, extensions[file.media_type] ?? 'bin'),
      recordId,
      bytes: file.bytes,
      sha256: digest,
      open: () => ctx.attachments.read(digest),
    })
  }
  const { number, deliverableTitle } = place
  return { number, deliverableTitle, formName: form.name, title, row, files, leftOut }
}
