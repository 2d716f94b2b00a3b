import { type RawBuilder, sql } from 'kysely'

/** One record, several, or null for all. */
export type WhichRecords = string | readonly string[] | null

/** `column` is of the records that are meant. As one parameter: SQLite takes 32,766 of them at most, and an office has more records. */
export function among(column: string, which: string | readonly string[]): RawBuilder<boolean> {
  if (typeof which === 'string') return sql<boolean>`${sql.ref(column)} = ${which}`
  return sql<boolean>`${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(which)}))`
}
