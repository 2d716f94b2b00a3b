import type { Queryable } from '../connection.ts'
import { setting } from './settings.ts'

/** Who was chosen to be at the desk, as long as that person has not left. */
export async function personAtDesk(db: Queryable): Promise<{ personId: string; name: string } | null> {
  const chosen = await setting(db, 'at-desk')
  if (typeof chosen !== 'string') return null
  const row = await db
    .selectFrom('people')
    .select(['person_id', 'name'])
    .where('person_id', '=', chosen)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return row ? { personId: row.person_id, name: row.name } : null
}

export interface PersonRow {
  readonly person_id: string
  readonly name: string
  readonly duties_json: string
  readonly left_at: string | null
}

/** Those who work here first, each group in the order in which they were added. */
export function people(db: Queryable): Promise<PersonRow[]> {
  return db
    .selectFrom('people')
    .select(['person_id', 'name', 'duties_json', 'left_at'])
    .orderBy('left_at', (order) => order.asc().nullsFirst())
    .orderBy('added_at')
    .orderBy('person_id')
    .execute()
}

export function person(db: Queryable, personId: string): Promise<PersonRow | undefined> {
  return db
    .selectFrom('people')
    .select(['person_id', 'name', 'duties_json', 'left_at'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

export async function insertPerson(
  trx: Queryable,
  row: { person_id: string; name: string; duties_json: string; added_at: string },
): Promise<void> {
  await trx
    .insertInto('people')
    .values({ ...row, left_at: null })
    .execute()
}

export async function updatePerson(
  trx: Queryable,
  personId: string,
  change: { name?: string; duties_json?: string; left_at?: string | null },
): Promise<void> {
  await trx.updateTable('people').set(change).where('person_id', '=', personId).execute()
}
