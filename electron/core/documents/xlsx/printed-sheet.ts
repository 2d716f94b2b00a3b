/** A printed form as a styled sheet: the same cells, merges and lines as on paper, numbers as numbers. */
import type { Borders, Cell, Worksheet } from 'exceljs'
import { chartSpan, chartTable, legendOf, type PrintChart } from '../../../../shared/form/chart.ts'
import type { FormDefinition } from '../../../../shared/form/definition.ts'
import type { CellAlign, PrintBlock, PrintCell, PrintDocument } from '../../../../shared/form/print-document.ts'
import { numberCell } from '../../../../shared/form/sheet-columns.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import type { OriginTable } from '../../register/origin-tables.ts'
import { addOriginSheet } from './origin-sheet.ts'

type GridBlock = Extract<PrintBlock, { kind: 'grid' }>
type RowsBlock = Extract<PrintBlock, { kind: 'rows' }>

const thin = { style: 'thin', color: { argb: 'FF000000' } } as const
const frame: Partial<Borders> = { top: thin, left: thin, bottom: thin, right: thin }
/** A column's unit is about the width of a digit, 1.9 mm at 11 points. */
const widthOf = (mm: number): number => mm / 1.9
const pointsOf = (mm: number): number => (mm / 25.4) * 72
const body = { name: '宋体', size: 11 }

class SheetWriter {
  readonly #sheet: Worksheet
  readonly #definition: FormDefinition
  readonly #columns: number
  #row = 0

  constructor(sheet: Worksheet, definition: FormDefinition, columns: readonly number[]) {
    this.#sheet = sheet
    this.#definition = definition
    this.#columns = Math.max(columns.length, 1)
    sheet.columns = columns.map((mm) => ({ width: widthOf(mm) }))
  }

  /** A line over the whole width. */
  line(text: string, options: { size?: number; bold?: boolean; align?: CellAlign; heightMm?: number } = {}): void {
    const cell = this.#span(1, this.#columns, options.heightMm ?? 8)
    cell.value = text
    cell.font = { ...body, size: options.size ?? body.size, bold: options.bold ?? false }
    cell.alignment = { horizontal: options.align ?? 'left', vertical: 'middle', wrapText: true }
  }

  grid(block: GridBlock): void {
    const first = this.#row + 1
    const taken = new Set<string>()
    for (const [index, row] of block.rows.entries()) {
      const at = first + index
      this.#sheet.getRow(at).height = pointsOf(row.heightMm)
      let column = 1
      for (const one of row.cells) {
        while (taken.has(`${at}/${column}`)) column++
        for (let r = at; r < at + one.rowSpan; r++)
          for (let c = column; c < column + one.colSpan; c++) {
            taken.add(`${r}/${c}`)
            this.#sheet.getCell(r, c).border = frame
          }
        if (one.rowSpan > 1 || one.colSpan > 1)
          this.#sheet.mergeCells(at, column, at + one.rowSpan - 1, column + one.colSpan - 1)
        this.#fill(this.#sheet.getCell(at, column), one)
        column += one.colSpan
      }
    }
    this.#row = first + block.rows.length - 1
  }

  rows(block: RowsBlock): void {
    for (const [index, words] of [block.headings, ...block.rows].entries()) {
      this.#row++
      this.#sheet.getRow(this.#row).height = pointsOf(block.heightMm)
      for (const [at, text] of words.entries()) {
        const cell = this.#sheet.getCell(this.#row, at + 1)
        const number = index > 0 && this.#isNumber(block, at) ? numberCell(text) : null
        this.#put(cell, text, number?.kind === 'number', index === 0 ? 'center' : 'left')
        cell.border = frame
      }
    }
  }

  /** Side by side as on paper; numbers instead of bars: whoever opens a workbook wants to reckon with them. */
  charts(charts: readonly PrintChart[]): void {
    const starts = charts.map((_chart, at) =>
      charts.slice(0, at).reduce((sum, { series }) => sum + series.length + 1, 1),
    )
    for (const cells of chartTable(charts)) {
      this.#row++
      this.#sheet.getRow(this.#row).height = pointsOf(8)
      for (const cell of cells) {
        const start = starts[Math.floor(cell.column / chartSpan)] ?? 1
        const words =
          cell.kind === 'head'
            ? [cell.chart.title, ...legendOf(cell.chart)]
            : cell.kind === 'bars'
              ? ['', ...cell.bars.map(({ text }) => text)]
              : [cell.kind === 'label' ? cell.text : '']
        for (const [at, text] of words.entries()) {
          if (text === '') continue
          const isNumber = cell.kind === 'bars' && numberCell(text)?.kind === 'number'
          const one = this.#sheet.getCell(this.#row, start + at)
          this.#put(one, text, isNumber, at === 0 ? 'left' : 'center')
          one.border = frame
        }
      }
    }
  }

