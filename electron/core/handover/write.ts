/** A plain folder: chosen, frozen, printed, laid out, written; then it counts as sent. */
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { insertHandover, markHandover } from '../../../db/queries/handovers.ts'
import type { WrittenHandover } from '../../../shared/api/handovers.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteDeed } from '../deeds/note.ts'
import { fileTitle } from '../example/file-title.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { foldName } from '../package/names.ts'
import { needOffice } from '../records/load.ts'
import { killPoint } from '../store/kill-points.ts'
import { chinaDay } from './china-day.ts'
import { type Collected, collect } from './collect.ts'
import {
  type FolderContents,
  printedOverview,
  printedRecords,
  sumBytes,
  type WriteOrder,
  writtenMessage,
} from './contents.ts'
import { folderName } from './file-names.ts'
import { type FolderParts, folderEntries, messageName } from './lay-out.ts'
import { messageBytes } from './message.ts'
import { lacksOf, missingOf } from './missing.ts'
import { type FolderFile, fileOf, writeFolder } from './write-folder.ts'

/** Targets that this process is writing: two calls never choose the same name. */
const busy = new Set<string>()

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
  const contents = await printedRecords(ctx, call, order, found)
  const { records } = contents
  const leftOut = records
    .filter((one) => one.leftOut > 0)
    .map((one) => ({ recordId: one.row.record_id, files: one.leftOut }))
  const missing = missingOf(found, leftOut, await lacksOf(ctx, found))
  const { overview, parts } = await printedOverview(ctx, order, found, contents, missing)
  throwIfCancelled(call.signal)
  const text = writtenMessage(ctx, order, found, contents, parts, missing)
  const message = fileOf(messageName, messageBytes(text))
  const name = freeName(ctx, order, found, names)
  const target = path.join(path.resolve(order.out), name)
  const handoverId = uuidv7()
  busy.add(target)
  let readBack: WrittenHandover['readBack']
  try {
    await note(ctx, { handoverId, order, found, contents, parts, overview, message, target, text })
    killPoint('handover.noted')
    try {
      const entries = folderEntries(parts, { overview, message }, order.as, name, ctx.now().toISOString())
      readBack = await writeFolder(target, entries, call)
    } catch (error) {
      await ctx.write((trx) => markHandover(trx, handoverId, { state: 'cancelled' }))
      throw error
    }
    killPoint('handover.before-mark')
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      await markHandover(trx, handoverId, { state: 'written', at })
      noteDeed(trx, {
        deed: 'handover.written',
        subject: 'handover',
        subjectId: handoverId,
        title: found.recipient.unit,
        facts: { notice: found.pack.shortTitle, records: records.length, file: name, masked: order.mask ? 1 : 0 },
        changes: records.slice(0, 40).map(({ row, title }) => ({
          what: `${title} 第 ${row.revision} 版`,
          before: null,
          after: `核对码 ${revisionCode(row.digest)}`,
          personal: false,
        })),
      })
    })
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
    readBack,
  }
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
    contents: FolderContents
    parts: FolderParts
    overview: FolderFile
    message: FolderFile
    target: string
    text: string
  },
): Promise<void> {
  const { handoverId, order, found, contents, parts, overview, message, target, text } = facts
  const part = (file: FolderFile) => (file === message ? 0 : file === overview ? 1 : (parts.partOf.get(file.name) ?? 1))
  const files = [overview, ...contents.files, message]
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
      contents.records.map(({ row }, index) => ({
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
