/** What is noted beside a text when something of the register is put into it. Pure. */
import { type FormValues, takenField } from '../../../../shared/form/definition.ts'
import { tableRows } from '../../../../shared/form/evaluate.ts'
import { type TakenRow, takenRow, takenRows } from '../../../../shared/register/taken.ts'
import { bareLine, contextOf } from '../../../../shared/register/text-places.ts'

/** As many as a value holds; the oldest go first. */
const most = 2000

export const takenIn = (values: FormValues): TakenRow[] => takenRows(tableRows(values[takenField]))

/** @param anew what was noted of this field before goes: its text was replaced */
export function withTaken(
  before: readonly TakenRow[],
  field: string,
  rows: readonly TakenRow[],
  anew: boolean,
): TakenRow[] {
  const kept = anew ? before.filter((row) => row.field !== field) : before
  return [...kept, ...rows].slice(-most)
}

/**
 * A number that was put into a text, by what stands around it.
 * @param text after it was put in
 * @param at where the number begins there
 */
export function figureRow(field: string, figure: { id: string; value: string }, text: string, at: number): TakenRow {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  const line = text.slice(start, end < 0 ? text.length : end)
  const bare = bareLine(line)
  const from = at - start - line.indexOf(bare)
  const { value } = figure
  return takenRow({ field, kind: 'figure', part: figure.id, text: value, ...contextOf(bare, from, value.length) })
}

/** Activities that stand in this text as paragraphs already. */
export const activitiesIn = (rows: readonly TakenRow[], field: string): ReadonlySet<string> =>
  new Set(
    rows.flatMap((row) => (row.field === field && row.kind === 'paragraph' && row.activity ? [row.activity] : [])),
  )
