/** What two frozen revisions of a record say differently, field by field and file by file. */
import type { RecordRow } from '../../../db/queries/records.ts'
import { type RevisionRow, revisionAttachments, revisionsOf } from '../../../db/queries/revisions.ts'
import type { SentChange } from '../../../shared/api/handovers.ts'
import type { RevisionDifferences } from '../../../shared/api/returns.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { differences } from '../../../shared/form/differences.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { frozenRevision } from '../package/schema.ts'
import { asValues, revisionContent } from './content.ts'
import { fileChanges } from './file-changes.ts'
import { frozenText } from './frozen.ts'
import { formOfRevision, needRecord } from './load.ts'

/** In the words of the later one's form. Personal fields are masked; with locked keys only the others are compared. */
export async function revisionChanges(
  ctx: HandlerContext,
  record: Pick<RecordRow, 'notice_id'>,
  from: RevisionRow,
  to: RevisionRow,
): Promise<SentChange[]> {
  const definition = await formOfRevision(ctx.db, record, to)
  const files = {
    before: await revisionAttachments(ctx.db, from.record_id, from.revision),
    after: await revisionAttachments(ctx.db, to.record_id, to.revision),
  }
  // A purged one has nothing sealed any more: its personal fields would be told as emptied.
  const isOpen = ctx.vault.state !== 'locked' && !ctx.vault.isPurged(to.record_id)
  const values = (row: RevisionRow): FormValues =>
    isOpen ? revisionContent(ctx.vault, row).values : asValues(frozenRevision.parse(JSON.parse(frozenText(row))).values)
  return [
    ...differences(definition, values(from), values(to)).map((one): SentChange => ({ ...one, kind: 'value' })),
    ...fileChanges(definition, files.before, files.after),
  ]
}

/** The one before it that is here; null: it is the first. */
export const previousOf = (rows: readonly RevisionRow[], revision: number): RevisionRow | null =>
  rows
    .filter((row) => row.revision < revision)
    .reduce<RevisionRow | null>((last, row) => (last && last.revision > row.revision ? last : row), null)

/**
 * @param other to compare with; null: the one before
 * @throws Problem record.unknown, revision.unknown
 */
export async function recordDifferences(
  ctx: HandlerContext,
  recordId: string,
  revision: number,
  other: number | null,
): Promise<RevisionDifferences> {
  const record = await needRecord(ctx.db, recordId)
  const rows = await revisionsOf(ctx.db, recordId)
  const find = (number: number): RevisionRow => {
    const row = rows.find((one) => one.revision === number)
    if (!row) throw new Problem('revision.unknown', { recordId, revision: number })
    return row
  }
  const to = find(revision)
  const from = other === null ? previousOf(rows, revision) : find(other)
  if (!from) return { from: null, to: revision, changes: [] }
  return { from: from.revision, to: revision, changes: await revisionChanges(ctx, record, from, to) }
}
