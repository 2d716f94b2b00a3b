/** Keys of records, who looked at what, and what was purged. */
import type BetterSqlite3 from 'better-sqlite3'
import { type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { PurgedRecordsTable, PurgesTable, RecordKeysTable, RevealsTable } from '../schema-videos.ts'

export type RecordKeyRow = Selectable<RecordKeysTable>
export type RevealRow = Selectable<RevealsTable>
export type PurgeRow = Selectable<PurgesTable>
export type PurgedRecordRow = Selectable<PurgedRecordsTable>

/** Records whose key was destroyed. */
export async function destroyedKeys(db: Queryable): Promise<string[]> {
  const rows = await db.selectFrom('record_keys').select('record_id').where('key_sealed', 'is', null).execute()
  return rows.map((row) => row.record_id)
}

/** One sealed key at once, without waiting: whoever opens a value needs it in the same breath. */
export function recordKeyReader(sqlite: BetterSqlite3.Database): (recordId: string) => Buffer | null {
  const read = sqlite.prepare<[string], { key_sealed: Buffer | null }>(
    'SELECT key_sealed FROM record_keys WHERE record_id = ?',
  )
  return (recordId) => read.get(recordId)?.key_sealed ?? null
}

/** Rows of one statement: SQLite takes 32,766 values. */
const rowsAtOnce = 500

function* portions<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce)
}

export async function insertRecordKeys(db: Queryable, rows: readonly RecordKeyRow[]): Promise<void> {
  for (const some of portions(rows)) await db.insertInto('record_keys').values(some).execute()
}

/** Keys of records that never came: an import that was cancelled had made them. Only under the lock, with nothing under way. */
export async function forgetUnusedRecordKeys(db: Queryable): Promise<void> {
  await db
    .deleteFrom('record_keys')
    .where('key_sealed', 'is not', null)
    .where('record_id', 'not in', (eb) =>
      eb
        .selectFrom('records')
        .select('record_id')
        .union(eb.selectFrom('receipt_records').select('record_id'))
        .union(eb.selectFrom('inbox_records').select('record_id')),
    )
    .execute()
}

export async function insertReveal(db: Queryable, row: RevealRow): Promise<void> {
  await db.insertInto('reveals').values(row).execute()
}

/** Newest first. */
export function reveals(db: Queryable, recordId: string | null): Promise<RevealRow[]> {
  const all = db.selectFrom('reveals').selectAll().orderBy('at', 'desc').orderBy('reveal_id', 'desc')
  return (recordId === null ? all : all.where('record_id', '=', recordId)).execute()
}

export async function purgedByPurge(db: Queryable): Promise<Map<string, PurgedRecordRow[]>> {
  const groups = new Map<string, PurgedRecordRow[]>()
  for (const row of await purgedRecords(db)) {
    const group = groups.get(row.purge_id)
    if (group) group.push(row)
    else groups.set(row.purge_id, [row])
  }
  return groups
}

/** Newest first. */
export function purges(db: Queryable): Promise<PurgeRow[]> {
  return db.selectFrom('purges').selectAll().orderBy('at', 'desc').orderBy('purge_id', 'desc').execute()
}

export function purgedRecords(db: Queryable): Promise<PurgedRecordRow[]> {
  return db.selectFrom('purged_records').selectAll().orderBy('title').orderBy('record_id').execute()
}

/** Null: it is as it was. */
export async function purgedAt(db: Queryable, recordId: string): Promise<string | null> {
  const row = await db
    .selectFrom('record_keys')
    .select('destroyed_at')
    .where('record_id', '=', recordId)
    .executeTakeFirst()
  return row?.destroyed_at ?? null
}

export interface PersonalRecordRow {
  record_id: string
  notice_id: string
  form_id: string
  form_version: string
  own: 0 | 1
  created_at: string
  deleted_at: string | null
  office_name: string
  draft_json: string | null
  frozen_json: string | null
  revision: number | null
  destroyed_at: string | null
  collected_at: string | null
}

