import { dismissTask, findTask, listTasks, type TaskRow } from '../../../db/queries/tasks.ts'
import type { TaskInfo } from '../../../shared/api/desk.ts'
import { Problem, type ProblemData } from '../../../shared/problems.ts'
import { cancelTask, progressOf } from '../submission/long-task.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

const shown = 50

export const tasksHandlers = {
  'tasks.list': async (_input, ctx) => (await listTasks(ctx.db, shown)).map((row) => taskInfo(row, ctx)),

  /** Puts a finished task away; a running one is given up first and stays in the list as cancelled. */
  'tasks.dismiss': async ({ taskId }, ctx) => {
    if (!(await findTask(ctx.db, taskId))) throw new Problem('task.unknown', { taskId })
    if (cancelTask(ctx, taskId)) return null
    await ctx.write((trx) => dismissTask(trx, taskId, ctx.now().toISOString()))
    changed(ctx, 'tasks')
    return null
  },
} satisfies Partial<Handlers>

function taskInfo(row: TaskRow, ctx: HandlerContext): TaskInfo {
  return {
    taskId: row.task_id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    progress: progressOf(ctx, row.task_id) ?? (parse(row.progress_json) as TaskInfo['progress']),
    result: parse(row.result_json),
    problem: parse(row.problem_json) as ProblemData | null,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
