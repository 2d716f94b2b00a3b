/** The way back: cells of a sheet that the program wrote, to the values of a form. Pure. */
import type { ColumnDefinition, FieldDefinition, FieldValue, FormDefinition } from './definition.ts'
import { choiceIds, continued, type SheetCell, sheetColumns } from './sheet-columns.ts'

type Cells = ReadonlyMap<string, SheetCell>

const wordsOf = (cell: SheetCell | undefined): string => cell?.text ?? ''

function readValue(field: FieldDefinition, cells: readonly (SheetCell | undefined)[]): FieldValue | null {
  const [first, second] = cells
  const whole = cells.map(wordsOf).join('')
  switch (field.kind) {
    case 'attachments':
    case 'computed':
    case 'fixed':
    case 'table':
      return null
    case 'date-range':
      return second ? `${wordsOf(first)}/${wordsOf(second)}` : wordsOf(first) || null
    case 'vague-time': {
      const at = cells.length - 1
      const words = cells.slice(0, at).map(wordsOf).join('')
      const date = wordsOf(cells[at]) || null
      return words === '' && date === null ? null : { words, date }
    }
    case 'choices':
      return whole === '' ? null : choiceIds(field.options, whole)
    default:
      return whole === '' ? null : whole
  }
}

/** Values of one row; its cells by heading. @param lead headings that stand in front of the form's own */
export function valuesOfRow(
  definition: FormDefinition,
  cells: Cells,
  lead: readonly string[],
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {}
  const columns = sheetColumns(definition, new Set(lead), () => 1)
  for (const field of definition.fields) {
    const headings = columns.flatMap((column) => (column.field === field.id ? [column.heading] : []))
    const [first = ''] = headings
    for (let at = 1; headings.length === at && cells.has(continued(first, at)); at++)
      headings.push(continued(first, at))
    const value = readValue(
      field,
      headings.map((heading) => cells.get(heading)),
    )
    if (value !== null) values[field.id] = value
  }
  return values
}

export function tableCellValue(column: ColumnDefinition, cell: SheetCell | undefined): string {
  const words = wordsOf(cell)
  if (column.kind !== 'choice' || words === '') return words
  return choiceIds(column.options, words)?.[0] ?? words
}
