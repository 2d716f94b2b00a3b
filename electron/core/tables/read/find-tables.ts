/** Where lists stand in a sheet: their header, their rows, and what belongs to neither. Pure. */
import { type GridCell, type GridRow, type GridSheet, isBlank } from './grid.ts'
import { isFooter, isHeading, isKnownLabel, isTotal, looksLikeLabel, shownLabel } from './labels.ts'

export interface RawTable {
  /** The last of its rows. */
  readonly headerRow: number
  readonly columns: readonly { readonly column: number; readonly label: string }[]
  readonly rows: readonly GridRow[]
  /** 合计 and 小计, among the rows. */
  readonly totals: readonly GridRow[]
  /** Words above it. */
  readonly titles: readonly string[]
  readonly feet: readonly string[]
}

/** A header stands within so many rows with words; letterheads are shorter. */
const headWithin = 40

const own = (row: GridRow): GridCell[] =>
  [...row.cells.values()]
    .filter((cell) => !cell.fromAbove && (!isBlank(cell.text) || cell.number !== null || cell.noResult))
    .sort((a, b) => a.column - b.column)
const words = (row: GridRow): string[] => own(row).map(({ text }) => text.trim())

export function findTables(sheet: GridSheet): RawTable[] {
  const rows = sheet.rows.filter((row) => own(row).length > 0)
  const tables: RawTable[] = []
  let from = 0
  while (from < rows.length) {
    const at = headerAt(rows, from)
    if (at === null) break
    const header = layersOf(rows, at)
    const { table, next } = bodyOf(rows, header)
    tables.push({ ...table, titles: rows.slice(from, at).flatMap(words) })
    from = next
  }
  return tables
}

function knownShare(row: GridRow): { cells: number; labels: number; known: number } {
  const cells = own(row)
  return { cells: cells.length, labels: cells.filter(looksLikeLabel).length, known: cells.filter(isKnownLabel).length }
}

/** The first row that has nearly as many headings as the one with most. Null: there is no list. */
function headerAt(rows: readonly GridRow[], from: number): number | null {
  const until = Math.min(rows.length, from + headWithin)
  const single = rows.every((row) => own(row).every(({ column }) => column === own(rows[0] ?? row)[0]?.column))
  const scores = rows.slice(from, until).map((row, at): number => {
    const { cells, labels, known } = knownShare(row)
    if (cells < 2 && !(single && rows.length >= 3)) return 0
    if (labels < cells * 0.85 || known < Math.max(1, cells * 0.3)) return 0
    if (new Set(words(row).map(shownLabel)).size < cells * 0.8) return 0
    return isForm(rows, from + at) ? 0 : known
  })
  const most = Math.max(0, ...scores)
  if (most === 0) return null
  const found = scores.findIndex((score) => score > most * 0.5)
  return found < 0 ? null : from + found
}

/** Labels go on below: 活动名称 | … / 活动时间 | … | 活动地点 | …. */
function isForm(rows: readonly GridRow[], at: number): boolean {
  const last = layersOf(rows, at).last
  const below = rows.slice(last + 1, last + 9)
  if (below.length === 0) return knownShare(rows[at] as GridRow).cells < 3
  const columns = new Set(rows.slice(at, last + 1).flatMap((row) => own(row).map(({ column }) => column)))
  const speaking = below.filter((row) => {
    const cells = own(row)
    const first = cells[0]
    return first !== undefined && isKnownLabel(first) && !isTotal(first.text) && !isFooter(first.text)
  }).length
  const filled = below.filter(
    (row) => own(row).filter(({ column }) => columns.has(column)).length >= Math.min(2, columns.size),
  ).length
  return speaking > below.length * 0.5 || (columns.size >= 2 && filled === 0 && below.length > 2)
}

interface Header {
  /** Index of its first and last row. */
  readonly first: number
  readonly last: number
  readonly columns: readonly { readonly column: number; readonly label: string }[]
}

/** 经费 over 财政 and 自筹 becomes 经费·财政 and 经费·自筹. */
function layersOf(rows: readonly GridRow[], first: number): Header {
  let last = first
  while (last - first < 3) {
    const row = rows[last]
    const next = rows[last + 1]
    if (!row || !next || next.number !== row.number + 1 || !isChild(row, next)) break
    last++
  }
  const layers = rows.slice(first, last + 1)
  const columns = [...new Set(layers.flatMap((row) => [...row.cells.values()].flatMap(covers)))].sort((a, b) => a - b)
  const seen = new Map<string, number>()
  return {
    first,
    last,
    columns: columns.flatMap((column) => {
      const parts = layers
        .map((_row, layer) => shownLabel(headingOver(layers, layer, column)))
        .filter((part) => part !== '')
      const label = parts.filter((part, at) => part !== parts[at - 1]).join('·')
      if (label === '') return []
      const count = (seen.get(label) ?? 0) + 1
      seen.set(label, count)
      return [{ column, label: count === 1 ? label : `${label}（第${count}个）` }]
    }),
  }
}

const covers = (cell: GridCell): number[] =>
  Array.from({ length: Math.min(cell.wide, 60) }, (_none, at) => cell.column + at)
const cellOver = (row: GridRow, column: number): GridCell | undefined =>
  row.cells.get(column) ??
  [...row.cells.values()].find((cell) => cell.column < column && column < cell.column + cell.wide)

