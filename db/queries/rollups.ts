/** Roll-ups: what was frozen, what was decided about rows, and which of our own records carries totals. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { JointChoicesTable, RollupMarksTable, RollupsTable } from '../schema-exchange.ts'
import type { RecordRow } from './records.ts'
import { isNewest, type RevisionRow } from './revisions.ts'

export type RollupKey = { readonly noticeId: string; readonly formId: string }
export type FrozenRollupRow = Selectable<RollupsTable>
export type RollupMarkRow = Selectable<RollupMarksTable>
export type JointChoiceRow = Selectable<JointChoicesTable>

/** The first one first. */
export function frozenRollups(db: Queryable, { noticeId, formId }: RollupKey): Promise<FrozenRollupRow[]> {
  return db
    .selectFrom('rollups')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('form_id', '=', formId)
    .orderBy('number')
    .execute()
}

export async function insertRollup(db: Queryable, row: Insertable<RollupsTable>): Promise<void> {
  await db.insertInto('rollups').values(row).execute()
}

/** The last one that was frozen of this form. */
export function lastRollup(db: Queryable, { noticeId, formId }: RollupKey): Promise<FrozenRollupRow | undefined> {
  return db
    .selectFrom('rollups')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('form_id', '=', formId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
}

export function rollupMarks(db: Queryable, { noticeId, formId }: RollupKey): Promise<RollupMarkRow[]> {
  return db
    .selectFrom('rollup_marks')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('form_id', '=', formId)
    .execute()
}

export async function putRollupMark(db: Queryable, row: Insertable<RollupMarksTable>): Promise<void> {
  await db
    .insertInto('rollup_marks')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['notice_id', 'form_id', 'record_id', 'mark', 'field'])
        .doUpdateSet({ reason: row.reason, at: row.at, revision: row.revision }),
    )
    .execute()
}

export async function removeRollupMark(
  db: Queryable,
  row: Pick<RollupMarkRow, 'notice_id' | 'form_id' | 'record_id' | 'mark' | 'field'>,
): Promise<void> {
  await db
    .deleteFrom('rollup_marks')
    .where('notice_id', '=', row.notice_id)
    .where('form_id', '=', row.form_id)
    .where('record_id', '=', row.record_id)
    .where('mark', '=', row.mark)
    .where('field', '=', row.field)
    .execute()
}

export function jointChoices(db: Queryable, { noticeId, formId }: RollupKey): Promise<JointChoiceRow[]> {
  return db
    .selectFrom('joint_choices')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('form_id', '=', formId)
    .execute()
}

export async function putJointChoice(db: Queryable, row: Insertable<JointChoicesTable>): Promise<void> {
  await db
    .insertInto('joint_choices')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['notice_id', 'form_id', 'joint_key'])
        .doUpdateSet({ record_id: row.record_id ?? null, reason: row.reason, at: row.at }),
    )
    .execute()
}

/** The record of ours that carries the totals; undefined while there is none, or it was discarded. */
export async function totalsRecord(db: Queryable, { noticeId, formId }: RollupKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('rollup_records')
    .innerJoin('records', 'records.record_id', 'rollup_records.record_id')
    .select('rollup_records.record_id')
    .where('rollup_records.notice_id', '=', noticeId)
    .where('rollup_records.form_id', '=', formId)
    .where('records.deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.record_id
}

export async function putTotalsRecord(db: Queryable, { noticeId, formId }: RollupKey, recordId: string): Promise<void> {
  await db
    .insertInto('rollup_records')
    .values({ notice_id: noticeId, form_id: formId, record_id: recordId })
    .onConflict((conflict) => conflict.columns(['notice_id', 'form_id']).doUpdateSet({ record_id: recordId }))
    .execute()
}

export type LatestOfForm = RevisionRow & Pick<RecordRow, 'office_id' | 'own' | 'entered_at' | 'notice_id' | 'form_id'>

/**
 * The latest revision of every record of these forms that was not discarded, the oldest record first.
 * @param noticeId null: of all notices
 */
export function latestOfForms(
  db: Queryable,
  noticeId: string | null,
  formIds: readonly string[],
): Promise<LatestOfForm[]> {
  return db
    .selectFrom('records')
    .innerJoin('revisions', 'revisions.record_id', 'records.record_id')
    .selectAll('revisions')
    .select(['records.office_id', 'records.own', 'records.entered_at', 'records.notice_id', 'records.form_id'])
    .where('records.form_id', 'in', formIds)
    .where('records.deleted_at', 'is', null)
    .$if(noticeId !== null, (query) => query.where('records.notice_id', '=', noticeId ?? ''))
    .where(isNewest)
    .orderBy('records.created_at')
    .orderBy('records.record_id')
    .execute()
}

/** Records of a form that came through another office and never from their own: by whom they were brought. */
export async function broughtBy(db: Queryable, { noticeId, formId }: RollupKey): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('origins')
    .innerJoin('records', 'records.record_id', 'origins.record_id')
    .select(['origins.record_id', 'origins.forwarded_by'])
    .where('records.notice_id', '=', noticeId)
    .where('records.form_id', '=', formId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inbox_records')
            .innerJoin('inbox', 'inbox.tag_manifest_digest', 'inbox_records.tag_manifest_digest')
            .select('inbox.package_id')
            .whereRef('inbox_records.record_id', '=', 'origins.record_id')
            .whereRef('inbox.sender_office_id', '=', 'records.office_id')
            .where('inbox.result', '=', 'imported'),
        ),
      ),
    )
    .orderBy('origins.revision')
    .execute()
  return new Map(rows.map((row) => [row.record_id, row.forwarded_by]))
}
