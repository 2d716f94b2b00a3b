import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { DraftAttachmentsTable, DraftsTable, RecordsTable } from '../schema.ts'
import { among, type WhichRecords } from './record-choice.ts'

export type RecordRow = Selectable<RecordsTable>
export type DraftRow = Selectable<DraftsTable>
export type DraftAttachmentRow = Selectable<DraftAttachmentsTable> & {
  bytes: number
  media_type: string
  width: number | null
  height: number | null
}

/**
 * Whether this office types the record: its own, and 代录 of another office's papers. The second is editable like ours
 * and is never ours in any other way.
 */
export const isTypedHere = (row: Pick<RecordRow, 'own' | 'entered_at'>): boolean =>
  row.own === 1 || row.entered_at !== null

/** Not discarded ones, the last changed first. */
/** Which records a list is of; what is left out is not asked for. */
export interface RecordList {
  readonly noticeId?: string | null
  /** Of this office. */
  readonly own?: boolean
  /** At most so many, after `after` of the list. */
  readonly limit?: number | null
  readonly after?: { readonly updatedAt: string; readonly recordId: string } | null
}

/** Those that were not discarded, the last changed first. */
export function listRecords(db: Queryable, { noticeId, own, limit, after }: RecordList): Promise<RecordRow[]> {
  let list = db
    .selectFrom('records')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .orderBy('record_id', 'desc')
  if (noticeId != null) list = list.where('notice_id', '=', noticeId)
  if (own !== undefined) list = list.where('own', '=', own ? 1 : 0)
  if (after) {
    const { updatedAt, recordId } = after
    list = list.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('updated_at', 'record_id'), '<', tuple(updatedAt, recordId)),
    )
  }
  if (limit != null) list = list.limit(limit)
  return list.execute()
}

export function record(db: Queryable, recordId: string): Promise<RecordRow | undefined> {
  return db.selectFrom('records').selectAll().where('record_id', '=', recordId).executeTakeFirst()
}

export async function insertRecord(db: Queryable, row: Insertable<RecordsTable>): Promise<void> {
  await db.insertInto('records').values(row).execute()
}

export async function updateRecord(db: Queryable, recordId: string, change: Updateable<RecordsTable>): Promise<void> {
  await db.updateTable('records').set(change).where('record_id', '=', recordId).execute()
}

export function draft(db: Queryable, recordId: string): Promise<DraftRow | undefined> {
  return db.selectFrom('drafts').selectAll().where('record_id', '=', recordId).executeTakeFirst()
}

export function drafts(db: Queryable, which: WhichRecords = null): Promise<DraftRow[]> {
  const all = db.selectFrom('drafts').selectAll()
  return (which === null ? all : all.where(among('record_id', which))).execute()
}

export async function insertDraft(db: Queryable, row: Insertable<DraftsTable>): Promise<void> {
  await db.insertInto('drafts').values(row).execute()
}

export async function updateDraft(db: Queryable, recordId: string, change: Updateable<DraftsTable>): Promise<void> {
  await db.updateTable('drafts').set(change).where('record_id', '=', recordId).execute()
}

export function draftAttachments(db: Queryable, recordId: string): Promise<DraftAttachmentRow[]> {
  return db
    .selectFrom('draft_attachments')
    .innerJoin('attachments', 'attachments.digest', 'draft_attachments.digest')
    .selectAll('draft_attachments')
    .select(['attachments.bytes', 'attachments.media_type', 'attachments.width', 'attachments.height'])
    .where('record_id', '=', recordId)
    .orderBy('position')
    .execute()
}

export async function saveForm(db: Queryable, formId: string, version: string, definitionJson: string): Promise<void> {
  await db
    .insertInto('forms')
    .values({ form_id: formId, form_version: version, definition_json: definitionJson })
    .onConflict((conflict) => conflict.columns(['form_id', 'form_version']).doNothing())
    .execute()
}

export async function formJson(db: Queryable, formId: string, version: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('forms')
    .select('definition_json')
    .where('form_id', '=', formId)
    .where('form_version', '=', version)
    .executeTakeFirst()
  return row?.definition_json
}
