/** A long text: in its frame or in the forms' own type, and as the body of an official document. */
import { annexNote, officialHeading } from '../../shared/form/official-text.ts'
import type { PrintBlock } from '../../shared/form/print-document.ts'
import { addLines } from './add-paragraphs.ts'
import { addSection, titleHeight } from './add-title.ts'
import { breakLines, type Span } from './break-lines.ts'
import type { Setting } from './pages.ts'
import { bodyPadding, textStyles } from './paper.ts'
import { linesAfter, nextBreak, type ParagraphPart, type Position, readParagraphs, textBetween } from './split-text.ts'

type FlowBlock = Extract<PrintBlock, { kind: 'flow' }>
/** Fewer lines than this at the foot of a page are not worth a frame of their own. */
export const leastLines = 4

export function addFramedFlow(setting: Setting, block: FlowBlock): void {
  const { pages, measure, shape } = setting
  const { line } = textStyles.body
  const padding = block.framed ? bodyPadding : { x: 0, y: 0 }
  const paragraphs = readParagraphs(block.text, measure, 'body', shape.width - 2 * padding.x)
  let at: Position = { paragraph: 0, line: 0 }
  let left = linesAfter(paragraphs, at)
  const wanted = Math.max(left * line + 2 * padding.y, block.minHeightMm)
  const heading = titleHeight(setting, block.title)
  const least = Math.min(left, leastLines) * line + 2 * padding.y
  // An empty or short cell keeps its height where a whole page has room for it; a long one starts where it is.
  const keepsWhole = wanted <= block.minHeightMm && pages.room - heading < wanted * 0.6
  addSection(setting, block.title, keepsWhole ? Math.min(wanted, pages.height - heading) : least)
  const put = (heightMm: number, parts: ParagraphPart[]) =>
    pages.add({ kind: 'text', heightMm, framed: block.framed, field: block.field, parts })
  while (left * line + 2 * padding.y > pages.room) {
    const room = Math.floor((pages.room - 2 * padding.y) / line)
    const end = nextBreak(paragraphs, at, room, pages.fresh || pages.room >= least)
    if (end) {
      put(pages.room, textBetween(paragraphs, at, end))
      at = end
      left = linesAfter(paragraphs, at)
    }
    pages.turn()
  }
  const height = Math.max(
    left * line + 2 * padding.y,
    at.paragraph + at.line === 0 ? Math.min(block.minHeightMm, pages.room) : 0,
  )
  if (left > 0 || at.paragraph === 0)
    put(height, textBetween(paragraphs, at, { paragraph: paragraphs.length, line: 0 }))
}

/** Paragraph by paragraph: the beginning of a line says which heading it is. */
export function addOfficialFlow(setting: Setting, block: FlowBlock): void {
  const { shape, text, measure, pages } = setting
  const line = textStyles[text.body].line
  const em = (textStyles[text.body].points + text.spacingPoints) * (25.4 / 72)
  const { field } = block
  addSection(setting, block.title, line)
  const flow = { widthMm: shape.width, spacingPoints: text.spacingPoints, justify: true }
  let afterNote = false
  let blankBefore = true
  for (const written of block.text.replace(/\r\n?/g, '\n').split('\n')) {
    const paragraph = written.trim()
    const note = annexNote(paragraph, afterNote)
    const hang = note ? (note.first ? 2 * em : 5 * em) : 0
    const markMm = note ? measure.width(note.mark, text.body) + (note.mark.length * text.spacingPoints * 25.4) / 72 : 0
    const indent = note ? { firstMm: hang, nextMm: hang + markMm } : { firstMm: 2 * em, nextMm: 0 }
    const lines = breakLines(officialSpans(setting, paragraph, field), { ...flow, ...indent }, measure)
    const heading = officialHeading(paragraph)
    addLines(setting, {
      lines,
      style: text.body,
      align: 'left',
      field,
      // GB/T 9704 7.3.4: one line between the text and its list of annexes.
      beforeMm: note?.first && !blankBefore ? line : 0,
      withNext: heading.level > 0 && heading.length === paragraph.length,
    })
    afterNote = note !== null
    blankBefore = paragraph === ''
  }
  const missing = block.minHeightMm - line
  if (block.text.trim() === '' && missing > 0) pages.add({ kind: 'space', heightMm: Math.min(missing, pages.room) })
}

/** The heading in its own face, the rest in the body's. */
export function officialSpans({ text }: Setting, paragraph: string, field: string | null): Span[] {
  const { level, length } = officialHeading(paragraph)
  const face = level === 1 ? text.hei : level === 2 ? text.kai : text.body
  const spans = [
    { text: paragraph.slice(0, length), style: face, field },
    { text: paragraph.slice(length), style: text.body, field },
  ]
  return spans.filter((span) => span.text !== '')
}
