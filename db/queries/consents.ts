/** Who has signed which letter of authorization: what was decided, and the papers that may show it. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { ConsentsTable } from '../schema-videos.ts'
import type { RevisionRow } from './revisions.ts'

export type ConsentRow = Selectable<ConsentsTable>
/** A paper that proves its revision. */
export type LetterPaper = {
  scan_id: string
  record_id: string
  revision: number
  marks_json: string
  added_at: string
}
/** A record of a letter with what it says now, still sealed. */
export type LetterRecord = {
  record_id: string
  own: 0 | 1
  entered_at: string | null
  notice_id: string
  form_id: string
  form_version: string
  values_json: string | null
  personal_sealed: Buffer | null
  changed: 0 | 1 | null
}

/** SQLite takes 32,766 values in one question. */
const chunkSize = 5000

async function inChunks<T>(ids: readonly string[], ask: (chunk: string[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = []
  for (let from = 0; from < ids.length; from += chunkSize) rows.push(...(await ask(ids.slice(from, from + chunkSize))))
  return rows
}

/** What counts now: a decision whose paper was removed does not. */
export function liveConsents(db: Queryable, recordIds: readonly string[]): Promise<ConsentRow[]> {
  return inChunks(recordIds, (chunk) =>
    db
      .selectFrom('consents')
      .leftJoin('scans', 'scans.scan_id', 'consents.scan_id')
      .selectAll('consents')
      .where('consents.record_id', 'in', chunk)
      .where('scans.removed_at', 'is', null)
      .orderBy('consents.revision')
      .orderBy('consents.position')
      .execute(),
  )
}

/** Scans of any of these records that are of the very revision beside which they hang, the oldest first. */
export function letterPapers(db: Queryable, recordIds: readonly string[]): Promise<LetterPaper[]> {
  return inChunks(recordIds, (chunk) =>
    db
      .selectFrom('scans')
      .select(['scan_id', 'record_id', 'revision', 'marks_json', 'added_at'])
      .where('record_id', 'in', chunk)
      .where('removed_at', 'is', null)
      .where('verdict', 'in', ['match', 'by-hand'])
      .orderBy('added_at')
      .orderBy('scan_id')
      .execute(),
  )
}

/** Those that are here and not discarded. */
export function letterRecords(db: Queryable, recordIds: readonly string[]): Promise<LetterRecord[]> {
  return inChunks(recordIds, (chunk) =>
    db
      .selectFrom('records')
      .leftJoin('drafts', 'drafts.record_id', 'records.record_id')
      .select([
        'records.record_id',
        'records.own',
        'records.entered_at',
        'records.notice_id',
        'records.form_id',
        'records.form_version',
      ])
      .select(['drafts.values_json', 'drafts.personal_sealed', 'drafts.changed'])
      .where('records.record_id', 'in', chunk)
      .where('records.deleted_at', 'is', null)
      .execute(),
  )
}

export function letterRevisions(db: Queryable, recordIds: readonly string[]): Promise<RevisionRow[]> {
  return inChunks(recordIds, (chunk) =>
    db.selectFrom('revisions').selectAll().where('record_id', 'in', chunk).orderBy('revision').execute(),
  )
}

/** The letter of an entry; null: there is none yet. Undefined: no such entry. */
export async function authorizationOf(db: Queryable, entryId: string): Promise<string | null | undefined> {
  const row = await db
    .selectFrom('video_entries')
    .select('authorization_id')
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
  return row === undefined ? undefined : row.authorization_id
}

export async function putConsent(db: Queryable, row: Insertable<ConsentsTable>): Promise<void> {
  const { state, scan_id, reason_sealed, decided_at } = row
  await db
    .insertInto('consents')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['record_id', 'revision', 'position'])
        .doUpdateSet({ state, scan_id: scan_id ?? null, reason_sealed: reason_sealed ?? null, decided_at }),
    )
    .execute()
}

export async function dropConsentsOf(db: Queryable, recordId: string, revision: number): Promise<void> {
  await db.deleteFrom('consents').where('record_id', '=', recordId).where('revision', '=', revision).execute()
}

/** Revisions of another office's record that came in a package of that office itself, not passed on by somebody. */
export async function directRevisions(db: Queryable, recordId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('inbox_records')
    .innerJoin('inbox', 'inbox.tag_manifest_digest', 'inbox_records.tag_manifest_digest')
    .innerJoin('records', 'records.record_id', 'inbox_records.record_id')
    .select('inbox_records.revision')
    .distinct()
    .where('inbox_records.record_id', '=', recordId)
    .where('inbox.result', '=', 'imported')
    .whereRef('inbox.sender_office_id', '=', 'records.office_id')
    .execute()
  return rows.map(({ revision }) => revision)
}

/** Revisions about which something was decided, also where the paper was removed since. */
export async function decidedRevisions(db: Queryable, recordId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('consents')
    .select('revision')
    .distinct()
    .where('record_id', '=', recordId)
    .orderBy('revision')
    .execute()
  return rows.map(({ revision }) => revision)
}

/** What a package says about the consents of a record, with the digests of the papers. */
export type SentConsentRow = ConsentRow & { scan_digest: string | null }
export function consentsToSend(db: Queryable, recordId: string): Promise<SentConsentRow[]> {
  return db
    .selectFrom('consents')
    .leftJoin('scans', 'scans.scan_id', 'consents.scan_id')
    .selectAll('consents')
    .select('scans.digest as scan_digest')
    .where('consents.record_id', '=', recordId)
    .where('scans.removed_at', 'is', null)
    .orderBy('consents.revision')
    .orderBy('consents.position')
    .execute()
}

export async function noteSentConsents(
  db: Queryable,
  packageId: string,
  sums: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [recordId, sum] of sums)
    await db.insertInto('sent_consents').values({ package_id: packageId, record_id: recordId, sum }).execute()
}

/** What each of these packages said, by record. */
export function sentConsents(
  db: Queryable,
  packageIds: readonly string[],
): Promise<{ package_id: string; record_id: string; sum: string }[]> {
  return inChunks(packageIds, (chunk) =>
    db.selectFrom('sent_consents').selectAll().where('package_id', 'in', chunk).execute(),
  )
}

/** The sum in the last package to this office that was written and held the record; null: none, or no consents in it. */
export async function lastSentConsents(
  db: Queryable,
  recordId: string,
  recipientOfficeId: string,
): Promise<string | null> {
  const last = await db
    .selectFrom('outbox_records')
    .innerJoin('outbox', 'outbox.package_id', 'outbox_records.package_id')
    .leftJoin('sent_consents', (join) =>
      join
        .onRef('sent_consents.record_id', '=', 'outbox_records.record_id')
        .onRef('sent_consents.package_id', '=', 'outbox.group_id'),
    )
    .select('sent_consents.sum')
    .where('outbox_records.record_id', '=', recordId)
    .where('outbox.recipient_office_id', '=', recipientOfficeId)
    .where('outbox.kind', '=', 'submission')
    .where('outbox.state', '=', 'written')
    .orderBy('outbox.written_at', 'desc')
    .orderBy('outbox.sequence', 'desc')
    .executeTakeFirst()
  return last?.sum ?? null
}
