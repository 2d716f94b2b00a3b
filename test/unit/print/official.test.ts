import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineText } from '../../../renderer/print/break-lines.ts'
import type { Page, Piece } from '../../../renderer/print/pages.ts'
import { paginate } from '../../../renderer/print/paginate.ts'
import { official, pageShape } from '../../../renderer/print/paper.ts'
import { annexNote, officialHeading } from '../../../shared/form/official-text.ts'
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'
import { square } from './square-measure.ts'

const documentOf = (blocks: PrintBlock[], change: Partial<PrintDocument> = {}): PrintDocument => ({
  formId: 'X',
  formName: '工作总结',
  officeName: '某县科协',
  style: 'official',
  titleLines: ['工作总结'],
  heading: null,
  stamp: { at: 'signature', sizeMm: 45 },
  blocks,
  footer: null,
  qr: true,
  masked: false,
  example: false,
  ...change,
})
const flow = (text: string, title: string | null = null): PrintBlock => ({
  kind: 'flow',
  title,
  field: 'body',
  text,
  framed: false,
  minHeightMm: 0,
})
const signature: PrintBlock = {
  kind: 'signature',
  office: '某县科学技术协会',
  officeField: null,
  date: '2022年6月15日',
  dateField: null,
}
const rowsOf = (texts: readonly string[]): PrintBlock => ({
  kind: 'rows',
  title: '名单',
  field: 'rows',
  columns: [12, 60, 84],
  headings: ['序号', '姓名', '事项'],
  rows: texts.map((text, n) => [`${n + 1}`, `人员${n + 1}`, text]),
  numbered: true,
  heightMm: 9,
})
const isHeading = (piece: Piece | undefined) => piece?.kind === 'paragraph' && piece.withNext
const textOf = (pages: Page[]) =>
  pages
    .flatMap(({ pieces }) => pieces)
    .flatMap((piece) => (piece.kind === 'paragraph' ? piece.lines.map(lineText) : []))
    .join('')

/** No page is fuller than its shape, but for the part of a seal's square that may reach below the text. */
function expectRoom(pages: Page[], document: PrintDocument): void {
  const { height } = pageShape(document.style, document.qr)
  for (const { pieces } of pages) {
    expect(pieces.length).toBeGreaterThan(0)
    expect(pieces.reduce((sum, piece) => sum + piece.heightMm, 0)).toBeLessThanOrEqual(height + 1e-6)
  }
}

describe('pages of an official document', () => {
  it('hold 22 lines, the first two less for the title', () => {
    const pages = paginate(documentOf([flow('科'.repeat(28 * 50))]), square)
    const counts = pages.map(({ pieces }) =>
      pieces.reduce((sum, piece) => sum + (piece.kind === 'paragraph' ? piece.lines.length : 0), 0),
    )
    expect(counts).toEqual([20, 22, 9])
  })

  it('lose no letter, leave no heading behind and no signature alone, whatever the length', () => {
    for (let lines = 1; lines < 60; lines++) {
      const text = `一、情况\n${'科'.repeat(28 * lines - 3)}\n二、要求\n（一）加强领导\n${'普'.repeat(40)}`
      const document = documentOf([flow(text), signature])
      const pages = paginate(document, square)
      expect(textOf(pages)).toBe(text.replaceAll('\n', ''))
      expectRoom(pages, document)
      for (const { pieces } of pages) expect(isHeading(pieces[pieces.length - 1]), `${lines}`).toBe(false)
      const last = pages[pages.length - 1]?.pieces ?? []
      expect(last.map(({ kind }) => kind)).toContain('paragraph')
      expect(last.some(({ kind }) => kind === 'signature')).toBe(true)
    }
  })

  it('keep the square for the seal within one line of the text and on its page', () => {
    const pages = paginate(documentOf([flow('特此报告。'), signature]), square)
    const piece = pages[0]?.pieces.find(({ kind }) => kind === 'signature')
    if (piece?.kind !== 'signature' || !piece.stamp) throw new Error('no square')
    expect(piece.stamp.topMm).toBeGreaterThanOrEqual(0)
    expect(piece.stamp.topMm).toBeLessThan(official.line)
    expect(piece.stamp.topMm + piece.stamp.sizeMm).toBeLessThanOrEqual(piece.heightMm + 4 + 1e-6)
    expect(piece.centreMm + 22.5).toBeLessThanOrEqual(official.width)
  })

  it('begin what follows a table on the grid of lines again', () => {
    const pages = paginate(documentOf([rowsOf(['甲', '乙']), flow('科普')]), square)
    let used = 0
    for (const piece of pages[0]?.pieces ?? []) {
      if (piece.kind === 'paragraph') expect((used / official.line) % 1).toBeCloseTo(0, 5)
      used += piece.heightMm
    }
  })
})

