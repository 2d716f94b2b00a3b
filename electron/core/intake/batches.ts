/** Batches of the intake desk as pages see them, and how one begins. */
import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import {
  type BatchTally,
  batchFiles,
  findBatch,
  type IntakeBatchRow,
  type IntakeFileRow,
  insertBatch,
  listBatches,
  pauseRunningBatches,
  tallyFiles,
} from '../../../db/queries/intake.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { officesWithWaitingCard } from '../../../db/queries/trust.ts'
import type { BatchCounts, BatchSummary, IntakeBatch, IntakeFile } from '../../../shared/api/intake.ts'
import { type PackageFinding, Problem, type ProblemData } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { throwIfCancelled } from '../package/disk-problems.ts'
import { printable } from '../package/findings.ts'
import { inOrder, type Peek } from './batch-order.ts'
import { findFiles } from './find-files.ts'
import { settleHeldCopies } from './held-copies.ts'
import { peek } from './peek.ts'

const shownBatches = 100

/**
 * Lists what lies there and puts it in order; nothing is taken in yet.
 * @throws Problem intake.nothing, intake.too-many, cancelled
 */
export async function startBatch(ctx: HandlerContext, call: Call, paths: readonly string[]): Promise<IntakeBatch> {
  const found = await findFiles(paths, call.signal)
  const peeks: Peek[] = []
  for (const one of found) {
    throwIfCancelled(call.signal)
    call.progress({ phase: 'look', done: peeks.length, total: found.length, unit: 'files' })
    peeks.push({ found: one, peeked: await peek(one) })
  }
  const names = new Map<string, string>()
  const nameOf = async (officeId: string): Promise<string> => {
    const name = names.get(officeId) ?? (await findOffice(ctx.db, officeId))?.name ?? ''
    names.set(officeId, name)
    return name
  }
  const batchId = uuidv7()
  const at = ctx.now().toISOString()
  const files: Parameters<typeof insertBatch>[2][number][] = []
  for (const [position, { found: one, peeked }] of inOrder(peeks).entries()) {
    const said = peeked.is === 'package' ? peeked.claimed : null
    files.push({
      batch_id: batchId,
      position: position + 1,
      path: one.path,
      file_name: printable(one.fileName),
      bytes: one.bytes,
      state: peeked.is === 'other' ? ('other' as const) : ('waiting' as const),
      result: null,
      kind: said?.kind ?? null,
      sender_office_id: said?.sender.officeId ?? null,
      // Only a name that we gave: what a stranger's file calls itself is shown once it is verified.
      sender_name: said ? await nameOf(said.sender.officeId) : '',
      sequence: said?.sequence ?? null,
      volume_n: said?.volume?.n ?? null,
      volume_of: said?.volume?.of ?? null,
      tag_manifest_digest: null,
      package_id: said?.packageId ?? null,
      findings_json: '[]',
      problem_json: null,
      done_at: null,
    })
  }
  const waiting = files.some((file) => file.state === 'waiting')
  await ctx.write((trx) =>
    insertBatch(
      trx,
      {
        batch_id: batchId,
        title: titleOf(paths, files.length),
        state: waiting ? 'paused' : 'done',
        created_at: at,
        finished_at: waiting ? null : at,
        problem_json: null,
      },
      files,
    ),
  )
  changed(ctx, 'packages')
  return openBatch(ctx, batchId)
}

function titleOf(paths: readonly string[], files: number): string {
  const name = printable(basename(paths[0] ?? '') || (paths[0] ?? ''))
  const first = name.length > 60 ? `${name.slice(0, 60)}…` : name
  return paths.length > 1 ? `${first}等（${files} 个文件）` : files > 1 ? `${first}（${files} 个文件）` : first
}

/** @throws Problem intake.unknown */
export async function needBatch(ctx: Pick<HandlerContext, 'db'>, batchId: string): Promise<IntakeBatchRow> {
  const row = await findBatch(ctx.db, batchId)
  if (!row) throw new Problem('intake.unknown', { batchId })
  return row
}

/** @throws Problem intake.unknown */
export async function openBatch(ctx: Pick<HandlerContext, 'db'>, batchId: string): Promise<IntakeBatch> {
  const row = await needBatch(ctx, batchId)
  const waiting = await officesWithWaitingCard(ctx.db)
  const files = (await batchFiles(ctx.db, batchId)).map((file) => intakeFile(file, waiting))
  files.sort((a, b) => urgency(a) - urgency(b) || a.position - b.position)
  return { ...summary(row, await tallyFiles(ctx.db, [batchId])), files }
}

/** Newest first. */
export async function batchList(ctx: Pick<HandlerContext, 'db'>): Promise<BatchSummary[]> {
  const rows = await listBatches(ctx.db, shownBatches)
  const tallies = await tallyFiles(
    ctx.db,
    rows.map((row) => row.batch_id),
  )
  return rows.map((row) =>
    summary(
      row,
      tallies.filter((one) => one.batch_id === row.batch_id),
    ),
  )
}

/** At start, under the lock: what was running waits for a person; copies of held packages are put straight. */
export async function settleIntake(ctx: HandlerContext): Promise<void> {
  await ctx.write(pauseRunningBatches)
  await settleHeldCopies(ctx)
}

const urgent: readonly (IntakeFile['result'] | null)[] = ['failed', 'held', 'refused']
const urgency = ({ result }: IntakeFile): number => {
  const at = urgent.indexOf(result)
  return at < 0 ? urgent.length : at
}

function summary(row: IntakeBatchRow, tallies: readonly BatchTally[]): BatchSummary {
  const of = (state: IntakeFileRow['state'], result: IntakeFileRow['result']): number =>
    tallies.reduce((sum, one) => sum + (one.state === state && one.result === result ? Number(one.files) : 0), 0)
  const counts: BatchCounts = {
    files: tallies.reduce((sum, one) => sum + Number(one.files), 0),
    waiting: of('waiting', null),
    imported: of('done', 'imported'),
    duplicate: of('done', 'duplicate'),
    held: of('done', 'held'),
    refused: of('done', 'refused'),
    failed: of('done', 'failed'),
    other: of('other', null),
  }
  return {
    batchId: row.batch_id,
    title: row.title,
    state: row.state,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as ProblemData),
    counts,
  }
}

function intakeFile(row: IntakeFileRow, waiting: ReadonlySet<string>): IntakeFile {
  return {
    position: row.position,
    path: row.path,
    fileName: row.file_name,
    bytes: row.bytes,
    state: row.state,
    result: row.result,
    kind: row.kind as IntakeFile['kind'],
    senderOfficeId: row.sender_office_id,
    senderName: row.sender_name,
    cardWaits:
      row.kind === 'office-card' &&
      row.result === 'held' &&
      row.sender_office_id !== null &&
      waiting.has(row.sender_office_id),
    sequence: row.sequence,
    volume: row.volume_n === null || row.volume_of === null ? null : { n: row.volume_n, of: row.volume_of },
    tagManifestDigest: row.tag_manifest_digest,
    packageId: row.package_id,
    records: row.records,
    findings: JSON.parse(row.findings_json) as PackageFinding[],
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as ProblemData),
    doneAt: row.done_at,
  }
}
