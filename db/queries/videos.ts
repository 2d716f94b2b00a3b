/** Video works: what their files say about themselves, and which papers make an entry. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { VideoEntriesTable, VideoFilesTable } from '../schema-videos.ts'

export type VideoEntryRow = Selectable<VideoEntriesTable>

/* files */

/** A poster that was made before stays. */
export async function saveVideoFacts(db: Queryable, row: Omit<Insertable<VideoFilesTable>, 'poster'>): Promise<void> {
  await db
    .insertInto('video_files')
    .values({ ...row, poster: null })
    .onConflict((conflict) =>
      conflict.column('digest').doUpdateSet({ facts_json: row.facts_json, inspected_at: row.inspected_at }),
    )
    .execute()
}

export interface VideoFileRow {
  readonly digest: string
  readonly facts_json: string
  readonly has_poster: 0 | 1
}

/** The picture itself is left where it is: a list shows it by its address. */
const fileFacts = (db: Queryable) =>
  db
    .selectFrom('video_files')
    .select(['video_files.digest', 'video_files.facts_json', sql<0 | 1>`poster IS NOT NULL`.as('has_poster')])

/** Of the files of one record: the draft's, or those of a revision. */
export async function videoFilesOf(
  db: Queryable,
  recordId: string,
  revision: number | null,
): Promise<Map<string, VideoFileRow>> {
  const rows = await fileFacts(db)
    .where('digest', 'in', (eb) =>
      revision === null
        ? eb.selectFrom('draft_attachments').select('draft_attachments.digest').where('record_id', '=', recordId)
        : eb
            .selectFrom('revision_attachments')
            .select('revision_attachments.digest')
            .where('record_id', '=', recordId)
            .where('revision', '=', revision),
    )
    .execute()
  return new Map(rows.map((row) => [row.digest, row]))
}

