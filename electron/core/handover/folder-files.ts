/** The files of a plain folder: printed pages and attachments of each record, with the names that the recipient reads. */
import { type RevisionRow, revisionAttachments } from '../../../db/queries/revisions.ts'
import { figureRowsField, rollupRowsField } from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { Problem } from '../../../shared/problems.ts'
import { ensurePdf, renderDocument } from '../documents/pdf.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { recordTitle, refuseLost, revisionContent } from '../records/content.ts'
import { formOfRevision, needRecord } from '../records/load.ts'
import { originDocument } from '../register/origin-document.ts'
import { paperOf, scanTitles } from '../scans/keep.ts'
import { provingScans } from '../scans/sum.ts'
import { videoExtensions } from '../videos/video-files.ts'
import { copySheetDocument } from './copy-sheet.ts'
import { editableFile, editableKinds, type TotalsRecord, totalsWorkbook } from './editable-files.ts'
import { fileName, formBytes, totalsName } from './file-names.ts'
import { type FolderFile, fileOf } from './write-folder.ts'

export interface RecordFiles {
  readonly number: number
  readonly deliverableTitle: string
  readonly formName: string
  readonly title: string
  readonly row: RevisionRow
  readonly files: readonly FolderFile[]
  /** Files that show personal data and stayed out. */
  readonly leftOut: number
  /** Its row in the workbook of all records of its form. */
  readonly totals: TotalsRecord
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  ...videoExtensions,
}

export interface RecordPlace {
  readonly number: number
  readonly deliverableTitle: string
  readonly officeName: string
  /** China's calendar day, YYYY-MM-DD. */
  readonly day: string
  /** Of `fileNaming` in the notice. */
  readonly pattern: string | null
  readonly mask: boolean
  readonly editable: boolean
  /** Name of the web site where the recipient wants it typed in; null: sent as files. */
  readonly platform: string | null
  /** Folded names of the folder; gets the new ones. */
  readonly taken: Set<string>
}

/** @throws Problem print.needs-window, print.failed, keys.locked, cancelled */
export async function recordFiles(
  ctx: HandlerContext,
  call: Call,
  place: RecordPlace,
  row: RevisionRow,
): Promise<RecordFiles> {
  const { record_id: recordId, revision } = row
  const record = await needRecord(ctx.db, recordId)
  const definition = await formOfRevision(ctx.db, record, row)
  const content = revisionContent(ctx.vault, row)
  if (!place.mask) refuseLost(record, content)
  const { frozen, values } = content
  const title = recordTitle(definition, frozen.values as Record<string, string | string[]>)
  const { name: long, shortName } = definition
  // Cut to their room in a file name, the long names of two papers of one work would read the same.
  const form = Buffer.byteLength(long) > formBytes ? shortName : long
  const parts = { ...place, office: place.officeName, form, title }
  const named = (end: string, ext: string) => fileName(parts, end, ext, place.taken)
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
  if (tableRows(values[figureRowsField]).length > 0 || tableRows(values[rollupRowsField]).length > 0) {
    const origin = await renderDocument(ctx, await originDocument(ctx, { recordId, revision }))
    files.push({ ...fileOf(named('数字来源表', 'pdf'), origin), recordId })
  }
  const own = await revisionAttachments(ctx.db, recordId, revision)
  for (const kind of place.editable ? editableKinds(definition, own) : []) {
    const bytes = await editableFile(ctx, kind, row, definition, place.mask)
    if (bytes) files.push({ ...fileOf(named('', kind), bytes), recordId })
  }
  let leftOut = 0
  for (const [index, scan] of (await provingScans(ctx, recordId, revision)).entries()) {
    const { digest, bytes } = scan
    if (place.mask && (scan.personal === 1 || ctx.attachments.clearFile(digest) === null)) {
      leftOut++
      continue
    }
    const name = named(`${scanTitles[paperOf(definition)]}${index + 1}`, extensions[scan.media_type] ?? 'bin')
    files.push({ name, recordId, bytes, sha256: digest, open: () => ctx.attachments.read(digest) })
  }
  const counts = new Map<string, number>()
  const attached: { field: string; name: string }[] = []
  for (const file of own) {
    const field = definition.fields.find((candidate) => candidate.id === file.field)
    const { digest } = file
    // What lies sealed is personal, whatever a row says.
    if (place.mask && (field?.personal || file.personal === 1 || ctx.attachments.clearFile(digest) === null)) {
      leftOut++
      continue
    }
    const label = field?.label ?? '附件'
    const count = (counts.get(label) ?? 0) + 1
    counts.set(label, count)
    const name = named(`${label}${count}`, extensions[file.media_type] ?? 'bin')
    attached.push({ field: file.field, name })
    files.push({ name, recordId, bytes: file.bytes, sha256: digest, open: () => ctx.attachments.read(digest) })
  }
  const { number, deliverableTitle, officeName, platform } = place
  const code = revisionCode(row.digest)
  if (platform !== null) {
    const example = ctx.example !== null
    const facts = {
      definition,
      values,
      files: attached,
      officeName,
      platform,
      title,
      code,
      masked: place.mask,
      example,
    }
    const page = await renderDocument(ctx, copySheetDocument(facts))
    files.push({ ...fileOf(named('网报摘录单', 'pdf'), page), recordId })
  }
  const fileCounts: Record<string, number> = {}
  for (const { field } of own) fileCounts[field] = (fileCounts[field] ?? 0) + 1
  const totals = { definition, values, code, files: fileCounts }
  return { number, deliverableTitle, formName: definition.name, title, row, files, leftOut, totals }
}

/** One workbook for every form of which several records go. */
export async function totalsFiles(
  officeName: string,
  records: readonly RecordFiles[],
  taken: Set<string>,
): Promise<FolderFile[]> {
  const forms = new Map<string, TotalsRecord[]>()
  for (const { totals } of records) {
    const { id } = totals.definition
    forms.set(id, [...(forms.get(id) ?? []), totals])
  }
  const files: FolderFile[] = []
  for (const all of forms.values()) {
    const [first] = all
    if (!first || all.length < 2) continue
    const bytes = await totalsWorkbook(officeName, all)
    files.push(fileOf(totalsName(first.definition.name, taken), bytes))
  }
  return files
}
