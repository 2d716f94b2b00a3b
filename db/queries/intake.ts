/** 收报台: batches of files, copies of held packages, what a person put aside. */
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { HeldFilesTable, IntakeBatchesTable, IntakeFilesTable, SetAsidesTable } from '../schema-exchange.ts'
import type { InboxRow } from './inbox.ts'

export type IntakeBatchRow = Selectable<IntakeBatchesTable>
export type IntakeFileRow = Selectable<IntakeFilesTable>
export type HeldFileRow = Selectable<HeldFilesTable>

/** Rows of a statement: each has some twenty parameters, and SQLite takes 32,766. */
const portion = 500

export async function insertBatch(
  trx: Queryable,
  batch: Insertable<IntakeBatchesTable>,
  files: readonly Insertable<IntakeFilesTable>[],
): Promise<void> {
  await trx.insertInto('intake_batches').values(batch).execute()
  for (let at = 0; at < files.length; at += portion)
    await trx
      .insertInto('intake_files')
      .values(files.slice(at, at + portion))
      .execute()
}

export function findBatch(db: Queryable, batchId: string): Promise<IntakeBatchRow | undefined> {
  return db.selectFrom('intake_batches').selectAll().where('batch_id', '=', batchId).executeTakeFirst()
}

/** Newest first. @param limit how many at most */
export function listBatches(db: Queryable, limit: number): Promise<IntakeBatchRow[]> {
  return db
    .selectFrom('intake_batches')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('batch_id', 'desc')
    .limit(limit)
    .execute()
}

export async function updateBatch(
  db: Queryable,
  batchId: string,
  change: Updateable<IntakeBatchesTable>,
): Promise<void> {
  await db.updateTable('intake_batches').set(change).where('batch_id', '=', batchId).execute()
}

/** A batch that was running when the program ended goes on where it was, when a person says so. */
export async function pauseRunningBatches(db: Queryable): Promise<void> {
  await db.updateTable('intake_batches').set({ state: 'paused' }).where('state', '=', 'running').execute()
}

export interface BatchTally {
  batch_id: string
  state: IntakeFileRow['state']
  result: IntakeFileRow['result']
  files: number
  bytes: number
  last: string | null
}

