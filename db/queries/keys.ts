import type { Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { KeyWrapsTable } from '../schema.ts'

export type KeyWrap = Selectable<KeyWrapsTable>

export function keyWraps(db: Queryable): Promise<KeyWrap[]> {
  return db.selectFrom('key_wraps').selectAll().orderBy('kind').execute()
}

export async function replaceKeyWraps(db: Queryable, wraps: readonly KeyWrap[]): Promise<void> {
  await db.deleteFrom('key_wraps').execute()
  if (wraps.length > 0)
    await db
      .insertInto('key_wraps')
      .values([...wraps])
      .execute()
}
