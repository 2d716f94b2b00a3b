/**
 * What a page needs, and nothing else: made from a form definition and a frozen revision (or a draft, for the live
 * preview). renderer/print shows it on screen and on paper, the docx writer takes the same, so both say the same.
 */

import { type PrintChart, printChart } from './chart.ts'
import type { FieldDefinition, FormDefinition, FormValues, LayoutBlock, LayoutCell } from './definition.ts'
import { computedValue, isEmptyRow, tableRows } from './evaluate.ts'
import { placeholderPattern } from './layout.ts'
import { cellWords, valueWords } from './value-words.ts'

/** `digest`: of an attachment, or `manual:` and the name of a picture of the manual. */
export type PrintPicture = { digest: string; title: string; width: number | null; height: number | null }

export type PrintTick = { label: string; ticked: boolean }
type Span = { colSpan: number; rowSpan: number }
export type CellAlign = 'left' | 'center' | 'right'
export type PrintCell =
  | ({ kind: 'label'; text: string; note: string | null; align?: CellAlign } & Span)
  /** `also`: a second value of the cell; `text` holds both, see joinAlso. */
  | ({
      kind: 'value'
      field: string
      text: string
      align?: CellAlign
      also?: { field: string; text: string }
    } & Span)
  | ({ kind: 'ticks'; field: string; ticks: PrintTick[]; arrange: 'column' | 'row' } & Span)
  | ({ kind: 'empty' } & Span)

/** A piece of a paragraph: words of the form (field null) or a value in them. */
export type PrintRun = {
  text: string
  field: string | null
  /** Of a table's field: which column; inside a repeat of its row, elsewhere of all rows. */
  column?: string
}

export type PrintBlock =
  | {
      kind: 'grid'
      title: string | null
      columns: number[]
      rows: { heightMm: number; cells: PrintCell[] }[]
      /** 12 pt instead of 14 pt. */
      small?: boolean
    }
  | { kind: 'flow'; title: string | null; field: string; text: string; framed: boolean; minHeightMm: number }
  | { kind: 'pictures'; title: string | null; field: string; columns: number; pictures: PrintPicture[] }
  | {
      kind: 'rows'
      title: string | null
      field: string
      /** Widths in millimetres, one per heading. */
      columns: number[]
      headings: string[]
      /** Empty rows at the end are there to be written in. */
      rows: string[][]
      numbered: boolean
      heightMm: number
    }
  | {
      kind: 'paragraph'
      runs: PrintRun[]
      align: CellAlign
      indent: boolean
      level: number
      spaceBeforeMm: number
      /** Set inside a repeat: which row of which table. */
      of?: { table: string; row: number }
    }
  | { kind: 'bars'; title: string | null; charts: PrintChart[]; note: PrintRun[] }
  | { kind: 'signature'; office: string; officeField: string | null; date: string; dateField: string | null }

export type PrintDocument = {
  formId: string
  formName: string
  officeName: string
  /** `official`: the layout of GB/T 9704-2012. */
  style: 'form' | 'official' | 'letter'
  /** A certificate: a frame around the page, a large title. */
  frame?: boolean
  titleLines: string[]
  /** The same lines in pieces, where values stand in them. */
  titleRuns?: PrintRun[][]
  heading: {
    left: string | null
    leftValue: string
    leftField?: string | undefined
    right: string | null
    rightValue: string
    rightField?: string | undefined
  } | null
  stamp: { at: 'heading-left' | 'end-right' | 'signature'; sizeMm: number } | null
  blocks: PrintBlock[]
  /** Null for a draft: the page then says 草稿 instead of a code. */
  footer: { code: string; qrText: string; revision: number } | null
  qr: boolean
  /** Side of the code in millimetres, where it holds more than a revision's mark; left out: 20. */
  qrMm?: number
  masked: boolean
  example: boolean
  /** A letter to be signed: every page says for which work and for whom, in the order of the rows that are printed. */
  letter?: { title: string; persons: string[] }
  /** A list that the program made (overview, what was sent): no revision stands behind it, and it is no draft. */
  sheet?: boolean
}

export type PrintContext = {
  officeName: string
  footer: PrintDocument['footer']
  masked: boolean
  pictures: Readonly<Record<string, PrintPicture[]>>
  /** From 示例单位: every page says so. */
  example?: boolean
}

interface Source {
  readonly definition: FormDefinition
  readonly values: FormValues
  readonly context: PrintContext
}

const fieldOf = ({ definition }: Source, id: string): FieldDefinition | undefined =>
  definition.fields.find((candidate) => candidate.id === id)

