/** Who should report for a notice, and what is known of those offices. */
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { ChasesTable, RosterMarksTable } from '../schema-exchange.ts'
import type { OfficeRow } from './offices.ts'

export type ChaseRow = Selectable<ChasesTable>
export type RosterMarkRow = Selectable<RosterMarksTable>
export type OfficeWithContact = OfficeRow & { phone: string | null; note: string | null }

/** Whether anybody reports to us: somebody stands on a roster, or a submission was taken in. */
export async function hasSubordinates(db: Queryable): Promise<boolean> {
  const listed = await db.selectFrom('rosters').select('office_id').limit(1).executeTakeFirst()
  if (listed) return true
  const came = await db
    .selectFrom('inbox')
    .select('package_id')
    .where('kind', '=', 'submission')
    .limit(1)
    .executeTakeFirst()
  return came !== undefined
}

/** In the order of the roster. */
export async function rosterIds(db: Queryable, noticeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('rosters')
    .select('office_id')
    .where('notice_id', '=', noticeId)
    .orderBy('position')
    .orderBy('office_id')
    .execute()
  return rows.map((row) => row.office_id)
}

/** The roster is these, in this order. Only from inside a transaction. */
export async function putRoster(trx: Queryable, noticeId: string, officeIds: readonly string[]): Promise<void> {
  await trx.deleteFrom('rosters').where('notice_id', '=', noticeId).execute()
  const rows = officeIds.map((office_id, at) => ({ notice_id: noticeId, office_id, position: at + 1 }))
  for (let at = 0; at < rows.length; at += 500)
    await trx
      .insertInto('rosters')
      .values(rows.slice(at, at + 500))
      .execute()
}

/** All that we know but our own, with and without a card. */
export function otherOffices(db: Queryable): Promise<OfficeWithContact[]> {
  return db
    .selectFrom('offices')
    .leftJoin('office_contacts', 'office_contacts.office_id', 'offices.office_id')
    .selectAll('offices')
    .select(['office_contacts.phone', 'office_contacts.note'])
    .where('own', '=', 0)
    .orderBy('offices.name')
    .orderBy('offices.office_id')
    .execute()
}

/** Names that offices had or have, by office. */
export async function datedNames(db: Queryable): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>()
  for (const { office_id, name } of await db.selectFrom('office_names').select(['office_id', 'name']).execute())
    names.set(office_id, [...(names.get(office_id) ?? []), name])
  return names
}

export async function saveContact(
  db: Queryable,
  row: { office_id: string; phone: string; note: string },
): Promise<void> {
  await db
    .insertInto('office_contacts')
    .values(row)
    .onConflict((conflict) => conflict.column('office_id').doUpdateSet({ phone: row.phone, note: row.note }))
    .execute()
}

export function rosterMarks(db: Queryable, noticeId: string): Promise<RosterMarkRow[]> {
  return db.selectFrom('roster_marks').selectAll().where('notice_id', '=', noticeId).execute()
}

export async function putMark(db: Queryable, row: RosterMarkRow): Promise<void> {
  const { mark, note, at } = row
  await db
    .insertInto('roster_marks')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['notice_id', 'office_id', 'deliverable_id']).doUpdateSet({ mark, note, at }),
    )
    .execute()
}

export async function removeMark(
  db: Queryable,
  { noticeId, officeId, deliverableId }: { noticeId: string; officeId: string; deliverableId: string },
): Promise<void> {
  await db
    .deleteFrom('roster_marks')
    .where('notice_id', '=', noticeId)
    .where('office_id', '=', officeId)
    .where('deliverable_id', '=', deliverableId)
    .execute()
}

/** Of a notice, without those taken back, the oldest first. */
export function liveChases(db: Queryable, noticeId: string): Promise<ChaseRow[]> {
  return db
    .selectFrom('chases')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .orderBy('chase_id')
    .execute()
}

export function chase(db: Queryable, chaseId: string): Promise<ChaseRow | undefined> {
  return db.selectFrom('chases').selectAll().where('chase_id', '=', chaseId).executeTakeFirst()
}

export async function insertChases(db: Queryable, rows: readonly Insertable<ChasesTable>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await db
      .insertInto('chases')
      .values(rows.slice(at, at + 500))
      .execute()
}

