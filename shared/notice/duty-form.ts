/** The form that a duty of an own notice asks for, made from one of the library. Pure. */
import { type FieldDefinition, type FormDefinition, formDefinition } from '../form/definition.ts'
import { plainWords } from './change-field.ts'
import { applyFieldEdits, changesForm } from './edit-form.ts'
import type { FormEdits } from './field-edits.ts'
import type { OwnDeliverable } from './own-draft.ts'

export interface DutyFormOptions {
  readonly noticeId: string
  readonly version: string
  /** For others: each duty has a copy of its own from the first version on, so that a later one can change it. */
  readonly forOthers: boolean
  /** The form's id is in use by another duty. */
  readonly taken: boolean
}

type Duty = Pick<OwnDeliverable, 'id' | 'title' | 'stamped' | 'textLimit' | 'photos' | 'limits'>

/** Forms whose ids begin like this are patterns: each duty gets a copy that bears its name and its limits. */
const patternPrefix = 'LIB-'
/** A copy says which notice and duty it was made for. */
const copyMark = /(\.[0-9a-f]{12}\.d\d+)+$/

/** A form of one duty (`LIB-SUMMARY.1a2b3c4d5e6f.d1`) leads back to the one that it was made from. */
export const originOf = (formId: string): string => formId.replace(copyMark, '')

/** Of an id's 64 characters the mark needs up to 19. */
const originLength = 44

/** @param form as it stands in the library or in a pack @param edits what the clerk changed in it */
export function dutyForm(
  form: FormDefinition,
  duty: Duty,
  edits: FormEdits | null,
  { noticeId, version, forOthers, taken }: DutyFormOptions,
): FormDefinition {
  const id = `${originOf(form.id).slice(0, originLength)}.${noticeId.replace(/^own-/, '')}.${duty.id}`
  const base = editedBase(form, duty)
  const changes = changesForm(base, edits)
  if (base === form && !changes && !forOthers) return taken ? { ...form, id } : form
  const made = changes ? applyFieldEdits(base, edits) : base
  // As it is stored: settings that are not there are no settings.
  return formDefinition.parse(JSON.parse(JSON.stringify({ ...made, id, version })))
}

/** What the clerk's changes start from: of a pattern the copy with the duty's name and limits. */
export function editedBase(form: FormDefinition, duty: Duty): FormDefinition {
  if (!form.id.startsWith(patternPrefix)) return form
  const title = plainWords(duty.title) || form.name
  const { stamp, ...plain } = form.layout
  const { heading } = form.layout
  // 单位（盖章）： and 单位： are the patterns' own words.
  const left = heading?.left?.replace('（盖章）', '').replace(/：$/, duty.stamped ? '（盖章）：' : '：')
  const place = heading?.left === undefined ? ('end-right' as const) : ('heading-left' as const)
  return {
    ...form,
    name: title,
    shortName: title.slice(0, 20),
    fields: form.fields.map((field) => limited(field, duty)),
    layout: {
      ...plain,
      // A title that is typed (official layout) stays the document's own.
      title: form.layout.title.some((line) => line.includes('{')) ? form.layout.title : [title],
      ...(heading && { heading: { ...heading, ...(left !== undefined && { left }) } }),
      ...(duty.stamped && { stamp: stamp ?? { at: place, sizeMm: 45 } }),
    },
  }
}

function limited(field: FieldDefinition, duty: Duty): FieldDefinition {
  if (field.kind === 'long-text' && field.id === 'body' && duty.textLimit !== null) {
    const wording = duty.limits.find((limit) => limit.includes('字'))
    const { max, about } = duty.textLimit
    return { ...field, limit: { max, grade: about ? 'soft' : 'hard', ...(wording && { wording }) } }
  }
  if (field.kind === 'attachments' && field.id === 'photos' && duty.photos !== null) {
    const { min, max } = duty.photos
    const wording = duty.limits.find((limit) => limit.includes('张'))
    return { ...field, min, max: Math.max(max ?? field.max, min, 1), ...(wording && { wording }) }
  }
  return field
}
