/** What can be done to the rows of a table. Rows carry a key, so that a moved row stays the same row. Pure. */
import { fromUnits, toUnits } from '../../../shared/form/decimal.ts'
import type { ColumnDefinition, FieldValue, TableRow } from '../../../shared/form/definition.ts'
import { isEmptyRow, tableRows } from '../../../shared/form/evaluate.ts'
import { normaliseText } from '../../../shared/form/normalise.ts'
import { cellValue } from './cell-text.ts'

export type KeyedRow = { readonly key: number; readonly row: TableRow }
export type Rows = readonly KeyedRow[]

/** The store takes no more (shared/form/definition.ts); the limit of a form warns and comes earlier. */
export const mostRows = 2000

const nextKey = (rows: Rows): number => rows.reduce((most, { key }) => Math.max(most, key), 0) + 1

/** There is always a row to write in. */
export function rowsOf(value: FieldValue | null | undefined): Rows {
  const rows = tableRows(value ?? undefined)
  return (rows.length === 0 ? [{}] : rows).map((row, at) => ({ key: at + 1, row }))
}

/** As it is stored: empty rows at the end are room to write in; null when nothing is left. */
export function tableValue(rows: Rows): TableRow[] | null {
  const last = rows.findLastIndex(({ row }) => !isEmptyRow(row))
  return last < 0 ? null : rows.slice(0, last + 1).map(({ row }) => row)
}

export function setCell(rows: Rows, at: number, column: string, text: string): Rows {
  return rows.map((one, index) => (index === at ? { ...one, row: { ...one.row, [column]: text } } : one))
}

/** @param row what stands in the new one, e.g. a copy of another */
export function insertRow(rows: Rows, at: number, row: TableRow = {}): Rows {
  return rows.length >= mostRows ? rows : rows.toSpliced(at, 0, { key: nextKey(rows), row: { ...row } })
}

export function removeRow(rows: Rows, at: number): Rows {
  const left = rows.toSpliced(at, 1)
  return left.length === 0 ? [{ key: nextKey(rows), row: {} }] : left
}

export function moveRow(rows: Rows, from: number, to: number): Rows {
  const moved = rows[from]
  if (!moved || to < 0 || to >= rows.length || from === to) return rows
  return rows.toSpliced(from, 1).toSpliced(to, 0, moved)
}

const label = (text: string): string => text.normalize('NFKC').replace(/\s|[(（].*$/gu, '')

/**
 * Puts a block of cells over the rows from one cell on, and adds rows as they are needed. A first line that holds the
 * headings of the columns is left out.
 */
export function pasteBlock(
  rows: Rows,
  place: { row: number; column: number },
  block: readonly (readonly string[])[],
  columns: readonly ColumnDefinition[],
): { rows: Rows; pasted: number } {
  const under = columns.slice(place.column)
  const [first = [], ...rest] = block
  const headed = first.length > 0 && first.every((cell, at) => label(cell) === label(under[at]?.label ?? ' '))
  const lines = headed ? rest : block
  const room = lines.slice(0, mostRows - place.row)
  const next = [...rows]
  let key = nextKey(rows)
  room.forEach((line, offset) => {
    const at = place.row + offset
    const before = next[at] ?? { key: key++, row: {} }
    const cells = under.flatMap((column, index) => {
      const typed = line[index]
      return typed === undefined ? [] : [[column.id, cellValue(column, typed)] as const]
    })
    next[at] = { ...before, row: { ...before.row, ...Object.fromEntries(cells) } }
  })
  return { rows: next, pasted: room.length }
}

/** Sum of a column of numbers; '' where none is filled: empty is not zero. */
export function columnSum(rows: Rows, column: ColumnDefinition): string {
  if (column.kind !== 'integer' && column.kind !== 'decimal') return ''
  const units = rows.flatMap(({ row }) => {
    const text = row[column.id] ?? ''
    return text === '' ? [] : (toUnits(text) ?? toUnits(normaliseText(column.kind, text)) ?? [])
  })
  return units.length === 0 ? '' : fromUnits(units.reduce((sum, one) => sum + one, 0n))
}
