/**
 * A batch, file by file. Each file is verified and taken in as if it came alone (submission/intake.ts), and its row is
 * written right after: a bad file is a line in the list. What stops every file stops the batch, once, with its reason.
 */
import BetterSqlite3 from 'better-sqlite3'
import {
  type IntakeFileRow,
  nextWaiting,
  tallyFiles,
  updateBatch,
  updateIntakeFile,
  waitAgain,
} from '../../../db/queries/intake.ts'
import type { IntakeBatch } from '../../../shared/api/intake.ts'
import type { Progress } from '../../../shared/api/protocol.ts'
import { type PackageFinding, Problem, type ProblemCode } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { isDiskFull } from '../store/disk-full.ts'
import { killPoint } from '../store/kill-points.ts'
import { takePackage } from '../submission/intake.ts'
import { runTask } from '../submission/long-task.ts'
import { needBatch, openBatch } from './batches.ts'

interface Run {
  pauseAsked: boolean
  readonly ended: Promise<void>
}

const runs = new WeakMap<HandlerContext['db'], Map<string, Run>>()

function runsOf({ db }: Pick<HandlerContext, 'db'>): Map<string, Run> {
  const known = runs.get(db) ?? new Map<string, Run>()
  runs.set(db, known)
  return known
}

/** A copy of the store is made before the first file; a batch that goes on within the hour has it already. */
const copyAgainMs = 3600 * 1000
/** A hostile package may have thousands; the inbox has them all. */
const toldFindings = 50

/**
 * Until every file had its turn, or it is paused. What failed before is tried again.
 * @throws Problem intake.unknown, intake.running; keys.locked, disk.full and what else stops all files (the batch is then
 *   paused); cancelled, after the file at hand
 */
export async function runBatch(ctx: HandlerContext, call: Call, batchId: string): Promise<IntakeBatch> {
  const batch = await needBatch(ctx, batchId)
  const known = runsOf(ctx)
  if (known.has(batchId)) throw new Problem('intake.running', {})
  let ended = (): void => undefined
  const run: Run = {
    pauseAsked: false,
    ended: new Promise((resolve) => {
      ended = resolve
    }),
  }
  known.set(batchId, run)
  try {
    return await runTask(ctx, call, { kind: 'import', title: `收件 ${batch.title}` }, (task) =>
      work(ctx, task, batchId, run),
    )
  } finally {
    known.delete(batchId)
    ended()
  }
}

/** After the file at hand. @throws Problem intake.unknown */
export async function pauseBatch(ctx: HandlerContext, batchId: string): Promise<IntakeBatch> {
  await needBatch(ctx, batchId)
  const run = runsOf(ctx).get(batchId)
  if (run) {
    run.pauseAsked = true
    await run.ended
  }
  return openBatch(ctx, batchId)
}

async function work(ctx: HandlerContext, task: Call, batchId: string, run: Run): Promise<IntakeBatch> {
  const state = (change: Parameters<typeof updateBatch>[2]): Promise<void> =>
    ctx.write((trx) => updateBatch(trx, batchId, change)).then(() => changed(ctx, 'packages'))
  await ctx.write(async (trx) => {
    await waitAgain(trx, batchId)
    await updateBatch(trx, batchId, { state: 'running', finished_at: null, problem_json: null })
  })
  changed(ctx, 'packages')
  try {
    const meter = await Meter.of(ctx, batchId, task)
    if (meter.waiting > 0 && meter.copyDue(ctx.now())) await ctx.backups.make('before-import', task.signal)
    for (let last = 0; ; ) {
      const file = await nextWaiting(ctx.db, batchId, last)
      if (!file) break
      last = file.position
      if (run.pauseAsked || task.signal.aborted) {
        await state({ state: 'paused' })
        if (task.signal.aborted) throw new Problem('cancelled', {})
        return await openBatch(ctx, batchId)
      }
      meter.begin(file.bytes)
      await takeOne(ctx, file, meter)
      meter.end()
    }
    await state({ state: 'done', finished_at: ctx.now().toISOString() })
    return await openBatch(ctx, batchId)
  } catch (error) {
    const problem = whyPaused(ctx, error)
    const told = problem.code === 'cancelled' ? null : JSON.stringify(problem.toData())
    // On a full disk even this may fail: at the next start the batch is paused all the same.
    await state({ state: 'paused', problem_json: told }).catch(() => undefined)
    throw problem
  }
}

