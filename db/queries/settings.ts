import type { Queryable } from '../connection.ts'

/** Undefined where it was never set. The value is parsed by whoever asks. */
export async function setting(db: Queryable, name: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value_json').where('name', '=', name).executeTakeFirst()
  return row && JSON.parse(row.value_json)
}

export async function saveSetting(db: Queryable, name: string, value: unknown): Promise<void> {
  const value_json = JSON.stringify(value)
  await db
    .insertInto('settings')
    .values({ name, value_json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value_json }))
    .execute()
}

export async function dropSetting(db: Queryable, name: string): Promise<void> {
  await db.deleteFrom('settings').where('name', '=', name).execute()
}
