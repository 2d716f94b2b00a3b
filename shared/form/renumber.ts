/** Numbers of an official document by counting: 一、 （一） 1. （1） (GB/T 9704 7.3.3). Pure; a text is lines apart by \n. */
import { lastNumber, type MarkedLevel, marked, readLine } from './numbering.ts'
import { annexNote, type HeadingLevel, officialHeading } from './official-text.ts'

export type OutlineEntry = { line: number; level: MarkedLevel; text: string }

type Numbered = { level: HeadingLevel; text: string; before: number; after: number }

/** Levels of the lines; the list of annexes has numbers of its own, which stay as they are (7.3.4). */
function levelsOf(lines: readonly string[]): HeadingLevel[] {
  let annex = false
  return lines.map((line) => {
    const { level } = readLine(line)
    annex = annexNote(line.trim(), annex) !== null || (annex && level === 3)
    return annex ? 0 : level
  })
}

/** Which levels stand where, apart from their numbers and words: while this stays the same no number has to change. */
export function structureOf(text: string): string {
  return levelsOf(text.split('\n'))
    .filter((level) => level > 0)
    .join('')
}

function numberLines(text: string): Numbered[] {
  const lines = text.split('\n')
  const levels = levelsOf(lines)
  const counts = [0, 0, 0, 0, 0]
  return lines.map((line, at): Numbered => {
    const level = levels[at] ?? 0
    if (level === 0) return { level, text: line, before: 0, after: 0 }
    const number = (counts[level] ?? 0) + 1
    counts[level] = number
    counts.fill(0, level + 1)
    if (number > lastNumber) return { level, text: line, before: 0, after: 0 }
    const read = readLine(line)
    const next = marked(read, level, number)
    const kept = read.rest.length
    return { level, text: next, before: line.length - kept, after: next.length - kept }
  })
}

/** Every mark with the number that it has by counting; a level begins again under each higher one. Idempotent. */
export function renumber(text: string): string {
  return numberLines(text)
    .map((line) => line.text)
    .join('\n')
}

/** As `renumber`, with places in the text carried along. @param places UTF-16 units from its beginning */
export function renumberWithPlaces(
  text: string,
  places: readonly number[],
): { text: string; places: readonly number[] } {
  const lines = text.split('\n')
  const numbered = numberLines(text)
  const moved = places.map((place) => {
    let start = 0
    let nextStart = 0
    for (const [at, line] of lines.entries()) {
      const now = numbered[at] ?? { text: line, before: 0, after: 0 }
      if (place <= start + line.length) {
        const column = Math.max(0, place - start)
        const inMark = column < now.before
        return nextStart + (inMark ? Math.min(column, now.after) : column - now.before + now.after)
      }
      start += line.length + 1
      nextStart += now.text.length + 1
    }
    return nextStart - 1
  })
  return { text: numbered.map((line) => line.text).join('\n'), places: moved }
}

export function renumberWithCaret(text: string, caret: number): { text: string; caret: number } {
  const { text: next, places } = renumberWithPlaces(text, [caret])
  return { text: next, caret: places[0] ?? caret }
}

/** Line in which a place lies, from 0. */
export const lineAt = (text: string, place: number): number => text.slice(0, place).split('\n').length - 1

/** Place where a line begins. */
export function startOfLine(text: string, line: number): number {
  return text
    .split('\n')
    .slice(0, line)
    .reduce((sum, one) => sum + one.length + 1, 0)
}

/**
 * The lines between two places become headings or items of a level, or body (0), and all is numbered anew. Empty lines
 * among several stay empty.
 */
export function setLevel(
  text: string,
  from: number,
  to: number,
  level: HeadingLevel,
): { text: string; from: number; to: number } {
  const lines = text.split('\n')
  const first = lineAt(text, from)
  const last = Math.max(first, lineAt(text, to))
  let [begin, end] = [from, to]
  let start = 0
  for (const [at, line] of lines.entries()) {
    if (at >= first && at <= last && (first === last || line.trim() !== '')) {
      const read = readLine(line)
      const rest = read.level === 0 ? read.rest : read.rest.trimStart()
      const next = level === 0 ? `${read.lead}${rest}` : marked({ lead: read.lead, rest }, level, 1)
      lines[at] = next
      const kept = line.length - rest.length
      const shift = next.length - line.length
      const carry = (place: number) =>
        place < start ? place : Math.max(place + shift, start + (place < start + kept ? next.length - rest.length : 0))
      const [one, two] = [carry(begin), carry(end)]
      begin = one
      end = two
    }
    start += (lines[at] ?? '').length + 1
  }
  const { text: next, places } = renumberWithPlaces(lines.join('\n'), [begin, end])
  return { text: next, from: places[0] ?? begin, to: places[1] ?? end }
}

/** First line behind a heading that no longer belongs to it: a heading as high, or the list of annexes. */
function endOf(lines: readonly string[], levels: readonly HeadingLevel[], at: number): number {
  const own = levels[at] ?? 0
  if (own === 0) return at + 1
  let end = at + 1
  while (end < lines.length) {
    const level = levels[end] ?? 0
    if ((level > 0 && level <= own) || annexNote((lines[end] ?? '').trim(), false)) break
    end++
  }
  return end
}

/** Where a heading would go: before its neighbour above or behind the one below, over into the next higher one too. */
function targetOf(
  lines: readonly string[],
  levels: readonly HeadingLevel[],
  at: number,
  direction: 'up' | 'down',
): number | null {
  const own = levels[at] ?? 0
  const end = endOf(lines, levels, at)
  if (own === 0) {
    const next = direction === 'up' ? at - 1 : end + 1
    return next >= 0 && next <= lines.length ? next : null
  }
  const isHigh = (line: number) => (levels[line] ?? 0) > 0 && (levels[line] ?? 0) <= own
  if (direction === 'up') {
    let above = at - 1
    while (above >= 0 && !isHigh(above)) above--
    if (above < 0 || levels[above] === own) return above < 0 ? null : above
    // The first of its part goes to the end of the part before, where there is one.
    const part = levels[above] ?? 0
    return levels.slice(0, above).some((level) => level > 0 && level <= part) ? above : null
  }
  const level = levels[end] ?? 0
  if (level === 0) return null
  if (level === own) return endOf(lines, levels, end)
  let inside = end + 1
  while (inside < lines.length && (levels[inside] ?? 0) === 0 && !annexNote((lines[inside] ?? '').trim(), false))
    inside++
  return inside
}

/**
 * Moves a heading with all that belongs to it, or a line of body by itself, and numbers anew. Where it cannot go further
 * the text is the same. @returns the text and the line where the moved one stands now
 */
export function moveSection(text: string, line: number, direction: 'up' | 'down'): { text: string; line: number } {
  const lines = text.split('\n')
  const levels = levelsOf(lines)
  const target = targetOf(lines, levels, line, direction)
  if (target === null) return { text, line }
  const end = endOf(lines, levels, line)
  const part = lines.slice(line, end)
  const others = [...lines.slice(0, line), ...lines.slice(end)]
  const place = target > line ? target - part.length : target
  others.splice(place, 0, ...part)
  return { text: renumber(others.join('\n')), line: place }
}

/** The headings, as paper sets them; an item that is too long for one is left out. */
export function outlineOf(text: string): OutlineEntry[] {
  const lines = text.split('\n')
  const levels = levelsOf(lines)
  return lines.flatMap((line, at) => {
    const heading = officialHeading(line.trim())
    const level = levels[at] ?? 0
    if (level === 0 || heading.level === 0) return []
    return [{ line: at, level, text: line.trim().slice(0, heading.length) }]
  })
}