/** Records with something personal in them, or of which it was purged; discarded ones too. */
export async function personalRecords(db: Queryable, noticeId: string | null): Promise<PersonalRecordRow[]> {
  const { rows } = await sql<PersonalRecordRow>`
    SELECT r.record_id, r.notice_id, r.form_id, r.form_version, r.own, r.created_at, r.deleted_at,
      coalesce(o.name, '') AS office_name, d.values_json AS draft_json, v.frozen_json, v.revision, k.destroyed_at,
      (SELECT min(e.collected_at) FROM video_entries e
        WHERE e.entry_id = r.record_id OR e.authorization_id = r.record_id) AS collected_at
    FROM records r
    LEFT JOIN offices o ON o.office_id = r.office_id
    LEFT JOIN drafts d ON d.record_id = r.record_id
    LEFT JOIN revisions v ON v.record_id = r.record_id
      AND v.revision = (SELECT max(revision) FROM revisions WHERE record_id = r.record_id)
    LEFT JOIN record_keys k ON k.record_id = r.record_id
    WHERE (${noticeId} IS NULL OR r.notice_id = ${noticeId})
      AND (k.record_id IS NOT NULL OR d.personal_sealed IS NOT NULL
        OR EXISTS (SELECT 1 FROM revisions p WHERE p.record_id = r.record_id AND p.personal_sealed IS NOT NULL))
    ORDER BY r.created_at, r.record_id`.execute(db)
  return rows
}

/** When each record last came in with a package that was taken in. */
export async function arrivals(db: Queryable): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('inbox_records')
    .innerJoin('inbox', 'inbox.tag_manifest_digest', 'inbox_records.tag_manifest_digest')
    .select((eb) => ['inbox_records.record_id', eb.fn.max('inbox.received_at').as('at')])
    .where('inbox.result', '=', 'imported')
    .groupBy('inbox_records.record_id')
    .execute()
  return new Map(rows.map((row) => [row.record_id, row.at]))
}

export interface SealedFileRow {
  record_id: string
  kind: 'attachments' | 'documents'
  digest: string
}