export async function undoChase(db: Queryable, chaseId: string, at: string): Promise<void> {
  await db.updateTable('chases').set({ undone_at: at }).where('chase_id', '=', chaseId).execute()
}

/** Of offices that stand under a new id: they got a card, or lost their keys. */
export async function sameOffices(db: Queryable): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('successions')
    .select(['old_office_id', 'new_office_id'])
    .where('kind', 'in', ['carded', 'refounded'])
    .execute()
  return new Map(rows.map((row) => [row.old_office_id, row.new_office_id]))
}

/* what came */

export interface ArrivedRecord {
  record_id: string
  office_id: string
  form_id: string
  form_version: string
  entered_at: string | null
  /** Of 代录: the draft goes beyond the latest revision. Null for all others. */
  changed: 0 | 1 | null
  /** Latest revision; null: 代录 that is not 定稿 yet. */
  revision: number | null
  digest: string | null
  /** What was decided about the latest revision; null: nothing came with a package (代录). */
  state: 'received' | 'accepted' | 'returned' | null
  /** First arrival of any revision, and what the sender's clock said of that package. */
  received_at: string | null
  claimed_at: string | null
}

/** Records of other offices for a notice with what became of them, in one question. */
export async function arrivedRecords(db: Queryable, noticeId: string): Promise<ArrivedRecord[]> {
  const { rows } = await sql<ArrivedRecord>`
    WITH here AS (
      SELECT record_id, office_id, form_id, form_version, entered_at FROM records
      WHERE notice_id = ${noticeId} AND own = 0 AND deleted_at IS NULL
    ), latest AS (
      SELECT record_id, max(revision) AS revision FROM revisions
      WHERE record_id IN (SELECT record_id FROM here) GROUP BY record_id
    ), packs AS MATERIALIZED (
      SELECT tag_manifest_digest, received_at, json_extract(package_json, '$.createdAt') AS claimed_at
      FROM inbox WHERE result = 'imported' AND kind = 'submission'
    ), came AS (
      SELECT x.record_id, x.revision, x.digest, x.state, p.received_at, x.decided_at, p.claimed_at
      FROM inbox_records x JOIN packs p ON p.tag_manifest_digest = x.tag_manifest_digest
      WHERE x.record_id IN (SELECT record_id FROM here)
    ), first AS (
      SELECT record_id, claimed_at, min(received_at) AS received_at FROM came GROUP BY record_id
    ), said AS (
      -- What was decided holds although the same revision came once more; of two contents under one number only what
      -- was said of the one that counts.
      SELECT record_id, revision, digest, state,
        max(iif(decided_at IS NULL, '0' || received_at, '1' || decided_at)) FROM came
      GROUP BY record_id, revision, digest
    )
    SELECT h.*, d.changed, v.revision, v.digest, s.state, f.received_at, f.claimed_at
    FROM here h
    LEFT JOIN latest l ON l.record_id = h.record_id
    LEFT JOIN revisions v ON v.record_id = l.record_id AND v.revision = l.revision
    LEFT JOIN said s ON s.record_id = v.record_id AND s.revision = v.revision AND s.digest = v.digest
    LEFT JOIN first f ON f.record_id = h.record_id
    LEFT JOIN drafts d ON d.record_id = h.record_id AND h.entered_at IS NOT NULL
    ORDER BY coalesce(h.entered_at, f.received_at), h.record_id`.execute(db)
  return rows
}

export interface WaitingPackage {
  sender_office_id: string
  /** As the package says it. */
  sender_name: string
  notice_id: string
  received_at: string
  claimed_at: string
}

/** Packages with submissions that wait for a person. `notice_id` as the sender names it. */
export async function waitingPackages(db: Queryable): Promise<WaitingPackage[]> {
  const { rows } = await sql<WaitingPackage>`
    SELECT sender_office_id, sender_name, json_extract(package_json, '$.notice.id') AS notice_id, received_at,
      json_extract(package_json, '$.createdAt') AS claimed_at
    FROM inbox
    WHERE result = 'held' AND kind = 'submission' AND package_json IS NOT NULL
      AND tag_manifest_digest NOT IN (SELECT tag_manifest_digest FROM set_asides)
    ORDER BY received_at`.execute(db)
  return rows
}
