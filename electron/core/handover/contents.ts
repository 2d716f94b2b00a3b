/** All files of a plain folder: printed, beside the printed pages, and about them. */
import type { EditableKind, HandoverPreview } from '../../../shared/api/handovers.ts'
import { renderDocument } from '../documents/pdf.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { foldName } from '../package/names.ts'
import { freezeRecord } from '../records/freeze.ts'
import { paperTitle } from '../submission/choose.ts'
import { chinaDay } from './china-day.ts'
import type { Collected, HandoverOrder } from './collect.ts'
import { type RecordFiles, recordFiles, totalsFiles } from './folder-files.ts'
import { type FolderParts, messageName, overviewName, splitFiles } from './lay-out.ts'
import { messageText } from './message.ts'
import { overviewDocument } from './overview.ts'
import { type FolderFile, fileOf } from './write-folder.ts'

export interface WriteOrder extends HandoverOrder {
  readonly out: string
  readonly as: 'folder' | 'zip'
}

/** A list of a few pages with its fonts; kept free in the first part before its true size is known. */
export const usualOverviewBytes = 600_000

export const sumBytes = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, file) => sum + file.bytes, 0)

/** Kinds of Word and Excel among the files. */
export const editableOf = (files: readonly FolderFile[]): EditableKind[] =>
  (['docx', 'xlsx'] as const).filter((kind) => files.some(({ name }) => name.endsWith(`.${kind}`)))

export interface FolderContents {
  readonly records: readonly RecordFiles[]
  /** Workbooks of several records. */
  readonly totals: readonly FolderFile[]
  /** All of both, in the order of the folder. */
  readonly files: readonly FolderFile[]
}

export async function printedRecords(
  ctx: HandlerContext,
  call: Call,
  order: WriteOrder,
  { pack, going, officeName, recipient }: Collected,
): Promise<FolderContents> {
  const records: RecordFiles[] = []
  const day = chinaDay(ctx.now())
  const pattern = pack.fileNaming?.pattern ?? null
  const taken = new Set([foldName(overviewName), foldName(messageName)])
  for (const [index, { candidate, number, deliverable }] of going.entries()) {
    throwIfCancelled(call.signal)
    call.progress({ phase: 'render', done: index, total: going.length, unit: 'records' })
    const row = await freezeRecord(ctx, candidate.summary.recordId)
    const { formShortName } = candidate.summary
    const deliverableTitle = deliverable ? paperTitle(deliverable, formShortName) : formShortName
    const { mask, editable } = order
    const platform = recipient.platform ? recipient.unit : null
    const place = { number, deliverableTitle, officeName, day, pattern, mask, editable, platform, taken }
    records.push(await recordFiles(ctx, call, place, row))
  }
  const totals = order.editable ? await totalsFiles(officeName, records, taken) : []
  return { records, totals, files: [...records.flatMap((record) => record.files), ...totals] }
}

/** The list names the part of every file, and takes room in the first one: laid out again where it is longer than usual. */
export async function printedOverview(
  ctx: HandlerContext,
  order: WriteOrder,
  { pack, officeName, recipient, items }: Collected,
  { records, totals, files }: FolderContents,
  missing: HandoverPreview['missing'],
): Promise<{ overview: FolderFile; parts: FolderParts }> {
  for (let room = usualOverviewBytes; ; room *= 2) {
    const parts = splitFiles(files, order.limitBytes, order.as, room)
    const document = overviewDocument({
      officeName,
      contact: order.contact,
      noticeTitle: pack.title,
      recipient,
      day: chinaDay(ctx.now()),
      masked: order.mask && records.some(({ row }) => row.personal_sealed !== null),
      example: ctx.example !== null,
      records,
      totals,
      editable: editableOf(files),
      naming: pack.fileNaming?.wording ?? null,
      partOf: parts.partOf,
      parts: parts.parts.length,
      missing,
      received: items.filter((item) => item.state === 'received'),
    })
    const overview = fileOf(overviewName, await renderDocument(ctx, document))
    if (overview.bytes <= room || order.limitBytes === null) return { overview, parts }
  }
}

export function writtenMessage(
  ctx: HandlerContext,
  order: WriteOrder,
  { pack, officeName, recipient }: Collected,
  { records, files }: FolderContents,
  parts: FolderParts,
  missing: HandoverPreview['missing'],
): string {
  return messageText({
    example: ctx.example !== null,
    officeName,
    contact: order.contact,
    recipient,
    noticeTitle: pack.title,
    noticeShortTitle: pack.shortTitle,
    day: chinaDay(ctx.now()),
    masked: order.mask && records.some(({ row }) => row.personal_sealed !== null),
    records: records.map(({ deliverableTitle, title, row, files: own }) => ({
      deliverableTitle,
      title,
      code: revisionCode(row.digest),
      files: own.length,
    })),
    files: files.length,
    editable: editableOf(files),
    bytes: sumBytes(files),
    parts: parts.parts.length,
    oversize: parts.oversize.map((file) => file.name),
    missing,
  })
}
