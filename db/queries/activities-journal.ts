/** Every change of the register with its way back. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { ActivityChangeRowsTable, ActivityChangesTable } from '../schema-activities.ts'
import { portions } from './activities.ts'

export type ChangeRow = Selectable<ActivityChangesTable>
export type ChangedActivityRow = Selectable<ActivityChangeRowsTable>

const keptSteps = 500
/** Of all steps together; the newest always stays. Bulk edits of a large register would fill the disk else. */
const keptRows = 200_000

/** Newest first. */
export const activityChanges = (db: Queryable): Promise<ChangeRow[]> =>
  db.selectFrom('activity_changes').selectAll().orderBy('change_no', 'desc').limit(keptSteps).execute()

export const activityChange = (db: Queryable, changeId: string): Promise<ChangeRow | undefined> =>
  db.selectFrom('activity_changes').selectAll().where('change_id', '=', changeId).executeTakeFirst()

export const lastChange = (db: Queryable): Promise<ChangeRow | undefined> =>
  db.selectFrom('activity_changes').selectAll().orderBy('change_no', 'desc').limit(1).executeTakeFirst()

export const changeRows = (db: Queryable, changeId: string): Promise<ChangedActivityRow[]> =>
  db.selectFrom('activity_change_rows').selectAll().where('change_id', '=', changeId).orderBy('activity_id').execute()

export async function insertChange(
  db: Queryable,
  change: Omit<Insertable<ActivityChangesTable>, 'change_no'>,
  rows: readonly ChangedActivityRow[],
  digests: Iterable<string>,
): Promise<void> {
  await db.insertInto('activity_changes').values(change).execute()
  for (const some of portions(rows)) await db.insertInto('activity_change_rows').values(some).execute()
  await nameFiles(db, change.change_id, digests)
}

/** The same step goes on: its only row is replaced. */
export async function replaceChange(
  db: Queryable,
  { change_id, words }: Pick<ChangeRow, 'change_id' | 'words'>,
  row: ChangedActivityRow,
): Promise<void> {
  await db.updateTable('activity_changes').set({ words }).where('change_id', '=', change_id).execute()
  await db.deleteFrom('activity_change_rows').where('change_id', '=', change_id).execute()
  await db.insertInto('activity_change_rows').values(row).execute()
}

export async function deleteChange(db: Queryable, changeId: string): Promise<void> {
  await db.deleteFrom('activity_changes').where('change_id', '=', changeId).execute()
}

export async function markUndone(db: Queryable, changeId: string, undoneAt: string | null): Promise<void> {
  await db.updateTable('activity_changes').set({ undone_at: undoneAt }).where('change_id', '=', changeId).execute()
}

async function nameFiles(db: Queryable, changeId: string, digests: Iterable<string>): Promise<void> {
  const rows = [...new Set(digests)].map((digest) => ({ change_id: changeId, digest }))
  for (const some of portions(rows)) await db.insertInto('activity_change_files').values(some).execute()
}

/** Drops the oldest steps, and deleted activities that no step could bring back: their sealed part goes for good. */
export async function pruneChanges(db: Queryable): Promise<void> {
  const dropped = await sql`
    DELETE FROM activity_changes WHERE change_no IN (
      SELECT change_no FROM (
        SELECT change_no, row_number() OVER newest AS steps, sum(count) OVER newest AS rows_kept
        FROM activity_changes WINDOW newest AS (ORDER BY change_no DESC))
      WHERE steps > ${keptSteps} OR (rows_kept > ${keptRows} AND steps > 1))`.execute(db)
  if ((dropped.numAffectedRows ?? 0n) === 0n) return
  await sql`
    DELETE FROM activities WHERE deleted_at IS NOT NULL
      AND activity_id NOT IN (SELECT activity_id FROM activity_change_rows)`.execute(db)
}
