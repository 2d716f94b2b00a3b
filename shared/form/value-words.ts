/** A value as a person reads it, the same on screen, on paper, in lists and in differences. Pure. */
import type { ColumnDefinition, FieldDefinition, FieldValue, TableRow } from './definition.ts'
import { chosenOptions, isEmpty, isEmptyRow, isVagueTime, tableRows } from './evaluate.ts'

/** 示例丙, 阿卜杜拉·示例: short enough, or with its dot, to be a name and no address. */
const personName = /^\s*(?:\p{Script=Han}{2,4}|[\p{L} ]{1,20}(?:[·•・‧][\p{L} ]{1,20}){1,3})\s*$/u

/**
 * 138****1234 style: the first three and the last four characters stay of long ones, the first one of short ones. Of a
 * list of names each is covered by itself: 示**、示**.
 */
export function maskPersonal(text: string): string {
  const parts = text.split(/([、，,；;])/u)
  if (parts.length > 1 && parts.every((part, at) => at % 2 === 1 || personName.test(part) || covered.test(part)))
    return parts.map((part, at) => (at % 2 === 1 ? part : maskOne(part))).join('')
  return maskOne(text)
}

/** What this gives: another office's record comes covered already, and covering it again must not say less or more. */
const covered = /^(?:.\*+|.{3}\*+.{4})$/u

function maskOne(text: string): string {
  const characters = [...text.trim()]
  if (characters.length === 0) return ''
  if (covered.test(text)) return text
  if (characters.length >= 10 && !personName.test(text)) {
    return characters.slice(0, 3).join('') + '*'.repeat(characters.length - 7) + characters.slice(-4).join('')
  }
  return characters.slice(0, 1).join('') + '*'.repeat(Math.max(characters.length - 1, 1))
}

/** A date as offices write it: 2022年5月12日, no leading zero (GB/T 9704 7.3.5.5). */
export function dateText(value: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : value
}

/** 2022年5月30日9时30分. */
export function momentText(value: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(value)
  if (!match) return value
  const minutes = Number(match[3])
  return `${dateText(match[1] ?? '')}${Number(match[2])}时${minutes === 0 ? '' : `${minutes}分`}`
}

/** 2022年5月10日至20日; what both days share is written once. */
export function rangeText(value: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})\/(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return value
  const [, y1 = '', m1 = '', d1 = '', y2 = '', m2 = '', d2 = ''] = match
  const start = dateText(`${y1}-${m1}-${d1}`)
  if (y1 === y2 && m1 === m2 && d1 === d2) return start
  const month = y1 === y2 && m1 === m2 ? '' : `${Number(m2)}月`
  return `${start}至${y1 === y2 ? '' : `${y2}年`}${month}${Number(d2)}日`
}

/** The text of one cell of a table. */
export function cellWords(column: ColumnDefinition, cell: string, masked: boolean): string {
  if (column.kind === 'choice') return column.options.find(({ id }) => id === cell)?.label ?? cell
  if (masked) return maskPersonal(cell)
  return column.kind === 'date' ? dateText(cell) : cell
}

const rowWords = (columns: readonly ColumnDefinition[], row: TableRow, masked: boolean): string =>
  columns
    .map((column) => cellWords(column, row[column.id] ?? '', masked))
    .filter((cell) => cell !== '')
    .join('，')

/** The value in words; '' when there is none. @param masked hides the digits of personal fields */
export function valueWords(field: FieldDefinition, value: FieldValue | undefined, masked: boolean): string {
  if (field.kind === 'fixed') return field.text
  if (value === undefined || isEmpty(value)) return ''
  const hide = masked && field.personal
  if (isVagueTime(value)) return hide ? maskPersonal(value.words) : value.words
  if (field.kind === 'table') {
    const rows = tableRows(value).filter((row) => !isEmptyRow(row))
    return rows.map((row, at) => `${at + 1}. ${rowWords(field.columns, row, hide)}`).join('\n')
  }
  if (typeof value !== 'string') {
    const chosen = chosenOptions(value)
    if (field.kind !== 'choices') return chosen.join('、')
    return field.options.flatMap(({ id, label }) => (chosen.includes(id) ? [label] : [])).join('、')
  }
  if (hide) return maskPersonal(value)
  switch (field.kind) {
    case 'date':
      return dateText(value)
    case 'date-time':
      return momentText(value)
    case 'date-range':
      return rangeText(value)
    default:
      return value
  }
}
