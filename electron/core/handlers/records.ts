import { record, updateRecord } from '../../../db/queries/records.ts'
import { setStamped } from '../../../db/queries/revisions.ts'
import type { FieldValue, FormValues } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { Problem } from '../../../shared/problems.ts'
import { ensurePdf } from '../documents/pdf.ts'
import { printData } from '../documents/print-data.ts'
import { draftValues } from '../records/content.ts'
import { createOwnRecord } from '../records/create.ts'
import { writeDraft } from '../records/draft-state.ts'
import { freezeRecord } from '../records/freeze.ts'
import { needRevision, needTypedDraft } from '../records/load.ts'
import { refuseLocked } from '../records/return-lock.ts'
import { needField, typedValues, writtenBeside } from '../records/typed-values.ts'
import { oneRevisionInfo, recordDetail, recordSummaries, recordSummary } from '../records/view.ts'
import { mendFigures } from '../register/sync-figures.ts'
import { killPoint } from '../store/kill-points.ts'
import { saveForPerson } from '../store/person-file.ts'
import { discardWithEntry, letterFollowsTitle, restoreWithEntry } from '../videos/entry-papers.ts'
import { changed, type Handlers } from './context.ts'

/** What the register set beside what was typed: an emptied figure says again what the register says. */
function settledFields(typed: FormValues, written: FormValues): Record<string, FieldValue | null> {
  const ids = new Set([...Object.keys(typed), ...Object.keys(written)])
  return Object.fromEntries(
    [...ids].flatMap((id) => (sameValue(typed[id], written[id]) ? [] : [[id, written[id] ?? null]])),
  )
}

export const recordsHandlers = {
  'records.list': async ({ noticeId, limit, after, own }, ctx) =>
    recordSummaries(ctx, noticeId, limit || own ? { limit, after, ...(own && { own }) } : null),

  'records.create': async ({ noticeId, formId, values }, ctx) => {
    const { pack } = ctx.notices.get(noticeId)
    const definition = ctx.notices.form(formId, noticeId)
    const typed = typedValues(definition, values)
    const recordId = await ctx.write((trx) => createOwnRecord(trx, ctx, { pack, definition }, typed))
    changed(ctx, 'records')
    return recordDetail(ctx, recordId)
  },

  'records.open': async ({ recordId }, ctx) => {
    await mendFigures(ctx, recordId)
    return recordDetail(ctx, recordId)
  },

  'records.saveDraft': async ({ recordId, draftSeq, changes }, ctx) => {
    const saved = await ctx.write(async (trx) => {
      const own = await needTypedDraft(trx, recordId)
      const { record: row, draft: before, definition } = own
      if (before.draft_seq !== draftSeq) throw new Problem('record.conflict', { recordId })
      const stored = draftValues(ctx.vault, before)
      const values: Record<string, FieldValue> = { ...stored }
      for (const [id, value] of Object.entries(changes)) {
        if (value === null) {
          if (!writtenBeside.includes(id)) needField(definition, id)
          delete values[id]
        } else Object.assign(values, typedValues(definition, { [id]: value }))
      }
      await refuseLocked(trx, ctx, own, stored, values)
      const place = { recordId, definition, deviceId: row.device_id, draftSeq: draftSeq + 1 }
      const { values: written, ...saved } = await writeDraft(trx, ctx, place, values)
      await letterFollowsTitle(trx, ctx, { recordId, definition, before: stored, after: written })
      killPoint('save.before-commit')
      const settled = settledFields(values, written)
      return { ...saved, ...(Object.keys(settled).length > 0 && { settled }) }
    })
    killPoint('save.after-commit')
    changed(ctx, 'records')
    const { state } = await recordSummary(ctx, recordId)
    return { draftSeq: draftSeq + 1, ...saved, state }
  },

  'records.freeze': async ({ recordId }, ctx) => oneRevisionInfo(ctx, await freezeRecord(ctx, recordId)),

  'records.stamp': async ({ recordId, revision, stamped }, ctx) => {
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      await needTypedDraft(trx, recordId)
      const row = await needRevision(trx, recordId, revision)
      if ((row.stamped_at !== null) !== stamped) await setStamped(trx, recordId, revision, stamped ? at : null)
      await updateRecord(trx, recordId, { updated_at: at })
    })
    changed(ctx, 'records')
    return oneRevisionInfo(ctx, await needRevision(ctx.db, recordId, revision))
  },

  'records.discard': async ({ recordId }, ctx) => {
    await ctx.write(async (trx) => {
      await needTypedDraft(trx, recordId)
      const at = ctx.now().toISOString()
      await updateRecord(trx, recordId, { deleted_at: at })
      await discardWithEntry(trx, recordId, at)
    })
    changed(ctx, 'records')
    return null
  },

  'records.restore': async ({ recordId }, ctx) => {
    await ctx.write(async (trx) => {
      const row = await record(trx, recordId)
      if (!row) throw new Problem('record.unknown', { recordId })
      await updateRecord(trx, recordId, { deleted_at: null })
      await restoreWithEntry(trx, ctx, row)
    })
    changed(ctx, 'records')
    return recordSummary(ctx, recordId)
  },

  'records.printDocument': async ({ recordId, revision, masked }, ctx) => printData(ctx, recordId, revision, masked),

  'records.pdf': async ({ recordId, revision, masked }, ctx, call) => {
    const { digest } = await ensurePdf(ctx, call, recordId, revision, masked)
    return { digest, bytes: new Uint8Array(await ctx.documents.readAll(digest)) }
  },

  'records.savePdf': async ({ recordId, revision, masked, out }, ctx, call) => {
    const { digest } = await ensurePdf(ctx, call, recordId, revision, masked)
    const bytes = await ctx.documents.readAll(digest)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
