/** Ways in which a store goes wrong: the disk's (bits, pages, lengths, logs) and a hand's (rows that SQLite finds well made). */
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import canonicalize from 'canonicalize'
import { fail } from './seeded.ts'

export type Random = () => number
const pageBytes = 4096
const below = (random: Random, n: number): number => Math.floor(random() * n)
const pick = <T>(random: Random, list: readonly T[]): T =>
  list[below(random, list.length)] ?? fail('nothing to pick from')

export interface Kind {
  readonly name: string
  /** Works on the store as it lies while the program runs. */
  readonly live?: true
  /** @returns what was done, or null where this store has nothing of the kind */
  damage(dir: string, random: Random): string | null
}

const database = (dir: string): string => path.join(dir, 'kexie.sqlite')

function onBytes(file: string, change: (bytes: Buffer) => string): string {
  const bytes = readFileSync(file)
  const what = change(bytes)
  writeFileSync(file, bytes)
  return what
}

function onRows(dir: string, change: (sqlite: BetterSqlite3.Database) => string | null): string | null {
  const sqlite = new BetterSqlite3(database(dir))
  try {
    sqlite.pragma('foreign_keys = OFF')
    const triggers = sqlite.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
      name: string
      sql: string
    }[]
    for (const { name } of triggers) sqlite.exec(`DROP TRIGGER ${name}`)
    const what = change(sqlite)
    for (const { sql } of triggers) sqlite.exec(sql)
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
    return what
  } finally {
    sqlite.close()
  }
}

type Row = { rowid: number } & Record<string, unknown>
function someRow(sqlite: BetterSqlite3.Database, random: Random, table: string, where = '1'): Row | null {
  const rows = sqlite.prepare(`SELECT rowid AS rowid, * FROM ${table} WHERE ${where}`).all() as Row[]
  return rows.length === 0 ? null : pick(random, rows)
}

/** One character of a value in a JSON text becomes another: still JSON. */
function bend(json: string, random: Random): string {
  const places = [...json.matchAll(/[一-龥0-9]/g)].map(({ index }) => index)
  const at = pick(random, places)
  const old = json[at] ?? ''
  const fresh = /[0-9]/.test(old) ? String((Number(old) + 1) % 10) : old === '甲' ? '乙' : '甲'
  return json.slice(0, at) + fresh + json.slice(at + 1)
}

