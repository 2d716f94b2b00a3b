/** The pages of Word and of the printer are the same paper, though neither may import the other's measures. */
import { expect, it } from 'vitest'
import { gaps, official, pageSize, paperShape, qrSide } from '../../../electron/core/documents/docx/measures.ts'
import { type TextKind, typeOf } from '../../../electron/core/documents/docx/styles.ts'
import { titleWidth } from '../../../electron/core/documents/docx/title-shape.ts'
import * as paper from '../../../renderer/print/paper.ts'

const styles = ['form', 'letter', 'official'] as const

it('have the same edges', () => {
  for (const style of styles) {
    for (const withQr of [true, false]) {
      const word = paperShape(style, withQr)
      const shape = paper.pageShape(style, withQr)
      expect(word).toMatchObject({ top: shape.top, left: shape.left, width: shape.width })
      expect(pageSize.height - word.top - word.bottom).toBeCloseTo(shape.height, 6)
      expect(pageSize.width - word.left - word.right).toBeCloseTo(shape.width, 6)
    }
  }
  expect(qrSide).toBe(paper.paper.qr)
  expect(official.linePoints).toBe(paper.official.linePoints)
  expect(official.pitchPoints).toBe(paper.official.pitchPoints)
  expect(gaps).toMatchObject({ cellX: paper.cellPadding.x, cellY: paper.cellPadding.y, section: paper.sectionHeight })
  expect(gaps).toMatchObject({ bodyX: paper.bodyPadding.x, bodyY: paper.bodyPadding.y })
})

it('have the same sizes and line pitches', () => {
  const kinds = [
    'section',
    'heading',
    'label',
    'value',
    'note',
    'caption',
    'rowLabel',
    'row',
  ] as const satisfies TextKind[]
  for (const kind of kinds) {
    const { points, lineMm } = typeOf('form', kind)
    expect({ points, line: lineMm }, kind).toMatchObject({
      points: paper.textStyles[kind].points,
      line: paper.textStyles[kind].line,
    })
  }
  for (const style of styles) {
    const { points, line } = paper.textStyles[paper.runningText[style].body]
    expect(typeOf(style, 'body'), style).toMatchObject({ points, lineMm: line })
  }
  expect(typeOf('official', 'title').lineMm).toBe(paper.textStyles.officialTitle.line)
  expect(typeOf('form', 'title').points).toBe(paper.textStyles.title.points)
})

it('break a long title after a word, not where it is full', () => {
  const title = '关于推荐海陵县科学技术协会系统优秀组织单位的报告'
  const width = titleWidth(title, 20)
  expect(width).toBeLessThan(20)
  const first = [...title].slice(0, Math.floor(width)).join('')
  const ends = [...new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(title)].map(
    ({ index, segment }) => index + segment.length,
  )
  expect(ends).toContain(first.length)
  expect(titleWidth('工作方案', 20)).toBe(20)
})
