import { randomUUID } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'
import { carryDeeds } from './carry-deeds.ts'
import type { StreamEnd } from './queries/backups.ts'
import type { KeyWrap } from './queries/keys.ts'

/**
 * What a restored copy must know although it is older: the wraps of the store key, who we are now, every number that
 * was given out, and all that was sent (bundle-format §4: a number is never given twice). Works on a staged and
 * migrated copy, before it takes the store's place.
 */
class Carrying {
  readonly #sqlite: BetterSqlite3.Database
  constructor(sqlite: BetterSqlite3.Database) {
    this.#sqlite = sqlite
  }

  /** In both: a store that was not opened since the last update lacks the newest tables and columns. */
  columns(table: string): string[] {
    const of = (schema: 'main' | 'present'): string[] =>
      (this.#sqlite.pragma(`${schema}.table_info('${table}')`) as { name: string }[]).map((row) => row.name)
    const present = new Set(of('present'))
    return of('main').filter((name) => present.has(name))
  }

  /** Rows of the store that the copy does not have. @returns their number */
  take(table: string, where: string): number {
    const columns = this.columns(table).join(', ')
    if (columns === '') return 0
    const sql = `INSERT OR IGNORE INTO main.${table} (${columns}) SELECT ${columns} FROM present.${table} WHERE ${where}`
    return this.#sqlite.prepare(sql).run().changes
  }

  /** Rows that both have get what the store says, but for the columns in `key`. */
  update(table: string, key: string, where = '1'): void {
    const columns = this.columns(table).filter((name) => name !== key)
    if (columns.length === 0) return
    const set = columns.map((name) => `${name} = p.${name}`).join(', ')
    this.#sqlite.exec(
      `UPDATE main.${table} AS m SET ${set} FROM present.${table} AS p WHERE p.${key} = m.${key} AND ${where}`,
    )
  }

  /** Records that went into a package or a folder of which the copy knows nothing. */
  newlySent(): string[] {
    const ways = [
      { records: 'outbox_records', key: 'package_id', of: 'outbox' },
      { records: 'handover_records', key: 'handover_id', of: 'handovers' },
    ]
    return ways.flatMap(({ records, key, of }) => {
      if (this.columns(records).length === 0) return []
      const sql = `SELECT DISTINCT record_id FROM present.${records} WHERE ${key} NOT IN (SELECT ${key} FROM main.${of})`
      return this.#sqlite.prepare(sql).pluck().all() as string[]
    })
  }
}

/**
 * From the store as it is, when it can be read. All or nothing.
 * @returns number of packages and folders that the copy did not know
 */
export function carryOver(copy: string, present: string): number {
  const sqlite = new BetterSqlite3(copy, { fileMustExist: true })
  try {
    sqlite.prepare('ATTACH ? AS present').run(present)
    sqlite.pragma('foreign_keys = ON')
    const carrying = new Carrying(sqlite)
    return sqlite.transaction(() => {
      sqlite.exec('DELETE FROM main.key_wraps')
      carrying.take('key_wraps', '1')
      carryOffice(sqlite, carrying)
      carryTrust(sqlite, carrying)
      const sent = JSON.stringify([...new Set(carrying.newlySent())].filter(isUuid))
      const list = `record_id IN (SELECT value FROM json_each('${sent}'))`
      carrying.take('offices', `office_id IN (SELECT office_id FROM present.records WHERE ${list})`)
      carrying.take(
        'forms',
        `(form_id, form_version) IN (SELECT form_id, form_version FROM present.records WHERE ${list})`,
      )
      carrying.take('records', list)
      // The notice that they answer, where it is no pack of the program.
      const notices = `notice_id IN (SELECT notice_id FROM present.records WHERE ${list})`
      const noticeTables = ['passed_on_notices', 'passed_on_versions', 'own_notices', 'own_notice_versions']
      for (const table of [...noticeTables, 'received_notices', 'notice_forms']) carrying.take(table, notices)
      // What is carried was sealed with them. One that was destroyed since goes at the start (personal/purged-list.ts).
      carrying.take('record_keys', '1')
      carrying.take('drafts', list)
      carrying.take('revisions', list)
      const files = [
        'revision_attachments',
        'draft_attachments',
        'scans',
        'record_move_files',
        'paper_arrivals',
        'own_notice_files',
      ]
        .filter((table) => carrying.columns(table).length > 0)
        .map((table) => `SELECT digest FROM present.${table} WHERE ${table === 'own_notice_files' ? notices : list}`)
        .join(' UNION ')
      carrying.take('attachments', `digest IN (${files})`)
      carrying.take('own_notice_files', notices)
      carrying.take('revision_attachments', list)
      // Files of an older draft stay as they were: only a record that comes whole brings those of its draft.
      carrying.take('draft_attachments', `${list} AND record_id NOT IN (SELECT record_id FROM main.draft_attachments)`)
      for (const table of [
        'record_moves',
        'record_move_files',
        'carried_stamps',
        'documents',
        'scans',
        'paper_arrivals',
      ])
        carrying.take(table, list)
      carryEvidence(carrying, list)
      carryActivities(sqlite, carrying, list)
      // The older draft beside a later revision: the lists must say that it was changed.
      sqlite.exec(`UPDATE main.drafts AS m SET changed = 1 FROM present.drafts AS p
        WHERE m.${list} AND p.record_id = m.record_id AND p.draft_seq <> m.draft_seq`)
      const packages = carrying.take('outbox', '1')
      carrying.update('outbox', 'package_id')
      carrying.take('outbox_records', '(record_id, revision) IN (SELECT record_id, revision FROM main.revisions)')
      const folders = carrying.take('handovers', '1')
      carrying.update('handovers', 'handover_id')
      for (const table of ['handover_records', 'handover_files', 'handover_events']) carrying.take(table, '1')
      carrying.take('people', '1')
      carrying.update('people', 'person_id')
      if (carrying.columns('deeds').length > 0) carryDeeds(sqlite, 'present')
      return packages + folders
    })()
  } finally {
    sqlite.close()
  }
}

