/** Lines of pages → paragraphs, as a person would retype them. Pure. */
import type { ReceivedPage } from './received-text.ts'

/** One line as it stands on the paper; measures in points, the origin at the top left. */
export interface PageLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  /** Size of the type. */
  readonly size: number
}

export interface PageOfLines {
  readonly height: number
  readonly lines: readonly PageLine[]
}

/** At the edge: within this part of the page's height. */
const edge = 0.09
const pageNumber = /^[-—–―\s·]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/／，,共]+\s*\d{1,4}\s*页?)?)[-—–―\s·]*$/

/** A line that begins like this stands on its own, however full the line before it was. */
const beginsAnew =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|附\s*件|联\s*系\s*人|联系电话|电子邮箱|主题[:：]|抄送)/

/** Page numbers, and lines that most pages repeat at the same edge (running heads). */
function withoutEdges(pages: readonly PageOfLines[]): PageLine[][] {
  const atEdge = (line: PageLine, height: number): boolean => line.top < height * edge || line.top > height * (1 - edge)
  const shape = (line: PageLine): string => `${line.text.replace(/\d+/g, '#').replace(/\s/g, '')}`
  const seen = new Map<string, number>()
  for (const { lines, height } of pages)
    for (const key of new Set(lines.filter((line) => atEdge(line, height)).map(shape)))
      seen.set(key, (seen.get(key) ?? 0) + 1)
  const repeated = (line: PageLine): boolean => pages.length >= 3 && (seen.get(shape(line)) ?? 0) > pages.length / 2
  return pages.map(({ lines, height }) =>
    lines.filter((line) => !(atEdge(line, height) && (pageNumber.test(line.text) || repeated(line)))),
  )
}

/** Left and right edge of the type area: what most lines reach. */
function margins(lines: readonly PageLine[]): { left: number; right: number; size: number } {
  const sorted = (pick: (line: PageLine) => number): number[] => lines.map(pick).sort((a, b) => a - b)
  const lefts = sorted((line) => line.left)
  const rights = sorted((line) => line.right)
  const sizes = sorted((line) => line.size)
  return {
    left: lefts[Math.floor(lefts.length * 0.1)] ?? 0,
    right: rights[Math.floor(rights.length * 0.9)] ?? 0,
    size: sizes[Math.floor(sizes.length / 2)] ?? 12,
  }
}

const isLatin = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9,.;:%]/.test(character)

/** Chinese runs on without a space; between two Latin words there is one. */
export function glue(before: string, after: string): string {
  const last = before.at(-1)
  const first = after[0]
  const space = isLatin(last) && isLatin(first) && /[A-Za-z,;]/.test(`${last}`) && /[A-Za-z]/.test(`${first}`)
  return before + (space ? ' ' : '') + after
}

/** Whole text with one paragraph a line, and where each page lies in it. */
export function joinLines(pages: readonly PageOfLines[]): { text: string; pages: ReceivedPage[] } {
  const kept = withoutEdges(pages)
  const body = margins(kept.flat())
  let text = ''
  let before: PageLine | null = null
  const starts: number[] = []
  for (const lines of kept) {
    let begun = false
    for (const line of lines) {
      const joined: string =
        before !== null && continues(before, line, body, !begun)
          ? glue(text, line.text)
          : text === ''
            ? line.text
            : `${text}\n${line.text}`
      if (!begun) starts.push(joined.length - line.text.length)
      begun = true
      text = joined
      before = line
    }
    if (!begun) starts.push(text.length)
  }
  return { text, pages: starts.map((start, at) => ({ start, end: starts[at + 1] ?? text.length })) }
}

function continues(
  before: PageLine,
  line: PageLine,
  body: { left: number; right: number; size: number },
  newPage: boolean,
): boolean {
  const same = Math.abs(before.size - line.size) < body.size * 0.15
  if (!same || beginsAnew.test(line.text)) return false
  const gap = line.top - before.top
  if (!newPage && gap > line.size * 3) return false
  const indent = line.left - body.left
  // A heading in larger type is centred and runs over two or three lines.
  if (line.size > body.size * 1.15 && !newPage && before.left > body.left + line.size * 0.2)
    return gap < line.size * 2.4
  const full = before.right > body.right - before.size * 1.6
  return full && indent < line.size * 1.2
}