const listed = (recordIds: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(recordIds)}))`

/** Files of these records (null: of all) that show something personal. */
export async function sealedFiles(db: Queryable, recordIds: readonly string[] | null): Promise<SealedFileRow[]> {
  const among = recordIds === null ? sql`1` : sql`u.record_id IN ${listed(recordIds)}`
  const { rows } = await sql<SealedFileRow>`
    SELECT DISTINCT u.record_id, 'attachments' AS kind, u.digest FROM (
      SELECT record_id, digest FROM draft_attachments
      UNION SELECT record_id, digest FROM revision_attachments
      UNION SELECT v.record_id, f.digest FROM rival_files f JOIN rival_revisions v ON v.digest = f.rival_digest
      UNION SELECT record_id, digest FROM scans
      UNION SELECT record_id, digest FROM record_move_files
      UNION SELECT record_id, digest FROM paper_arrivals WHERE record_id IS NOT NULL
    ) u JOIN attachments a ON a.digest = u.digest WHERE a.personal = 1 AND ${among}
    UNION ALL
    SELECT DISTINCT u.record_id, 'documents', u.digest FROM documents u WHERE u.sealed = 1 AND ${among}`.execute(db)
  return rows
}

/** Who else needs a sealed file: another record, '' when only a paper of the office or a notice does; null: nobody. */
export async function otherUser(
  db: Queryable,
  { kind, digest }: Pick<SealedFileRow, 'kind' | 'digest'>,
  but: readonly string[],
): Promise<string | null> {
  const uses =
    kind === 'documents'
      ? sql`SELECT record_id, digest FROM documents WHERE sealed = 1`
      : sql`SELECT record_id, digest FROM draft_attachments
          UNION SELECT record_id, digest FROM revision_attachments
          UNION SELECT v.record_id, f.digest FROM rival_files f JOIN rival_revisions v ON v.digest = f.rival_digest
          UNION SELECT record_id, digest FROM scans
          UNION SELECT record_id, digest FROM record_move_files
          UNION SELECT coalesce(record_id, ''), digest FROM paper_arrivals
          UNION SELECT '', digest FROM own_notice_files
          UNION SELECT '', digest FROM registrations
          UNION SELECT '', digest FROM earlier_papers`
  const { rows } = await sql<{ record_id: string }>`
    SELECT record_id FROM (${uses}) WHERE digest = ${digest} AND record_id NOT IN ${listed(but)}
      AND record_id NOT IN (SELECT record_id FROM record_keys WHERE destroyed_at IS NOT NULL)
    ORDER BY record_id DESC LIMIT 1`.execute(db)
  return rows[0]?.record_id ?? null
}

/** Destroys the keys and everything that was sealed with them; the record stays with its open values. */
export async function erasePersonal(trx: Queryable, recordIds: readonly string[], at: string): Promise<void> {
  for (const record_id of recordIds)
    await trx
      .insertInto('record_keys')
      .values({ record_id, key_sealed: null, created_at: at, destroyed_at: at })
      .onConflict((conflict) => conflict.column('record_id').doUpdateSet({ key_sealed: null, destroyed_at: at }))
      .execute()
  const among = listed(recordIds)
  await sql`UPDATE drafts SET personal_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE revisions SET personal_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE rival_revisions SET personal_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE record_moves SET kept_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE consents SET reason_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE inbox_records SET reasons_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE receipt_records SET reasons_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  await sql`UPDATE record_returns SET reasons_sealed = NULL WHERE record_id IN ${among}`.execute(trx)
  // A paper that was given away as a Word document is compared with the draft, which nobody changes any more.
  await sql`DELETE FROM word_copies WHERE record_id IN ${among}`.execute(trx)
  // What was said about a folder speaks of all its records.
  await sql`UPDATE handover_events SET words_sealed = NULL
    WHERE handover_id IN (SELECT handover_id FROM handover_records WHERE record_id IN ${among})
      AND NOT EXISTS (SELECT 1 FROM handover_records h JOIN record_keys k ON k.record_id = h.record_id
        WHERE h.handover_id = handover_events.handover_id AND k.destroyed_at IS NULL)`.execute(trx)
}

/** Once their files are gone. */
export async function forgetSealedDocuments(trx: Queryable, recordIds: readonly string[]): Promise<void> {
  await sql`DELETE FROM documents WHERE sealed = 1 AND record_id IN ${listed(recordIds)}`.execute(trx)
}

/** Rows that are there already stay: a purge may be carried out once more after a restore. */
export async function insertPurge(trx: Queryable, row: PurgeRow, records: readonly PurgedRecordRow[]): Promise<void> {
  await trx
    .insertInto('purges')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  for (const some of portions(records))
    await trx
      .insertInto('purged_records')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export interface OutboxPart {
  package_id: string
  group_id: string | null
  state: 'frozen' | 'written' | 'cancelled'
  plan_json: string
}

/** Packages that carry personal parts of these records: all volumes, and receipts whose sealed reasons speak of them. */
export async function outboxOfRecords(db: Queryable, recordIds: readonly string[]): Promise<OutboxPart[]> {
  const among = listed(recordIds)
  const { rows } = await sql<OutboxPart>`
    SELECT package_id, group_id, state, plan_json FROM outbox
    WHERE coalesce(group_id, package_id) IN (
      SELECT coalesce(o.group_id, o.package_id) FROM outbox_records x JOIN outbox o ON o.package_id = x.package_id
        WHERE x.record_id IN ${among}
      UNION SELECT coalesce(o.group_id, o.package_id) FROM receipts r
        JOIN receipt_records x ON x.receipt_id = r.receipt_id
        JOIN outbox o ON o.kind = 'receipt' AND o.recipient_office_id = r.addressee_office_id AND o.sequence = r.sequence
        WHERE r.direction = 'out' AND x.record_id IN ${among})`.execute(db)
  return rows
}

export async function checkpoint(db: Queryable): Promise<void> {
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)
}
