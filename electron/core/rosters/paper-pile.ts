/** 纸质件: stamped paper that came, its code typed or photographed, against the records that came in. */
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import {
  insertPaper,
  livePapers,
  type PaperArrivalRow,
  paperArrival,
  receivedRevisions,
  removePaper,
} from '../../../db/queries/paper-arrivals.ts'
import { officeNames } from '../../../db/queries/record-list.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import type { MatrixCell, PaperArrival, PaperVerdict, paperArrivalInput } from '../../../shared/api/rosters.ts'
import { type RevisionMark, typedRevisionCode } from '../../../shared/domain/revision-qr.ts'
import { Problem } from '../../../shared/problems.ts'
import { aboutRecord } from '../deeds/look.ts'
import { noteDeed } from '../deeds/note.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { keepSealed, openScan, type ScanSource } from '../scans/keep.ts'
import { lettersIn } from '../scans/persons.ts'
import { revisionTitle } from '../submission/export.ts'
import { type JudgedPaper, judgePaper, PrintedRevisions, shownCode } from './paper-verdict.ts'

type Order = z.output<typeof paperArrivalInput>
type Read = Pick<PaperArrivalRow, 'code' | 'record_id' | 'revision'>

/** @throws Problem scan.code-shape, paper.several, paper.ours, attachment.*, file.unreadable, keys.locked, cancelled */
export async function arrivePaper(ctx: HandlerContext, call: Call, order: Order): Promise<PaperArrival> {
  const noticeId = order.noticeId === null ? null : ctx.notices.get(order.noticeId).pack.id
  const source = order.path === null ? null : await openScan(ctx, order.path, call.signal)
  const read = source ? await readOff(ctx, source) : typed(order.code ?? '')
  const judged = judgePaper({ ...read, notice_id: noticeId }, await printedRevisions(ctx.db))
  const recordId = judged.record?.recordId ?? null
  const pile = noticeId ?? judged.record?.noticeId ?? null
  // Typed once more: it is the same sheet.
  const before = source
    ? undefined
    : (await livePapers(ctx.db)).find((row) => row.code.startsWith(read.code) && row.notice_id === pile)
  if (before) return arrivalOf(ctx, before, judged)
  const digest =
    source && !(recordId !== null && ctx.vault.isPurged(recordId))
      ? await keepSealed(ctx, call, source, recordId)
      : null
  const row: PaperArrivalRow = {
    paper_id: uuidv7(),
    notice_id: pile,
    ...read,
    record_id: recordId,
    revision: judged.record?.revision ?? read.revision,
    verdict: judged.verdict,
    digest: digest?.digest ?? null,
    at: ctx.now().toISOString(),
    removed_at: null,
  }
  await ctx.write(async (trx) => {
    if (digest) await saveAttachment(trx, { ...digest, added_at: row.at })
    await insertPaper(trx, row)
    noteDeed(trx, {
      deed: 'paper.arrived',
      subject: 'package',
      subjectId: row.paper_id,
      title: recordId === null ? '' : ((await aboutRecord(trx, recordId)).title ?? ''),
      facts: { code: row.code, verdict: row.verdict },
    })
  })
  changed(ctx, 'records')
  return arrivalOf(ctx, row, judged)
}

function typed(text: string): Read {
  const code = typedRevisionCode(text)
  if (code === null) throw new Problem('scan.code-shape', {})
  return { code, record_id: null, revision: null }
}

/** Pages for several persons of one letter are one paper; two papers in one picture cannot be told apart. */
async function readOff(ctx: HandlerContext, { read }: ScanSource): Promise<Read> {
  const [mark, another] = lettersIn(read.marks)
  if (another) throw new Problem('paper.several', {})
  if (!mark) return { code: '', record_id: null, revision: null }
  return { code: mark.code, revision: mark.revision, record_id: await receivedRecord(ctx, mark) }
}

/** Null: not here yet. @throws Problem paper.ours */
async function receivedRecord(ctx: HandlerContext, { recordId }: RevisionMark): Promise<string | null> {
  const record = await findRecord(ctx.db, recordId)
  if (record?.own === 1) throw new Problem('paper.ours', {})
  return record && record.deleted_at === null ? recordId : null
}

/** Those put on the pile of this notice, and those whose record turned out to be of it; the latest first. */
export async function listPapers(ctx: HandlerContext, noticeId: string): Promise<PaperArrival[]> {
  const { id } = ctx.notices.get(noticeId).pack
  const printed = await printedRevisions(ctx.db)
  const found: PaperArrival[] = []
  for (const row of await livePapers(ctx.db)) {
    const judged = judgePaper(row, printed)
    if ((judged.record?.noticeId ?? row.notice_id) === id) found.push(await arrivalOf(ctx, row, judged))
  }
  return found
}

/** @throws Problem paper.unknown */
export async function takeAwayPaper(ctx: HandlerContext, paperId: string): Promise<void> {
  const at = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    const row = await paperArrival(trx, paperId)
    if (!row) throw new Problem('paper.unknown', { paperId })
    if (row.removed_at === null) await removePaper(trx, paperId, at)
  })
  changed(ctx, 'records')
}

/** By record: what its paper says as things stand now; records without paper are absent. @param noticeId null: of all */
export async function paperStands(
  db: Queryable,
  noticeId: string | null,
): Promise<Map<string, Exclude<MatrixCell['paper'], 'none'>>> {
  const stands = new Map<string, 'match' | 'mismatch'>()
  // The right paper ends the matter, whatever came before it.
  for (const [recordId, papers] of await judgedPapers(db, noticeId))
    stands.set(recordId, papers.some(({ verdict }) => verdict === 'match') ? 'match' : 'mismatch')
  return stands
}

/** Paper of one revision of a record. */
export interface RevisionPaper {
  readonly revision: number
  readonly verdict: Exclude<PaperVerdict, 'unknown'>
}

/** By record: its papers as they stand now, not as they stood when they came. @param noticeId null: of all */
export async function judgedPapers(db: Queryable, noticeId: string | null): Promise<Map<string, RevisionPaper[]>> {
  const found = new Map<string, RevisionPaper[]>()
  const papers = await livePapers(db)
  if (papers.length === 0) return found
  const printed = await printedRevisions(db, noticeId)
  for (const row of papers) {
    const { verdict, record } = judgePaper(row, printed)
    if (!record || verdict === 'unknown') continue
    const paper = { revision: record.revision, verdict }
    const known = found.get(record.recordId)
    if (known) known.push(paper)
    else found.set(record.recordId, [paper])
  }
  return found
}

const printedRevisions = async (db: Queryable, noticeId: string | null = null): Promise<PrintedRevisions> =>
  new PrintedRevisions(await receivedRevisions(db, noticeId))

async function arrivalOf(ctx: HandlerContext, row: PaperArrivalRow, judged: JudgedPaper): Promise<PaperArrival> {
  const { verdict, words, record } = judged
  const office = record && (await findRecord(ctx.db, record.recordId))?.office_id
  const names = office ? await officeNames(ctx.db) : []
  return {
    paperId: row.paper_id,
    code: shownCode(row.code),
    verdict,
    words,
    record: record && {
      recordId: record.recordId,
      revision: record.revision,
      latest: record.latest,
      title: await revisionTitle(ctx, record.recordId, Math.min(record.revision, record.latest)),
      officeName: names.find((one) => one.office_id === office)?.name ?? '',
    },
    scanDigest: row.digest,
    at: row.at,
  }
}
