/** Where a paragraph about one more activity goes in a plan or a summary. Pure. */
import type { NoticePack } from '../notice/pack.ts'
import type { ActivityValues } from './activity.ts'
import { mainChapter, otherActivities } from './compose-text.ts'
import { modulesOf } from './fact-words.ts'
import { bareLine, levelOfLine } from './text-places.ts'

export interface ActivityPlace {
  /** Index of the line that it comes before. */
  readonly at: number
  /** Written above it: the part of its module, where the text has none. */
  readonly headings: readonly string[]
}

const isHeading = (line: string, level: number): boolean => levelOfLine(line) > 0 && levelOfLine(line) <= level

/** Behind all that belongs to a heading, empty lines at its end left behind. */
function endOfPart(lines: readonly string[], heading: number): number {
  const level = levelOfLine(lines[heading] ?? '')
  let end = heading + 1
  while (end < lines.length && !isHeading(lines[end] ?? '', level)) end++
  while (end > heading + 1 && (lines[end - 1] ?? '').trim() === '') end--
  return end
}

/** 团结引领 and 团结引领。牢牢把握…: the heading of a module, with words behind it or none. */
function headingOf(lines: readonly string[], name: string): number {
  return lines.findIndex((line) => {
    const level = levelOfLine(line)
    return (level === 1 || level === 2) && (bareLine(line).split('。')[0] ?? '').replace(/[“”]/gu, '') === name
  })
}

/** @param last behind the last paragraph that was taken; 0: none stands there */
export function placeForActivity(
  lines: readonly string[],
  notice: Pick<NoticePack, 'id' | 'modules'>,
  values: ActivityValues | null,
  last: number,
): ActivityPlace {
  const names = [...notice.modules.map(({ name }) => name), otherActivities]
  const own = values?.main
    ? mainChapter
    : values
      ? (modulesOf(values, notice)[0]?.name ?? otherActivities)
      : otherActivities
  const heading = headingOf(lines, own)
  if (heading >= 0) return { at: endOfPart(lines, heading), headings: [] }
  const after = names
    .slice(names.indexOf(own) + 1)
    .map((name) => headingOf(lines, name))
    .find((line) => line >= 0)
  const before = names
    .slice(0, Math.max(0, names.indexOf(own)))
    .map((name) => headingOf(lines, name))
    .findLast((line) => line >= 0)
  // A text without parts by module: beside what was taken before, or at its end.
  if (after === undefined && before === undefined) return { at: last > 0 ? last : lines.length, headings: [] }
  if (own === mainChapter) return { at: last > 0 ? last : lines.length, headings: [] }
  return { at: before === undefined ? (after ?? lines.length) : endOfPart(lines, before), headings: [own] }
}