describe('a table of rows', () => {
  it('repeats its heading, tears no row that a page can hold and loses none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('form' as const, 'official' as const, 'letter' as const),
        (sizes, style) => {
          const texts = sizes.map((size) => '事'.repeat(size))
          const document = documentOf([rowsOf(texts)], { style, stamp: null })
          const pages = paginate(document, square)
          expectRoom(pages, document)
          const printed: string[] = []
          for (const { pieces } of pages) {
            for (const piece of pieces) {
              if (piece.kind !== 'grid') continue
              const [heading, ...rows] = piece.rows
              expect(heading?.cells.map((cell) => ('text' in cell ? cell.text : ''))).toEqual(['序号', '姓名', '事项'])
              expect(rows.length).toBeGreaterThan(0)
              for (const { cells } of rows) {
                const last = cells[2]
                printed.push(last && 'text' in last ? last.text : '')
              }
            }
          }
          expect(printed).toEqual(texts)
        },
      ),
      { numRuns: 60, seed: 3 },
    )
  })

  it('cuts a row that is longer than a page', () => {
    const text = Array.from({ length: 4000 }, (_none, n) => String.fromCharCode(0x4e00 + n)).join('')
    const document = documentOf([rowsOf(['前', text, '后'])], { stamp: null })
    const pages = paginate(document, square)
    expectRoom(pages, document)
    const parts = pages.flatMap(({ pieces }) =>
      pieces.flatMap((piece) => (piece.kind === 'grid' ? piece.rows.slice(1) : [])),
    )
    expect(parts.map(({ cells }) => (cells[2] && 'text' in cells[2] ? cells[2].text : '')).join('')).toBe(`前${text}后`)
  })
})

describe('blocks that belong to one row', () => {
  it('stand on one page', () => {
    const block = (row: number, n: number): PrintBlock => ({
      kind: 'paragraph',
      runs: [{ text: `${row}·${n}`, field: null }],
      align: 'left',
      indent: false,
      level: 0,
      spaceBeforeMm: n === 0 ? 8 : 0,
      of: { table: 'people', row },
    })
    const blocks = Array.from({ length: 40 }, (_none, at) => block(Math.floor(at / 4), at % 4))
    const pages = paginate(documentOf(blocks, { style: 'letter', stamp: null }), square)
    expect(pages.length).toBeGreaterThan(1)
    for (const { pieces } of pages) {
      const rows = pieces.flatMap((piece) => (piece.kind === 'paragraph' ? piece.lines.map(lineText) : []))
      for (const row of new Set(rows.map((text) => text.split('·')[0])))
        expect(rows.filter((text) => text.startsWith(`${row}·`))).toHaveLength(4)
    }
  })
})

describe('the beginning of a line', () => {
  it.each([
    ['一、开展情况', 1, 6],
    ['十二、要求。从严', 1, 6],
    ['（一）走访慰问。到人', 2, 8],
    ['1.走访', 3, 4],
    ['（2）开通', 4, 5],
    ['1.5万元', 0, 0],
    ['一是活动', 0, 0],
    [`一、${'各镇要高度重视，'.repeat(6)}。`, 0, 0],
  ])('%s', (text, level, length) => {
    expect(officialHeading(text)).toEqual({ level, length })
  })

  it('says what an annex is', () => {
    expect(annexNote('附件：1.统计表', false)).toEqual({ first: true, mark: '附件：1.' })
    expect(annexNote('2.照片', true)).toEqual({ first: false, mark: '2.' })
    expect(annexNote('2.照片', false)).toBeNull()
  })
})