function valueText(source: Source, id: string): string {
  const field = fieldOf(source, id)
  if (!field) return ''
  if (field.kind === 'computed') {
    const counts = Object.fromEntries(Object.entries(source.context.pictures).map(([key, list]) => [key, list.length]))
    const { definition, values } = source
    return computedValue({ definition, values, attachmentCounts: counts, lastYear: null }, field) ?? ''
  }
  return valueWords(field, source.values[id], source.context.masked)
}

function layoutCell(source: Source, cell: LayoutCell): PrintCell {
  const span = { colSpan: cell.colSpan, rowSpan: cell.rowSpan }
  const align = cell.align === undefined ? {} : { align: cell.align }
  if (cell.field === undefined) {
    return cell.label === undefined
      ? { kind: 'empty', ...span }
      : { kind: 'label', text: cell.label, note: cell.note ?? null, ...align, ...span }
  }
  const field = fieldOf(source, cell.field)
  if (field?.kind === 'choices') {
    const chosen = source.values[field.id]
    const ticks = field.options.map((option) => ({
      label: option.label,
      ticked: Array.isArray(chosen) && (chosen as unknown[]).includes(option.id),
    }))
    return { kind: 'ticks', field: field.id, ticks, arrange: cell.ticks ?? 'row', ...span }
  }
  const text = valueText(source, cell.field)
  if (cell.alsoField === undefined) return { kind: 'value', field: cell.field, text, ...align, ...span }
  const also = { field: cell.alsoField, text: valueText(source, cell.alsoField) }
  return { kind: 'value', field: cell.field, text: joinAlso(text, also.text), also, ...align, ...span }
}

/** Two values in one cell: 3.5（捐赠图书1200册）. */
export const joinAlso = (text: string, also: string): string => (also === '' ? text : `${text}（${also}）`)

