/**
 * Every text of a print document in reading order: what the docx holds, paragraph for paragraph, and what an edited one
 * is compared with. One item is one paragraph of Word; a cell holds one item or more. Pure.
 *
 * Not in the outline: header and footer, the word 示例 behind the text, and the empty paragraph that Word wants in a
 * cell merged upward (`w:vMerge` without `restart`).
 */
import { chartTable, legendOf } from './chart.ts'
import type { PrintBlock, PrintCell, PrintDocument, PrintRun, PrintTick } from './print-document.ts'

/** Where in its field's value a text stands. All counts from 0. */
export type OutlinePart =
  /** Line of a text: a value with n line breaks is n + 1 paragraphs. */
  | { kind: 'line'; index: number }
  /** Option of a choice, in the order of the definition; the text is its label with （√） or （　）. */
  | { kind: 'tick'; option: number; ticked: boolean }
  /** Cell of a table field. `column` counts the field's own columns, 序号 left out. */
  | { kind: 'table'; row: number; column: number }
  /** A column's value inside a repeat; `column` is its id. */
  | { kind: 'repeat'; row: number; column: string }
  /** That column of every row, joined with 、. */
  | { kind: 'column'; column: string }
  /** The paragraph that holds a picture, and the words under it. */
  | { kind: 'picture' | 'caption'; digest: string }
  /** A day to be filled in by hand: stands for an empty value. */
  | { kind: 'blank' }

/** `field` null: words of the form itself. `\n` inside a run is a line break of Word. */
export type OutlineRun = { text: string; field: string | null; part?: OutlinePart }

export type OutlineItem = {
  kind: 'paragraph' | 'cell'
  /** Of all runs together. */
  text: string
  /** The field that the whole paragraph is the value of; null for words of the form and for mixed paragraphs. */
  field: string | null
  part?: OutlinePart
  /** Only where words of the form and values stand in one paragraph, or several values do. */
  runs?: OutlineRun[]
  /** Index in `document.blocks`; null for title and heading. */
  block: number | null
  /** Set for `cell`: tables of the document counted from 0, row, and first column in the table's grid. */
  place?: { table: number; row: number; column: number }
  /** `title`, `heading` and `section` are what they say; `gap` is an empty paragraph for space. */
  role: 'title' | 'heading' | 'section' | 'text' | 'gap'
}

/** As the print shows it. */
export const tickText = (tick: PrintTick): string => `${tick.label}（${tick.ticked ? '√' : '\u3000'}）`

/** Between two ticks that stand in one line. */
export const tickSpace = '  '

/** 年 月 日 with room for a hand. */
export const blankDate = '\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日'

/** Paragraphs of a text, each a line of it. */
export const linesOf = (text: string): string[] => text.replace(/\r\n?/g, '\n').split('\n')

class Outline {
  readonly items: OutlineItem[] = []
  tables = 0
  private block: number | null = null

  at(block: number | null): void {
    this.block = block
  }

  words(role: OutlineItem['role'], text: string, field: string | null = null, part?: OutlinePart): void {
    this.items.push({ kind: 'paragraph', text, field, ...(part && { part }), block: this.block, role })
  }

  mixed(role: OutlineItem['role'], runs: readonly OutlineRun[]): void {
    this.items.push({ kind: 'paragraph', ...joined(runs), block: this.block, role })
  }

  cell(row: number, column: number, text: string, field: string | null = null, part?: OutlinePart): void {
    const place = { table: this.tables, row, column }
    this.items.push({ kind: 'cell', text, field, ...(part && { part }), block: this.block, place, role: 'text' })
  }

  mixedCell(row: number, column: number, runs: readonly OutlineRun[]): void {
    const place = { table: this.tables, row, column }
    this.items.push({ kind: 'cell', ...joined(runs), block: this.block, place, role: 'text' })
  }

  /** Two tables that touch would become one in Word, and a document must not end with one. */
  endTable(): void {
    this.tables += 1
    this.words('gap', '')
  }
}

function joined(given: readonly OutlineRun[]): Pick<OutlineItem, 'text' | 'field' | 'part' | 'runs'> {
  const runs = given.filter(({ text, field }) => text !== '' || field !== null)
  const text = runs.map((run) => run.text).join('')
  const [only] = runs
  if (runs.length > 1) return { text, field: null, runs }
  return { text, field: only?.field ?? null, ...(only?.part && { part: only.part }) }
}

/** @param of the row and table of the repeat that they stand in */
const plainRuns = (runs: readonly PrintRun[], of?: { table: string; row: number }): OutlineRun[] =>
  runs.map(({ text, field, column }) => {
    const run = { text: text.replace(/\r\n?/g, '\n'), field }
    if (column === undefined) return run
    if (of?.table === field) return { ...run, part: { kind: 'repeat', row: of.row, column } }
    return { ...run, part: { kind: 'column', column } }
  })

/** First grid columns of a row's cells, past what reaches down from above. */
export function gridStarts(block: Extract<PrintBlock, { kind: 'grid' }>): number[][] {
  const until = block.columns.map(() => 0)
  return block.rows.map((row, index) => {
    let column = 0
    return row.cells.map((cell) => {
      while (column < until.length && (until[column] ?? 0) > index) column++
      const start = column
      for (let i = start; i < start + cell.colSpan; i++) until[i] = index + cell.rowSpan
      column += cell.colSpan
      return start
    })
  })
}

