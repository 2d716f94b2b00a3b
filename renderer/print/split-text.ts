/** Cuts running text into parts that fit on pages, line by line, without losing a character. */
import type { TextStyle } from './paper.ts'
import type { TextMeasure } from './text-measure.ts'

export type Paragraph = { text: string; indent: boolean; starts: readonly number[] }
export type ParagraphPart = {
  text: string
  /** First line indented: only where the paragraph begins, and not when its writer indented it by hand. */
  indent: boolean
  /** The paragraph goes on in the next part: its last line here is a full one. */
  goesOn: boolean
  lines: number
}
/** A place between two lines: paragraph, and line of it. */
export type Position = { paragraph: number; line: number }

export function readParagraphs(text: string, measure: TextMeasure, style: TextStyle, widthMm: number): Paragraph[] {
  if (text.trim() === '') return []
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => {
      const indent = line !== '' && !/^\s/u.test(line)
      return { text: line, indent, starts: measure.lineStarts(line, style, widthMm, indent) }
    })
}

export function linesAfter(paragraphs: readonly Paragraph[], from: Position): number {
  return paragraphs.slice(from.paragraph).reduce((sum, paragraph) => sum + paragraph.starts.length, 0) - from.line
}

/**
 * The next break: at most `room` lines after `from`, moved up where it would leave a single line of a paragraph
 * behind (an orphan) or send a single one ahead (a widow). Null when no good break fits and `force` is false.
 */
export function nextBreak(
  paragraphs: readonly Paragraph[],
  from: Position,
  room: number,
  force: boolean,
): Position | null {
  if (room <= 0) return null
  let left = room
  let at: Position = from
  while (at.paragraph < paragraphs.length) {
    const count = (paragraphs[at.paragraph]?.starts.length ?? 0) - at.line
    if (count > left) break
    left -= count
    at = { paragraph: at.paragraph + 1, line: 0 }
  }
  if (at.paragraph >= paragraphs.length || left === 0) return advanced(at, from)
  const length = paragraphs[at.paragraph]?.starts.length ?? 0
  let line = at.line + left
  // One line left over for the next page: give it company, if the paragraph has a line to spare.
  if (length - line === 1 && line - at.line > 1 && length > 2) line -= 1
  const startsHere = at.line === 0
  if (startsHere && line === 1 && length > 1) line = 0
  const found = line === at.line ? at : { paragraph: at.paragraph, line }
  if (advanced(found, from)) return found
  return force ? { paragraph: at.paragraph, line: at.line + left } : null
}

function advanced(at: Position, from: Position): Position | null {
  return at.paragraph > from.paragraph || at.line > from.line ? at : null
}

export function textBetween(paragraphs: readonly Paragraph[], from: Position, to: Position): ParagraphPart[] {
  const parts: ParagraphPart[] = []
  for (let index = from.paragraph; index < paragraphs.length && index <= to.paragraph; index++) {
    const paragraph = paragraphs[index]
    if (!paragraph) continue
    const firstLine = index === from.paragraph ? from.line : 0
    const lastLine = index === to.paragraph ? to.line : paragraph.starts.length
    if (lastLine <= firstLine) continue
    const end = paragraph.starts[lastLine] ?? paragraph.text.length
    parts.push({
      text: paragraph.text.slice(paragraph.starts[firstLine] ?? 0, end),
      indent: paragraph.indent && firstLine === 0,
      goesOn: lastLine < paragraph.starts.length,
      lines: lastLine - firstLine,
    })
  }
  return parts
}
