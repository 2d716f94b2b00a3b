/**
 * Two contents under one number of one record, as two computers of an office make them. A person chose one; the other
 * one is kept with its personal part and its files. All inside the transaction of the import.
 */
import type { Insertable } from 'kysely'
import type { Queryable } from '../../../db/connection.ts'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import { dropConsentsOf } from '../../../db/queries/consents.ts'
import { decideInboxRecord } from '../../../db/queries/inbox.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import {
  bringersOf,
  dropOrigin,
  filesOfRevision,
  putRival,
  replaceRevision,
  scansOfRevision,
  setScanVerdict,
} from '../../../db/queries/rivals.ts'
import { addImportedFiles, type ImportedRevision } from '../../../db/queries/submissions.ts'
import type { InboxRecordsTable } from '../../../db/schema-packages.ts'
import type { RevisionMark } from '../../../shared/domain/revision-qr.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { revisionLabel } from '../records/content.ts'
import { inboxReasonsLabel } from '../reviewing/decided.ts'
import { typedVerdict, verdictOf } from '../scans/verdict.ts'

type Core = Pick<HandlerContext, 'vault' | 'now'>

export const rivalLabel = (recordId: string, digest: string): string =>
  `rival_revisions/${recordId}-${digest}/personal_sealed`

/** What arrived does not count: kept beside ours. @throws Problem keys.locked */
export async function keepBeside(
  trx: Queryable,
  ctx: Core,
  { revision: row, attachments }: ImportedRevision,
  tagManifestDigest: string,
): Promise<void> {
  for (const file of attachments) await saveAttachment(trx, file.row)
  await putRival(
    trx,
    { ...rivalRow(ctx, row, row.personal_sealed ?? null), tag_manifest_digest: tagManifestDigest },
    attachments.map(({ row: file, field, title }) => ({ field, digest: file.digest, title })),
  )
}

/** What arrived counts: ours is kept beside it. @throws Problem keys.locked, revision.unknown */
export async function putInPlace(trx: Queryable, ctx: Core, one: ImportedRevision): Promise<void> {
  const { record_id: recordId, revision, digest } = one.revision
  const ours = await findRevision(trx, recordId, revision)
  if (!ours) throw new Problem('revision.unknown', { recordId, revision })
  const bringers = await bringersOf(trx, recordId, revision, ours.digest)
  await putRival(
    trx,
    {
      ...rivalRow(ctx, ours, ours.personal_sealed),
      tag_manifest_digest: bringers.at(-1)?.tag_manifest_digest ?? null,
    },
    await filesOfRevision(trx, recordId, revision),
  )
  await replaceRevision(trx, one.revision)
  await dropOrigin(trx, recordId, revision)
  // Who signed has signed the other paper, and a stamp stands on the other one, too.
  await dropConsentsOf(trx, recordId, revision)
  const judged = { record_id: recordId, revision, digest }
  for (const { scan_id, marks_json, typed_code } of await scansOfRevision(trx, recordId, revision)) {
    const marks = JSON.parse(marks_json) as RevisionMark[]
    await setScanVerdict(
      trx,
      scan_id,
      typed_code === null ? verdictOf(judged, marks) : typedVerdict(judged, typed_code),
    )
  }
  await addImportedFiles(trx, recordId, revision, one)
  for (const { tag_manifest_digest: tagManifestDigest } of bringers) {
    const lost = await lostVerdict(trx, ctx, { tag_manifest_digest: tagManifestDigest, record_id: recordId, revision })
    await decideInboxRecord(
      trx,
      { tagManifestDigest, recordId, revision },
      { state: lost.state, reasonsSealed: lost.reasons_sealed, fieldsJson: lost.fields_json, at: lost.decided_at },
    )
  }
}

/** What the sender hears about the content that does not count, once the one that counts stands here. */
export async function lostVerdict(
  trx: Queryable,
  ctx: Core,
  of: Pick<Insertable<InboxRecordsTable>, 'tag_manifest_digest' | 'record_id' | 'revision'>,
) {
  const { tag_manifest_digest, record_id, revision } = of
  const stands = await findRevision(trx, record_id, revision)
  const code = stands ? revisionCode(stands.digest) : ''
  const reason = `同一版另有一份，采用的是 ${code}，这一份没有采用，已留存。要改动的，请在采用的那一份上改，定稿为新的版次再报。`
  const label = inboxReasonsLabel(tag_manifest_digest, record_id, revision)
  return {
    state: 'returned' as const,
    reasons_sealed: ctx.vault.sealField(label, JSON.stringify([reason])),
    fields_json: JSON.stringify([null]),
    decided_at: ctx.now().toISOString(),
  }
}

type Content = Pick<
  ImportedRevision['revision'],
  'record_id' | 'revision' | 'digest' | 'parent_digest' | 'device_id' | 'frozen_json' | 'frozen_at'
>

function rivalRow(ctx: Core, row: Content, sealed: Uint8Array | null) {
  const { record_id, revision, digest, parent_digest, device_id, frozen_json, frozen_at } = row
  const personal = sealed && ctx.vault.openField(revisionLabel(record_id, revision), sealed)
  return {
    digest,
    record_id,
    revision,
    parent_digest: parent_digest ?? null,
    device_id,
    frozen_json,
    personal_sealed: personal === null ? null : ctx.vault.sealField(rivalLabel(record_id, digest), personal),
    frozen_at,
    kept_at: ctx.now().toISOString(),
  }
}