/** What was passed upward is another office's: its signed original comes along, so that it can be passed on again. */
function carryEvidence(carrying: Carrying, list: string): void {
  if (carrying.columns('record_packages').length === 0) return
  const named = `tag_manifest_digest IN (SELECT tag_manifest_digest FROM present.record_packages WHERE ${list})`
  carrying.take('signed_packages', named)
  carrying.take('package_roots', named)
  carrying.take('record_packages', list)
  carrying.take('offices', `office_id IN (SELECT forwarded_by FROM present.origins WHERE ${list})`)
  carrying.take('origins', list)
}

/**
 * Activities that the carried records draw on and that the copy does not know: their figures and texts would be told of as
 * changed else. One that the copy has stays as it was then: that is what somebody went back for.
 */
function carryActivities(sqlite: BetterSqlite3.Database, carrying: Carrying, list: string): void {
  if (carrying.columns('activity_values').length === 0) return
  const texts = sqlite
    .prepare(`SELECT frozen_json FROM present.revisions WHERE ${list}
      UNION ALL SELECT values_json FROM present.drafts WHERE ${list}`)
    .pluck()
    .iterate() as IterableIterator<string>
  const named = new Set<string>()
  for (const text of texts) for (const [id] of text.matchAll(uuids)) named.add(id)
  const missing = sqlite
    .prepare(`SELECT activity_id FROM present.activities WHERE deleted_at IS NULL
      AND activity_id IN (SELECT value FROM json_each(?)) AND activity_id NOT IN (SELECT activity_id FROM main.activities)`)
    .pluck()
    .all(JSON.stringify([...named])) as string[]
  const those = `activity_id IN (SELECT value FROM json_each('${JSON.stringify(missing.filter(isUuid))}'))`
  carrying.take('attachments', `digest IN (SELECT digest FROM present.activity_files WHERE ${those})`)
  for (const table of ['activities', 'activity_values', 'activity_modules', 'activity_files'])
    carrying.take(table, those)
}

/** Our own card: a lower number would be refused by everybody who has the later one. */
function carryOffice(sqlite: BetterSqlite3.Database, carrying: Carrying): void {
  const ours = 'office_id IN (SELECT office_id FROM main.offices WHERE own = 1)'
  sqlite.exec(`UPDATE main.offices AS m SET name = p.name, level = p.level, type = p.type, region = p.region,
    card_seq = p.card_seq, card_digest = p.card_digest, age_recipient = p.age_recipient,
    age_identity_sealed = p.age_identity_sealed, updated_at = p.updated_at
    FROM present.offices AS p WHERE p.office_id = m.office_id AND m.own = 1`)
  carrying.take('office_names', ours)
  sqlite.exec(`DELETE FROM main.office_cards WHERE ${ours}`)
  carrying.take('office_cards', ours)
  // The key that this PC signs with may be another one since: the old one counts as given up, or is another PC's alone.
  sqlite.exec(`DELETE FROM main.devices WHERE ${ours}`)
  carrying.take('devices', ours)
  for (const table of ['device_labels', 'own_card_packages']) carrying.take(table, '1')
}

