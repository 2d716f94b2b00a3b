/**
 * Copies of the store that must not keep personal data open: the keys of records are taken out of a copy, so that what
 * was sealed with them is unreadable there for good. What was sealed with the store's own key (rows from before records
 * had keys, contacts of activities, words about folders, readings of old papers) is taken out itself.
 */
import { copyFile } from 'node:fs/promises'
import BetterSqlite3 from 'better-sqlite3'

/** Set in a copy whose keys were all taken out. */
export const strippedMark = 'copy/stripped'

/** Columns sealed with the key of the record that the row is about, and the instant by which a row was sealed. */
const ofRecords = [
  { table: 'drafts', column: 'personal_sealed', at: 'saved_at' },
  { table: 'revisions', column: 'personal_sealed', at: 'frozen_at' },
  { table: 'record_moves', column: 'kept_sealed', at: null },
  { table: 'consents', column: 'reason_sealed', at: null },
  { table: 'inbox_records', column: 'reasons_sealed', at: null },
  { table: 'receipt_records', column: 'reasons_sealed', at: null },
  { table: 'rival_revisions', column: 'personal_sealed', at: null },
  { table: 'record_returns', column: 'reasons_sealed', at: null },
] as const

/** Columns sealed with the store's own key. */
export const ofStore = [
  { table: 'activity_values', column: 'personal_sealed', key: 'activity_id' },
  { table: 'handover_events', column: 'words_sealed', key: 'event_id' },
] as const

/** Rows that a step looks at before others get their turn: a few milliseconds. */
const rowsPerStep = 2000
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const has = (sqlite: BetterSqlite3.Database, table: string, column?: string): boolean =>
  (sqlite.pragma(`table_info('${table}')`) as { name: string }[]).some(({ name }) => (column ?? name) === name)

/** @throws SqliteError when the file is no store or does not open */
export function isStripped(file: string): boolean {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    return sqlite.prepare('SELECT 1 FROM settings WHERE name = ?').get(strippedMark) !== undefined
  } finally {
    sqlite.close()
  }
}

/** @throws SqliteError when the file is no store or does not open */
export function opensPersonalOf(file: string, recordIds: readonly string[]): boolean {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    const among = 'record_id IN (SELECT value FROM json_each(?))'
    // Before records had keys of their own, the store's key opened what is sealed in them.
    const places = has(sqlite, 'record_keys')
      ? [['record_keys', 'key_sealed']]
      : ofRecords.map(({ table, column }) => [table, column])
    return places.some(
      ([table = '', column = '']) =>
        has(sqlite, table, column) &&
        sqlite
          .prepare(`SELECT 1 FROM ${table} WHERE ${among} AND ${column} IS NOT NULL LIMIT 1`)
          .get(JSON.stringify(recordIds)) !== undefined,
    )
  } finally {
    sqlite.close()
  }
}

/**
 * Writes the copy anew, without the keys.
 * @param recordIds only the keys of these; null: all of them, and everything else that is personal
 * @param part where the new one is written; the caller checks it and puts it in the old one's place
 * @returns number of keys and rows that something was taken out of
 */
export async function stripCopy(file: string, part: string, recordIds: readonly string[] | null): Promise<number> {
  await copyFile(file, part)
  const sqlite = new BetterSqlite3(part, { fileMustExist: true })
  try {
    // Nothing of what is taken out may lie in a log beside it.
    sqlite.pragma('journal_mode = OFF')
    sqlite.pragma('synchronous = OFF')
    sqlite.pragma('secure_delete = ON')
    sqlite.pragma('temp_store = MEMORY')
    const rows = recordIds === null ? await dropUnkeyed(sqlite) : dropOf(sqlite, recordIds)
    const keys = has(sqlite, 'record_keys') ? dropKeys(sqlite, recordIds) : 0
    if (recordIds === null) {
      dropStoreSealed(sqlite)
      sqlite.prepare('INSERT OR REPLACE INTO settings (name, value_json) VALUES (?, ?)').run(strippedMark, 'true')
    }
    return keys + rows
  } finally {
    sqlite.close()
  }
}

/**
 * The table is built anew and the old one dropped: its pages are freed and overwritten as a whole, also what splitting
 * and joining of pages left between their cells.
 */
