/** Where in a long text something stands that was taken from the register. Lines are read without their numbers. Pure. */
import { marked, readLine } from '../form/numbering.ts'
import type { HeadingLevel } from '../form/official-text.ts'
import type { TakenRow } from './taken.ts'

const contextLength = 12

/** What no number and no blank begins with is bare: each row that was taken is looked for in every line of a text. */
const mayBeMarked = /^[\s\d〇零一二三四五六七八九十百（(]/u

/** Where the words of a line begin: behind white space and every number before them. */
function bareStart(line: string): number {
  if (!mayBeMarked.test(line)) return 0
  let start = 0
  for (;;) {
    const { level, rest } = readLine(line.slice(start))
    start = line.length - rest.trimStart().length
    if (level === 0) return start
  }
}
/** A line without white space around it and without 一、 （一） 1. （1）. The same again gives the same. */
export const bareLine = (line: string): string => line.slice(bareStart(line)).trimEnd()
/** What stands before the bare line: white space and its number. */
export const markOfLine = (line: string): string => line.slice(0, bareStart(line))
export const levelOfLine = (line: string): HeadingLevel => readLine(line).level
/** Its number is counted later. */
export const numbered = (level: HeadingLevel, text: string): string =>
  level === 0 ? text : marked({ lead: '', rest: text }, level, 1)

/** First lines of every place where a paragraph stands. */
function paragraphPlaces(lines: readonly string[], text: string): number[] {
  if (text === '') return []
  const wanted = text.split('\n').map(bareLine)
  return lines.flatMap((_line, start) => {
    const fits = wanted.every(
      (line, offset) => start + offset < lines.length && bareLine(lines[start + offset] ?? '') === line,
    )
    return fits ? [start] : []
  })
}

/**
 * First line of the paragraph that a row took, or null: it was rewritten. Of several that read the same each row has its
 * own, in the order in which they were taken.
 */
export function placeOfRow(lines: readonly string[], rows: readonly (TakenRow | null)[], index: number): number | null {
  const row = rows[index]
  if (!row) return null
  const places = paragraphPlaces(lines, row.text)
  const before = rows.slice(0, index).filter((other) => isSame(other, row)).length
  return places[Math.min(before, places.length - 1)] ?? null
}

const isSame = (other: TakenRow | null, row: Pick<TakenRow, 'field' | 'text'>): boolean =>
  other?.kind === 'paragraph' && other.field === row.field && other.text === row.text

/** Whether a text has this paragraph where no row took it: a person wrote the same. */
export function isWritten(
  lines: readonly string[],
  rows: readonly (TakenRow | null)[],
  { field, text }: Pick<TakenRow, 'field' | 'text'>,
): boolean {
  return paragraphPlaces(lines, text).length > rows.filter((other) => isSame(other, { field, text })).length
}

/** `from`: in the bare line. */
export type FigurePlace = { line: number; from: number; length: number }

export function contextOf(bare: string, from: number, length: number): Pick<TakenRow, 'before' | 'after'> {
  const end = from + length
  return { before: bare.slice(Math.max(0, from - contextLength), from), after: bare.slice(end, end + contextLength) }
}

const isDigit = (text: string): boolean => /^[\d.]$/u.test(text)

/** Every place of the value; a number is never part of a longer one. */
function placesOf(lines: readonly string[], value: string): FigurePlace[] {
  const number = /^\d/u.test(value)
  return lines.flatMap((raw, line) => {
    if (!raw.includes(value)) return []
    const bare = bareLine(raw)
    const found: FigurePlace[] = []
    for (let from = bare.indexOf(value); from >= 0; from = bare.indexOf(value, from + 1)) {
      const [left, right] = [bare.charAt(from - 1), bare.slice(from + value.length, from + value.length + 2)]
      if (number && (isDigit(left) || /^(?:\d|\.\d)/u.test(right))) continue
      found.push({ line, from, length: value.length })
    }
    return found
  })
}

const commonEnd = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length++
  return length
}
const commonStart = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}

/**
 * A quoted number or fact by its value and what stands around it; words near it may have been changed a little. Null:
 * it is gone, or there are several places that fit as well.
 */
export function findFigure(
  lines: readonly string[],
  row: Pick<TakenRow, 'text' | 'before' | 'after'>,
): FigurePlace | null {
  if (row.text === '') return null
  const scored = placesOf(lines, row.text).map((place) => {
    const { before, after } = contextOf(bareLine(lines[place.line] ?? ''), place.from, place.length)
    return { place, score: commonEnd(before, row.before) + commonStart(after, row.after) }
  })
  const enough = Math.min(3, row.before.length + row.after.length)
  const best = Math.max(-1, ...scored.map(({ score }) => score))
  const fitting = scored.filter(({ score }) => score === best && score >= enough)
  return fitting.length === 1 ? (fitting[0]?.place ?? null) : null
}

/** Another number where the taken one stood: a person typed it. */
export function findRetyped(
  lines: readonly string[],
  row: Pick<TakenRow, 'text' | 'before' | 'after'>,
): FigurePlace | null {
  if (!/^\d/u.test(row.text) || row.before.length + row.after.length < 4) return null
  const found = lines.flatMap((raw, line): FigurePlace[] => {
    if (!/\d/u.test(raw)) return []
    const bare = bareLine(raw)
    return [...bare.matchAll(/\d+(?:\.\d+)?/gu)].flatMap((match) => {
      const from = match.index
      const { before, after } = contextOf(bare, from, match[0].length)
      const fits = before.endsWith(row.before.slice(-6)) && after.startsWith(row.after.slice(0, 6))
      return fits ? [{ line, from, length: match[0].length }] : []
    })
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** The line with other words at a place. */
export function replacedIn(line: string, place: Pick<FigurePlace, 'from' | 'length'>, words: string): string {
  const start = bareStart(line) + place.from
  return line.slice(0, start) + words + line.slice(start + place.length)
}

/** The piece between two marks that holds a place, with one of the marks: what goes when its number is no more. */
export function clausePlace(
  line: string,
  place: Pick<FigurePlace, 'from' | 'length'>,
): { from: number; length: number } {
  const bare = bareLine(line)
  const mark = /[，、；。！？]/u
  let from = place.from
  while (from > 0 && !mark.test(bare.charAt(from - 1))) from--
  let end = place.from + place.length
  while (end < bare.length && !mark.test(bare.charAt(end))) end++
  const last = bare.charAt(end)
  // 共3项，线下5人。→ 共3项。 and 线下5人、线上6人 → 线上6人
  if (last === '，' || last === '、') end++
  else if (from > 0 && /[，、；]/u.test(bare.charAt(from - 1))) from--
  else if (last !== '') end++
  return { from, length: end - from }
}
