/** What was sent last, and how the draft of today differs from it. What was sent is a frozen revision: it stays. */
import { type Sending, sendings } from '../../../db/queries/delivery.ts'
import { handoverSendings } from '../../../db/queries/handovers.ts'
import { draft, draftAttachments, record as findRecord } from '../../../db/queries/records.ts'
import { revision as findRevision, revisionAttachments } from '../../../db/queries/revisions.ts'
import type { ChangesSinceSent, SentChange } from '../../../shared/api/handovers.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { differences } from '../../../shared/form/differences.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { frozenRevision } from '../package/schema.ts'
import { asValues, draftValues, revisionContent } from '../records/content.ts'
import { fileChanges } from '../records/file-changes.ts'
import { frozenText } from '../records/frozen.ts'
import { formOf } from '../records/load.ts'

const nothing: ChangesSinceSent = { sent: null, changes: [] }

/** Packages and folders that left with a revision of this record, the last one last. */
export async function allSendings(ctx: HandlerContext, recordId: string): Promise<Sending[]> {
  const all = [...(await sendings(ctx.db, recordId)), ...(await handoverSendings(ctx.db, recordId))]
  return all.sort((a, b) => (a.written_at ?? '').localeCompare(b.written_at ?? '') || a.revision - b.revision)
}

/** Of a record that was never sent, or is not ours, there is nothing to tell. */
export async function changesSinceSent(ctx: HandlerContext, recordId: string): Promise<ChangesSinceSent> {
  const record = await findRecord(ctx.db, recordId)
  const last = (await allSendings(ctx, recordId)).at(-1)
  if (record?.own !== 1 || !last) return nothing
  const row = await findRevision(ctx.db, recordId, last.revision)
  const now = await draft(ctx.db, recordId)
  if (!row || !now) return nothing
  const definition = await formOf(ctx.db, record)
  // With locked keys only what is not personal can be compared.
  const locked = ctx.vault.state === 'locked'
  const before = locked
    ? asValues(frozenRevision.parse(JSON.parse(frozenText(row))).values)
    : revisionContent(ctx.vault, row).values
  const after = locked ? (JSON.parse(now.values_json) as FormValues) : draftValues(ctx.vault, now)
  const files = {
    before: await revisionAttachments(ctx.db, recordId, last.revision),
    after: await draftAttachments(ctx.db, recordId),
  }
  return {
    sent: {
      revision: last.revision,
      code: revisionCode(row.digest),
      at: last.written_at ?? '',
      recipientName: last.recipient_name ?? '',
      by: last.by,
    },
    changes: [
      ...differences(definition, before, after).map((one): SentChange => ({ ...one, kind: 'value' })),
      ...fileChanges(definition, files.before, files.after),
    ],
  }
}
