/** Values as they come from outside, in the form in which they are stored. */
import {
  type FieldDefinition,
  type FieldValue,
  type FormDefinition,
  figureReasonsField,
  reasonsField,
  takenField,
} from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { cleanText, normaliseValue } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import { figureReasons } from '../../../shared/register/settle.ts'
import { takenRows } from '../../../shared/register/taken.ts'

/** Reasons of 核实 checks that this form has, cleaned; an empty one is none. */
export function reasonRows(definition: FormDefinition, value: FieldValue): FieldValue {
  const known = new Set(definition.checks.map(({ id }) => id))
  return tableRows(value).flatMap(({ check = '', reason = '' }) =>
    known.has(check) && reason.trim() !== '' ? [{ check, reason: cleanText(reason) }] : [],
  )
}

/** What pages write beside the fields: reasons, and what a text took from the register. */
export const writtenBeside: readonly string[] = [reasonsField, figureReasonsField, takenField]

function besideRows(definition: FormDefinition, id: string, value: FieldValue): FieldValue {
  if (id === reasonsField) return reasonRows(definition, value)
  if (id === figureReasonsField) return figureReasons(definition, value).map((row) => ({ ...row }))
  return takenRows(tableRows(value))
}

/** @throws Problem field.unknown, also for fields that nobody types into */
export function needField(definition: FormDefinition, id: string): FieldDefinition {
  const field = definition.fields.find((candidate) => candidate.id === id)
  if (!field || field.kind === 'attachments' || field.kind === 'computed' || field.kind === 'fixed')
    throw new Problem('field.unknown', { fieldId: id })
  return field
}

/** @throws Problem field.unknown */
export function typedValues(
  definition: FormDefinition,
  values: Readonly<Record<string, FieldValue>>,
): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      writtenBeside.includes(id) ? besideRows(definition, id, value) : normaliseValue(needField(definition, id), value),
    ]),
  )
}
