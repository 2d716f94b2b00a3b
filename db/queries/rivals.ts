/** Of two revisions under one number the one that does not count, and how one takes the place of the other. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { RevisionsTable } from '../schema.ts'
import type { RivalRevisionsTable } from '../schema-exchange.ts'

export type RivalRow = Selectable<RivalRevisionsTable>

/** Files that came with a rival; they stay in the store (db/queries/attachments.ts). */
export interface RivalFile {
  readonly field: string
  readonly digest: string
  readonly title: string
  readonly position: number
}

export function findRival(db: Queryable, digest: string): Promise<RivalRow | undefined> {
  return db.selectFrom('rival_revisions').selectAll().where('digest', '=', digest).executeTakeFirst()
}

/** Newest revision first, and of one revision the one that was kept last. */
export function rivalsOf(db: Queryable, recordId: string): Promise<RivalRow[]> {
  return db
    .selectFrom('rival_revisions')
    .selectAll()
    .where('record_id', '=', recordId)
    .orderBy('revision', 'desc')
    .orderBy('kept_at', 'desc')
    .orderBy('digest')
    .execute()
}

/** Once more, with another volume: only files and the personal part may be new. */
export async function putRival(
  trx: Queryable,
  row: Omit<Insertable<RivalRevisionsTable>, 'files_json'>,
  files: readonly Omit<RivalFile, 'position'>[],
): Promise<void> {
  const known = await findRival(trx, row.digest)
  const before = known ? (JSON.parse(known.files_json) as RivalFile[]) : []
  const all = [...before]
  for (const { field, digest, title } of files)
    if (!all.some((one) => one.digest === digest && one.field === field))
      all.push({ field, digest, title, position: all.length + 1 })
  const files_json = JSON.stringify(all)
  if (known)
    await trx
      .updateTable('rival_revisions')
      .set({ files_json, personal_sealed: known.personal_sealed ?? row.personal_sealed ?? null })
      .where('digest', '=', row.digest)
      .execute()
  else
    await trx
      .insertInto('rival_revisions')
      .values({ ...row, files_json })
      .execute()
  for (const { digest } of all)
    await trx
      .insertInto('rival_files')
      .values({ rival_digest: row.digest, digest })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

export function filesOfRevision(
  db: Queryable,
  recordId: string,
  revision: number,
): Promise<Pick<RivalFile, 'field' | 'digest' | 'title'>[]> {
  return db
    .selectFrom('revision_attachments')
    .select(['field', 'digest', 'title'])
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .orderBy('position')
    .execute()
}

export function scansOfRevision(
  db: Queryable,
  recordId: string,
  revision: number,
): Promise<{ scan_id: string; marks_json: string; typed_code: string | null }[]> {
  return db
    .selectFrom('scans')
    .select(['scan_id', 'marks_json', 'typed_code'])
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .execute()
}

export async function setScanVerdict(
  trx: Queryable,
  scanId: string,
  verdict: 'match' | 'mismatch' | 'unreadable' | 'by-hand',
): Promise<void> {
  await trx.updateTable('scans').set({ verdict, stamped_at: null }).where('scan_id', '=', scanId).execute()
}

/** The other content stands under this number from now on; its pages are made anew. */
export async function replaceRevision(trx: Queryable, row: Insertable<RevisionsTable>): Promise<void> {
  const { record_id: recordId, revision, ...content } = row
  await trx
    .deleteFrom('revision_attachments')
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .execute()
  await trx.deleteFrom('documents').where('record_id', '=', recordId).where('revision', '=', revision).execute()
  await trx
    .updateTable('revisions')
    .set({ ...content, stamped_at: null })
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .execute()
}

/** Packages that brought a certain content of a revision and were told nothing else about it yet. */
export function bringersOf(
  db: Queryable,
  recordId: string,
  revision: number,
  digest: string,
): Promise<{ tag_manifest_digest: string }[]> {
  return db
    .selectFrom('inbox_records')
    .select('tag_manifest_digest')
    .where('record_id', '=', recordId)
    .where('revision', '=', revision)
    .where('digest', '=', digest)
    .execute()
}

/** What stands here came with another package than the one that its origin was noted for, and that proves it. */
export async function dropOrigin(trx: Queryable, recordId: string, revision: number): Promise<void> {
  await trx.deleteFrom('origins').where('record_id', '=', recordId).where('revision', '=', revision).execute()
  await trx.deleteFrom('record_packages').where('record_id', '=', recordId).where('revision', '=', revision).execute()
}
