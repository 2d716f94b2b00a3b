/** What was said on the telephone about one record, line by line. Pure. */
import type { FieldReason } from '../../../shared/api/returns.ts'

/** `field` null: about the record as a whole. */
export type ReasonLine = { id: number; field: string | null; text: string }

export const filledReasons = (lines: readonly ReasonLine[]): FieldReason[] =>
  lines.flatMap(({ field, text }) => (text.trim() === '' ? [] : [{ field, text: text.trim() }]))

/** A field was chosen and nothing said about it. */
export const unfinished = (lines: readonly ReasonLine[]): boolean =>
  lines.some(({ field, text }) => field !== null && text.trim() === '')
