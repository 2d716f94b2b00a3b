/** F1 to F4 as drawn: every line and merge of their grids, the place of the seal, and letters one under the other. */
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import type { FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintBlock, type PrintDocument } from '../../../shared/form/print-document.ts'
import { formById } from '../../support/form-files.ts'
import { buildPrintProgram, pageSizes, pdfWords, printAll } from '../../support/pdf.ts'
import { pdfLines, pdfRaster, type Raster } from './pdf-measures.ts'
import { footer, officeName } from './sample-documents.ts'

const ids = ['XX-F1', 'JS-F2', 'JS-F3', 'JS-F4'] as const
const folder = inRoot('out/test/print-originals')
const left = 18
const width = 174

function documentOf(id: string, values: FormValues): PrintDocument {
  return makePrintDocument(formById(id), values, { officeName, footer, masked: false, pictures: {} })
}

let files: Record<string, string> = {}
const file = (name: string): string => files[name] ?? ''

beforeAll(async () => {
  const program = await buildPrintProgram(folder)
  const many = Array.from({ length: 9 }, (_none, n) => ({ name: `参赛人${n + 1}`, identityNumber: '' }))
  const table = formById('JS-F4').fields.find(({ kind }) => kind === 'table')
  files = await printAll(program, {
    ...Object.fromEntries(
      ids.flatMap((id) => [
        [id, documentOf(id, formById(id).example ?? {})],
        [`${id}-empty`, documentOf(id, {})],
      ]),
    ),
    many: documentOf('JS-F4', { ...(formById('JS-F4').example ?? {}), ...(table && { [table.id]: many }) }),
  })
}, 90_000)

type Grid = Extract<PrintBlock, { kind: 'grid' }>
type Cell = { row: number; column: number; rowSpan: number; colSpan: number; text: string }

function cellsOf(grid: Grid): Cell[] {
  const until = grid.columns.map(() => 0)
  return grid.rows.flatMap((row, index) => {
    let column = 0
    return row.cells.map((cell) => {
      while ((until[column] ?? 0) > index) column++
      const placed = { row: index, column, rowSpan: cell.rowSpan, colSpan: cell.colSpan }
      for (let at = column; at < column + cell.colSpan; at++) until[at] = index + cell.rowSpan
      column += cell.colSpan
      return { ...placed, text: 'text' in cell ? cell.text : '' }
    })
  })
}

/** Between `from` and `to` a line is drawn, or none. */
function expectLine(raster: Raster, from: { x: number; y: number }, to: { x: number; y: number }, drawn: boolean) {
  const share = raster.share(from, to)
  const place = `${from.x.toFixed(1)}|${from.y.toFixed(1)} to ${to.x.toFixed(1)}|${to.y.toFixed(1)}`
  if (drawn) expect(share, place).toBeGreaterThan(0.97)
  else expect(share, place).toBeLessThan(0.9)
}

describe.each(['XX-F1', 'JS-F2', 'JS-F3'] as const)('the grid of %s', (id) => {
  it.each([id, `${id}-empty`])('has every line and every merge (%s)', async (name) => {
    const document = documentOf(id, name === id ? (formById(id).example ?? {}) : {})
    const grid = document.blocks.find((block): block is Grid => block.kind === 'grid') as Grid
    const raster = await pdfRaster(file(name), 1)
    const sum = grid.columns.reduce((total, one) => total + one, 0)
    const xs = [left]
    for (const one of grid.columns) xs.push((xs[xs.length - 1] ?? 0) + (one * width) / sum)
    const narrowest = Math.min(...grid.columns.map((one) => (one * width) / sum)) - 1
    const ys = raster.rules(Math.max(narrowest, 9), 20, 266).slice(0, grid.rows.length + 1)
    expect(ys).toHaveLength(grid.rows.length + 1)
    const y = (index: number) => ys[index] ?? 0
    const x = (index: number) => xs[index] ?? 0
    const inset = 1
    for (const cell of cellsOf(grid)) {
      const [x1, x2] = [x(cell.column), x(cell.column + cell.colSpan)]
      const [y1, y2] = [y(cell.row), y(cell.row + cell.rowSpan)]
      for (const level of [y1, y2]) expectLine(raster, { x: x1 + inset, y: level }, { x: x2 - inset, y: level }, true)
      for (const upright of [x1, x2])
        expectLine(raster, { x: upright, y: y1 + inset }, { x: upright, y: y2 - inset }, true)
      for (let row = cell.row + 1; row < cell.row + cell.rowSpan; row++)
        expectLine(raster, { x: x1 + inset, y: y(row) }, { x: x2 - inset, y: y(row) }, false)
      for (let column = cell.column + 1; column < cell.column + cell.colSpan; column++)
        expectLine(raster, { x: x(column), y: y1 + inset }, { x: x(column), y: y2 - inset }, false)
    }
  })
})

describe('the place of the seal', () => {
  it.each(['XX-F1', 'XX-F1-empty', 'JS-F2', 'JS-F2-empty'])('is 45 mm of white beside its words (%s)', async (name) => {
    const words = (await pdfWords(file(name))).filter((word) => word.page === 1)
    const label = words.find((word) => word.text.includes('盖章'))
    expect(label).toBeDefined()
    if (!label) return
    const beside = words.filter((word) => Math.abs(word.top - label.top) < 1 && word.left < 100)
    const from = Math.max(...beside.map(({ right }) => right)) + 0.3
    const middle = (label.top + label.bottom) / 2
    const raster = await pdfRaster(file(name), 1)
    expect(from + 45).toBeLessThan(left + width)
    expect(raster.ink({ left: from, right: from + 44.5, top: middle - 22.3, bottom: middle + 22.3 })).toBeNull()
  })

  it('is no part of F3 and F4', () => {
    for (const id of ['JS-F3', 'JS-F4']) expect(documentOf(id, {}).stamp).toBeNull()
  })
})

describe('the letter F4', () => {
  it('is one page for two, with a line of its own for each signature', async () => {
    expect(await pageSizes(file('JS-F4'))).toHaveLength(1)
    const lines = await pdfLines(file('JS-F4'))
    const names = lines.filter(({ text }) => text.startsWith('参赛人签名'))
    expect(names).toHaveLength(2)
    for (const { left: at } of names) expect(Math.abs(at - 28)).toBeLessThan(0.5)
    // Room for a hand: lines of ten millimetres.
    const text = lines.filter(({ bottom }) => bottom < 260)
    text.slice(1).forEach((line, index) => {
      expect(line.top - (text[index]?.top ?? 0)).toBeGreaterThan(9.5)
    })
  })

  it('never tears the block of one participant', async () => {
    const pages = (await pageSizes(file('many'))).length
    expect(pages).toBeGreaterThan(1)
    const lines = await pdfLines(file('many'))
    for (let page = 1; page <= pages; page++) {
      const here = lines.filter((line) => line.page === page)
      const count = (start: string) => here.filter(({ text }) => text.startsWith(start)).length
      expect(count('参赛人签名'), `${page}`).toBe(count('身份证号'))
      expect(count('参赛人签名'), `${page}`).toBe(here.filter(({ text }) => /^年月日$/u.test(text)).length)
    }
  })
})
