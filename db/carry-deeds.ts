/** 操作日志 outlives a restore: the copy's chain is a beginning of the present one, which takes its place. */
import BetterSqlite3 from 'better-sqlite3'

interface Head {
  readonly seq: number
  readonly digest: string
}

/**
 * The longer chain stays. Where the two part, the one of `from` stays as it is: it is the later one, and whoever verifies
 * it sees where it does not hold.
 * @param from name of an attached store that has the table
 */
export function carryDeeds(sqlite: BetterSqlite3.Database, from: string): void {
  const headOf = (schema: string): Head =>
    (sqlite.prepare(`SELECT seq, digest FROM ${schema}.deeds ORDER BY seq DESC LIMIT 1`).get() as Head | undefined) ?? {
      seq: 0,
      digest: '',
    }
  const digestAt = (schema: string, seq: number): unknown =>
    sqlite.prepare(`SELECT digest FROM ${schema}.deeds WHERE seq = ?`).pluck().get(seq)
  const [ours, theirs] = [headOf('main'), headOf(from)]
  if (theirs.seq === 0 || (theirs.seq <= ours.seq && digestAt('main', theirs.seq) === theirs.digest)) return
  const columns = (sqlite.pragma(`main.table_info('deeds')`) as { name: string }[]).map(({ name }) => name).join(', ')
  const grows = ours.seq === 0 || digestAt(from, ours.seq) === ours.digest
  const after = grows ? ours.seq : 0
  // As it lies there, with its gaps: the triggers refuse what the log of this program never does.
  withoutTriggers(sqlite, () => {
    if (!grows) sqlite.exec('DELETE FROM main.deeds')
    sqlite.exec(
      `INSERT INTO main.deeds (${columns}) SELECT ${columns} FROM ${from}.deeds WHERE seq > ${after} ORDER BY seq`,
    )
  })
}

function withoutTriggers(sqlite: BetterSqlite3.Database, work: () => void): void {
  const triggers = sqlite
    .prepare(`SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'deeds'`)
    .all() as { name: string; sql: string }[]
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER main.${name}`)
  work()
  for (const { sql } of triggers) sqlite.exec(sql)
}

/**
 * When the store cannot be read: the log of a newer copy.
 * @param sources newest first; one that does not open or is damaged is passed over
 * @returns the newest entry that the staged copy has then
 */
export function carryDeedsOf(staged: string, sources: readonly string[]): Head {
  const sqlite = new BetterSqlite3(staged, { fileMustExist: true })
  try {
    for (const source of sources)
      try {
        sqlite.prepare('ATTACH ? AS source').run(source)
        try {
          sqlite.transaction(() => {
            if ((sqlite.pragma(`source.table_info('deeds')`) as unknown[]).length > 0) carryDeeds(sqlite, 'source')
          })()
        } finally {
          sqlite.exec('DETACH source')
        }
      } catch {
        // The next one may open.
      }
    const head = sqlite.prepare('SELECT seq, digest FROM deeds ORDER BY seq DESC LIMIT 1').get() as Head | undefined
    return head ?? { seq: 0, digest: '' }
  } finally {
    sqlite.close()
  }
}
