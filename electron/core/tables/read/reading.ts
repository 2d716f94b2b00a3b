/** What one cell gave: a value, a value to be asked, or none and why. */
import type { FoundCell } from './types.ts'

export type Reading = Pick<FoundCell, 'reading' | 'question' | 'refusal' | 'suggestion'>
type Value = FoundCell['reading']

export const sure = (reading: Value): Reading => ({ reading, question: null, refusal: null, suggestion: null })
/** The value stands, and a person is to look at it. */
export const ask = (reading: Value, question: string): Reading => ({
  reading,
  question,
  refusal: null,
  suggestion: reading === null || Array.isArray(reading) ? null : String(reading),
})
/** Nothing is taken; a person may say what is meant. */
export const askOpen = (question: string, suggestion: string | null = null): Reading => ({
  reading: null,
  question,
  refusal: null,
  suggestion,
})
export const refuse = (refusal: string): Reading => ({ reading: null, question: null, refusal, suggestion: null })

/** An empty cell where most are filled; and a row that its file does not show. */
export const notFilled = '没有填'
export const hiddenRow = '这一行在原表里是隐藏的，请确认要不要'

/** Half-width, without any white space, for everything that is no free text. */
export const tight = (text: string): string =>
  text.normalize('NFKC').replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/gu, '')
