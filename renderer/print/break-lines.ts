/**
 * Lines of running text as a compositor sets them: no 。，、 at the beginning of a line, no （“ at its end, words and
 * numbers whole, full lines flush on both sides. A mark that would begin a line is drawn in by closing up the line, so
 * that it keeps its full number of characters (GB/T 9704 5.2.3). Widths in points inside, millimetres outside.
 */
import { type TextStyle, textStyles } from './paper.ts'
import type { TextMeasure } from './text-measure.ts'

export type Span = { text: string; style: TextStyle; field: string | null }
export type LineSegment = Span & {
  /** Between its letters, in points; null: as in the rest of the line. */
  spacing: number | null
  /** A line to write on, of this width; its text is not printed. */
  blankMm: number | null
}
export type TextLine = { segments: LineSegment[]; startMm: number; spacing: number }

export type LineShape = {
  widthMm: number
  /** Beginning of the first line and of the others. */
  firstMm: number
  nextMm: number
  spacingPoints: number
  justify: boolean
}

type Glyph = { text: string; style: TextStyle; field: string | null; width: number; blank: boolean }

const noStart = new Set('。，、；：？！）》〉」』】〕｝］”’…·％%℃‰,.;:?!)]}～')
const noEnd = new Set('（《〈「『【〔｛［“‘([{￥·')
/** Closing marks whose right half is empty. */
const halfEmpty = new Set('。，、；：？！）》〉」』】〕｝］”’')
const points = (mm: number) => (mm / 25.4) * 72
/** Closing up: at most this much between two letters, as parts of a character. */
const tightest = 0.05
/** A comma inside the line gives at most this much of its empty half. */
const commaGives = 0.25
/** Wider gaps than this would tear the line apart: it stays ragged. */
const widestGap = 0.3

const isNarrow = (glyph: Glyph): boolean =>
  !glyph.blank && !/[\p{Script=Han}\s\u2014\u2018-\u201d\u2026\u3000-\u30ff\uff01-\uff60]/u.test(glyph.text)

/** Every ideograph and full-width mark is as wide as high in every Chinese font: only the rest is measured. */
function glyphWidth(text: string, style: TextStyle, measure: TextMeasure): number {
  const code = text.codePointAt(0) ?? 0
  const square = (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3000 && code <= 0x303f)
  if (square || (code >= 0xff01 && code <= 0xff60)) return textStyles[style].points
  return points(measure.width(text, style))
}

function glyphsOf(spans: readonly Span[], widest: number, measure: TextMeasure): Glyph[] {
  return spans.flatMap(({ text, style, field }) =>
    (text.match(/_{2,}|./gsu) ?? []).map((piece): Glyph => {
      const blank = piece.startsWith('__')
      const wanted = blank ? (piece.length * textStyles[style].points) / 2 : glyphWidth(piece, style, measure)
      return { text: piece, style, field, width: blank ? Math.min(wanted, widest) : wanted, blank }
    }),
  )
}

function breaksBefore(glyphs: readonly Glyph[], at: number): boolean {
  const [before, after] = [glyphs[at - 1], glyphs[at]]
  if (!before || !after) return true
  if (noStart.has(after.text) || noEnd.has(before.text) || after.text === ' ') return false
  if (after.text === before.text && (after.text === '—' || after.text === '…')) return false
  return !(isNarrow(before) && isNarrow(after))
}

type Cut = { end: number; trims: Map<number, number>; drawnIn: boolean }

/** Where the line that begins at `start` ends. */
function cutLine(glyphs: readonly Glyph[], start: number, room: number, normal: number): Cut {
  const trims = new Map<number, number>()
  // 28 pitches are the line; the last letter itself is a little wider than its pitch.
  const slack = Math.max(0.05, -normal)
  let natural = 0
  let fit = start
  for (; fit < glyphs.length; fit++) {
    const width = glyphs[fit]?.width ?? 0
    // The last letter's own spacing does not count; a space at the end hangs.
    if (natural + width > room + slack && glyphs[fit]?.text !== ' ') break
    natural += width + normal
  }
  if (fit >= glyphs.length) return { end: glyphs.length, trims, drawnIn: false }
  if (fit > start && breaksBefore(glyphs, fit)) return { end: fit, trims, drawnIn: false }
  const drawn = drawIn(glyphs, start, fit, room, normal)
  if (drawn) return drawn
  let back = fit
  while (back > start && !breaksBefore(glyphs, back)) back--
  const cutWord = back === start || (wordFrom(glyphs, back) > 20 && fit - back > 8)
  return { end: cutWord ? Math.max(fit, start + 1) : back, trims, drawnIn: false }
}