/** How many files of each batch stand where. */
export function tallyFiles(db: Queryable, batchIds: readonly string[]): Promise<BatchTally[]> {
  if (batchIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('intake_files')
    .where('batch_id', 'in', batchIds)
    .groupBy(['batch_id', 'state', 'result'])
    .select((eb) => [
      'batch_id',
      'state',
      'result',
      eb.fn.countAll<number>().as('files'),
      eb.fn.sum<number>('bytes').as('bytes'),
      eb.fn.max('done_at').as('last'),
    ])
    .execute()
}

export function batchFiles(db: Queryable, batchId: string): Promise<IntakeFileRow[]> {
  return db.selectFrom('intake_files').selectAll().where('batch_id', '=', batchId).orderBy('position').execute()
}

/** The next file whose turn has not come. @param after position of the one before: those done are not read once more */
export function nextWaiting(db: Queryable, batchId: string, after: number): Promise<IntakeFileRow | undefined> {
  return db
    .selectFrom('intake_files')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('state', '=', 'waiting')
    .where('position', '>', after)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
}

/** What failed for a reason outside of it is tried once more. */
export async function waitAgain(db: Queryable, batchId: string): Promise<void> {
  await db
    .updateTable('intake_files')
    .set({ state: 'waiting', result: null, problem_json: null, done_at: null })
    .where('batch_id', '=', batchId)
    .where('result', '=', 'failed')
    .execute()
}

export async function updateIntakeFile(
  db: Queryable,
  batchId: string,
  position: number,
  change: Updateable<IntakeFilesTable>,
): Promise<void> {
  await db
    .updateTable('intake_files')
    .set(change)
    .where('batch_id', '=', batchId)
    .where('position', '=', position)
    .execute()
}

export async function isHeldIn(db: Queryable, tagManifestDigest: string): Promise<boolean> {
  const row = await db
    .selectFrom('intake_files')
    .select('position')
    .where('tag_manifest_digest', '=', tagManifestDigest)
    .where('result', '=', 'held')
    .executeTakeFirst()
  return row !== undefined
}

/** What a person decided about a held package is told in every batch that brought it. */
export async function updateHeldIn(
  db: Queryable,
  tagManifestDigest: string,
  change: Updateable<IntakeFilesTable>,
): Promise<void> {
  await db
    .updateTable('intake_files')
    .set(change)
    .where('tag_manifest_digest', '=', tagManifestDigest)
    .where('result', '=', 'held')
    .execute()
}

/** All that waits for a person and was not set aside. */
export function heldPackages(db: Queryable): Promise<InboxRow[]> {
  return db
    .selectFrom('inbox')
    .selectAll()
    .where('result', '=', 'held')
    .where('tag_manifest_digest', 'not in', (eb) => eb.selectFrom('set_asides').select('tag_manifest_digest'))
    .execute()
}

export interface PartGroup {
  tag_manifest_digest: string
  package_id: string
  file_name: string
  sender_office_id: string
  sender_name: string
  sequence: number
  volume_of: number
  /** JSON list of the numbers that came. */
  have_json: string
  received_at: string
  created_at: string
}

/** Groups of volumes of which some were taken in and some are missing. */
export async function partGroups(db: Queryable): Promise<PartGroup[]> {
  const { rows } = await sql<PartGroup>`
    SELECT i.tag_manifest_digest, i.package_id, i.file_name, i.sender_office_id, i.sender_name, i.sequence,
      i.volume_of, g.have_json, i.received_at, json_extract(i.package_json, '$.createdAt') AS created_at
    FROM (
      SELECT min(volume_n) AS first, json_group_array(volume_n) AS have_json, count(DISTINCT volume_n) AS n,
        sender_office_id, sender_device_id, sequence, volume_of,
        json_extract(package_json, '$.recipient.officeId') AS recipient
      FROM inbox WHERE result = 'imported' AND volume_of > 1
      GROUP BY sender_office_id, sender_device_id, sequence, volume_of, recipient
      HAVING n < volume_of
    ) g
    JOIN inbox i ON i.result = 'imported' AND i.sender_office_id = g.sender_office_id
      AND i.sender_device_id = g.sender_device_id AND i.sequence = g.sequence AND i.volume_of = g.volume_of
      AND i.volume_n = g.first AND json_extract(i.package_json, '$.recipient.officeId') IS g.recipient
    WHERE i.tag_manifest_digest NOT IN (SELECT tag_manifest_digest FROM set_asides)
    GROUP BY i.sender_office_id, i.sender_device_id, i.sequence, i.volume_of`.execute(db)
  return rows
}

export function findHeldFile(db: Queryable, tagManifestDigest: string): Promise<HeldFileRow | undefined> {
  return db.selectFrom('held_files').selectAll().where('tag_manifest_digest', '=', tagManifestDigest).executeTakeFirst()
}

export function heldFiles(db: Queryable): Promise<HeldFileRow[]> {
  return db.selectFrom('held_files').selectAll().execute()
}

export async function putHeldFile(db: Queryable, row: Insertable<HeldFilesTable>): Promise<void> {
  const { tag_manifest_digest: _key, ...facts } = row
  await db
    .insertInto('held_files')
    .values(row)
    .onConflict((conflict) => conflict.column('tag_manifest_digest').doUpdateSet(facts))
    .execute()
}

export async function dropHeldFile(db: Queryable, tagManifestDigest: string): Promise<void> {
  await db.deleteFrom('held_files').where('tag_manifest_digest', '=', tagManifestDigest).execute()
}

/** A copy that a restore or a hand took away. */
export async function markNotKept(db: Queryable, tagManifestDigest: string): Promise<void> {
  await db.updateTable('held_files').set({ kept: 0 }).where('tag_manifest_digest', '=', tagManifestDigest).execute()
}

/** Copies of packages that wait no longer. */
export function decidedHeldFiles(db: Queryable): Promise<HeldFileRow[]> {
  return db
    .selectFrom('held_files')
    .selectAll()
    .where('tag_manifest_digest', 'not in', (eb) =>
      eb
        .selectFrom('inbox')
        .select('tag_manifest_digest')
        .where('result', '=', 'held')
        .where('tag_manifest_digest', 'not in', (inner) =>
          inner.selectFrom('set_asides').select('tag_manifest_digest'),
        ),
    )
    .execute()
}

export function findSetAside(
  db: Queryable,
  tagManifestDigest: string,
): Promise<Selectable<SetAsidesTable> | undefined> {
  return db.selectFrom('set_asides').selectAll().where('tag_manifest_digest', '=', tagManifestDigest).executeTakeFirst()
}

export async function putSetAside(db: Queryable, row: Insertable<SetAsidesTable>): Promise<void> {
  await db
    .insertInto('set_asides')
    .values(row)
    .onConflict((conflict) => conflict.column('tag_manifest_digest').doUpdateSet({ reason: row.reason, at: row.at }))
    .execute()
}

export async function dropSetAside(db: Queryable, tagManifestDigest: string): Promise<void> {
  await db.deleteFrom('set_asides').where('tag_manifest_digest', '=', tagManifestDigest).execute()
}
