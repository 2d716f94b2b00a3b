/** How senders write their tables, as a person confirmed it. */
import type { Queryable } from '../connection.ts'
import type { ActivitiesTable, TableWaysTable } from '../schema-activities.ts'

export const tableWay = (db: Queryable, sender: string, header: string): Promise<TableWaysTable | undefined> =>
  db.selectFrom('table_ways').selectAll().where('sender', '=', sender).where('header', '=', header).executeTakeFirst()

/** What says whether a row of a table is in the register already. */
export const activitiesOfYears = async (
  db: Queryable,
  years: readonly number[],
): Promise<Pick<ActivitiesTable, 'activity_id' | 'title' | 'unit' | 'time_words' | 'starts_on'>[]> =>
  years.length === 0
    ? []
    : db
        .selectFrom('activities')
        .select(['activity_id', 'title', 'unit', 'time_words', 'starts_on'])
        .where('deleted_at', 'is', null)
        .where('year', 'in', years)
        .orderBy('created_at')
        .orderBy('activity_id')
        .execute()

/** The last way that was confirmed stays. */
export async function keepTableWay(db: Queryable, way: TableWaysTable): Promise<void> {
  const { columns_json, confirmed_at } = way
  await db
    .insertInto('table_ways')
    .values(way)
    .onConflict((conflict) => conflict.columns(['sender', 'header']).doUpdateSet({ columns_json, confirmed_at }))
    .execute()
}
