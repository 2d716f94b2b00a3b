/** Paragraphs of the form's own words with values in them; lines are put on pages here for all running text. */
import { officialHeading } from '../../shared/form/official-text.ts'
import type { CellAlign, PrintBlock, PrintRun } from '../../shared/form/print-document.ts'
import { breakLines, type Span, type TextLine } from './break-lines.ts'
import type { Setting } from './pages.ts'
import { type TextStyle, textStyles } from './paper.ts'

type ParagraphBlock = Extract<PrintBlock, { kind: 'paragraph' }>
type SetParagraph = {
  lines: TextLine[]
  style: TextStyle
  align: CellAlign
  field: string | null
  beforeMm: number
  /** A heading: it never ends a page. */
  withNext: boolean
}

/** Puts lines where there is room; what stands above the first is dropped at the top of a page. */
export function addLines({ pages, onGrid }: Setting, set: SetParagraph): void {
  const { style, align, field } = set
  const line = textStyles[style].line
  let rest = set.lines
  let before = set.beforeMm
  while (rest.length > 0) {
    if (pages.fresh) before = 0
    const room = pages.linesLeft(line) - Math.ceil((before - 1e-6) / line)
    let take = Math.min(room, rest.length)
    // An official page is filled to its 22nd line; elsewhere no line of a paragraph stands alone.
    if (!onGrid && rest.length - take === 1 && take > 2) take -= 1
    if (!onGrid && take === 1 && rest.length > 1) take = 0
    if (take <= 0 && !pages.fresh) {
      pages.turn()
      continue
    }
    take = Math.max(take, 1)
    const lines = rest.slice(0, take)
    pages.add({
      kind: 'paragraph',
      heightMm: before + take * line,
      beforeMm: before,
      style,
      align,
      field,
      lines,
      withNext: set.withNext && take === rest.length,
    })
    rest = rest.slice(take)
    before = 0
    if (rest.length > 0) pages.turn()
  }
}

/** The runs of each line that the writer ended. */
function linesOfRuns(runs: readonly PrintRun[]): PrintRun[][] {
  const lines: PrintRun[][] = [[]]
  for (const run of runs) {
    run.text
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .forEach((text, index) => {
        if (index > 0) lines.push([])
        lines[lines.length - 1]?.push({ ...run, text })
      })
  }
  return lines
}

function faces(setting: Setting, block: ParagraphBlock, runs: readonly PrintRun[]): Span[] {
  const { text, onGrid } = setting
  const words = runs.map((run) => run.text).join('')
  const found = onGrid && block.indent && block.level === 0 ? officialHeading(words) : null
  const level = found ? found.level : block.level
  const face = level === 1 ? text.hei : level === 2 ? text.kai : text.body
  const stop = words.indexOf('。')
  // Run-in: the heading ends with its first full stop.
  let left = found ? found.length : level > 0 && stop >= 0 ? stop + 1 : words.length
  return runs.flatMap((run): Span[] => {
    const inside = run.text.slice(0, left)
    left = Math.max(left - run.text.length, 0)
    const spans = [
      { text: inside, style: level > 0 ? face : text.body, field: run.field },
      { text: run.text.slice(inside.length), style: text.body, field: run.field },
    ]
    return spans.filter((span) => span.text !== '')
  })
}

function setParagraph(setting: Setting, block: ParagraphBlock): SetParagraph[] {
  const { document, shape, text, measure, onGrid } = setting
  const style = document.frame && block.level > 0 ? text.hei : text.body
  const { line, points } = textStyles[style]
  const em = (points + text.spacingPoints) * (25.4 / 72)
  const shapeOf = {
    widthMm: shape.width,
    firstMm: block.indent && block.align === 'left' ? 2 * em : 0,
    nextMm: 0,
    spacingPoints: text.spacingPoints,
    justify: block.align === 'left',
  }
  const before = onGrid ? Math.round(block.spaceBeforeMm / line) * line : block.spaceBeforeMm
  return linesOfRuns(block.runs).map((runs, index) => ({
    lines: breakLines(faces(setting, block, runs), shapeOf, measure),
    style,
    align: block.align,
    field: null,
    beforeMm: index === 0 ? before : 0,
    withNext: block.level > 0,
  }))
}

/** Blocks that belong together go onto the next page together, when a page can hold them at all. */
export function addParagraphs(setting: Setting, blocks: readonly ParagraphBlock[]): void {
  const { pages, text } = setting
  const set = blocks.flatMap((block) => setParagraph(setting, block))
  if (blocks.length > 1 || blocks[0]?.of) {
    const line = textStyles[text.body].line
    const height = set.reduce((sum, one) => sum + one.beforeMm + one.lines.length * line, 0)
    if (!pages.fits(height) && height <= pages.height) pages.turn()
  }
  const row = blocks[0]?.of?.row
  for (const one of set) {
    addLines(setting, one)
    if (row !== undefined) pages.mark(row)
  }
}
