import type { Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { CalendarsTable } from '../schema-papers.ts'

export type CalendarRow = Selectable<CalendarsTable>

export function calendars(db: Queryable): Promise<CalendarRow[]> {
  return db.selectFrom('calendars').selectAll().orderBy('year').execute()
}

export async function saveCalendar(db: Queryable, row: CalendarRow): Promise<void> {
  const { year: _year, ...facts } = row
  await db
    .insertInto('calendars')
    .values(row)
    .onConflict((conflict) => conflict.column('year').doUpdateSet(facts))
    .execute()
}

export async function removeCalendar(db: Queryable, year: number): Promise<void> {
  await db.deleteFrom('calendars').where('year', '=', year).execute()
}
