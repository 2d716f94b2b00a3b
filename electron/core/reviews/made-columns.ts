/** A sheet made to measure: one column of its table stands for as many as a review has criteria or reviewers. Pure. */
import type { ColumnDefinition, FormDefinition } from '../../../shared/form/definition.ts'

/** @param widthMm '' of its label is the column's own */
export interface MadeColumn {
  readonly id: string
  readonly label: string
  readonly widthMm: number
}

/**
 * The table with exactly these columns; one that the sheet has under this id keeps its kind.
 * @param table id of the table field, which one block of rows prints
 */
export function withColumns(definition: FormDefinition, table: string, columns: readonly MadeColumn[]): FormDefinition {
  const fields = definition.fields.map((field) => {
    if (field.id !== table || field.kind !== 'table') return field
    const made = columns.map(
      ({ id, label }): ColumnDefinition => ({
        ...(field.columns.find((one) => one.id === id) ?? { kind: 'text', id, required: false }),
        label,
      }),
    )
    return { ...field, columns: made }
  })
  const blocks = definition.layout.blocks.map((block) =>
    block.kind === 'rows' && block.field === table
      ? { ...block, columns: columns.map(({ widthMm }) => widthMm) }
      : block,
  )
  return { ...definition, fields, layout: { ...definition.layout, blocks } }
}