/** What `joinAlso` joined; also of a cell that somebody typed with other parentheses. */
export function splitAlso(joined: string): { text: string; also: string } {
  const match = /^([^（(]*)[（(]([\s\S]*)[）)]\s*$/u.exec(joined)
  return match ? { text: (match[1] ?? '').trim(), also: (match[2] ?? '').trim() } : { text: joined, also: '' }
}

type WordsOf = (id: string, column: string | null) => PrintRun | null

/** Words with values in braces, in pieces. `wordsOf` null: the words stay as they are. */
function runsOf(text: string, wordsOf: WordsOf): PrintRun[] {
  const runs: PrintRun[] = []
  let from = 0
  for (const match of text.matchAll(placeholderPattern)) {
    const value = wordsOf(match[1] ?? '', match[2] ?? null)
    if (value === null) continue
    if (match.index > from) runs.push({ text: text.slice(from, match.index), field: null })
    runs.push(value)
    from = match.index + match[0].length
  }
  if (from < text.length) runs.push({ text: text.slice(from), field: null })
  return runs
}

function fieldRun(source: Source, id: string, column: string | null = null): PrintRun | null {
  if (id === 'office') return { text: source.context.officeName, field: null }
  if (column !== null) return columnRun(source, id, column)
  return fieldOf(source, id) ? { text: valueText(source, id), field: id } : null
}

/** That column of every row, e.g. the names of all who take part. */
function columnRun(source: Source, table: string, id: string): PrintRun | null {
  const field = fieldOf(source, table)
  const column = field?.kind === 'table' ? field.columns.find((one) => one.id === id) : undefined
  if (!field || !column) return null
  const masked = source.context.masked && field.personal
  const cells = tableRows(source.values[table]).map((row) => cellWords(column, row[id] ?? '', masked))
  return { text: cells.filter((cell) => cell.trim() !== '').join('、'), field: table, column: id }
}

type BlockOf<K extends LayoutBlock['kind']> = Extract<LayoutBlock, { kind: K }>

function paragraph(block: BlockOf<'paragraph'>, wordsOf: WordsOf, of?: { table: string; row: number }): PrintBlock[] {
  const { align, indent, level, spaceBeforeMm, whenFilled } = block
  if (whenFilled !== undefined && (wordsOf(whenFilled, null)?.text ?? '').trim() === '') return []
  const runs = runsOf(block.text, wordsOf)
  return [{ kind: 'paragraph', runs, align, indent, level, spaceBeforeMm, ...(of && { of }) }]
}

function rowsOf(source: Source, block: BlockOf<'rows'>): PrintBlock {
  const field = fieldOf(source, block.field)
  const columns = field?.kind === 'table' ? field.columns : []
  const masked = source.context.masked && field?.personal === true
  const filled = tableRows(source.values[block.field]).filter((row) => !isEmptyRow(row))
  const blank = Array.from({ length: Math.max(block.minRows - filled.length, 0) }, () => ({}) as Record<string, string>)
  const rows = [...filled, ...blank].map((row, at) => [
    ...(block.numbered ? [String(at + 1)] : []),
    ...columns.map((column) => cellWords(column, row[column.id] ?? '', masked)),
  ])
  const headings = [...(block.numbered ? ['序号'] : []), ...columns.map(({ label }) => label)]
  const { numbered, heightMm } = block
  const widths = block.columns
  return {
    kind: 'rows',
    title: block.title ?? null,
    field: block.field,
    columns: widths,
    headings,
    rows,
    numbered,
    heightMm,
  }
}

function repeat(source: Source, block: BlockOf<'repeat'>): PrintBlock[] {
  const field = fieldOf(source, block.table)
  if (field?.kind !== 'table') return []
  const masked = source.context.masked && field.personal
  const filled = tableRows(source.values[block.table]).filter((row) => !isEmptyRow(row))
  const count = Math.max(filled.length, block.minCount)
  return Array.from({ length: count }, (_none, row) => row).flatMap((row) => {
    const cells = filled[row] ?? {}
    const wordsOf: WordsOf = (id, of) => {
      const column = of === null ? field.columns.find((one) => one.id === id) : undefined
      if (!column) return fieldRun(source, id, of)
      return { text: cellWords(column, cells[id] ?? '', masked), field: block.table, column: id }
    }
    return block.blocks.flatMap((one) => paragraph(one, wordsOf, { table: block.table, row }))
  })
}

function layoutBlock(source: Source, block: LayoutBlock): PrintBlock[] {
  switch (block.kind) {
    case 'grid': {
      const rows = block.rows.map((row) => ({
        heightMm: row.heightMm,
        cells: row.cells.map((cell) => layoutCell(source, cell)),
      }))
      const small = block.small ? { small: true } : {}
      return [{ kind: 'grid', title: block.title ?? null, columns: block.columns, rows, ...small }]
    }
    case 'flow': {
      const { field, framed, minHeightMm } = block
      return [{ kind: 'flow', title: block.title ?? null, field, text: valueText(source, field), framed, minHeightMm }]
    }
    case 'pictures': {
      const pictures = source.context.pictures[block.field] ?? []
      // No heading over nothing.
      if (pictures.length === 0) return []
      const { field, columns } = block
      return [{ kind: 'pictures', title: block.title ?? null, field, columns, pictures }]
    }
    case 'rows':
      return [rowsOf(source, block)]
    case 'paragraph':
      return paragraph(block, (id, column) => fieldRun(source, id, column))
    case 'signature': {
      const office = block.office ? valueText(source, block.office) : source.context.officeName
      const date = block.date ? valueText(source, block.date) : ''
      const fields = { officeField: block.office ?? null, dateField: block.date ?? null }
      return [{ kind: 'signature', office, date, ...fields }]
    }
    case 'repeat':
      return repeat(source, block)
    case 'bars': {
      const charts = block.charts.flatMap((one) => {
        const field = fieldOf(source, one.field)
        if (field?.kind !== 'table') return []
        return [printChart(one, field, tableRows(source.values[one.field]), source.context.masked)]
      })
      const note = runsOf(block.note ?? '', (id, column) => fieldRun(source, id, column))
      return [{ kind: 'bars', title: block.title ?? null, charts, note }]
    }
  }
}

export function makePrintDocument(
  definition: FormDefinition,
  values: FormValues,
  context: PrintContext,
): PrintDocument {
  const { layout } = definition
  const source: Source = { definition, values, context }
  const heading = layout.heading
  const titleRuns = layout.title.map((line) => runsOf(line, (id, column) => fieldRun(source, id, column)))
  const textOf = (id: string | undefined): string => (id === undefined ? '' : valueText(source, id))
  return {
    formId: definition.id,
    formName: definition.name,
    officeName: context.officeName,
    style: layout.style,
    ...(layout.frame && { frame: true }),
    titleLines: titleRuns.map((runs) => runs.map(({ text }) => text).join('')),
    titleRuns,
    heading: heading
      ? {
          left: heading.left ?? null,
          leftValue: textOf(heading.leftField),
          leftField: heading.leftField,
          right: heading.right ?? null,
          rightValue: textOf(heading.rightField),
          rightField: heading.rightField,
        }
      : null,
    stamp: layout.stamp ?? null,
    blocks: layout.blocks.flatMap((block) => layoutBlock(source, block)),
    footer: context.footer,
    qr: layout.qr,
    masked: context.masked,
    example: context.example ?? false,
  }
}
