/** 回执：all that was decided since each office's last receipt, one signed file an office, together in one new folder. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { type InboxRow, importedSubmissions, markReceiptWritten } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import type { OutboxRow } from '../../../db/queries/outbox.ts'
import type { WrittenReceipts } from '../../../shared/api/returns.ts'
import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileTitle } from '../example/file-title.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { throwIfCancelled, writeProblem } from '../package/disk-problems.ts'
import { foldName } from '../package/names.ts'
import { renamePatiently } from '../package/patient-rename.ts'
import { needProtectedKeys, type OwnSigner, ownSigner } from '../submission/own-keys.ts'
import { type Answered, freezeReceipt, sameReceipt } from '../submission/receipt-freeze.ts'
import { rememberFolder, writeOut } from '../submission/write-out.ts'
import { decisionsOf } from './decided.ts'

/** A receipt that lies in the outbox and is to be written. */
interface Due {
  readonly officeId: string
  readonly officeName: string
  readonly row: OutboxRow
  readonly answers: readonly Answered[]
}

/**
 * What was frozen and not written (a full stick, a crash) is written as it was, the same bytes; a folder is whole or
 * absent.
 * @throws Problem keys.not-set-up, keys.locked, package.target-missing, and what writePackage throws. Nothing was
 *   written then; but for a cancelled one, the next call writes the same receipts.
 */
export async function writeAllReceipts(
  ctx: HandlerContext,
  call: Call,
  { noticeId, out }: { noticeId: string | null; out: string },
): Promise<WrittenReceipts> {
  needProtectedKeys(ctx)
  if (!(await stat(out).catch(() => null))?.isDirectory()) throw new Problem('package.target-missing', { path: out })
  const signer = await ownSigner(ctx)
  // 2022年5月13日17时30分: the day is enough.
  const [day = ''] = chinaMoment(ctx.now().toISOString()).split(/(?<=日)/u)
  const folder = freeFolder(out, fileTitle(ctx, `回执_${day}`))
  const offices = await byOffice(ctx, noticeId)
  const skipped: WrittenReceipts['skipped'] = []
  const due: Due[] = []
  const names = new Set<string>()
  let unchanged = 0
  for (const [index, answers] of offices.entries()) {
    throwIfCancelled(call.signal)
    call.progress({ phase: 'freeze', done: index, total: offices.length, unit: 'records' })
    const [{ inbox }] = answers
    const office = await findOffice(ctx.db, inbox.sender_office_id)
    const officeName = office?.name ?? inbox.sender_name
    const untold = await untoldOf(ctx, signer, answers)
    if (untold === null) unchanged++
    else if (!office?.age_recipient) skipped.push({ officeName, why: '没有收到它的单位名片，回执没有办法写给它。' })
    else if (office.trusted_at === null) skipped.push({ officeName, why: '它的名片还没有核对指纹码，核对后再写出。' })
    else {
      const found = untold.frozen ?? (await freeze(ctx, call, signer, untold.answers, folder, names))
      for (const row of found) {
        const name = foldName(row.file_name)
        if (names.has(name)) skipped.push({ officeName, why: '这次有同名的回执文件，请写完后再写一次。' })
        else due.push({ officeId: office.office_id, officeName, row, answers: untold.answers })
        names.add(name)
      }
    }
  }
  if (due.length === 0) return { folder: '', files: [], unchanged, skipped }
  return { ...(await writeFolder(ctx, call, due, folder)), unchanged, skipped }
}

/** Submissions by sender with what was decided, the oldest first. */
async function byOffice(ctx: HandlerContext, noticeId: string | null): Promise<[Answered, ...Answered[]][]> {
  const isMeant = (row: InboxRow): boolean =>
    noticeId === null || row.notice_id === noticeId || localId(ctx, row.notice_id) === noticeId
  const rows = (await importedSubmissions(ctx.db)).filter((row) => row.package_json !== null && isMeant(row))
  const decided = await decisionsOf(ctx, rows)
  const offices = new Map<string, [Answered, ...Answered[]]>()
  for (const inbox of rows) {
    const answered = { inbox, decided: decided.get(inbox.tag_manifest_digest) ?? [] }
    const known = offices.get(inbox.sender_office_id)
    if (known) known.push(answered)
    else offices.set(inbox.sender_office_id, [answered])
  }
  return [...offices.values()]
}

