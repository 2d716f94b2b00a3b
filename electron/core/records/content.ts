/** What a record says: values in clear and personal ones, put together and taken apart. */
import type { RecordRow } from '../../../db/queries/records.ts'
import type { RevisionRow } from '../../../db/queries/revisions.ts'
import {
  activityField,
  activityOf,
  entryField,
  entryOf,
  type FieldValue,
  type FormDefinition,
  type FormValues,
  fieldValue,
  figureReasonsField,
  figureRowsField,
  reasonsField,
  rollupRowsField,
  takenField,
} from '../../../shared/form/definition.ts'
import { isEmpty, isEmptyRow, isVagueTime, tableRows } from '../../../shared/form/evaluate.ts'
import { maskPersonal } from '../../../shared/form/value-words.ts'
import { Problem } from '../../../shared/problems.ts'
import { figureReasons } from '../../../shared/register/settle.ts'
import { takenRows } from '../../../shared/register/taken.ts'
import { cleanRows } from '../../../shared/rollup/rows.ts'
import { canonicalJson } from '../package/canonical.ts'
import { type FrozenRevision, frozenRevision, type PersonalDocument, personalDocument } from '../package/schema.ts'
import type { Vault } from '../store/vault.ts'
import { frozenText } from './frozen.ts'

export const draftLabel = (recordId: string): string => `drafts/${recordId}/personal_sealed`
export const revisionLabel = (recordId: string, revision: number): string =>
  `revisions/${recordId}-${revision}/personal_sealed`

export interface SplitValues {
  readonly open: Record<string, FieldValue>
  readonly personal: Record<string, FieldValue>
}

/** Empty values are left out: an emptied field equals one never filled in. */
export function splitValues(definition: FormDefinition, values: FormValues): SplitValues {
  const open: Record<string, FieldValue> = {}
  const personal: Record<string, FieldValue> = {}
  for (const field of definition.fields) {
    const value = values[field.id]
    if (value === undefined || isEmpty(value)) continue
    if (field.personal) personal[field.id] = value
    else open[field.id] = value
  }
  const reasons = tableRows(values[reasonsField]).filter((row) => !isEmptyRow(row))
  if (reasons.length > 0) open[reasonsField] = reasons
  return { open: { ...open, ...besideFields(definition, values) }, personal }
}

/** What hangs on a record beside its fields; `figureRows` never lie in a draft. */
function besideFields(definition: FormDefinition, values: FormValues): Record<string, FieldValue> {
  const beside: Record<string, FieldValue> = {}
  const entry = entryOf(values)
  if (entry !== null) beside[entryField] = entry
  const activity = activityOf(values)
  if (activity !== null) beside[activityField] = activity
  const taken = takenRows(tableRows(values[takenField]))
  if (taken.length > 0) beside[takenField] = taken
  const reasons = figureReasons(definition, values[figureReasonsField])
  if (reasons.length > 0) beside[figureReasonsField] = reasons.map((row) => ({ ...row }))
  const totals = cleanRows(definition, values)
  if (totals.length > 0) beside[rollupRowsField] = totals
  return beside
}

/** As it is frozen and leaves the office: what was taken from the register is the office's own business. */
export function sentValues(open: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  const { [takenField]: _taken, ...sent } = open
  return sent
}

export function sealPersonal(
  vault: Vault,
  label: string,
  personal: Readonly<Record<string, FieldValue>>,
): Buffer | null {
  return Object.keys(personal).length === 0 ? null : vault.sealField(label, JSON.stringify(personal))
}

/** @throws Problem keys.locked when there is something to open and the vault is locked */
export function draftValues(
  vault: Vault,
  row: { record_id: string; values_json: string; personal_sealed: Uint8Array | null },
): FormValues {
  const open = JSON.parse(row.values_json) as FormValues
  if (!row.personal_sealed) return open
  const personal = JSON.parse(vault.openField(draftLabel(row.record_id), row.personal_sealed)) as FormValues
  return { ...open, ...personal }
}

