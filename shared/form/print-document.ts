/**
 * What a page needs, and nothing else: made from a form definition and a frozen revision (or a draft, for the live
 * preview). renderer/print shows it on screen and on paper, the docx writer takes the same, so both say the same.
 */
import type { FieldDefinition, FormDefinition, FormValues, LayoutBlock, LayoutCell } from './definition.ts'
import { computedValue, isEmptyRow, tableRows } from './evaluate.ts'
import { cellWords, valueWords } from './value-words.ts'

export type PrintPicture = { digest: string; title: string; width: number | null; height: number | null }

export type PrintTick = { label: string; ticked: boolean }
type Span = { colSpan: number; rowSpan: number }
export type CellAlign = 'left' | 'center' | 'right'
export type PrintCell =
  | ({ kind: 'label'; text: string; note: string | null; align?: CellAlign } & Span)
  | ({ kind: 'value'; field: string; text: string; align?: CellAlign } & Span)
  | ({ kind: 'ticks'; field: string; ticks: PrintTick[]; arrange: 'column' | 'row' } & Span)
  | ({ kind: 'empty' } & Span)

/** A piece of a paragraph: words of the form (field null) or a value in them. */
export type PrintRun = { text: string; field: string | null }

export type PrintBlock =
  | { kind: 'grid'; title: string | null; columns: number[]; rows: { heightMm: number; cells: PrintCell[] }[] }
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
  | { kind: 'signature'; office: string; officeField: string | null; date: string; dateField: string | null }

export type PrintDocument = {
  formId: string
  formName: string
  officeName: string
  /** `official`: the layout of GB/T 9704-2012. */
  style: 'form' | 'official' | 'letter'
  titleLines: string[]
  heading: { left: string | null; leftValue: string; right: string | null; rightValue: string } | null
  stamp: { at: 'heading-left' | 'end-right' | 'signature'; sizeMm: number } | null
  blocks: PrintBlock[]
  /** Null for a draft: the page then says 草稿 instead of a code. */
  footer: { code: string; qrText: string; revision: number } | null
  qr: boolean
  masked: boolean
  example: boolean
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
  return { kind: 'value', field: cell.field, text: valueText(source, cell.field), ...align, ...span }
}

/** Words with values in braces, in pieces. `wordsOf` null: the words stay as they are. */
function runsOf(text: string, wordsOf: (id: string) => { text: string; field: string | null } | null): PrintRun[] {
  const runs: PrintRun[] = []
  let from = 0
  for (const match of text.matchAll(/\{([a-z][a-zA-Z0-9]{0,39})\}/g)) {
    const value = wordsOf(match[1] ?? '')
    if (value === null) continue
    if (match.index > from) runs.push({ text: text.slice(from, match.index), field: null })
    runs.push(value)
    from = match.index + match[0].length
  }
  if (from < text.length) runs.push({ text: text.slice(from), field: null })
  return runs
}

function fieldRun(source: Source, id: string): PrintRun | null {
  if (id === 'office') return { text: source.context.officeName, field: null }
  return fieldOf(source, id) ? { text: valueText(source, id), field: id } : null
}

type BlockOf<K extends LayoutBlock['kind']> = Extract<LayoutBlock, { kind: K }>

function paragraph(
  block: BlockOf<'paragraph'>,
  wordsOf: (id: string) => PrintRun | null,
  of?: { table: string; row: number },
): PrintBlock {
  const { align, indent, level, spaceBeforeMm } = block
  const runs = runsOf(block.text, wordsOf)
  return { kind: 'paragraph', runs, align, indent, level, spaceBeforeMm, ...(of && { of }) }
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
    const wordsOf = (id: string): PrintRun | null => {
      const column = field.columns.find((one) => one.id === id)
      if (!column) return fieldRun(source, id)
      return { text: cellWords(column, cells[id] ?? '', masked), field: block.table }
    }
    return block.blocks.map((one) => paragraph(one, wordsOf, { table: block.table, row }))
  })
}

function layoutBlock(source: Source, block: LayoutBlock): PrintBlock[] {
  switch (block.kind) {
    case 'grid': {
      const rows = block.rows.map((row) => ({
        heightMm: row.heightMm,
        cells: row.cells.map((cell) => layoutCell(source, cell)),
      }))
      return [{ kind: 'grid', title: block.title ?? null, columns: block.columns, rows }]
    }
    case 'flow': {
      const { field, framed, minHeightMm } = block
      return [{ kind: 'flow', title: block.title ?? null, field, text: valueText(source, field), framed, minHeightMm }]
    }
    case 'pictures': {
      const pictures = source.context.pictures[block.field] ?? []
      const { field, columns } = block
      return [{ kind: 'pictures', title: block.title ?? null, field, columns, pictures }]
    }
    case 'rows':
      return [rowsOf(source, block)]
    case 'paragraph':
      return [paragraph(block, (id) => fieldRun(source, id))]
    case 'signature': {
      const office = block.office ? valueText(source, block.office) : source.context.officeName
      const date = block.date ? valueText(source, block.date) : ''
      const fields = { officeField: block.office ?? null, dateField: block.date ?? null }
      return [{ kind: 'signature', office, date, ...fields }]
    }
    case 'repeat':
      return repeat(source, block)
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
  const textOf = (id: string | undefined): string => (id === undefined ? '' : valueText(source, id))
  return {
    formId: definition.id,
    formName: definition.name,
    officeName: context.officeName,
    style: layout.style,
    titleLines: layout.title.map((line) =>
      runsOf(line, (id) => fieldRun(source, id))
        .map(({ text }) => text)
        .join(''),
    ),
    heading: heading
      ? {
          left: heading.left ?? null,
          leftValue: textOf(heading.leftField),
          right: heading.right ?? null,
          rightValue: textOf(heading.rightField),
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

export { dateText, maskPersonal } from './value-words.ts'