/** Number of rows changed: 0 where the file was never inspected. */
export async function savePoster(db: Queryable, digest: string, poster: Buffer): Promise<number> {
  const result = await db.updateTable('video_files').set({ poster }).where('digest', '=', digest).executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function poster(db: Queryable, digest: string): Promise<Buffer | null> {
  const row = await db.selectFrom('video_files').select('poster').where('digest', '=', digest).executeTakeFirst()
  return row?.poster ?? null
}

/* entries */

export function videoEntry(db: Queryable, entryId: string): Promise<VideoEntryRow | undefined> {
  return db.selectFrom('video_entries').selectAll().where('entry_id', '=', entryId).executeTakeFirst()
}

export function entryOfAuthorization(db: Queryable, recordId: string): Promise<VideoEntryRow | undefined> {
  return db.selectFrom('video_entries').selectAll().where('authorization_id', '=', recordId).executeTakeFirst()
}

/** The first row of an entry stays: when it was collected, and by which way. */
export async function addVideoEntry(db: Queryable, row: Insertable<VideoEntriesTable>): Promise<void> {
  await db
    .insertInto('video_entries')
    .values(row)
    .onConflict((conflict) => conflict.column('entry_id').doNothing())
    .execute()
}

export async function setAuthorization(db: Queryable, entryId: string, recordId: string | null): Promise<void> {
  await db.updateTable('video_entries').set({ authorization_id: recordId }).where('entry_id', '=', entryId).execute()
}

export interface Duty {
  readonly noticeId: string
  readonly registrationFormId: string
  readonly authorizationFormId: string
}

/** Registrations of a duty that are no entry yet. */
export function looseRegistrations(
  db: Queryable,
  { noticeId, registrationFormId }: Duty,
): Promise<{ record_id: string; office_id: string; own: 0 | 1; entered_at: string | null; created_at: string }[]> {
  return db
    .selectFrom('records')
    .leftJoin('video_entries', 'video_entries.entry_id', 'records.record_id')
    .select(['records.record_id', 'records.office_id', 'records.own', 'records.entered_at', 'records.created_at'])
    .where('records.notice_id', '=', noticeId)
    .where('records.form_id', '=', registrationFormId)
    .where('records.deleted_at', 'is', null)
    .where('video_entries.entry_id', 'is', null)
    .execute()
}

/** Entries of a notice without a letter, or with one that was discarded. */
export async function entriesWithoutLetter(
  db: Queryable,
  noticeId: string,
): Promise<(VideoEntryRow & { own: 0 | 1; entered_at: string | null; office_id: string })[]> {
  return db
    .selectFrom('video_entries')
    .innerJoin('records', 'records.record_id', 'video_entries.entry_id')
    .leftJoin('records as letters', 'letters.record_id', 'video_entries.authorization_id')
    .leftJoin('purged_records', 'purged_records.record_id', 'video_entries.entry_id')
    .selectAll('video_entries')
    .select(['records.own', 'records.entered_at', 'records.office_id'])
    .where('video_entries.notice_id', '=', noticeId)
    .where('records.deleted_at', 'is', null)
    .where('purged_records.record_id', 'is', null)
    .where((eb) => eb.or([eb('letters.record_id', 'is', null), eb('letters.deleted_at', 'is not', null)]))
    .execute()
}

export interface NamedEntry {
  readonly record_id: string
  readonly office_id: string
  readonly own: 0 | 1
  /** As the letter says it: what another office sent may be anything. */
  readonly entry: unknown
}

/** Letters of a duty that belong to no entry here, with the entry that they name. */
export async function looseLetters(
  db: Queryable,
  { noticeId, authorizationFormId }: Duty,
): Promise<readonly NamedEntry[]> {
  const rows = await db
    .selectFrom('records')
    .leftJoin('video_entries', 'video_entries.authorization_id', 'records.record_id')
    .leftJoin('drafts', 'drafts.record_id', 'records.record_id')
    .select(['records.record_id', 'records.office_id', 'records.own'])
    .select((eb) =>
      eb.fn
        .coalesce(
          sql<unknown>`json_extract(drafts.values_json, '$.entry')`,
          eb
            .selectFrom('revisions')
            .whereRef('revisions.record_id', '=', 'records.record_id')
            .orderBy('revisions.revision', 'desc')
            .limit(1)
            .select(sql<unknown>`json_extract(revisions.frozen_json, '$.values.entry')`.as('named')),
        )
        .as('entry'),
    )
    .where('records.notice_id', '=', noticeId)
    .where('records.form_id', '=', authorizationFormId)
    .where('records.deleted_at', 'is', null)
    .where('video_entries.entry_id', 'is', null)
    .execute()
  return rows
}

/* lists */

export interface ListedEntry extends VideoEntryRow {
  readonly purged: 0 | 1
  readonly origin_name: string | null
  readonly award_id: string | null
  readonly settings_json: string | null
  readonly recommended_at: string | null
}

/** Not discarded ones, the last collected first. */
export function listVideoEntries(
  db: Queryable,
  of: { readonly noticeId: string | null; readonly entryId?: string },
): Promise<ListedEntry[]> {
  let query = db
    .selectFrom('video_entries')
    .innerJoin('records', 'records.record_id', 'video_entries.entry_id')
    .leftJoin('purged_records', 'purged_records.record_id', 'video_entries.entry_id')
    .leftJoin('reviews', (join) =>
      join
        .onRef('reviews.notice_id', '=', 'video_entries.notice_id')
        .onRef('reviews.deliverable_id', '=', 'video_entries.deliverable_id'),
    )
    .leftJoin('review_entries', (join) =>
      join
        .onRef('review_entries.review_id', '=', 'reviews.review_id')
        .onRef('review_entries.entry_id', '=', 'video_entries.entry_id'),
    )
    .selectAll('video_entries')
    .select(['review_entries.award_id', 'review_entries.recommended_at', 'reviews.settings_json'])
    .select(sql<0 | 1>`purged_records.record_id IS NOT NULL`.as('purged'))
    .select((eb) =>
      eb
        .selectFrom('origins')
        .whereRef('origins.record_id', '=', 'video_entries.entry_id')
        .orderBy('origins.revision', 'desc')
        .limit(1)
        .select('origins.office_name')
        .as('origin_name'),
    )
    .where('records.deleted_at', 'is', null)
  if (of.noticeId !== null) query = query.where('video_entries.notice_id', '=', of.noticeId)
  if (of.entryId !== undefined) query = query.where('video_entries.entry_id', '=', of.entryId)
  return query.orderBy('collected_at', 'desc').orderBy('video_entries.entry_id', 'desc').execute()
}

export interface EntryFileRow {
  readonly record_id: string
  readonly field: string
  readonly digest: string
  readonly bytes: number
  readonly media_type: string
  readonly facts_json: string | null
  readonly has_poster: 0 | 1
}

/**
 * Files of the entries as they are now: of the draft, or of the latest revision where another office has the draft.
 * Of all notices: the same film may have been handed in twice.
 */
export async function entryFiles(db: Queryable): Promise<EntryFileRow[]> {
  const facts = [
    'attachments.digest',
    'attachments.bytes',
    'attachments.media_type',
    'video_files.facts_json',
    sql<0 | 1>`video_files.poster IS NOT NULL`.as('has_poster'),
  ] as const
  const own = await db
    .selectFrom('video_entries')
    .innerJoin('records', 'records.record_id', 'video_entries.entry_id')
    .innerJoin('draft_attachments as files', 'files.record_id', 'video_entries.entry_id')
    .innerJoin('attachments', 'attachments.digest', 'files.digest')
    .leftJoin('video_files', 'video_files.digest', 'files.digest')
    .select(['files.record_id', 'files.field', ...facts])
    .where('records.deleted_at', 'is', null)
    .where((eb) => eb.or([eb('records.own', '=', 1), eb('records.entered_at', 'is not', null)]))
    .orderBy('files.record_id')
    .orderBy('files.position')
    .execute()
  const received = await db
    .selectFrom('video_entries')
    .innerJoin('records', 'records.record_id', 'video_entries.entry_id')
    .innerJoin('revision_attachments as files', 'files.record_id', 'video_entries.entry_id')
    .innerJoin('attachments', 'attachments.digest', 'files.digest')
    .leftJoin('video_files', 'video_files.digest', 'files.digest')
    .select(['files.record_id', 'files.field', ...facts])
    .where('records.deleted_at', 'is', null)
    .where('records.own', '=', 0)
    .where('records.entered_at', 'is', null)
    .where((eb) =>
      eb(
        'files.revision',
        '=',
        eb
          .selectFrom('revisions')
          .whereRef('revisions.record_id', '=', 'files.record_id')
          .select((sub) => sub.fn.max('revisions.revision').as('newest')),
      ),
    )
    .orderBy('files.record_id')
    .orderBy('files.position')
    .execute()
  return [...own, ...received]
}

/** When it came, where that is not the day on which it was put in. */
export async function setCollectedAt(db: Queryable, entryId: string, at: string): Promise<void> {
  await db.updateTable('video_entries').set({ collected_at: at }).where('entry_id', '=', entryId).execute()
}