function dropKeys(sqlite: BetterSqlite3.Database, recordIds: readonly string[] | null): number {
  const sql = String(sqlite.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'record_keys'`).pluck().get())
  const stays =
    recordIds === null
      ? 'destroyed_at IS NOT NULL'
      : 'destroyed_at IS NOT NULL OR record_id NOT IN (SELECT value FROM json_each(?))'
  const rows = sqlite
    .prepare(`SELECT * FROM record_keys WHERE ${stays}`)
    .all(...(recordIds === null ? [] : [JSON.stringify(recordIds)])) as Record<string, unknown>[]
  const before = Number(sqlite.prepare('SELECT count(*) FROM record_keys').pluck().get())
  if (before === rows.length) return 0
  sqlite.exec('DROP TABLE record_keys')
  sqlite.exec(sql)
  const [first] = rows
  if (first) {
    const names = Object.keys(first)
    const insert = sqlite.prepare(
      `INSERT INTO record_keys (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    )
    for (const row of rows) insert.run(...names.map((name) => row[name]))
  }
  return before - rows.length
}

/** Also what the store's own key sealed of them. */
function dropOf(sqlite: BetterSqlite3.Database, recordIds: readonly string[]): number {
  let rows = 0
  for (const { table, column } of ofRecords) {
    if (!has(sqlite, table, column)) continue
    const sql = `UPDATE ${table} SET ${column} = NULL
      WHERE ${column} IS NOT NULL AND record_id IN (SELECT value FROM json_each(?))`
    rows += sqlite.prepare(sql).run(JSON.stringify(recordIds)).changes
  }
  return rows
}

/** Rows sealed before their record had a key of its own, or before there were such keys at all. */
async function dropUnkeyed(sqlite: BetterSqlite3.Database): Promise<number> {
  let rows = 0
  const keyed = has(sqlite, 'record_keys')
  const first = keyed ? sqlite.prepare('SELECT min(created_at) FROM record_keys').pluck().get() : null
  for (const { table, column, at } of ofRecords) {
    if (!has(sqlite, table, column)) continue
    const unkeyed = !keyed
      ? '1'
      : `record_id NOT IN (SELECT record_id FROM record_keys)${at && first ? ` OR (${before(at, String(first))})` : ''}`
    const last = Number(sqlite.prepare(`SELECT coalesce(max(rowid), 0) FROM ${table}`).pluck().get())
    const drop = sqlite.prepare(
      `UPDATE ${table} SET ${column} = NULL WHERE rowid > ? AND rowid <= ? AND ${column} IS NOT NULL AND (${unkeyed})`,
    )
    for (let from = 0; from < last; from += rowsPerStep) {
      rows += drop.run(from, from + rowsPerStep).changes
      await turn()
    }
  }
  // What is compared with the draft when a Word document comes back.
  if (has(sqlite, 'word_copies') && !keyed) sqlite.exec('DELETE FROM word_copies')
  return rows
}

/** An hour's room, for a key is made a moment before or after the instant that its first row bears. */
const before = (at: string, first: string): string =>
  `julianday(${at}) < julianday('${first}') - 1.0 / 24 AND record_id IN (SELECT record_id FROM records WHERE own = 1)`

function dropStoreSealed(sqlite: BetterSqlite3.Database): void {
  for (const { table, column } of ofStore)
    if (has(sqlite, table, column)) sqlite.exec(`UPDATE ${table} SET ${column} = NULL WHERE ${column} IS NOT NULL`)
  // Steps that could be taken back would bring it back with its personal part missing.
  for (const table of ['activity_change_rows', 'activity_change_files', 'activity_changes'])
    if (has(sqlite, table)) sqlite.exec(`DELETE FROM ${table}`)
  // What was read in them is not to be had without its sealed part; the file itself stays.
  if (has(sqlite, 'earlier_papers')) sqlite.exec('DELETE FROM earlier_papers')
}

/**
 * Takes from `sources` (the present store first, then newer copies) what was taken out of a staged copy, as far as they
 * have it.
 * @param staged migrated
 * @returns ids of records whose personal part is lost: their sealed columns are emptied, so that it can be typed again
 */
