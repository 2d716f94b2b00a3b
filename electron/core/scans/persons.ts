/** Whose signatures a scan of a letter may show, by the codes on its pages. */
import type { RevisionMark } from '../../../shared/domain/revision-qr.ts'

/**
 * Positions from 1, rising; null: the whole letter. Several pages of several persons in one file add up; one page of a
 * whole letter among them stands for all. Also null where the code was typed: that says nothing about persons.
 */
export function personsIn(marks: readonly RevisionMark[]): number[] | null {
  if (marks.length === 0 || marks.some(({ persons }) => persons === undefined)) return null
  return [...new Set(marks.flatMap(({ persons }) => persons ?? []))].sort((a, b) => a - b)
}

/** @param marksJson as a row of `scans` keeps it */
export const personsOf = (marksJson: string): number[] | null => personsIn(JSON.parse(marksJson) as RevisionMark[])

const letter = ({ recordId, revision, code }: RevisionMark): string => `${recordId} ${revision} ${code}`
/** One mark for each letter that the pages are of, whichever persons they name. */
export const lettersIn = (marks: readonly RevisionMark[]): RevisionMark[] => [
  ...new Map(marks.map((mark) => [letter(mark), mark])).values(),
]