/** A group's name stands over its first column; without merged cells its other columns are empty above. */
function headingOver(layers: readonly GridRow[], layer: number, column: number): string {
  const row = layers[layer]
  const below = layers[layer + 1]
  if (!row) return ''
  const over = cellOver(row, column)
  if (over || !below?.cells.has(column)) return over?.text ?? ''
  const left = own(row).findLast((cell) => cell.column < column)
  return left && below.cells.has(left.column) && left.wide === 1 ? left.text : ''
}

/** Headings below headings: under one that is wide, or beside ones that reach down. */
function isChild(row: GridRow, next: GridRow): boolean {
  const cells = own(next)
  if (cells.length === 0 || !cells.every(looksLikeLabel)) return false
  const under = cells.filter(({ column }) => {
    const over = cellOver(row, column)
    return over !== undefined && !(over.column === column && over.wide === 1)
  })
  const beside = [...next.cells.values()].some(({ fromAbove }) => fromAbove)
  const known = cells.filter(isKnownLabel).length
  if (under.length === cells.length) return beside || known >= cells.length * 0.5
  // Without merged cells: a group's name stands over its first column alone.
  const orphans = cells.filter(({ column }) => cellOver(row, column) === undefined).length
  return orphans > 0 && known >= cells.length * 0.7 && cells.length >= 2 && own(row).length > cells.length
}

function bodyOf(rows: readonly GridRow[], header: Header): { table: Omit<RawTable, 'titles'>; next: number } {
  const body: GridRow[] = []
  const totals: GridRow[] = []
  const feet: string[] = []
  const width = header.columns.length
  let next = header.last + 1
  for (; next < rows.length; next++) {
    const row = rows[next] as GridRow
    const repeated = repeats(rows, next, header)
    if (repeated > 0) {
      next += repeated - 1
      continue
    }
    if (next > header.last + 1 && startsAnother(rows, next, header)) break
    const cells = own(row)
    const texts = cells.map(({ text }) => text)
    if (texts.slice(0, 3).some(isTotal)) totals.push(row)
    else if (cells.length <= Math.max(2, width / 3) && isFooter(texts[0] ?? '') && !isFullRow(cells, width))
      feet.push(...words(row))
    else if (cells.length === 1 && width >= 3 && isSection(cells[0] as GridCell, width)) feet.push(...words(row))
    else body.push(row)
  }
  // A title of the next table stands above its header, not below these rows.
  if (next < rows.length)
    while (next > header.last + 1 && isTitleAbove(rows[next - 1] as GridRow, body, width)) {
      next--
      body.pop()
    }
  const named = new Set(header.columns.map(({ column }) => column))
  const unnamed = [...new Set(body.flatMap((row) => own(row).map(({ column }) => column)))].filter(
    (column) => !named.has(column),
  )
  const columns = [...header.columns, ...unnamed.map((column) => ({ column, label: `（${letters(column)}列）` }))]
  columns.sort((a, b) => a.column - b.column)
  const { number } = rows[header.last] as GridRow
  return {
    table: { headerRow: number, columns, rows: body.filter((row) => !isNumbered(row, header)), totals, feet },
    next,
  }
}

const isFullRow = (cells: readonly GridCell[], width: number): boolean => cells.length >= Math.max(3, width * 0.5)
const isSection = (cell: GridCell, width: number): boolean =>
  cell.number === null && (cell.wide >= width * 0.5 || isHeading(cell.text))
const isTitleAbove = (row: GridRow, body: readonly GridRow[], width: number): boolean =>
  body.at(-1) === row && own(row).length === 1 && width > 2

/** 31, 32, 33: numbered beforehand and never filled in. */
function isNumbered(row: GridRow, header: Header): boolean {
  const cells = own(row)
  const only = cells[0]
  if (cells.length !== 1 || !only || header.columns.length < 3) return false
  const label = header.columns.find(({ column }) => column === only.column)?.label ?? ''
  return /^(?:序号|序|号|编号)$/u.test(label) && /^\d{1,5}$/u.test(only.text.trim())
}

/** On each printed page again: how many rows of it; 0 where it is none. */
function repeats(rows: readonly GridRow[], at: number, header: Header): number {
  for (let layers = header.last - header.first + 1; layers > 0; layers--) {
    const same = rows.slice(header.first, header.first + layers).every((row, down) => {
      const again = rows[at + down]
      if (!again) return false
      const cells = own(row)
      const equal = cells.filter(
        ({ column, text }) => shownLabel(again.cells.get(column)?.text ?? '') === shownLabel(text),
      )
      return cells.length > 0 && equal.length >= Math.max(1, cells.length * 0.8) && own(again).length <= cells.length
    })
    if (same) return layers
  }
  return 0
}

/** Another header below this table: all of it headings that we know, and not the same ones. */
function startsAnother(rows: readonly GridRow[], at: number, header: Header): boolean {
  const row = rows[at] as GridRow
  const { cells, labels, known } = knownShare(row)
  if (cells < 2 || labels < cells || known < Math.max(2, cells * 0.7)) return false
  const before = rows[at - 1]
  const apart = before === undefined || row.number > before.number + 1 || own(before).length === 1
  return (apart || cells >= 4) && header.columns.length > 0 && !isForm(rows, at)
}

/** 0 → A, 27 → AB. */
function letters(column: number): string {
  const first = Math.floor(column / 26)
  return `${first > 0 ? letters(first - 1) : ''}${String.fromCharCode(65 + (column % 26))}`
}
