/** A plain folder: chosen, frozen, printed, laid out, written; then it counts as sent. */
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { v7 as uuidv7 } from 'uuid'
import { insertHandover, markHandover } from '../../../db/queries/handovers.ts'
import type { HandoverPreview, WrittenHandover } from '../../../shared/api/handovers.ts'
import { firstFit } from '../../../shared/domain/mailbox-parts.ts'
import { Problem } from '../../../shared/problems.ts'
import { renderDocument } from '../documents/pdf.ts'
import { fileTitle } from '../example/file-title.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { foldName } from '../package/names.ts'
import { freezeRecord } from '../records/freeze.ts'
import { needOffice, needOwnDraft } from '../records/load.ts'
import { killPoint } from '../store/kill-points.ts'
import { type Collected, collect, type HandoverOrder, missingOf, personalInside } from './collect.ts'
import { folderName } from './file-names.ts'
import { type RecordFiles, recordFiles } from './folder-files.ts'
import { type FolderParts, folderEntries, messageName, overviewName, splitFiles } from './lay-out.ts'
import { messageBytes, messageText } from './message.ts'
import { overviewDocument } from './overview.ts'
import { recipientsOf } from './recipient.ts'
import { type FolderFile, writeFolder } from './write-folder.ts'

export interface WriteOrder extends HandoverOrder {
  readonly out: string
  readonly as: 'folder' | 'zip'
}

/** A list of a few pages with its fonts; kept free in the first part before its true size is known. */
const usualOverviewBytes = 600_000

/** Targets that this process is writing: two calls never choose the same name. */
const busy = new Set<string>()

const chinaDay = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const sumBytes = (files: readonly { bytes: number }[]): number => files.reduce((sum, file) => sum + file.bytes, 0)

function fileOf(name: string, bytes: Buffer): FolderFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    name,
    recordId: null,
    bytes: bytes.length,
    sha256,
    open: () => Readable.from([bytes], { objectMode: false }),
  }
}

/** @throws as collect */
export async function previewHandover(ctx: HandlerContext, order: HandoverOrder): Promise<HandoverPreview> {
  const found = await collect(ctx, order)
  const { pack, items, going, recipient, officeName } = found
  const personal = await personalInside(ctx, going)
  const missing = missingOf(found, order.mask ? personal.filter((one) => one.files > 0) : [])
  const inside = items.filter((item) => item.state === 'ready' || item.state === 'unfrozen')
  const sizes = await previewSizes(ctx, going)
  const split = firstFit(sizes, order.limitBytes, { reserve: usualOverviewBytes })
  const parts = split.parts.length
  const oversize = split.oversize.map(({ name, bytes }) => ({ name, bytes }))
  return {
    recipients: recipientsOf(pack),
    recipient,
    items,
    missing,
    personal,
    bytes: sumBytes(sizes),
    parts,
    oversize,
    message: messageText({
      example: ctx.example !== null,
      officeName,
      contact: order.contact,
      recipient,
      noticeTitle: pack.title,
      noticeShortTitle: pack.shortTitle,
      day: chinaDay(ctx.now()),
      masked: order.mask && personal.length > 0,
      records: inside.map((item) => ({
        deliverableTitle: item.title,
        title: item.recordTitle ?? '',
        code: item.code,
        files: item.files + 1,
      })),
      files: inside.reduce((sum, item) => sum + item.files + 1, 0),
      bytes: sumBytes(sizes),
      parts,
      oversize: oversize.map(({ name }) => name),
      missing,
    }),
  }
}

/** Attachments as they stand; a printed page is small beside a mailbox and counted when it is made. */
async function previewSizes(
  ctx: HandlerContext,
  going: Collected['going'],
): Promise<{ name: string; bytes: number }[]> {
  const sizes: { name: string; bytes: number }[] = []
  for (const { candidate } of going) {
    const { recordId, title } = candidate.summary
    const { files, definition } = await needOwnDraft(ctx.db, recordId)
    for (const file of files) {
      const label = definition.fields.find((field) => field.id === file.field)?.label ?? '附件'
      sizes.push({ name: `${title}：${label}`, bytes: file.bytes })
    }
    for (const scan of candidate.proofs) sizes.push({ name: `${title}：${scan.title}`, bytes: scan.bytes })
  }
  return sizes
}

/**
 * @throws Problem notice.unknown, office.missing, record.invalid, package.nothing-to-send, package.target-missing,
 *   print.needs-window, keys.locked, and what writeFolder throws
 */