function addCell(out: Outline, row: number, column: number, cell: PrintCell): void {
  switch (cell.kind) {
    case 'empty':
      out.cell(row, column, '')
      return
    case 'label':
      out.cell(row, column, cell.text)
      if (cell.note !== null) out.cell(row, column, cell.note)
      return
    case 'value': {
      if (cell.also && cell.also.text !== '') {
        // As joinAlso writes them.
        const first = cell.text.slice(0, cell.text.length - cell.also.text.length - 2)
        out.mixedCell(row, column, [
          { text: first, field: cell.field },
          { text: '（', field: null },
          { text: cell.also.text, field: cell.also.field },
          { text: '）', field: null },
        ])
        return
      }
      for (const [index, line] of linesOf(cell.text).entries())
        out.cell(row, column, line, cell.field, { kind: 'line', index })
      return
    }
    case 'ticks': {
      const runs = cell.ticks.map((tick, option): OutlineRun => {
        return { text: tickText(tick), field: cell.field, part: { kind: 'tick', option, ticked: tick.ticked } }
      })
      if (cell.arrange === 'column') {
        for (const { text, field, part } of runs) out.cell(row, column, text, field, part)
        return
      }
      const space: OutlineRun = { text: tickSpace, field: null }
      out.mixedCell(
        row,
        column,
        runs.flatMap((run, at) => (at === 0 ? [run] : [space, run])),
      )
    }
  }
}

function addBlock(out: Outline, block: PrintBlock): void {
  if ('title' in block && block.title !== null) out.words('section', block.title)
  switch (block.kind) {
    case 'grid': {
      const starts = gridStarts(block)
      block.rows.forEach((row, y) => {
        row.cells.forEach((cell, x) => {
          addCell(out, y, starts[y]?.[x] ?? x, cell)
        })
      })
      out.endTable()
      return
    }
    case 'flow':
      for (const [index, line] of linesOf(block.text).entries()) {
        if (block.framed) out.cell(0, 0, line, block.field, { kind: 'line', index })
        else out.words('text', line, block.field, { kind: 'line', index })
      }
      if (block.framed) out.endTable()
      return
    case 'pictures': {
      if (block.pictures.length === 0) {
        out.words('text', '', block.field)
        return
      }
      const columns = Math.max(block.columns, 1)
      block.pictures.forEach(({ digest, title }, at) => {
        const [row, column] = [Math.floor(at / columns), at % columns]
        out.cell(row, column, '', block.field, { kind: 'picture', digest })
        out.cell(row, column, title, block.field, { kind: 'caption', digest })
      })
      // A row has all its cells, the last one too.
      for (let at = block.pictures.length; at % columns !== 0; at++)
        out.cell(Math.floor(at / columns), at % columns, '')
      out.endTable()
      return
    }
    case 'rows': {
      block.headings.forEach((heading, column) => {
        out.cell(0, column, heading)
      })
      const own = block.numbered ? 1 : 0
      block.rows.forEach((cells, row) => {
        cells.forEach((cell, column) => {
          if (column < own) out.cell(row + 1, column, cell)
          else
            out.cell(row + 1, column, linesOf(cell).join('\n'), block.field, {
              kind: 'table',
              row,
              column: column - own,
            })
        })
      })
      out.endTable()
      return
    }
    case 'bars':
      // Words of the form as far as Word is concerned: a number changed in a drawing changes no value.
      chartTable(block.charts).forEach((cells, row) => {
        for (const cell of cells) {
          if (cell.kind === 'head')
            out.cell(row, cell.column, [cell.chart.title, ...legendOf(cell.chart)].join(tickSpace))
          else if (cell.kind === 'bars') for (const { text } of cell.bars) out.cell(row, cell.column, text)
          else out.cell(row, cell.column, cell.kind === 'label' ? cell.text : '')
        }
      })
      if (block.note.length === 0) out.endTable()
      else {
        out.tables += 1
        out.mixed('text', plainRuns(block.note))
      }
      return
    case 'paragraph':
      out.mixed('text', plainRuns(block.runs, block.of))
      return
    case 'signature':
      out.words('text', block.office, block.officeField)
      if (block.date === '') out.words('text', blankDate, block.dateField, { kind: 'blank' })
      else out.words('text', block.date, block.dateField)
  }
}

export function outlineOf(document: PrintDocument): OutlineItem[] {
  const out = new Outline()
  document.titleLines.forEach((line, at) => {
    const runs = document.titleRuns?.[at]
    if (runs) out.mixed('title', plainRuns(runs))
    else out.words('title', line)
  })
  const { heading } = document
  if (heading) {
    const right = `${heading.right ?? ''}${heading.rightValue}`
    out.mixed('heading', [
      { text: heading.left ?? '', field: null },
      { text: heading.leftValue, field: heading.leftField ?? null },
      // A tab of Word: the right part has its own place in the line.
      { text: right === '' ? '' : '\t', field: null },
      { text: heading.right ?? '', field: null },
      { text: heading.rightValue, field: heading.rightField ?? null },
    ])
  }
  document.blocks.forEach((block, at) => {
    out.at(at)
    addBlock(out, block)
  })
  if (document.stamp?.at === 'end-right') {
    out.at(null)
    out.words('gap', '')
  }
  return out.items
}