/** A notice of ours is known by another id outside. */
const localId = (ctx: HandlerContext, noticeId: string | null): string | undefined =>
  noticeId === null ? undefined : ctx.notices.find(noticeId)?.pack.id

interface Untold {
  readonly answers: [Answered, ...Answered[]]
  /** Null: there is something that no receipt says yet. */
  readonly frozen: readonly OutboxRow[] | null
}

/** Null: a receipt that was written says it all. */
async function untoldOf(ctx: HandlerContext, signer: OwnSigner, answers: readonly Answered[]): Promise<Untold | null> {
  const untold: Answered[] = []
  const frozen = new Map<string, OutboxRow>()
  let news = false
  for (const one of answers) {
    if (isTold(one)) continue
    const rows = await sameReceipt(ctx, signer, one)
    if (rows?.every((row) => row.state === 'written')) continue
    untold.push(one)
    if (rows) for (const row of rows) frozen.set(row.package_id, row)
    else news = true
  }
  const [first, ...others] = untold
  if (!first) return null
  return { answers: [first, ...others], frozen: news ? null : [...frozen.values()] }
}

/** Nothing was decided since its receipt was written; spares opening that receipt. */
const isTold = ({ inbox, decided }: Answered): boolean => {
  const written = inbox.receipt_written_at
  return written !== null && decided.every(({ decidedAt }) => decidedAt === null || decidedAt < written)
}

function freeze(
  ctx: HandlerContext,
  call: Call,
  signer: OwnSigner,
  answers: [Answered, ...Answered[]],
  folder: string,
  taken: ReadonlySet<string>,
): Promise<readonly OutboxRow[]> {
  // Two offices may have one name, and their numbers meet.
  const name = (usual: string): string => {
    for (let n = 1; ; n++) {
      const one = n === 1 ? usual : `${usual}（${n}）`
      if (!taken.has(foldName(`${one}.zip`))) return one
    }
  }
  return freezeReceipt(ctx, call, signer, { answers, folder, name })
}

async function writeFolder(
  ctx: HandlerContext,
  call: Call,
  due: readonly Due[],
  folder: string,
): Promise<Pick<WrittenReceipts, 'folder' | 'files'>> {
  const part = `${folder}.part`
  const rows = await rememberFolder(
    ctx,
    due.map(({ row }) => row),
    folder,
  )
  await dropLeftover(part)
  try {
    await mkdir(part)
    const written = await writeOut(ctx, call, rows, part, undefined, () => renamePatiently(part, folder))
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      for (const { inbox } of due.flatMap(({ answers }) => answers))
        await markReceiptWritten(trx, inbox.tag_manifest_digest, at)
    })
    changed(ctx, 'packages')
    const files = due.flatMap((one, at) => {
      const file = written[at]
      return file ? [fileOf(one, file, folder)] : []
    })
    return { folder, files }
  } catch (error) {
    await dropLeftover(part).catch(() => undefined)
    throw error instanceof Problem ? error : writeProblem(error, folder)
  }
}

function fileOf(
  { officeId, officeName, answers }: Due,
  file: { path: string; bytes: number; sha256: string },
  folder: string,
): WrittenReceipts['files'][number] {
  const decided = answers.flatMap((one) => one.decided)
  const count = (state: string): number => decided.filter((one) => one.state === state).length
  return {
    officeId,
    officeName,
    path: path.join(folder, path.basename(file.path)),
    bytes: file.bytes,
    sha256: file.sha256,
    packages: answers.length,
    accepted: count('accepted'),
    returned: count('returned'),
    received: count('received'),
  }
}

/** A name that neither a folder nor one that is being written has. */
function freeFolder(out: string, title: string): string {
  for (let n = 1; ; n++) {
    const folder = path.join(out, n === 1 ? title : `${title}（${n}）`)
    if (!existsSync(folder)) return folder
  }
}

/** Of a try that was cut off: only when nothing else lies in it. */
async function dropLeftover(part: string): Promise<void> {
  const names = await readdir(part).catch(() => null)
  if (names?.every((name) => /回执_.*\.zip(?:\.part)?$/u.test(name))) await rm(part, { recursive: true, force: true })
}
