/** Days that a person meant with the words of a time: a suggestion, to be confirmed. */
import { findDates } from '../../../../shared/notice/recognise/dates.ts'

export type FoundDays = { from: string; to: string; question: string | null }

/**
 * @param words e.g. 5月28日上午9:00至30日 @param year the register's, for words without one
 * @returns null where no certain day is named
 */
export function foundDays(words: string, year: number): FoundDays | null {
  const found = findDates(words, { year, issuedOn: null }).filter(
    ({ from, to, bound }) => from !== null && to !== null && bound !== 'by',
  )
  const days = found.flatMap(({ from, to }) => (from && to ? [from.slice(0, 10), to.slice(0, 10)] : [])).sort()
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return null
  const question = found.find((one) => one.question !== null)?.question ?? null
  return { from: first, to: last, question }
}
