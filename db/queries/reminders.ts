import type { Queryable } from '../connection.ts'

export async function remindersTold(db: Queryable): Promise<Set<string>> {
  const rows = await db.selectFrom('reminders_told').select('reminder_key').execute()
  return new Set(rows.map((row) => row.reminder_key))
}

export async function noteRemindersTold(db: Queryable, keys: readonly string[], toldAt: string): Promise<void> {
  if (keys.length === 0) return
  await db
    .insertInto('reminders_told')
    .values(keys.map((reminder_key) => ({ reminder_key, told_at: toldAt })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
