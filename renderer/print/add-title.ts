/** Title, heading line with the square for the seal, and headings of sections. */
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { balanceTitle } from './balance-title.ts'
import { breakLines } from './break-lines.ts'
import type { Setting } from './pages.ts'
import { certificateHead, gaps, sectionHeight, textStyles } from './paper.ts'
import { countLines } from './text-measure.ts'

export function addTitle({ document, shape, pages, measure, onGrid }: Setting): void {
  const field = document.titleRuns?.flat().find((run) => run.field !== null)?.field ?? null
  if (onGrid) {
    const style = 'officialTitle'
    const lines = document.titleLines.flatMap((line) => balanceTitle(line, style, shape.width, measure))
    // One empty line below it.
    pages.add({ kind: 'title', heightMm: (lines.length + 1) * textStyles[style].line, style, lines, field })
    return
  }
  if (document.frame) {
    const style = 'certificateTitle'
    const lines = document.titleLines.flatMap((line) => balanceTitle(line, style, shape.width, measure))
    pages.add({ kind: 'space', heightMm: certificateHead })
    pages.add({ kind: 'title', heightMm: lines.length * textStyles[style].line + gaps.afterTitle, style, lines, field })
    return
  }
  const count = document.titleLines.reduce((sum, line) => sum + countLines(measure, line, 'title', shape.width), 0)
  const heightMm = count * textStyles.title.line + gaps.afterTitle
  pages.add({ kind: 'title', heightMm, style: 'title', lines: document.titleLines, field })
}

/** Room kept for the words at the right, see print.css. */
const rightMm = 62

export function addHeading(setting: Setting): void {
  const { document, shape, pages, measure, onGrid } = setting
  const { heading } = document
  if (!heading) return
  const style = onGrid ? 'official' : 'heading'
  const stampMm = document.stamp?.at === 'heading-left' ? document.stamp.sizeMm : null
  const right = heading.right === null && heading.rightValue === '' ? 0 : rightMm
  // Words without a value never wrap: they are the form's own.
  const leftMm = heading.leftValue === '' ? null : shape.width - (stampMm ?? 0) - right
  const leftText = `${heading.left ?? ''}${heading.leftValue}`
  const leftLines = leftMm === null ? 1 : countLines(measure, leftText, style, leftMm)
  const words = { style, heading, stampMm, leftMm, leftLines } as const
  const line = textStyles[style].line
  if (stampMm === null) {
    pages.add({ kind: 'heading', heightMm: leftLines * line + (onGrid ? 0 : 2), ...words })
    return
  }
  // A section's heading is fixed text that ends left of the square, so the square may stand beside it.
  const beside = firstTitle(document) && !onGrid ? sectionHeight : 0
  pages.add({ kind: 'heading', heightMm: Math.max(stampMm, leftLines * line) - beside, ...words })
  if (onGrid) pages.snap(line)
}

function firstTitle({ blocks: [first] }: PrintDocument): string | null {
  return first && 'title' in first ? first.title : null
}

/** Puts a section's heading, never as the last thing on a page. @param following what must stand below it, in mm */
export function addSection({ shape, pages, text, measure, onGrid }: Setting, title: string | null, following: number) {
  if (onGrid && title !== null) {
    const style = text.hei
    const line = textStyles[style].line
    const em = (textStyles[style].points / 72) * 25.4
    const indent = { firstMm: 2 * em, nextMm: 0, spacingPoints: text.spacingPoints, justify: true }
    const lines = breakLines([{ text: title, style, field: null }], { widthMm: shape.width, ...indent }, measure)
    const heightMm = lines.length * line
    if (!pages.fits(heightMm + following)) pages.turn()
    pages.add({ kind: 'paragraph', heightMm, beforeMm: 0, style, align: 'left', field: null, lines, withNext: true })
    return
  }
  const height = title === null ? 0 : sectionHeight
  if (pages.room < height + following) pages.turn()
  if (title !== null) pages.add({ kind: 'section', heightMm: sectionHeight, text: title })
}

/** Height of a section's heading of one line. */
export const titleHeight = ({ onGrid }: Setting, title: string | null): number =>
  title === null ? 0 : onGrid ? textStyles.official.line : sectionHeight