function bendColumn(name: string, table: string, column: string, where?: string): Kind {
  return {
    name,
    damage: (dir, random) =>
      onRows(dir, (sqlite) => {
        const row = someRow(sqlite, random, table, where)
        if (!row) return null
        const value = row[column]
        let fresh: string | Buffer
        if (Buffer.isBuffer(value)) {
          fresh = Buffer.from(value)
          const at = below(random, fresh.length)
          fresh[at] = (fresh[at] ?? 0) ^ (1 << below(random, 8))
        } else {
          fresh = bend(String(value), random)
        }
        sqlite.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(fresh, row.rowid)
        return `${table}.${column}`
      }),
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort()
}

const onFile = (name: string, change: (files: string[], random: Random) => string | null): Kind => ({
  name,
  damage: (dir, random) => {
    const files = filesIn(path.join(dir, 'attachments'))
    return files.length < 2 ? null : change(files, random)
  },
})

const pagesOf = (file: string): number => Math.floor(statSync(file).size / pageBytes)

export const kinds: readonly Kind[] = [
  {
    name: 'bit flips',
    damage: (dir, random) =>
      onBytes(database(dir), (bytes) => {
        const count = 1 + below(random, 4)
        for (let n = 0; n < count; n++) {
          const at = below(random, bytes.length)
          bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8))
        }
        return `${count} bits`
      }),
  },
  {
    name: 'zeroed pages',
    damage: (dir, random) =>
      onBytes(database(dir), (bytes) => {
        const page = below(random, bytes.length / pageBytes)
        bytes.fill(0, page * pageBytes, (page + 1 + below(random, 2)) * pageBytes)
        return `page ${page + 1}`
      }),
  },
  {
    name: 'truncation',
    damage: (dir, random) => {
      const to = random() < 0.15 ? 0 : below(random, statSync(database(dir)).size)
      truncateSync(database(dir), to)
      return `to ${to}`
    },
  },
  {
    name: 'swapped pages',
    damage: (dir, random) =>
      onBytes(database(dir), (bytes) => {
        const pages = bytes.length / pageBytes
        const [a, b] = [1 + below(random, pages - 1), 1 + below(random, pages - 1)]
        const held = Buffer.from(bytes.subarray(a * pageBytes, (a + 1) * pageBytes))
        bytes.copy(bytes, a * pageBytes, b * pageBytes, (b + 1) * pageBytes)
        held.copy(bytes, b * pageBytes)
        return `${a + 1} and ${b + 1}`
      }),
  },
  {
    name: 'an older page',
    damage: (dir, random) => {
      const copy = path.join(
        dir,
        'backups',
        readdirSync(path.join(dir, 'backups'))
          .filter((name) => name.endsWith('.sqlite'))
          .sort()[0] ?? '',
      )
      return onBytes(database(dir), (bytes) => {
        const old = readFileSync(copy)
        const page = 1 + below(random, Math.min(pagesOf(copy), bytes.length / pageBytes) - 1)
        old.copy(bytes, page * pageBytes, page * pageBytes, (page + 1) * pageBytes)
        return `page ${page + 1}`
      })
    },
  },
  {
    name: 'overwritten log of the database',
    live: true,
    damage: (dir, random) => {
      const wal = `${database(dir)}-wal`
      if (!existsSync(wal) || statSync(wal).size === 0) return null
      return onBytes(wal, (bytes) => {
        const at = below(random, bytes.length)
        bytes.fill(below(random, 256), at, at + 1 + below(random, 5000))
        return `at ${at}`
      })
    },
  },
  {
    name: 'lost log of the database',
    live: true,
    damage: (dir) => {
      for (const end of ['-wal', '-shm']) rmSync(database(dir) + end, { force: true })
      return 'removed'
    },
  },
  bendColumn('changed revision', 'revisions', 'frozen_json'),
  bendColumn('changed digest of a revision', 'revisions', 'digest'),
  {
    name: 'changed revision with a digest to match',
    damage: (dir, random) =>
      onRows(dir, (sqlite) => {
        const row = someRow(
          sqlite,
          random,
          'revisions',
          'record_id IN (SELECT record_id FROM outbox_records UNION SELECT record_id FROM inbox_records)',
        )
        if (!row) return null
        const frozen = JSON.parse(String(row.frozen_json)) as { values: Record<string, unknown> }
        frozen.values.scale = `约${1 + below(random, 9)}万人`
        const json = canonicalize(frozen) ?? ''
        sqlite
          .prepare('UPDATE revisions SET frozen_json = ?, digest = ? WHERE rowid = ?')
          .run(json, createHash('sha256').update(json).digest('hex'), row.rowid)
        return 'forged'
      }),
  },
  {
    name: 'two revisions in each other’s place',
    damage: (dir, random) =>
      onRows(dir, (sqlite) => {
        const rows = sqlite.prepare('SELECT rowid, digest, frozen_json FROM revisions').all() as Row[]
        if (rows.length < 2) return null
        const a = pick(random, rows)
        const b = rows.find((row) => row.rowid !== a.rowid) ?? a
        const put = sqlite.prepare('UPDATE revisions SET digest = ?, frozen_json = ? WHERE rowid = ?')
        put.run('0'.repeat(64), '{}', a.rowid)
        put.run(a.digest, a.frozen_json, b.rowid)
        put.run(b.digest, b.frozen_json, a.rowid)
        return 'swapped'
      }),
  },
  bendColumn('changed deed', 'deeds', 'facts_json', `facts_json GLOB '*[0-9]*'`),
  bendColumn('changed instant of a deed', 'deeds', 'at'),
  {
    name: 'deleted deed',
    damage: (dir, random) =>
      onRows(dir, (sqlite) => {
        const row = someRow(sqlite, random, 'deeds')
        if (!row) return null
        sqlite.prepare('DELETE FROM deeds WHERE rowid = ?').run(row.rowid)
        return `seq ${String(row.seq)}`
      }),
  },
  {
    name: 'deleted end of the log of deeds',
    damage: (dir, random) =>
      onRows(dir, (sqlite) => {
        const count = 1 + below(random, 3)
        sqlite.prepare('DELETE FROM deeds WHERE seq > (SELECT max(seq) FROM deeds) - ?').run(count)
        return `${count}`
      }),
  },
  bendColumn('changed evidence', 'package_roots', 'bytes'),
  bendColumn('changed receipt', 'receipts', 'receipt_json'),
  {
    name: 'changed verdict of a receipt',
    damage: (dir, random) =>
      onRows(dir, (sqlite) => {
        const row = someRow(sqlite, random, 'receipt_records')
        if (!row) return null
        const state = row.state === 'accepted' ? 'returned' : 'accepted'
        sqlite.prepare('UPDATE receipt_records SET state = ? WHERE rowid = ?').run(state, row.rowid)
        return state
      }),
  },
  bendColumn('changed personal part of a revision', 'revisions', 'personal_sealed', 'personal_sealed IS NOT NULL'),
  bendColumn('changed personal part of a draft', 'drafts', 'personal_sealed', 'personal_sealed IS NOT NULL'),
  bendColumn('changed key of a record', 'record_keys', 'key_sealed', 'key_sealed IS NOT NULL'),
  bendColumn('changed card', 'office_cards', 'card_json'),
  onFile('swapped attachments', (files, random) => {
    const a = pick(random, files)
    const b = files.find((file) => file !== a) ?? a
    const held = readFileSync(a)
    copyFileSync(b, a)
    writeFileSync(b, held)
    return path.basename(a).slice(0, 8)
  }),
  onFile('changed attachment', (files, random) =>
    onBytes(pick(random, files), (bytes) => {
      const at = below(random, bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ 0x10
      return `at ${at}`
    }),
  ),
  onFile('shortened attachment', (files, random) => {
    const file = pick(random, files)
    truncateSync(file, below(random, statSync(file).size))
    return path.basename(file).slice(0, 8)
  }),
  onFile('lost attachment', (files, random) => {
    rmSync(pick(random, files))
    return 'removed'
  }),
]

/** The newest copy as well: then the one before it must be named. */
export function damageCopy(dir: string, id: string, random: Random): void {
  onBytes(path.join(dir, 'backups', `${id}.sqlite`), (bytes) => {
    const from = pageBytes * (1 + below(random, 3))
    bytes.fill(0x5a, from, from + pageBytes * 6)
    return 'damaged'
  })
}