function wordFrom(glyphs: readonly Glyph[], at: number): number {
  let end = at
  while (end < glyphs.length && isNarrow(glyphs[end] as Glyph)) end++
  return end - at
}

/** Takes one or two closing marks into a line that is full already. */
function drawIn(glyphs: readonly Glyph[], start: number, fit: number, room: number, normal: number): Cut | null {
  let end = fit
  while (end < glyphs.length && end - fit < 2 && halfEmpty.has(glyphs[end]?.text ?? '')) {
    end++
    if (breaksBefore(glyphs, end)) break
  }
  if (end === fit || !breaksBefore(glyphs, end)) return null
  const trims = new Map<number, number>()
  const line = glyphs.slice(start, end)
  let excess = line.reduce((sum, glyph) => sum + glyph.width + normal, 0) - normal - room
  const give = (index: number, share: number) => {
    const most = (glyphs[index]?.width ?? 0) * share
    const given = Math.min(most, Math.max(excess, 0))
    if (given > 0) trims.set(index, given)
    excess -= given
  }
  for (let index = end - 1; index >= fit; index--) give(index, 0.5)
  for (let index = fit - 1; index > start; index--)
    if (halfEmpty.has(glyphs[index]?.text ?? '')) give(index, commaGives)
  const size = textStyles[line[0]?.style ?? 'body'].points
  return excess / Math.max(line.length - 1, 1) <= tightest * size ? { end, trims, drawnIn: true } : null
}

function setLine(glyphs: readonly Glyph[], start: number, cut: Cut, shape: LineShape, startMm: number): TextLine {
  const normal = shape.spacingPoints
  const last = cut.end >= glyphs.length
  let textEnd = cut.end
  while (textEnd > start && glyphs[textEnd - 1]?.text === ' ') textEnd--
  const line = glyphs.slice(start, textEnd)
  const trimmed = [...cut.trims.values()].reduce((sum, trim) => sum + trim, 0)
  const room = points(shape.widthMm - startMm)
  const gap = (room + trimmed - line.reduce((sum, glyph) => sum + glyph.width, 0)) / Math.max(line.length - 1, 1)
  const size = textStyles[line[0]?.style ?? 'body'].points
  const flush = shape.justify && (!last || cut.drawnIn) && gap - normal <= widestGap * size
  const spacing = flush || gap < normal ? gap : normal
  const segments: LineSegment[] = []
  glyphs.slice(start, cut.end).forEach((glyph, offset) => {
    const trim = cut.trims.get(start + offset)
    const own = trim === undefined ? null : spacing - trim
    const before = segments[segments.length - 1]
    const alike = before?.style === glyph.style && before.field === glyph.field
    if (alike && before.spacing === null && own === null && before.blankMm === null && !glyph.blank) {
      before.text += glyph.text
      return
    }
    const blankMm = glyph.blank ? (glyph.width / 72) * 25.4 : null
    segments.push({ text: glyph.text, style: glyph.style, field: glyph.field, spacing: own, blankMm })
  })
  return { segments, startMm, spacing }
}

/** At least one line, also for no text at all. Every character of the spans stands in exactly one line. */
export function breakLines(spans: readonly Span[], shape: LineShape, measure: TextMeasure): TextLine[] {
  const glyphs = glyphsOf(spans, points(shape.widthMm - shape.nextMm), measure)
  const lines: TextLine[] = []
  for (let start = 0; start < glyphs.length || lines.length === 0; ) {
    const startMm = lines.length === 0 ? shape.firstMm : shape.nextMm
    const cut = cutLine(glyphs, start, points(shape.widthMm - startMm), shape.spacingPoints)
    lines.push(setLine(glyphs, start, cut, shape, startMm))
    start = cut.end
  }
  return lines
}

export const lineText = (line: TextLine): string => line.segments.map(({ text }) => text).join('')