export async function writeHandover(ctx: HandlerContext, call: Call, order: WriteOrder): Promise<WrittenHandover> {
  const found = await collect(ctx, order)
  if (found.going.length === 0) throw new Problem('package.nothing-to-send', { noticeId: order.noticeId })
  if (!ctx.ask) throw new Problem('print.needs-window', {})
  const names = await readdir(order.out).catch(() => null)
  if (!names) throw new Problem('package.target-missing', { path: order.out })
  const records = await printedRecords(ctx, call, order, found)
  const leftOut = records
    .filter((one) => one.leftOut > 0)
    .map((one) => ({ recordId: one.row.record_id, files: one.leftOut }))
  const missing = missingOf(found, leftOut)
  const { overview, parts } = await printedOverview(ctx, order, found, records, missing)
  throwIfCancelled(call.signal)
  const text = writtenMessage(ctx, order, found, records, parts, missing)
  const message = fileOf(messageName, messageBytes(text))
  const name = freeName(ctx, order, found, names)
  const target = path.join(path.resolve(order.out), name)
  const handoverId = uuidv7()
  busy.add(target)
  try {
    await note(ctx, { handoverId, order, found, records, parts, overview, message, target, text })
    killPoint('handover.noted')
    try {
      const entries = folderEntries(parts, { overview, message }, order.as, name, ctx.now().toISOString())
      await writeFolder(target, entries, call)
    } catch (error) {
      await ctx.write((trx) => markHandover(trx, handoverId, { state: 'cancelled' }))
      throw error
    }
    killPoint('handover.before-mark')
    const at = ctx.now().toISOString()
    await ctx.write((trx) => markHandover(trx, handoverId, { state: 'written', at }))
  } finally {
    busy.delete(target)
  }
  changed(ctx, 'packages')
  changed(ctx, 'records')
  return {
    handoverId,
    path: target,
    parts: parts.parts.map((files, index) => {
      const all = index === 0 ? [overview, ...files] : files
      return { name: `第${index + 1}部分`, bytes: sumBytes(all), files: all.length }
    }),
    oversize: parts.oversize.map((file) => ({ name: file.name, bytes: file.bytes })),
    records: records.map(({ row, title }) => ({
      recordId: row.record_id,
      revision: row.revision,
      code: revisionCode(row.digest),
      title,
    })),
    missing,
    message: text,
  }
}

async function printedRecords(
  ctx: HandlerContext,
  call: Call,
  order: WriteOrder,
  { going, officeName }: Collected,
): Promise<RecordFiles[]> {
  const records: RecordFiles[] = []
  const taken = new Set([foldName(overviewName), foldName(messageName)])
  for (const [index, { candidate, number, deliverable }] of going.entries()) {
    throwIfCancelled(call.signal)
    call.progress({ phase: 'render', done: index, total: going.length, unit: 'records' })
    const row = await freezeRecord(ctx, candidate.summary.recordId)
    const deliverableTitle = deliverable?.title ?? candidate.summary.formShortName
    const { mask } = order
    records.push(await recordFiles(ctx, call, { number, deliverableTitle, officeName, mask, taken }, row))
  }
  return records
}

/** The list names the part of every file, and takes room in the first one: laid out again where it is longer than usual. */
async function printedOverview(
  ctx: HandlerContext,
  order: WriteOrder,
  { pack, officeName, recipient, items }: Collected,
  records: readonly RecordFiles[],
  missing: HandoverPreview['missing'],
): Promise<{ overview: FolderFile; parts: FolderParts }> {
  const files = records.flatMap((record) => record.files)
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
      partOf: parts.partOf,
      parts: parts.parts.length,
      missing,
      received: items.filter((item) => item.state === 'received'),
    })
    const overview = fileOf(overviewName, await renderDocument(ctx, document))
    if (overview.bytes <= room || order.limitBytes === null) return { overview, parts }
  }
}

function writtenMessage(
  ctx: HandlerContext,
  order: WriteOrder,
  { pack, officeName, recipient }: Collected,
  records: readonly RecordFiles[],
  parts: FolderParts,
  missing: HandoverPreview['missing'],
): string {
  const files = records.flatMap((record) => record.files)
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
    bytes: sumBytes(files),
    parts: parts.parts.length,
    oversize: parts.oversize.map((file) => file.name),
    missing,
  })
}

function freeName(ctx: HandlerContext, order: WriteOrder, { officeName, pack }: Collected, names: readonly string[]) {
  const ours = [...busy]
    .filter((target) => path.dirname(target) === path.resolve(order.out))
    .map((target) => path.basename(target))
  const taken = new Set([...names, ...ours].flatMap((name) => [foldName(name), foldName(name.replace(/\.part$/i, ''))]))
  return folderName(fileTitle(ctx, officeName), pack.shortTitle, chinaDay(ctx.now()).replaceAll('-', ''), taken)
}

/** Everything about the folder, before its first byte: a start after a crash finds it, and what was sent stays known. */
async function note(
  ctx: HandlerContext,
  facts: {
    handoverId: string
    order: WriteOrder
    found: Collected
    records: readonly RecordFiles[]
    parts: FolderParts
    overview: FolderFile
    message: FolderFile
    target: string
    text: string
  },
): Promise<void> {
  const { handoverId, order, found, records, parts, overview, message, target, text } = facts
  const part = (file: FolderFile) => (file === message ? 0 : file === overview ? 1 : (parts.partOf.get(file.name) ?? 1))
  const files = [overview, ...records.flatMap((record) => record.files), message]
  await ctx.write(async (trx) => {
    const { office, deviceId } = await needOffice(trx)
    await insertHandover(
      trx,
      {
        handover_id: handoverId,
        office_id: office.office_id,
        device_id: deviceId,
        notice_id: order.noticeId,
        notice_version: found.pack.version,
        recipient_id: found.recipient.id,
        recipient_name: found.recipient.unit,
        state: 'writing',
        kind: order.as,
        masked: order.mask ? 1 : 0,
        limit_bytes: order.limitBytes,
        parts: parts.parts.length,
        path: target,
        message: text,
        created_at: ctx.now().toISOString(),
        written_at: null,
        withdrawn_at: null,
      },
      records.map(({ row }, index) => ({
        handover_id: handoverId,
        record_id: row.record_id,
        revision: row.revision,
        digest: row.digest,
        position: index + 1,
      })),
      files.map((file, index) => ({
        handover_id: handoverId,
        position: index + 1,
        name: file.name,
        part: part(file),
        record_id: file.recordId,
        bytes: file.bytes,
        sha256: file.sha256,
      })),
    )
  })
}
