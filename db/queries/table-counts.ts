import { sql } from 'kysely'
import type { Queryable } from '../connection.ts'

/** Rows of every table, by its name. Counts alone: no row is read. */
export async function tableCounts(db: Queryable): Promise<{ name: string; rows: number }[]> {
  const tables = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`.execute(db)
  const counts: { name: string; rows: number }[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db)
    counts.push({ name, rows: rows[0]?.count ?? 0 })
  }
  return counts
}
