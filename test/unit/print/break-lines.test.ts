import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines, type LineShape, lineText, type TextLine } from '../../../renderer/print/break-lines.ts'
import { official } from '../../../renderer/print/paper.ts'
import { square } from './square-measure.ts'

const shape: LineShape = {
  widthMm: official.width,
  firstMm: 0,
  nextMm: 0,
  spacingPoints: official.pitchPoints - 16,
  justify: true,
}
const set = (text: string, change: Partial<LineShape> = {}) =>
  breakLines([{ text, style: 'official', field: null }], { ...shape, ...change }, square)
const lengths = (lines: TextLine[]) => lines.map((line) => [...lineText(line)].length)

/** Points from the first letter's left edge to the last one's right. */
function widthOf(line: TextLine): number {
  let width = 0
  let spacing = 0
  for (const segment of line.segments) {
    for (const _one of segment.text) {
      spacing = segment.spacing ?? line.spacing
      width += 16 + spacing
    }
  }
  return width - spacing
}

describe('lines of official text', () => {
  it('hold 28 characters, the first 26 after its indent', () => {
    expect(lengths(set('科'.repeat(84)))).toEqual([28, 28, 28])
    expect(lengths(set('科'.repeat(84), { firstMm: (2 * official.pitchPoints * 25.4) / 72 }))).toEqual([26, 28, 28, 2])
  })

  it('draw a mark in that would begin a line', () => {
    expect(lengths(set(`${'科'.repeat(28)}。${'普'.repeat(28)}`))).toEqual([29, 28])
    expect(lengths(set(`${'科'.repeat(20)}，${'科'.repeat(7)}。”${'普'.repeat(28)}`))).toEqual([30, 28])
  })

  it('send an opening mark down, and what no room can be made for', () => {
    expect(lengths(set(`${'科'.repeat(27)}（一）${'普'.repeat(20)}`))[0]).toBe(27)
    expect(lengths(set(`${'科'.repeat(28)}》）。”${'普'.repeat(20)}`))[0]).toBe(27)
  })

  it('keep words, numbers and double marks whole', () => {
    expect(set(`${'科'.repeat(26)}2022年`).map(lineText)[1]).toBe('2022年')
    expect(set(`${'科'.repeat(27)}——普`).map(lineText)[1]).toBe('——普')
    expect(set(`${'科'.repeat(20)}kexie@hailing普`).map(lineText)[1]).toBe('kexie@hailing普')
  })

  it('cut a word that no line can hold', () => {
    expect(lengths(set('a'.repeat(70)))).toEqual([28, 28, 14])
  })

  it('draw lines to write on', () => {
    const [line] = set('签名：________　日期：____')
    expect(line?.segments.map(({ blankMm }) => blankMm !== null)).toEqual([false, true, false, true])
    expect(line?.segments[1]?.blankMm).toBeCloseTo((4 * 16 * 25.4) / 72, 3)
  })

  it('lose nothing, obey the marks and stay inside the type area', () => {
    const piece = fc.constantFrom(
      '科',
      '普',
      '。',
      '，',
      '、',
      '“',
      '”',
      '（',
      '）',
      '1',
      'a',
      ' ',
      '—',
      '…',
      '%',
      '𠮷',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 300 }), fc.boolean(), (pieces, indent) => {
        const text = pieces.join('')
        const room = (official.width / 25.4) * 72
        const lines = set(text, { firstMm: indent ? 11 : 0 })
        expect(lines.map(lineText).join('')).toBe(text)
        lines.forEach((line, index) => {
          const written = lineText(line).trimEnd()
          const trimmed = { ...line, segments: line.segments.map((one) => ({ ...one })) }
          const spaces = lineText(line).length - written.length
          const hanging = /[。，、；：？！）》”’]$/u.test(written) ? 8 : 0
          const start = (line.startMm / 25.4) * 72
          if (spaces === 0) expect(start + widthOf(trimmed)).toBeLessThanOrEqual(room + hanging + 0.3)
          // Three marks in a row cannot all be drawn in.
          const before = index > 0 ? lineText(lines[index - 1] as TextLine) : ''
          if (/[科𠮷]$/u.test(before) && /科{5}/u.test(before)) expect(written).not.toMatch(/^[。，、][^。，、”）]/u)
        })
      }),
      { numRuns: 300, seed: 9704 },
    )
  })
})