  #isNumber(block: RowsBlock, at: number): boolean {
    if (block.numbered && at === 0) return true
    const field = this.#definition.fields.find(({ id }) => id === block.field)
    const column = field?.kind === 'table' ? field.columns[at - (block.numbered ? 1 : 0)] : undefined
    return column?.kind === 'integer' || column?.kind === 'decimal'
  }

  #fill(cell: Cell, one: PrintCell): void {
    switch (one.kind) {
      case 'label':
        this.#put(cell, one.note === null ? one.text : `${one.text}\n${one.note}`, false, one.align ?? 'center')
        return
      case 'ticks': {
        const apart = one.arrange === 'column' ? '\n' : ' '
        this.#put(
          cell,
          one.ticks.map(({ label, ticked }) => `${label}（${ticked ? '√' : ''}）`).join(apart),
          false,
          'left',
        )
        return
      }
      case 'value': {
        const kind = this.#definition.fields.find(({ id }) => id === one.field)?.kind
        const counts = kind === 'integer' || kind === 'decimal' || kind === 'computed'
        this.#put(
          cell,
          one.text,
          counts && numberCell(one.text)?.kind === 'number',
          one.align ?? (counts ? 'center' : 'left'),
        )
        return
      }
      case 'empty':
        return
    }
  }

  #put(cell: Cell, text: string, isNumber: boolean, align: CellAlign): void {
    if (text !== '') cell.value = isNumber ? Number(text) : text
    if (!isNumber) cell.numFmt = '@'
    cell.font = body
    cell.alignment = { horizontal: align, vertical: 'middle', wrapText: true }
  }

  #span(from: number, to: number, heightMm: number): Cell {
    this.#row++
    this.#sheet.getRow(this.#row).height = pointsOf(heightMm)
    if (to > from) this.#sheet.mergeCells(this.#row, from, this.#row, to)
    return this.#sheet.getCell(this.#row, from)
  }
}

const sheetOf = (document: PrintDocument): GridBlock | RowsBlock | undefined =>
  document.blocks.find((block): block is GridBlock | RowsBlock => block.kind === 'grid' || block.kind === 'rows')

/**
 * @param at when the workbook says that it was made: the revision's own time, so that the same revision gives the same
 * @param origin where the figures come from: a second sheet
 * @returns null where the form has no table
 */
export async function printedWorkbook(
  document: PrintDocument,
  definition: FormDefinition,
  at: Date,
  origin: readonly OriginTable[] = [],
): Promise<Buffer | null> {
  const first = sheetOf(document)
  if (!first) return null
  // A large library that few calls need.
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  Object.assign(book, { created: at, modified: at, creator: document.officeName, lastModifiedBy: document.officeName })
  const sheet = book.addWorksheet(definition.shortName.replace(/[\s\\/?*[\]:']/g, '') || '表', {
    pageSetup: {
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
    },
  })
  const writer = new SheetWriter(sheet, definition, first.columns)
  for (const title of document.titleLines) writer.line(title, { size: 18, bold: true, align: 'center', heightMm: 14 })
  const { heading } = document
  if (heading) {
    const words = [heading.left, heading.leftValue, heading.right, heading.rightValue].filter((one) => one).join('　')
    writer.line(words, { heightMm: 10 })
  }
  for (const block of document.blocks) {
    if ('title' in block && block.title !== null) writer.line(block.title, { bold: true, heightMm: 10 })
    if (block.kind === 'grid') writer.grid(block)
    else if (block.kind === 'rows') writer.rows(block)
    else if (block.kind === 'bars') {
      writer.charts(block.charts)
      if (block.note.length > 0) writer.line(block.note.map(({ text }) => text).join(''))
    } else if (block.kind === 'flow') writer.line(block.text, { heightMm: Math.max(block.minHeightMm, 12) })
    else if (block.kind === 'paragraph')
      writer.line(block.runs.map(({ text }) => text).join(''), { align: block.align })
    else if (block.kind === 'pictures') for (const { title } of block.pictures) writer.line(title, { align: 'center' })
    else if (block.kind === 'signature') writer.line(`${block.office}　${block.date}`, { align: 'right' })
  }
  const { footer } = document
  // A sheet of the program's own is no draft: it has no revisions.
  const end = footer !== null ? `版本核对码 ${codeText(footer.code)}` : document.sheet ? '' : '草稿'
  writer.line(`${document.formName}　${document.officeName}　${end}${document.example ? '　示例' : ''}`, {
    size: 9,
    heightMm: 7,
  })
  if (origin.length > 0) addOriginSheet(book, origin)
  return Buffer.from(await book.xlsx.writeBuffer())
}
