import type { Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { OwnDatesTable, PassedOnNoticesTable } from '../schema.ts'

export type PassedOnRow = Selectable<PassedOnNoticesTable>

export function passedOnNotices(db: Queryable): Promise<PassedOnRow[]> {
  return db.selectFrom('passed_on_notices').selectAll().orderBy('created_at').execute()
}

export async function savePassedOn(db: Queryable, row: PassedOnRow): Promise<void> {
  const { direction, pack_json, updated_at } = row
  await db
    .insertInto('passed_on_notices')
    .values(row)
    .onConflict((conflict) => conflict.column('notice_id').doUpdateSet({ direction, pack_json, updated_at }))
    .execute()
}

export function ownDates(db: Queryable, noticeId?: string): Promise<Selectable<OwnDatesTable>[]> {
  const all = db.selectFrom('own_dates').selectAll()
  return (noticeId === undefined ? all : all.where('notice_id', '=', noticeId)).execute()
}

export async function saveOwnDate(
  db: Queryable,
  noticeId: string,
  deliverableId: string,
  ownDueAt: string | null,
): Promise<void> {
  if (ownDueAt === null) {
    await db
      .deleteFrom('own_dates')
      .where('notice_id', '=', noticeId)
      .where('deliverable_id', '=', deliverableId)
      .execute()
    return
  }
  await db
    .insertInto('own_dates')
    .values({ notice_id: noticeId, deliverable_id: deliverableId, own_due_at: ownDueAt })
    .onConflict((conflict) => conflict.columns(['notice_id', 'deliverable_id']).doUpdateSet({ own_due_at: ownDueAt }))
    .execute()
}
