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
