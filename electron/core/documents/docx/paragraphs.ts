/** An item of the outline as a paragraph of Word. */
import { Bookmark, type IParagraphOptions, Paragraph, type ParagraphChild, Tab, TextRun } from 'docx'
import { officialHeading } from '../../../../shared/form/official-text.ts'
import type { OutlineItem } from '../../../../shared/form/outline.ts'
import { type Face, faceOf, styleId, type TextKind } from './styles.ts'

/** An item and its number in the outline, which is the name of its bookmark. */
export type Numbered = { item: OutlineItem; number: number }

/** Bookmark of a paragraph that holds a value: `kx` and its number in the outline. They survive saving in Word and WPS. */
/** The numbers inside the file are set in write-docx.ts. */
export const bookmarkName = (number: number): string => `kx${number}`

type RunFacts = { face?: Face; size?: number }

/** Line breaks and tabs are elements of their own in Word. */
function textRuns(text: string, { face, size }: RunFacts = {}): TextRun[] {
  if (text === '') return []
  const children = text.split(/(\n|\t)/u).flatMap((part): (string | Tab)[] => {
    if (part === '') return []
    return [part === '\t' ? new Tab() : part]
  })
  const facts = { ...(face && { font: faceOf(face) }), ...(size !== undefined && { size }) }
  const runs: TextRun[] = []
  let broken = 0
  let line: (string | Tab)[] = []
  const put = () => {
    if (line.length > 0 || broken > 0)
      runs.push(new TextRun({ ...facts, children: line, ...(broken && { break: broken }) }))
    line = []
    broken = 0
  }
  for (const child of children) {
    if (child !== '\n') line.push(child)
    else {
      put()
      broken = 1
    }
  }
  put()
  return runs
}

const officialFaces: Readonly<Record<number, Face>> = { 1: 'hei', 2: 'kai' }

/** In running text the heading of a paragraph stands in its own face (GB/T 9704 7.3.3). */
function headedRuns(text: string): TextRun[] {
  const { level, length } = officialHeading(text)
  const face = officialFaces[level]
  if (!face) return textRuns(text)
  return [...textRuns(text.slice(0, length), { face }), ...textRuns(text.slice(length))]
}

export type Wish = Omit<IParagraphOptions, 'children' | 'text' | 'style'> & {
  /** The paragraph is running text: its numbered heading is set off. */
  headed?: boolean
  face?: Face
  size?: number
}

export function paragraphOf({ item, number }: Numbered, kind: TextKind, wish: Wish = {}): Paragraph {
  const { headed, face, size, ...options } = wish
  const facts = { ...(face && { face }), ...(size !== undefined && { size }) }
  const runs: ParagraphChild[] = item.runs
    ? item.runs.flatMap((run) => textRuns(run.text, facts))
    : headed
      ? headedRuns(item.text)
      : textRuns(item.text, facts)
  const holdsValue = item.field !== null || item.runs?.some((run) => run.field !== null) === true
  const children = holdsValue ? [new Bookmark({ id: bookmarkName(number), children: runs })] : runs
  return new Paragraph({ style: styleId(kind), ...options, children })
}

/** Two characters in, unless its writer did that by hand. @param points from one character to the next */
export const firstLine = (text: string, points: number): { firstLine: number; firstLineChars: number } | undefined =>
  text === '' || /^\s/u.test(text) ? undefined : { firstLine: Math.round(points * 40), firstLineChars: 200 }
