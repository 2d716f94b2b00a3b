import type { Queryable } from '../../../db/connection.ts'
import { attachment } from '../../../db/queries/attachments.ts'
import { type OfficeRow, ownDevice, ownOffice } from '../../../db/queries/offices.ts'
import {
  type DraftAttachmentRow,
  type DraftRow,
  draft,
  draftAttachments,
  isTypedHere,
  type RecordRow,
  record,
} from '../../../db/queries/records.ts'
import { type RevisionRow, revision } from '../../../db/queries/revisions.ts'
import type { FieldDefinition, FormDefinition } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import { type FrozenRow, frozenText } from './frozen.ts'
import { keptForm } from './kept-forms.ts'

/** @throws Problem record.unknown; a discarded record is unknown until it is restored */
export async function needRecord(db: Queryable, recordId: string): Promise<RecordRow> {
  const row = await record(db, recordId)
  if (!row || row.deleted_at !== null) throw new Problem('record.unknown', { recordId })
  return row
}

export interface OwnDraft {
  readonly record: RecordRow
  readonly draft: DraftRow
  readonly definition: FormDefinition
  readonly files: DraftAttachmentRow[]
}

/** Of this office alone: what is sent, composed and approved. @throws Problem record.unknown, record.not-ours */
export async function needOwnDraft(db: Queryable, recordId: string): Promise<OwnDraft> {
  const found = await needTypedDraft(db, recordId)
  if (found.record.own !== 1) throw new Problem('record.not-ours', { recordId })
  return found
}

/** Of this office, or typed here for another one (代录): what is filled in. @throws Problem record.unknown, record.not-ours */
export async function needTypedDraft(db: Queryable, recordId: string): Promise<OwnDraft> {
  const row = await needRecord(db, recordId)
  const draftRow = await draft(db, recordId)
  if (!isTypedHere(row) || !draftRow) throw new Problem('record.not-ours', { recordId })
  return {
    record: row,
    draft: draftRow,
    definition: await formOf(db, row),
    files: await draftAttachments(db, recordId),
  }
}

/** The form that the record was written with. */
export async function formOf(
  db: Queryable,
  row: { notice_id: string; form_id: string; form_version: string },
): Promise<FormDefinition> {
  const form = await keptForm(db, row.notice_id, row.form_id, row.form_version)
  if (!form) throw new Problem('form.unknown', { formId: row.form_id })
  return form
}

/**
 * The form that one revision was frozen with: the record may have moved on to a later one since.
 * @throws Problem revision.changed
 */
export async function formOfRevision(
  db: Queryable,
  row: Pick<RecordRow, 'notice_id'>,
  revisionRow: FrozenRow,
): Promise<FormDefinition> {
  const { formId, formVersion } = JSON.parse(frozenText(revisionRow)) as { formId: string; formVersion: string }
  return formOf(db, { notice_id: row.notice_id, form_id: formId, form_version: formVersion })
}

/** @throws Problem revision.unknown */
export async function needRevision(db: Queryable, recordId: string, number: number): Promise<RevisionRow> {
  const row = await revision(db, recordId, number)
  if (!row) throw new Problem('revision.unknown', { recordId, revision: number })
  return row
}

/** @throws Problem office.missing before the first run is over */
export async function needOffice(db: Queryable): Promise<{ office: OfficeRow; deviceId: string }> {
  const office = await ownOffice(db)
  const device = await ownDevice(db)
  if (!office || !device) throw new Problem('office.missing', {})
  return { office, deviceId: device.device_id }
}

type FieldOf<K extends FieldDefinition['kind']> = Extract<FieldDefinition, { kind: K }>

/** @throws Problem field.unknown when it is missing or takes no files */
export function needFileField(definition: FormDefinition, fieldId: string): FieldOf<'attachments'> {
  const field = definition.fields.find((candidate) => candidate.id === fieldId)
  if (field?.kind !== 'attachments') throw new Problem('field.unknown', { fieldId })
  return field
}

/** @throws Problem attachment.unknown */
export async function needAttachment(db: Queryable, digest: string) {
  const row = await attachment(db, digest)
  if (!row) throw new Problem('attachment.unknown', { digest })
  return row
}