async function takeOne(ctx: HandlerContext, file: IntakeFileRow, meter: Meter): Promise<void> {
  const change = await outcomeOf(ctx, file, meter)
  killPoint('intake.before-row')
  await ctx.write((trx) =>
    updateIntakeFile(trx, file.batch_id, file.position, {
      ...change,
      state: 'done',
      done_at: ctx.now().toISOString(),
    }),
  )
  killPoint('intake.after-row')
  changed(ctx, 'packages')
}

async function outcomeOf(
  ctx: HandlerContext,
  file: IntakeFileRow,
  meter: Meter,
): Promise<Parameters<typeof updateIntakeFile>[3]> {
  try {
    // Given up is the batch, never the file at hand.
    const call: Call = { signal: new AbortController().signal, progress: (progress) => meter.within(progress) }
    const { outcome, verified } = await takePackage(ctx, call, { file: file.path })
    const { result, verified: view, records } = outcome
    const json = verified.package
    return {
      result,
      kind: view.kind,
      sender_office_id: view.sender?.officeId ?? null,
      sender_name: view.sender?.name ?? '',
      sequence: view.sequence,
      volume_n: json?.volume?.n ?? null,
      volume_of: json?.volume?.of ?? null,
      tag_manifest_digest: verified.tagManifestDigest,
      package_id: view.packageId,
      records,
      findings_json: JSON.stringify(firstFindings(view.findings)),
      problem_json: null,
    }
  } catch (error) {
    if (stopsAll(error)) throw error
    const problem =
      error instanceof Problem ? error : new Problem('internal', { logId: ctx.log.error('intake.file', error) })
    return { result: 'failed', problem_json: JSON.stringify(problem.toData()) }
  }
}

const severities: readonly PackageFinding['severity'][] = ['error', 'hold', 'info']
const firstFindings = (findings: readonly PackageFinding[]): PackageFinding[] =>
  [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)).slice(0, toldFindings)

/** What lies with one file; everything else would come again with the next one. */
const ofOneFile: ReadonlySet<ProblemCode> = new Set([
  'file.vanished',
  'file.unreadable',
  'file.changed',
  'record.purged',
  'package.refused',
  'input.invalid',
])

function stopsAll(error: unknown): boolean {
  if (error instanceof Problem) return !ofOneFile.has(error.code)
  return isDiskFull(error) || error instanceof BetterSqlite3.SqliteError
}

function whyPaused(ctx: HandlerContext, error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isDiskFull(error)) return new Problem('disk.full', { path: ctx.store.dataDir, neededBytes: null })
  return new Problem('internal', { logId: ctx.log.error('intake.run', error) })
}

/** Bytes of the whole batch: those of finished files and how far the one at hand has come. */
class Meter {
  readonly #task: Call
  readonly #total: number
  readonly #last: string | null
  readonly waiting: number
  #done: number
  #bytes = 0
  /** Length of the file at hand. */
  #length = 0

  private constructor(task: Call, facts: { total: number; done: number; waiting: number; last: string | null }) {
    this.#task = task
    this.#total = facts.total
    this.#done = facts.done
    this.#last = facts.last
    this.waiting = facts.waiting
  }

  static async of(ctx: HandlerContext, batchId: string, task: Call): Promise<Meter> {
    const tallies = (await tallyFiles(ctx.db, [batchId])).filter((one) => one.state !== 'other')
    const sum = (of: typeof tallies): number => of.reduce((all, one) => all + Number(one.bytes), 0)
    const waiting = tallies.filter((one) => one.state === 'waiting')
    return new Meter(task, {
      total: sum(tallies),
      done: sum(tallies.filter((one) => one.state === 'done')),
      waiting: waiting.reduce((all, one) => all + Number(one.files), 0),
      last:
        tallies
          .flatMap((one) => one.last ?? [])
          .sort()
          .at(-1) ?? null,
    })
  }

  copyDue(now: Date): boolean {
    return this.#last === null || Math.abs(now.getTime() - Date.parse(this.#last)) > copyAgainMs
  }

  begin(length: number): void {
    this.#length = length
    this.#bytes = 0
    this.#tell()
  }

  /** Verifying is the first reading of a file, and of most the only one: it stands for the whole way. */
  within({ phase, done, total, unit }: Progress): void {
    if (phase !== 'verify' || unit !== 'bytes' || !total) return
    // What is counted there are unpacked bytes: more than the file has.
    this.#bytes = Math.floor((this.#length * done) / total)
    this.#tell()
  }

  end(): void {
    this.#done += this.#length
    this.#bytes = 0
    this.#tell()
  }

  #tell(): void {
    const done = Math.min(this.#done + this.#bytes, this.#total)
    this.#task.progress({ phase: 'intake', done, total: this.#total, unit: 'bytes' })
  }
}
