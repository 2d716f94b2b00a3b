/** One cell of a table between a person and its stored text. Pure. */
import type { ColumnDefinition } from '../../../shared/form/definition.ts'
import { normaliseText } from '../../../shared/form/normalise.ts'
import { cellWords } from '../../../shared/form/value-words.ts'

/** How a cell stands while nobody types in it; identity numbers are covered. */
export const cellShown = (column: ColumnDefinition, cell: string): string =>
  cellWords(column, cell, column.kind === 'identity-number')

/** 2022年5月3日, 2022/5/3, 2022.5.3, 20220503 → 2022-05-03; anything else as it is. */
function isoDay(text: string): string {
  const match =
    /^(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?(?:\s+0{1,2}:00(?::00)?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!match) return text
  const [, year = '', month = '', day = ''] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()

/** What was typed or pasted, as it is stored. What cannot be understood stays: a finding says so. */
export function cellValue(column: ColumnDefinition, typed: string): string {
  const text = typed.trim()
  switch (column.kind) {
    case 'choice': {
      const found = column.options.find(({ id, label }) => bare(label) === bare(text) || id === text)
      return found?.id ?? text
    }
    case 'date':
      return isoDay(normaliseText('date', text))
    case 'text':
      return normaliseText('text', text).replace(/\s*\n\s*/gu, ' ')
    default:
      return normaliseText(column.kind, text)
  }
}
