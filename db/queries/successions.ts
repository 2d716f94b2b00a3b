/** Offices that became others: whose records count where (bundle-format.md §2: dated names, one id; else a succession). */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { SuccessionsTable } from '../schema-exchange.ts'

export type SuccessionRow = Selectable<SuccessionsTable>

/** Of each office that became another: which one, one step. */
export type SuccessorMap = ReadonlyMap<string, string>

export const allSuccessions = (db: Queryable): Promise<SuccessionRow[]> =>
  db.selectFrom('successions').selectAll().execute()

export const successorMap = (rows: readonly SuccessionRow[]): SuccessorMap =>
  new Map(rows.map((row) => [row.old_office_id, row.new_office_id]))

export const successorOf = async (db: Queryable): Promise<SuccessorMap> => successorMap(await allSuccessions(db))

/** The office that stands for this one now, at the end of the chain; itself when it became no other. */
export function resolveSuccessor(map: SuccessorMap, officeId: string): string {
  const seen = new Set([officeId])
  let at = officeId
  for (let next = map.get(at); next !== undefined && !seen.has(next); next = map.get(at)) {
    seen.add(next)
    at = next
  }
  return at
}

/** All steps that this office has a part in. */
export function successionsOf(db: Queryable, officeId: string): Promise<SuccessionRow[]> {
  return db
    .selectFrom('successions')
    .selectAll()
    .where((eb) => eb.or([eb('old_office_id', '=', officeId), eb('new_office_id', '=', officeId)]))
    .orderBy('from_day')
    .orderBy('old_office_id')
    .execute()
}

/** Takes the place of an earlier one of the same office. */
export async function putSuccession(db: Queryable, row: Insertable<SuccessionsTable>): Promise<void> {
  const { old_office_id: _, ...change } = row
  await db
    .insertInto('successions')
    .values(row)
    .onConflict((conflict) => conflict.column('old_office_id').doUpdateSet(change))
    .execute()
}

/** Number of rows removed: 0 or 1. */
export async function removeSuccession(db: Queryable, oldOfficeId: string): Promise<number> {
  const result = await db.deleteFrom('successions').where('old_office_id', '=', oldOfficeId).executeTakeFirst()
  return Number(result.numDeletedRows)
}