export function fillStripped(staged: string, sources: readonly string[]): string[] {
  const sqlite = new BetterSqlite3(staged, { fileMustExist: true })
  try {
    if (sqlite.prepare('SELECT 1 FROM settings WHERE name = ?').get(strippedMark) === undefined) return []
    sqlite.pragma('secure_delete = ON')
    for (const source of sources) fillFrom(sqlite, source)
    return sqlite.transaction(() => {
      const lacking = lackingRecords(sqlite)
      const list = `(SELECT value FROM json_each('${JSON.stringify(lacking)}'))`
      for (const { table, column } of ofRecords)
        sqlite.exec(`UPDATE ${table} SET ${column} = NULL WHERE record_id IN ${list}`)
      sqlite.exec(`DELETE FROM word_copies WHERE record_id IN ${list}`)
      sqlite.prepare('DELETE FROM settings WHERE name = ?').run(strippedMark)
      return lacking
    })()
  } finally {
    sqlite.close()
  }
}

/** A source that does not open, or not whole, gives what it can. */
function fillFrom(sqlite: BetterSqlite3.Database, source: string): void {
  try {
    sqlite.prepare('ATTACH ? AS source').run(source)
  } catch {
    return
  }
  const inSource = (table: string, column: string): boolean =>
    (sqlite.pragma(`source.table_info('${table}')`) as { name: string }[]).some(({ name }) => name === column)
  const steps: (() => void)[] = [
    () => {
      if (inSource('record_keys', 'key_sealed'))
        sqlite.exec(`INSERT OR IGNORE INTO main.record_keys (record_id, key_sealed, created_at, destroyed_at)
          SELECT record_id, key_sealed, created_at, destroyed_at FROM source.record_keys`)
    },
    // Emptied there because no key of their own sealed them: the same row brings its own.
    () => {
      if (inSource('revisions', 'personal_sealed'))
        sqlite.exec(`UPDATE main.revisions AS m SET personal_sealed = s.personal_sealed FROM source.revisions AS s
          WHERE m.personal_sealed IS NULL AND s.digest = m.digest AND s.personal_sealed IS NOT NULL`)
    },
    () => {
      if (inSource('drafts', 'personal_sealed'))
        sqlite.exec(`UPDATE main.drafts AS m SET personal_sealed = s.personal_sealed FROM source.drafts AS s
          WHERE m.personal_sealed IS NULL AND s.record_id = m.record_id AND s.draft_seq = m.draft_seq
            AND s.personal_sealed IS NOT NULL`)
    },
    ...ofStore.map(({ table, column, key }) => () => {
      if (inSource(table, column))
        sqlite.exec(`UPDATE main.${table} AS m SET ${column} = s.${column} FROM source.${table} AS s
          WHERE m.${column} IS NULL AND s.${key} = m.${key} AND s.${column} IS NOT NULL`)
    }),
    () => {
      const names = (sqlite.pragma(`main.table_info('earlier_papers')`) as { name: string }[])
        .map(({ name }) => name)
        .filter((name) => inSource('earlier_papers', name))
      if (names.length === 0) return
      const columns = names.join(', ')
      sqlite.exec(`INSERT OR IGNORE INTO main.earlier_papers (${columns}) SELECT ${columns} FROM source.earlier_papers`)
    },
  ]
  for (const step of steps)
    try {
      step()
    } catch {
      // A damaged source has no more of this; the next one may.
    }
  sqlite.exec('DETACH source')
}

/** Sealed with a key that nobody has any more, or emptied and not found again. Purged ones are told elsewhere. */
function lackingRecords(sqlite: BetterSqlite3.Database): string[] {
  const rows = sqlite
    .prepare(
      `SELECT record_id FROM records WHERE deleted_at IS NULL
        AND record_id NOT IN (SELECT record_id FROM record_keys)
        AND (record_id IN (SELECT record_id FROM drafts WHERE personal_sealed IS NOT NULL)
          OR record_id IN (SELECT record_id FROM revisions WHERE personal_sealed IS NOT NULL)
          OR (own = 1 AND record_id IN (SELECT record_id FROM revisions
            WHERE json_extract(frozen_json, '$.personalCommitment') IS NOT NULL AND personal_sealed IS NULL)))
        ORDER BY record_id`,
    )
    .pluck()
    .all() as string[]
  return rows.filter((id) => /^[0-9a-f-]{36}$/.test(id))
}
