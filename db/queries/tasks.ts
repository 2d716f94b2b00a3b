/** Long work as rows, so that a reloaded page finds it again. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { TasksTable } from '../schema.ts'

export type TaskRow = Selectable<TasksTable>

export async function insertTask(
  db: Queryable,
  row: Pick<Insertable<TasksTable>, 'task_id' | 'kind' | 'title' | 'started_at'>,
): Promise<void> {
  await db
    .insertInto('tasks')
    .values({ ...row, state: 'running' })
    .execute()
}

export async function finishTask(
  db: Queryable,
  taskId: string,
  end: {
    state: 'done' | 'failed' | 'cancelled'
    progressJson: string | null
    resultJson: string | null
    problemJson: string | null
    at: string
  },
): Promise<void> {
  await db
    .updateTable('tasks')
    .set({
      state: end.state,
      progress_json: end.progressJson,
      result_json: end.resultJson,
      problem_json: end.problemJson,
      finished_at: end.at,
    })
    .where('task_id', '=', taskId)
    .execute()
}

/** Newest first; what the person put away is left out. */
export async function listTasks(db: Queryable, limit: number): Promise<TaskRow[]> {
  return db
    .selectFrom('tasks')
    .selectAll()
    .where('dismissed_at', 'is', null)
    .orderBy('started_at', 'desc')
    .orderBy('task_id', 'desc')
    .limit(limit)
    .execute()
}

export async function findTask(db: Queryable, taskId: string): Promise<TaskRow | undefined> {
  return db.selectFrom('tasks').selectAll().where('task_id', '=', taskId).executeTakeFirst()
}

export async function dismissTask(db: Queryable, taskId: string, at: string): Promise<void> {
  await db.updateTable('tasks').set({ dismissed_at: at }).where('task_id', '=', taskId).execute()
}

/** At start nothing can be running: what says so was cut off. @returns how many */
export async function markInterruptedTasks(db: Queryable, at: string): Promise<number> {
  const result = await db
    .updateTable('tasks')
    .set({ state: 'interrupted', finished_at: at })
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Old finished rows go, so that the list stays short. */
export async function dropOldTasks(db: Queryable, before: string): Promise<void> {
  await db.deleteFrom('tasks').where('state', '<>', 'running').where('started_at', '<', before).execute()
}
