/** Records of others that came by package and what was decided about them: few queries for many records. */
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { InboxRecordRow } from './inbox.ts'
import type { RevisionRow } from './revisions.ts'
import type { ScanRow } from './scans.ts'

export interface QueueRow {
  tag_manifest_digest: string
  package_id: string
  received_at: string
  receipt_written_at: string | null
  record_id: string
  revision: number
  digest: string
  state: 'received' | 'accepted' | 'returned'
  decided_at: string | null
  fields_json: string | null
  office_id: string
  office_name: string
  notice_id: string
  form_id: string
  /** Of the revision that counts under this number; another one lost a conflict. */
  counting_digest: string
  newest: number
}

export interface QueueScope {
  readonly noticeId?: string | null
  readonly officeId?: string | null
  readonly recordIds?: readonly string[]
}

/** Every arrival of every revision, the oldest first. */
export async function queueRows(
  db: Queryable,
  { noticeId = null, officeId = null, recordIds }: QueueScope,
): Promise<QueueRow[]> {
  const among = recordIds === undefined ? null : JSON.stringify(recordIds)
  const { rows } = await sql<QueueRow>`
    WITH newest AS (SELECT record_id, max(revision) AS revision FROM revisions GROUP BY record_id)
    SELECT i.tag_manifest_digest, i.package_id, i.received_at, i.receipt_written_at,
      ir.record_id, ir.revision, ir.digest, ir.state, ir.decided_at, ir.fields_json,
      r.office_id, coalesce(o.name, '') AS office_name, r.notice_id, r.form_id,
      v.digest AS counting_digest, n.revision AS newest
    FROM inbox i
    JOIN inbox_records ir ON ir.tag_manifest_digest = i.tag_manifest_digest
    JOIN records r ON r.record_id = ir.record_id AND r.own = 0
    JOIN revisions v ON v.record_id = ir.record_id AND v.revision = ir.revision
    JOIN newest n ON n.record_id = ir.record_id
    LEFT JOIN offices o ON o.office_id = r.office_id
    WHERE i.result = 'imported' AND i.kind = 'submission' AND r.deleted_at IS NULL
      AND (${noticeId} IS NULL OR r.notice_id = ${noticeId})
      AND (${officeId} IS NULL OR r.office_id = ${officeId})
      AND (${among} IS NULL OR ir.record_id IN (SELECT value FROM json_each(${among})))
    ORDER BY i.received_at, i.sequence, i.volume_n, ir.record_id, ir.revision`.execute(db)
  return rows
}

type Key = { readonly recordId: string; readonly revision: number }
const listed = (keys: readonly Key[]): RawBuilder<unknown> => {
  const json = JSON.stringify(keys.map(({ recordId, revision }) => [recordId, revision]))
  return sql`(SELECT json_extract(value, '$[0]') AS record_id, json_extract(value, '$[1]') AS revision FROM json_each(${json}))`
}

export type QueueFile = { record_id: string; revision: number; field: string; files: number }

export async function queueFiles(db: Queryable, keys: readonly Key[]): Promise<QueueFile[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<QueueFile>`
    SELECT a.record_id, a.revision, a.field, count(*) AS files
    FROM ${listed(keys)} k JOIN revision_attachments a ON a.record_id = k.record_id AND a.revision = k.revision
    GROUP BY a.record_id, a.revision, a.field ORDER BY a.field`.execute(db)
  return rows
}

export type QueueText = Pick<RevisionRow, 'record_id' | 'revision' | 'digest' | 'frozen_json'>

/** What the revisions say in clear. */
export async function queueTexts(db: Queryable, keys: readonly Key[]): Promise<QueueText[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<QueueText>`
    SELECT v.record_id, v.revision, v.digest, v.frozen_json
    FROM ${listed(keys)} k JOIN revisions v ON v.record_id = k.record_id AND v.revision = k.revision`.execute(db)
  return rows
}

export type QueueScan = Pick<ScanRow, 'record_id' | 'revision' | 'verdict'>

export async function queueScans(db: Queryable, keys: readonly Key[]): Promise<QueueScan[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<QueueScan>`
    SELECT s.record_id, s.revision, s.verdict
    FROM ${listed(keys)} k JOIN scans s ON s.record_id = k.record_id AND s.revision = k.revision
    WHERE s.removed_at IS NULL`.execute(db)
  return rows
}

/** Copies of one revision that were taken in: what is decided about it is said to each that sent it. */
export async function copiesOf(
  db: Queryable,
  { record_id, revision, digest }: Pick<RevisionRow, 'record_id' | 'revision' | 'digest'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('inbox_records')
    .innerJoin('inbox', 'inbox.tag_manifest_digest', 'inbox_records.tag_manifest_digest')
    .select('inbox_records.tag_manifest_digest')
    .where('inbox.result', '=', 'imported')
    .where('inbox_records.record_id', '=', record_id)
    .where('inbox_records.revision', '=', revision)
    .where('inbox_records.digest', '=', digest)
    .execute()
  return rows.map((row) => row.tag_manifest_digest)
}

/** Decides without reasons, every copy of these revisions at once. */
export async function decideCopies(
  db: Queryable,
  revisions: readonly Pick<RevisionRow, 'record_id' | 'revision' | 'digest'>[],
  { state, at }: { readonly state: QueueRow['state']; readonly at: string },
): Promise<void> {
  const json = JSON.stringify(revisions.map((row) => [row.record_id, row.revision, row.digest]))
  await sql`
    UPDATE inbox_records SET state = ${state}, reasons_sealed = NULL, fields_json = NULL, decided_at = ${at}
    WHERE (record_id, revision, digest) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
        json_extract(value, '$[2]') FROM json_each(${json}))
      AND tag_manifest_digest IN (SELECT tag_manifest_digest FROM inbox WHERE result = 'imported')`.execute(db)
}

/** What was decided about the last copy of a revision that came. */
export async function latestVerdictRow(
  db: Queryable,
  { record_id, revision, digest }: Pick<RevisionRow, 'record_id' | 'revision' | 'digest'>,
): Promise<InboxRecordRow | undefined> {
  return db
    .selectFrom('inbox_records')
    .innerJoin('inbox', 'inbox.tag_manifest_digest', 'inbox_records.tag_manifest_digest')
    .selectAll('inbox_records')
    .where('inbox.result', '=', 'imported')
    .where('inbox_records.record_id', '=', record_id)
    .where('inbox_records.revision', '=', revision)
    .where('inbox_records.digest', '=', digest)
    .orderBy('inbox.received_at', 'desc')
    .orderBy('inbox.sequence', 'desc')
    .executeTakeFirst()
}
