/** Signed packages that stand behind records: their roots, and where a record that was passed on came from. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { OriginsTable, SignedPackagesTable } from '../schema-videos.ts'

export type SignedPackageRow = Selectable<SignedPackagesTable>
export type OriginRow = Selectable<OriginsTable>

/** The same package once more, direct or as evidence, stays one. */
export async function keepRoot(
  db: Queryable,
  row: Insertable<SignedPackagesTable>,
  files: Iterable<readonly [name: string, bytes: Buffer]>,
  records: readonly { readonly recordId: string; readonly revision: number }[],
): Promise<void> {
  await db
    .insertInto('signed_packages')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  for (const [name, bytes] of files)
    await db
      .insertInto('package_roots')
      .values({ tag_manifest_digest: row.tag_manifest_digest, name, bytes })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  for (const { recordId, revision } of records)
    await db
      .insertInto('record_packages')
      .values({ record_id: recordId, revision, tag_manifest_digest: row.tag_manifest_digest })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** All signed packages that name a revision, the newest first. */
export function packagesOfRevision(db: Queryable, recordId: string, revision: number): Promise<SignedPackageRow[]> {
  return db
    .selectFrom('signed_packages')
    .innerJoin('record_packages', 'record_packages.tag_manifest_digest', 'signed_packages.tag_manifest_digest')
    .selectAll('signed_packages')
    .where('record_packages.record_id', '=', recordId)
    .where('record_packages.revision', '=', revision)
    .orderBy('signed_packages.created_at', 'desc')
    .orderBy('signed_packages.package_id', 'desc')
    .execute()
}

export async function rootFilesOf(db: Queryable, tagManifestDigest: string): Promise<Map<string, Buffer>> {
  const rows = await db
    .selectFrom('package_roots')
    .select(['name', 'bytes'])
    .where('tag_manifest_digest', '=', tagManifestDigest)
    .execute()
  return new Map(rows.map(({ name, bytes }) => [name, bytes]))
}

export async function rootFile(db: Queryable, tagManifestDigest: string, name: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('package_roots')
    .select('bytes')
    .where('tag_manifest_digest', '=', tagManifestDigest)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** The first way that a revision came stays the one that is told. */
export async function insertOrigin(db: Queryable, row: Insertable<OriginsTable>): Promise<void> {
  await db
    .insertInto('origins')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Of the latest revision that came through another office. */
export function latestOrigin(
  db: Queryable,
  recordId: string,
): Promise<(OriginRow & Pick<SignedPackageRow, 'package_id' | 'sender_device_id'>) | undefined> {
  return db
    .selectFrom('origins')
    .innerJoin('signed_packages', 'signed_packages.tag_manifest_digest', 'origins.tag_manifest_digest')
    .selectAll('origins')
    .select(['signed_packages.package_id', 'signed_packages.sender_device_id'])
    .where('origins.record_id', '=', recordId)
    .orderBy('origins.revision', 'desc')
    .executeTakeFirst()
}
