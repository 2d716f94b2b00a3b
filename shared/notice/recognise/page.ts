/** The text as sentences: blanks for line ends that only wrap, offsets unchanged. */
import { foldText } from './plain-text.ts'
import type { Span } from './proposal.ts'

export interface Page {
  readonly text: string
  /** Same length: ASCII signs, line ends kept. */
  readonly folded: string
  /** Same length: ASCII signs, wrapped lines joined by blanks. */
  readonly flow: string
  /** Lines of `flow` that hold something, without the blanks around them. */
  readonly paragraphs: readonly Span[]
}

const startsAnew =
  /^(?:附件|附表|[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,2}[)、.](?!\d)|\[bookmark|联[ ]*系|电[ ]*话|传[ ]*真|邮[ ]*[编箱寄]|电[ ]*子|地[ ]*址|通[ ]*[信讯]|主送|抄送|网[ ]*址|.{1,12}[:].{0,4}$)/
const endsHere = /[。；:！？!?;)】」》”]$/

export function readPage(text: string): Page {
  const folded = foldText(text)
  const lines: Span[] = []
  let from = 0
  for (const line of folded.split('\n')) {
    const start = from + (line.length - line.trimStart().length)
    if (line.trim()) lines.push({ start, end: from + line.trimEnd().length })
    from += line.length + 1
  }
  const paragraphs: { start: number; end: number }[] = []
  for (const line of lines) {
    const last = paragraphs.at(-1)
    if (last && wraps(folded, last, line)) last.end = line.end
    else paragraphs.push({ ...line })
  }
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of paragraphs) {
    pieces.push(folded.slice(at, start), folded.slice(start, end).replaceAll('\n', ' '))
    at = end
  }
  pieces.push(folded.slice(at))
  return { text, folded, flow: pieces.join(''), paragraphs: paragraphs.flatMap(cutLong) }
}

function cutLong({ start, end }: Span): Span[] {
  const found: Span[] = []
  for (let from = start; from < end; from += longestParagraph)
    found.push({ start: from, end: Math.min(end, from + longestParagraph) })
  return found
}

/** A line that stops in the middle of a sentence at the right margin goes on in the next one. */
function wraps(folded: string, last: Span, next: Span): boolean {
  const lineStart = Math.max(last.start, folded.lastIndexOf('\n', last.end - 1) + 1)
  const width = last.end - lineStart
  const tail = folded[last.end - 1] ?? ''
  if (last.end - last.start > 4000 || /\t/.test(folded.slice(last.end, next.start))) return false
  if (startsAnew.test(folded.slice(next.start, Math.min(next.end, next.start + 20)))) return false
  if (/通知$/.test(folded.slice(last.end - 2, last.end))) return false
  // A line of its own, such as 联系电话：…; an address may go on.
  if (
    /^[^:\n]{1,12}:/.test(folded.slice(last.start, last.start + 14)) &&
    !/^.{0,8}址/.test(folded.slice(last.start, last.start + 10)) &&
    width < 40
  )
    return false
  if (/[、，,]/.test(tail)) return true
  return width >= 16 && !endsHere.test(tail)
}

/** No sentence of a notice is longer; the bound keeps the work linear on a text without full stops. */
const longestSentence = 800
const longestParagraph = 4000

/** Sentences of a paragraph, without their full stop. */
export function sentencesOf(flow: string, { start, end }: Span): Span[] {
  const found: Span[] = []
  let from = start
  for (let at = start; at < end; at += 1) {
    const full = at - from >= longestSentence && /[，；、\s]/.test(flow[at] ?? '')
    if (!full && at - from < 2 * longestSentence && !/[。！!？?]/.test(flow[at] ?? '')) continue
    if (at > from) found.push({ start: from, end: at })
    from = at + 1
  }
  if (end > from) found.push({ start: from, end })
  return found
}

/** What stands in brackets, as blanks of the same length. */
export function withoutBrackets(words: string): string {
  return words.replace(/\([^()\n]{0,200}\)/g, (inside) => ' '.repeat(inside.length))
}

/** Without blanks and line ends; one blank stays between Latin words. */
export function tidy(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\x21-\x7e]) | (?=[^\x21-\x7e])/g, '')
    .trim()
}
