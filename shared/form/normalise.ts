import { toHalfWidth } from './characters.ts'
import { plainDecimal } from './decimal.ts'
import type { ColumnDefinition, FieldDefinition, FieldValue, TableRow } from './definition.ts'
import { chosenOptions, isEmptyRow, isVagueTime, tableRows } from './evaluate.ts'
import { typedNumber } from './han-number.ts'

/** No control characters but tab and line feed, no lone surrogates, one kind of line end, NFC. */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replace(/[\ud800-\udfff]/gu, '\ufffd')
      .normalize('NFC')
  )
}

/** A name for lists and cards: one line, nothing invisible. */
export const cleanName = (text: string): string =>
  cleanText(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim()

/** One value that is text, in the form in which it is stored. What cannot be understood stays as it was typed. */
export function normaliseText(kind: (FieldDefinition | ColumnDefinition)['kind'], value: string): string {
  const text = cleanText(value)
  switch (kind) {
    case 'phone':
    case 'mobile':
    case 'email':
    case 'date':
    case 'date-time':
    case 'date-range':
      return toHalfWidth(text).trim()
    case 'integer':
      return typedNumber(text) ?? toHalfWidth(text).trim()
    case 'decimal':
      return plainDecimal(text) ?? toHalfWidth(text).trim()
    case 'identity-number':
    case 'credit-code':
      return toHalfWidth(text).replace(/\s/g, '').toUpperCase()
    case 'postcode':
    case 'region':
      return toHalfWidth(text).replace(/\s/g, '')
    case 'text':
    case 'long-text':
    case 'address':
    case 'choice':
    case 'choices':
    case 'vague-time':
    case 'attachments':
    case 'table':
    case 'computed':
    case 'fixed':
      return text
  }
}

function normaliseRow(columns: readonly ColumnDefinition[], row: TableRow): TableRow {
  const known = new Map(columns.map((column) => [column.id, column.kind]))
  return Object.fromEntries(
    Object.entries(row).map(([id, cell]) => [id, normaliseText(known.get(id) ?? 'text', cell)] as const),
  )
}

/** The form in which a value is stored: what a person typed with a Chinese input method becomes plain digits and signs. */
export function normaliseValue(field: FieldDefinition, value: FieldValue): FieldValue {
  if (typeof value === 'string') {
    const text = normaliseText(field.kind, value)
    return (field.kind === 'text' && !field.multiline) || field.kind === 'address' ? text.replace(/\n/g, ' ') : text
  }
  if (isVagueTime(value)) return { words: cleanText(value.words).replace(/\n/g, ' ').trim(), date: value.date }
  if (field.kind === 'table') {
    const rows = tableRows(value).map((row) => normaliseRow(field.columns, row))
    // Empty rows at the end are room to write in, not content.
    const last = rows.findLastIndex((row) => !isEmptyRow(row))
    return rows.slice(0, last + 1)
  }
  return [...new Set(chosenOptions(value).map((item) => cleanText(item)))]
}
