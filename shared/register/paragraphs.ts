/** Single activities as paragraphs of a text. Pure. */
import type { Composed } from '../api/register.ts'
import type { CountedActivity } from './figures.ts'
import { type PieceNotice, pieceNames, writePiece } from './pieces.ts'
import { TextWriter } from './text-writer.ts'

/** `items`: numbered from 1., as a plan lists them; `sentences`: a line each without a number, as a summary tells them. */
export function activityParagraphs(
  field: string,
  activities: readonly CountedActivity[],
  notice: PieceNotice,
  as: 'items' | 'sentences',
): Composed {
  const [part, level] = as === 'items' ? (['item', 3] as const) : (['sentence', 0] as const)
  const writer = new TextWriter(field)
  for (const { activityId, values } of activities)
    writer.paragraph(level, part, activityId, writePiece(part, values, notice) ?? '')
  return { text: writer.text, taken: writer.taken }
}

/** A text about one activity, a line for each thing that is known; the others are noted, to be offered once they are. */
export function activityText(
  draft: Parameters<typeof pieceNames>[0],
  field: string,
  { activityId, values }: CountedActivity,
  notice: PieceNotice,
): Composed {
  const writer = new TextWriter(field)
  for (const name of pieceNames(draft))
    writer.paragraph(0, name, activityId, writePiece(name, values, notice) ?? '', true)
  return { text: writer.text, taken: writer.taken }
}