export interface RevisionContent {
  readonly frozen: FrozenRevision
  /** Null when the revision has no personal fields. */
  readonly personal: PersonalDocument | null
  readonly values: FormValues
}

/** @throws Problem revision.changed; keys.locked when there is something personal in it and the vault is locked */
export function revisionContent(vault: Vault, row: RevisionRow): RevisionContent {
  const frozen = frozenRevision.parse(JSON.parse(frozenText(row)))
  const personal = row.personal_sealed
    ? personalDocument.parse(
        JSON.parse(vault.openField(revisionLabel(row.record_id, row.revision), row.personal_sealed)),
      )
    : null
  return { frozen, personal, values: { ...asValues(frozen.values), ...asValues(personal?.fields ?? {}) } }
}

/**
 * Before something of ours goes out with its personal fields: a restored copy may have brought the revision without them.
 * What others sent may have its personal part in a volume that is still to come.
 * @throws Problem record.personal-lost
 */
export function refuseLost(
  { record_id: recordId, own }: Pick<RecordRow, 'record_id' | 'own'>,
  content: RevisionContent,
) {
  if (own === 1 && content.frozen.personalCommitment !== null && !content.personal)
    throw new Problem('record.personal-lost', { recordId })
}

/** Whatever a package brought that is no value of a form is left out. */
export function asValues(json: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(
    Object.entries(json).flatMap(([id, value]): [string, FieldValue][] => {
      const read = fieldValue.safeParse(value)
      return read.success ? [[id, read.data]] : []
    }),
  )
}

function maskValue(value: FieldValue): FieldValue {
  if (typeof value === 'string') return maskPersonal(value)
  if (isVagueTime(value)) return { words: maskPersonal(value.words), date: null }
  const rows = tableRows(value)
  return rows.length === 0
    ? value
    : rows.map((row) => Object.fromEntries(Object.entries(row).map(([id, cell]) => [id, maskPersonal(cell)])))
}

export function maskedValues(definition: FormDefinition, values: FormValues): FormValues {
  const masked: Record<string, FieldValue> = {}
  for (const field of definition.fields) {
    const value = values[field.id]
    if (value === undefined) continue
    masked[field.id] = field.personal ? maskValue(value) : value
  }
  const reasons = values[reasonsField]
  if (reasons !== undefined) masked[reasonsField] = reasons
  const { [takenField]: _taken, ...beside } = besideFields(definition, values)
  const rows = values[figureRowsField]
  return { ...masked, ...beside, ...(rows !== undefined && { [figureRowsField]: rows }) }
}

type FileMark = { readonly field: string; readonly digest: string; readonly title: string }
const marks = (files: readonly FileMark[]): unknown => files.map(({ field, digest, title }) => [field, digest, title])

/** Whether a draft says the same as a revision: form, values, personal fields, files, their order and their captions. */
export function sameContent(
  draft: { readonly formVersion: string; readonly values: SplitValues; readonly files: readonly FileMark[] },
  revision: { readonly content: RevisionContent; readonly files: readonly FileMark[] },
): boolean {
  const one = [sentValues(draft.values.open), draft.values.personal, marks(draft.files)]
  const { frozen, personal } = revision.content
  if (frozen.formVersion !== draft.formVersion) return false
  // Where its figures came from is added when a revision is frozen, and stands in no draft.
  const { [figureRowsField]: _rows, [takenField]: _taken, ...said } = frozen.values
  return canonicalJson(one) === canonicalJson([said, personal?.fields ?? {}, marks(revision.files)])
}

/** The field that names a record in lists, or '' while it is empty. Never a personal field: read-pack.ts refuses that. */
export function recordTitle(definition: FormDefinition, open: FormValues): string {
  const value = definition.titleField === undefined ? undefined : open[definition.titleField]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : definition.shortName
}
