/** Scans as pages see them. */

import { isTypedHere } from '../../../db/queries/records.ts'
import type { RevisionRow } from '../../../db/queries/revisions.ts'
import type { ScanRow } from '../../../db/queries/scans.ts'
import type { ScanInfo } from '../../../shared/api/scans.ts'
import type { RevisionMark } from '../../../shared/domain/revision-qr.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { letterTable } from '../../../shared/form/letter-table.ts'
import { letterOf } from '../authorizations/letter.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionContent } from '../records/content.ts'
import { formOfRevision, needAttachment, needRecord, needRevision } from '../records/load.ts'
import { paperOf } from './keep.ts'
import { personsIn } from './persons.ts'
import { mismatchOf } from './verdict.ts'

export async function scanInfo(ctx: Pick<HandlerContext, 'db' | 'vault'>, row: ScanRow): Promise<ScanInfo> {
  const file = await needAttachment(ctx.db, row.digest)
  const marks = JSON.parse(row.marks_json) as RevisionMark[]
  const revision = await needRevision(ctx.db, row.record_id, row.revision)
  const record = await needRecord(ctx.db, row.record_id)
  const definition = await formOfRevision(ctx.db, record, revision)
  const persons = letterTable(definition) === null ? null : personsIn(marks)
  return {
    scanId: row.scan_id,
    recordId: row.record_id,
    revision: row.revision,
    digest: row.digest,
    bytes: file.bytes,
    mediaType: file.media_type,
    pages: row.pages,
    title: row.title,
    verdict: row.verdict,
    mismatch: row.verdict === 'mismatch' ? await mismatchOf(ctx.db, revision, marks, row.typed_code) : null,
    marks,
    persons,
    personNames: isTypedHere(record) && row.verdict === 'match' ? namesOf(ctx, definition, revision, persons) : [],
    paper: paperOf(definition),
    typedCode: row.typed_code,
    addedAt: row.added_at,
    removed: row.removed_at !== null,
    stamps: row.stamped_at !== null,
  }
}

/** Names are personal: while the vault is locked the scan is shown without them. */
function namesOf(
  { vault }: Pick<HandlerContext, 'vault'>,
  definition: FormDefinition,
  revision: RevisionRow,
  persons: readonly number[] | null,
): string[] {
  if (persons === null || vault.state === 'locked') return []
  const { participants } = letterOf(definition, revisionContent(vault, revision).values)
  return participants.filter(({ position }) => persons.includes(position)).map(({ name }) => name)
}
