import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Page } from '../../../renderer/print/pages.ts'
import { paginate } from '../../../renderer/print/paginate.ts'
import { contentHeight } from '../../../renderer/print/paper.ts'
import { linesAfter, nextBreak, readParagraphs, textBetween } from '../../../renderer/print/split-text.ts'
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'
import { square } from './square-measure.ts'

function documentOf(blocks: PrintBlock[]): PrintDocument {
  return {
    formId: 'X',
    formName: '表',
    officeName: '某县科协',
    style: 'form',
    titleLines: ['标题'],
    heading: null,
    stamp: null,
    blocks,
    footer: null,
    qr: true,
    masked: false,
    example: false,
  }
}

const flow = (text: string, minHeightMm = 0): PrintBlock => ({
  kind: 'flow',
  title: '二、工作方案',
  field: 'plan',
  text,
  framed: true,
  minHeightMm,
})
const heights = (pages: Page[]) => pages.map((page) => page.pieces.reduce((sum, piece) => sum + piece.heightMm, 0))

function flowText(pages: Page[]): string {
  let text = ''
  for (const page of pages) {
    for (const piece of page.pieces) {
      if (piece.kind !== 'text') continue
      for (const part of piece.parts) text += part.text + (part.goesOn ? '' : '\n')
    }
  }
  return text.replace(/\n$/, '')
}

describe('pages', () => {
  it('lose no character of a running text and overflow none of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('科', '。', '1', '，', ' '), maxLength: 600 }), { maxLength: 30 }),
        (paragraphs) => {
          const text = `起${paragraphs.join('\n')}终`
          const pages = paginate(documentOf([flow(text)]), square)
          expect(flowText(pages)).toBe(text)
          for (const height of heights(pages)) expect(height).toBeLessThanOrEqual(contentHeight(true) + 1e-6)
        },
      ),
      { numRuns: 200, seed: 20220530 },
    )
  })

  it('lose no character of a table cell that is longer than a page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 0, max: 12 }), (length, before) => {
        const text = Array.from({ length }, (_, index) => String.fromCharCode(0x4e00 + (index % 5000))).join('')
        const row = (value: string) => ({
          heightMm: 9,
          cells: [
            { kind: 'label' as const, text: '名称', note: null, colSpan: 1, rowSpan: 1 },
            { kind: 'value' as const, field: 'name', text: value, colSpan: 1, rowSpan: 1 },
          ],
        })
        const rows = [...Array.from({ length: before }, () => row('')), row(text), row('完')]
        const pages = paginate(documentOf([{ kind: 'grid', title: '一', columns: [40, 134], rows }]), square)
        const values = pages
          .flatMap((page) => page.pieces.flatMap((piece) => (piece.kind === 'grid' ? piece.rows : [])))
          .flatMap((one) => one.cells)
        expect(values.map((cell) => (cell.kind === 'value' ? cell.text : '')).join('')).toBe(`${text}完`)
        for (const height of heights(pages)) expect(height).toBeLessThanOrEqual(contentHeight(true) + 1e-6)
      }),
      { numRuns: 100, seed: 7 },
    )
  })

  it('keep rows of one group together', () => {
    const cell = (text: string, rowSpan = 1) => ({ kind: 'label' as const, text, note: null, colSpan: 1, rowSpan })
    const single = Array.from({ length: 24 }, () => ({ heightMm: 10, cells: [cell('a'), cell('b')] }))
    const group = [
      { heightMm: 10, cells: [cell('联系人', 3), cell('姓名')] },
      { heightMm: 10, cells: [cell('手机')] },
      { heightMm: 10, cells: [cell('邮箱')] },
    ]
    const pages = paginate(
      documentOf([{ kind: 'grid', title: null, columns: [1, 1], rows: [...single.slice(0, 21), ...group] }]),
      square,
    )
    const second = pages[1]?.pieces.find((piece) => piece.kind === 'grid')
    expect(pages).toHaveLength(2)
    expect(second?.rows).toHaveLength(3)
  })

  it('never end with the heading of a section', () => {
    for (let lines = 0; lines < 60; lines++) {
      const pages = paginate(documentOf([flow(`${'字\n'.repeat(lines)}末`), flow('下一段'.repeat(40))]), square)
      for (const page of pages) expect(page.pieces[page.pieces.length - 1]?.kind).not.toBe('section')
    }
  })

  it('keep the height of an empty cell', () => {
    const pages = paginate(documentOf([flow('', 60)]), square)
    expect(pages[0]?.pieces.at(-1)).toMatchObject({ kind: 'text', heightMm: 60, parts: [] })
  })
})

describe('a break', () => {
  const paragraphs = readParagraphs('一'.repeat(100), square, 'body', 60)

  it('leaves neither an orphan nor a widow', () => {
    const start = { paragraph: 0, line: 0 }
    const total = linesAfter(paragraphs, start)
    expect(nextBreak(paragraphs, start, 1, false)).toBeNull()
    expect(nextBreak(paragraphs, start, 1, true)).toEqual({ paragraph: 0, line: 1 })
    expect(nextBreak(paragraphs, start, total - 1, false)).toEqual({ paragraph: 0, line: total - 2 })
    expect(nextBreak(paragraphs, start, total, false)).toEqual({ paragraph: 1, line: 0 })
  })

  it('indents only the beginning of a paragraph', () => {
    const parts = textBetween(paragraphs, { paragraph: 0, line: 2 }, { paragraph: 1, line: 0 })
    expect(parts).toHaveLength(1)
    expect(parts[0]).toMatchObject({ indent: false, goesOn: false })
  })
})
