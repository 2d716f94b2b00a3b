/** Reasons with the fields that they are about: texts sealed as a list, fields beside it in clear. */
import type { FieldReason } from '../../../shared/api/returns.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import type { HandlerContext } from '../handlers/context.ts'

export interface ReasonsRow {
  readonly reasons_sealed: Buffer | null
  readonly fields_json: string | null
}

/** Only where one is about a field: what knows no fields reads on as before. */
export const fieldsJson = (fields: readonly (string | null)[]): string | null =>
  fields.some((field) => field !== null) ? JSON.stringify(fields) : null

/** As many as there are reasons. */
export function fieldsOf(row: Pick<ReasonsRow, 'fields_json'>, count: number): (string | null)[] {
  const fields = row.fields_json === null ? [] : (JSON.parse(row.fields_json) as (string | null)[])
  return Array.from({ length: count }, (_, at) => fields[at] ?? null)
}

/** @throws Problem keys.locked */
export function openTexts(ctx: Pick<HandlerContext, 'vault'>, label: string, row: ReasonsRow): string[] {
  return row.reasons_sealed ? (JSON.parse(ctx.vault.openField(label, row.reasons_sealed)) as string[]) : []
}

/** @throws Problem keys.locked */
export function openReasons(ctx: Pick<HandlerContext, 'vault'>, label: string, row: ReasonsRow): FieldReason[] {
  const texts = openTexts(ctx, label, row)
  const fields = fieldsOf(row, texts.length)
  return texts.map((text, at) => ({ text, field: fields[at] ?? null }))
}

/** A field that the form has not is about the record as a whole: the sender may have another version of it. */
export const knownFields = (definition: FormDefinition, reasons: readonly FieldReason[]): FieldReason[] =>
  reasons.map(({ field, text }) => ({
    field: definition.fields.some(({ id }) => id === field) ? field : null,
    text,
  }))
