/** Long work as a row in `tasks`: a reloaded page finds it again, a crash leaves it as interrupted. */
import { v7 as uuidv7 } from 'uuid'
import { dropOldTasks, finishTask, insertTask, markInterruptedTasks } from '../../../db/queries/tasks.ts'
import type { TaskInfo } from '../../../shared/api/desk.ts'
import type { Progress } from '../../../shared/api/protocol.ts'
import { Problem } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { printable } from '../package/findings.ts'
import { isDiskFull } from '../store/disk-full.ts'

interface Running {
  progress: Progress | null
  readonly abort: AbortController
}

/** Kept in memory only: a progress row on the disk every few milliseconds would slow the work itself. */
const running = new WeakMap<HandlerContext['db'], Map<string, Running>>()
/** Finished tasks are shown for a month at most. */
const keepMs = 31 * 24 * 3600 * 1000
/** A page repaints a number about eight times a second; more frames are only work. */
const progressEveryMs = 120

function runningOf(ctx: Pick<HandlerContext, 'db'>): Map<string, Running> {
  const known = running.get(ctx.db)
  if (known) return known
  const fresh = new Map<string, Running>()
  running.set(ctx.db, fresh)
  return fresh
}

/**
 * Runs `work` as a task. What it returns must fit into JSON; what it throws is passed on after it was noted.
 * @throws Problem cancelled when the call or the task was given up
 */
export async function runTask<T>(
  ctx: HandlerContext,
  call: Call,
  facts: { kind: TaskInfo['kind']; title: string },
  work: (call: Call) => Promise<T>,
): Promise<T> {
  const taskId = uuidv7()
  const abort = new AbortController()
  const entry: Running = { progress: null, abort }
  const tasks = runningOf(ctx)
  // The name of somebody's file may stand in it.
  const title = printable(facts.title)
  const row = { task_id: taskId, kind: facts.kind, title, started_at: ctx.now().toISOString() }
  await ctx.write((trx) => insertTask(trx, row))
  tasks.set(taskId, entry)
  changed(ctx, 'tasks')
  let sentAt = 0
  const signal = AbortSignal.any([call.signal, abort.signal])
  const progress = (value: Progress): void => {
    const at = performance.now()
    const news = entry.progress?.phase !== value.phase || value.done === value.total
    entry.progress = value
    if (!news && at - sentAt < progressEveryMs) return
    sentAt = at
    call.progress(value)
  }
  const finish = async (end: {
    state: 'done' | 'failed' | 'cancelled'
    result: unknown
    problem: Problem | null
  }): Promise<void> => {
    tasks.delete(taskId)
    await ctx.write((trx) =>
      finishTask(trx, taskId, {
        state: end.state,
        progressJson: entry.progress === null ? null : JSON.stringify(entry.progress),
        resultJson: end.result === undefined ? null : JSON.stringify(end.result),
        problemJson: end.problem === null ? null : JSON.stringify(end.problem.toData()),
        at: ctx.now().toISOString(),
      }),
    )
    changed(ctx, 'tasks')
  }
  try {
    const result = await work({ signal, progress })
    await finish({ state: 'done', result, problem: null })
    return result
  } catch (error) {
    const problem = toProblem(ctx, facts.kind, error)
    // A store on a full disk may refuse this row as well: the first problem is the one to tell.
    await finish({ state: problem.code === 'cancelled' ? 'cancelled' : 'failed', result: undefined, problem }).catch(
      () => undefined,
    )
    throw problem
  }
}

function toProblem(ctx: HandlerContext, kind: string, error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isDiskFull(error)) return new Problem('disk.full', { path: ctx.store.dataDir, neededBytes: null })
  return new Problem('internal', { logId: ctx.log.error(`task.${kind}`, error) })
}

export const progressOf = (ctx: HandlerContext, taskId: string): Progress | null =>
  runningOf(ctx).get(taskId)?.progress ?? null

/** @returns whether it was running */
export function cancelTask(ctx: HandlerContext, taskId: string): boolean {
  const entry = runningOf(ctx).get(taskId)
  entry?.abort.abort()
  return entry !== undefined
}

/** At start, under the lock. */
export async function settleTasks(ctx: HandlerContext): Promise<void> {
  const now = ctx.now()
  await ctx.write(async (trx) => {
    await markInterruptedTasks(trx, now.toISOString())
    await dropOldTasks(trx, new Date(now.getTime() - keepMs).toISOString())
  })
}