/**
 * Whom a person trusts, and why. An older card of an office that lost its keys would let the lost ones sign again.
 * Offices that only the store knows and nobody trusts stay behind: their cards come again.
 */
function carryTrust(sqlite: BetterSqlite3.Database, carrying: Carrying): void {
  const trusted = 'office_id IN (SELECT office_id FROM present.offices WHERE own = 0 AND trusted_at IS NOT NULL)'
  // Their upstream is what only our own office has.
  carrying.take('offices', trusted)
  sqlite.exec(`UPDATE main.offices AS m SET name = p.name, level = p.level, region = p.region, card_seq = p.card_seq,
    card_digest = p.card_digest, age_recipient = p.age_recipient, trusted_at = p.trusted_at, updated_at = p.updated_at
    FROM present.offices AS p WHERE p.office_id = m.office_id AND m.own = 0 AND p.trusted_at IS NOT NULL`)
  for (const table of ['office_names', 'office_cards', 'devices']) {
    sqlite.exec(`DELETE FROM main.${table} WHERE ${trusted}`)
    carrying.take(table, trusted)
  }
  const here = 'office_id IN (SELECT office_id FROM main.offices)'
  carrying.take('trust_events', here)
  carrying.take('unproven_cards', here)
  if (carrying.columns('registrations').length > 0) {
    carrying.take('attachments', `digest IN (SELECT digest FROM present.registrations WHERE ${here})`)
    carrying.take('registrations', here)
    carrying.update('registrations', 'registration_id')
  }
  const both = ['old_office_id', 'new_office_id'].map((id) => `${id} IN (SELECT office_id FROM main.offices)`)
  carrying.take('successions', both.join(' AND '))
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const isUuid = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

/** Plan of a package of which only the number is known: it can never be written again. */
export const lostPlan = '{}'

/**
 * When the store cannot be read: from the files beside it. A package that is known by its number only stands as written,
 * since it may lie with its recipient; the next one follows on it.
 * @returns number of packages that the copy did not know
 */
export function carryNumbers(
  copy: string,
  known: {
    wraps: readonly KeyWrap[] | null
    streams: readonly StreamEnd[]
    revisions: Readonly<Record<string, number>>
  },
): number {
  const sqlite = new BetterSqlite3(copy, { fileMustExist: true })
  try {
    const highestOf = sqlite
      .prepare('SELECT coalesce(max(sequence), 0) FROM outbox WHERE device_id = ? AND recipient_office_id = ?')
      .pluck()
    const insert =
      sqlite.prepare(`INSERT OR IGNORE INTO outbox (package_id, kind, recipient_office_id, device_id, sequence,
      notice_id, plan_json, tag_manifest_digest, state, file_name, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    return sqlite.transaction(() => {
      let added = 0
      if (known.wraps) {
        sqlite.exec('DELETE FROM key_wraps')
        const wrap = sqlite.prepare(
          'INSERT INTO key_wraps (kind, params_json, wrapped, created_at) VALUES (?, ?, ?, ?)',
        )
        for (const one of known.wraps) wrap.run(one.kind, one.params_json, one.wrapped, one.created_at)
      }
      for (const { deviceId, recipientOfficeId, highest, last } of known.streams) {
        const own = Number(highestOf.get(deviceId, recipientOfficeId))
        if (last && last.sequence > own) {
          const { packageId, kind, sequence, noticeId, tagManifestDigest, fileName, createdAt } = last
          added += insert.run(
            packageId,
            kind,
            recipientOfficeId,
            deviceId,
            sequence,
            noticeId,
            lostPlan,
            tagManifestDigest,
            'written',
            fileName,
            createdAt,
          ).changes
        }
        if (highest > Math.max(own, last?.sequence ?? 0)) {
          insert.run(
            randomUUID(),
            'submission',
            recipientOfficeId,
            deviceId,
            highest,
            null,
            lostPlan,
            null,
            'cancelled',
            '',
            last?.createdAt ?? '',
          )
        }
      }
      const floor = sqlite.prepare('INSERT OR REPLACE INTO settings (name, value_json) VALUES (?, ?)')
      for (const [recordId, revision] of Object.entries(known.revisions))
        floor.run(`revision-floor/${recordId}`, String(revision))
      return added
    })()
  } finally {
    sqlite.close()
  }
}
