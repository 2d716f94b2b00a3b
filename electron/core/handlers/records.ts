import { v7 as uuidv7 } from 'uuid'
import { insertDraft, insertRecord, record, updateRecord } from '../../../db/queries/records.ts'
import { setStamped } from '../../../db/queries/revisions.ts'
import { type FieldValue, type FormDefinition, reasonsField } from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { cleanText, normaliseValue } from '../../../shared/form/normalise.ts'
import { isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import { ensurePdf } from '../documents/pdf.ts'
import { printData } from '../documents/print-data.ts'
import { draftLabel, draftValues, sealPersonal, splitValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { freezeRecord } from '../records/freeze.ts'
import { keepForm } from '../records/kept-forms.ts'
import { lastYearValues } from '../records/last-year.ts'
import { needOffice, needOwnDraft, needRevision } from '../records/load.ts'
import { oneRevisionInfo, recordDetail, recordSummaries, recordSummary } from '../records/view.ts'
import { killPoint } from '../store/kill-points.ts'
import { saveForPerson } from '../store/person-file.ts'
import { changed, type Handlers } from './context.ts'

export const recordsHandlers = {
  'records.list': async ({ noticeId }, ctx) => recordSummaries(ctx, noticeId),

  'records.create': async ({ noticeId, formId, values }, ctx) => {
    const { pack } = ctx.notices.get(noticeId)
    const definition = ctx.notices.form(formId, noticeId)
    const normal = normalised(definition, values)
    const split = splitValues(definition, normal)
    const asking = { notice_id: pack.id, form_id: definition.id }
    const findings = validateForm(definition, normal, {}, await lastYearValues(ctx.db, ctx, asking, definition))
    const recordId = uuidv7()
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      const { office, deviceId } = await needOffice(trx)
      await keepForm(trx, pack.id, definition)
      await insertRecord(trx, {
        record_id: recordId,
        office_id: office.office_id,
        device_id: deviceId,
        own: 1,
        notice_id: pack.id,
        notice_version: pack.version,
        form_id: definition.id,
        form_version: definition.version,
        created_at: at,
        updated_at: at,
      })
      await insertDraft(trx, {
        record_id: recordId,
        device_id: deviceId,
        draft_seq: 0,
        values_json: JSON.stringify(split.open),
        personal_sealed: sealPersonal(ctx.vault, draftLabel(recordId), split.personal),
        blocking: findings.filter(isBlocking).length,
        changed: 1,
        saved_at: at,
      })
    })
    changed(ctx, 'records')
    return recordDetail(ctx, recordId)
  },

  'records.open': async ({ recordId }, ctx) => recordDetail(ctx, recordId),

  'records.saveDraft': async ({ recordId, draftSeq, changes }, ctx) => {
    const saved = await ctx.write(async (trx) => {
      const { record: row, draft: before, definition } = await needOwnDraft(trx, recordId)
      if (before.draft_seq !== draftSeq) throw new Problem('record.conflict', { recordId })
      const values: Record<string, FieldValue> = { ...draftValues(ctx.vault, before) }
      for (const [id, value] of Object.entries(changes)) {
        if (value === null) {
          if (id !== reasonsField) needField(definition, id)
          delete values[id]
        } else if (id === reasonsField) values[id] = reasonRows(definition, value)
        else Object.assign(values, normalised(definition, { [id]: value }))
      }
      const place = { recordId, definition, deviceId: row.device_id, draftSeq: draftSeq + 1 }
      const written = await writeDraft(trx, ctx, place, values)
      killPoint('save.before-commit')
      return written
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
      await needOwnDraft(trx, recordId)
      const row = await needRevision(trx, recordId, revision)
      if ((row.stamped_at !== null) !== stamped) await setStamped(trx, recordId, revision, stamped ? at : null)
      await updateRecord(trx, recordId, { updated_at: at })
    })
    changed(ctx, 'records')
    return oneRevisionInfo(ctx, await needRevision(ctx.db, recordId, revision))
  },

  'records.discard': async ({ recordId }, ctx) => {
    await ctx.write(async (trx) => {
      await needOwnDraft(trx, recordId)
      await updateRecord(trx, recordId, { deleted_at: ctx.now().toISOString() })
    })
    changed(ctx, 'records')
    return null
  },

  'records.restore': async ({ recordId }, ctx) => {
    await ctx.write(async (trx) => {
      if (!(await record(trx, recordId))) throw new Problem('record.unknown', { recordId })
      await updateRecord(trx, recordId, { deleted_at: null })
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

/** Reasons of 核实 checks that this form has, cleaned; an empty one is none. */
function reasonRows(definition: FormDefinition, value: FieldValue): FieldValue {
  const known = new Set(definition.checks.map(({ id }) => id))
  return tableRows(value).flatMap(({ check = '', reason = '' }) =>
    known.has(check) && reason.trim() !== '' ? [{ check, reason: cleanText(reason) }] : [],
  )
}

/** @throws Problem field.unknown, also for fields that nobody types into */
function needField(definition: FormDefinition, id: string) {
  const field = definition.fields.find((candidate) => candidate.id === id)
  if (!field || field.kind === 'attachments' || field.kind === 'computed' || field.kind === 'fixed')
    throw new Problem('field.unknown', { fieldId: id })
  return field
}

function normalised(
  definition: FormDefinition,
  values: Readonly<Record<string, FieldValue>>,
): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      id === reasonsField ? reasonRows(definition, value) : normaliseValue(needField(definition, id), value),
    ]),
  )
}
