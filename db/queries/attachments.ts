import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { AttachmentsTable } from '../schema.ts'

export type AttachmentRow = Selectable<AttachmentsTable>

export function attachment(db: Queryable, digest: string): Promise<AttachmentRow | undefined> {
  return db.selectFrom('attachments').selectAll().where('digest', '=', digest).executeTakeFirst()
}

/** Whether a revision of this office brought the file. */
export async function deliveredBy(db: Queryable, digest: string, officeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('revision_attachments')
    .innerJoin('records', 'records.record_id', 'revision_attachments.record_id')
    .select('revision_attachments.digest')
    .where('revision_attachments.digest', '=', digest)
    .where('records.office_id', '=', officeId)
    .executeTakeFirst()
  return row !== undefined
}

/** Once personal, always personal: the same picture in an open field does not make it public. */
export async function saveAttachment(db: Queryable, row: Insertable<AttachmentsTable>): Promise<void> {
  await db
    .insertInto('attachments')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('digest').doUpdateSet((eb) => ({
        personal: eb.fn<0 | 1>('max', [eb.ref('attachments.personal'), eb.ref('excluded.personal')]),
      })),
    )
    .execute()
}

export async function addDraftAttachment(
  db: Queryable,
  recordId: string,
  field: string,
  digest: string,
  title: string,
): Promise<void> {
  const { position } = await db
    .selectFrom('draft_attachments')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), eb.lit(0)).as('position'))
    .where('record_id', '=', recordId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('draft_attachments')
    .values({ record_id: recordId, field, digest, title, position: Number(position) + 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Number of rows removed: 0 or 1. */
export async function removeDraftAttachment(
  db: Queryable,
  recordId: string,
  field: string,
  digest: string,
): Promise<number> {
  const result = await db
    .deleteFrom('draft_attachments')
    .where('record_id', '=', recordId)
    .where('field', '=', field)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

export async function titleDraftAttachment(
  db: Queryable,
  recordId: string,
  field: string,
  digest: string,
  title: string,
): Promise<number> {
  const result = await db
    .updateTable('draft_attachments')
    .set({ title })
    .where('record_id', '=', recordId)
    .where('field', '=', field)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Rows that no draft, no revision, no rival, no own notice, no old paper, no scan, no activity and nothing left behind by a later form names any more. */
export async function forgetUnusedAttachments(db: Queryable): Promise<void> {
  await db
    .deleteFrom('attachments')
    .where('digest', 'not in', (eb) =>
      eb
        .selectFrom('draft_attachments')
        .select('digest')
        .union(eb.selectFrom('revision_attachments').select('digest'))
        .union(eb.selectFrom('rival_files').select('digest'))
        .union(eb.selectFrom('own_notice_files').select('digest'))
        .union(eb.selectFrom('earlier_papers').select('digest'))
        .union(eb.selectFrom('scans').select('digest'))
        .union(eb.selectFrom('registrations').select('digest'))
        .union(eb.selectFrom('record_move_files').select('digest'))
        .union(eb.selectFrom('activity_files').select('digest'))
        .union(
          eb
            .selectFrom('paper_arrivals')
            .select((one) => one.ref('digest').$notNull().as('digest'))
            .where('digest', 'is not', null),
        )
        // A step that can be taken back may need them again.
        .union(eb.selectFrom('activity_change_files').select('digest')),
    )
    .execute()
}

export async function attachmentDigests(db: Queryable): Promise<Set<string>> {
  const rows = await db.selectFrom('attachments').select('digest').execute()
  return new Set(rows.map((row) => row.digest))
}

export async function documentDigests(db: Queryable): Promise<Set<string>> {
  const rows = await db.selectFrom('documents').select('digest').execute()
  return new Set(rows.map((row) => row.digest))
}
