/**
 * What a record took from the register: the text as it was taken, so that a later change of the activity can be offered
 * and is never forced. Rows lie under `takenField` among the open values. Personal parts are noted without their text.
 */
import type { TableRow } from '../form/definition.ts'

export type TakenRow = {
  /** Field of the form. */
  field: string
  /**
   * `fact`: the whole value of the field; `paragraph`: lines of a long text without their numbers; `figure`: a number, or
   * a fact of an activity, within a line of a long text; `row`: a row of a table.
   */
  kind: 'fact' | 'paragraph' | 'figure' | 'row'
  /** Activity id; '' for figures over several. */
  activity: string
  /**
   * ActivityPart of a fact and of a quoted fact, id of a text figure, way of writing of a paragraph (shared/register/
   * pieces.ts), `unit` or `activity` of a candidate. A paragraph row with `seen` holds marks of the activities that were
   * there when the text was first written: those are no new ones.
   */
  part: string
  /** As taken. Of a value that is no text its JSON; of a personal one its SHA-256, sealed with the record's key. */
  text: string
  /** Of a figure: up to 12 characters of its line before and behind it. Of a row `before` is the candidate's name. */
  before: string
  after: string
  /** What the register said when a person kept the record's own words; '' : never decided. Same form as `text`. */
  known: string
}

const kinds = ['fact', 'paragraph', 'figure', 'row'] as const

/** Rows that are not of this shape are left out: a package may bring anything. */
export function takenRows(rows: readonly TableRow[]): TakenRow[] {
  return rows.flatMap((row): TakenRow[] => {
    const kind = kinds.find((one) => one === row.kind)
    if (!kind || !row.field) return []
    const { field, activity = '', part = '', text = '', before = '', after = '', known = '' } = row
    return [{ field, kind, activity, part, text, before, after, known }]
  })
}

/** A row for what stands nowhere yet but in the text itself. */
export const takenRow = (row: Partial<TakenRow> & Pick<TakenRow, 'field' | 'kind'>): TakenRow => ({
  activity: '',
  part: '',
  text: '',
  before: '',
  after: '',
  known: '',
  ...row,
})

/** Part of the rows that say which activities a text knew. */
export const seenPart = 'seen'
const markLength = 10
/** Enough of an id to know it again; 1500 of them make a cell. */
const markOf = (activityId: string): string => activityId.replace(/-/g, '').slice(-markLength)
const marksInRow = 1500

export function seenRows(field: string, activityIds: readonly string[]): TakenRow[] {
  const rows: TakenRow[] = []
  for (let at = 0; at < activityIds.length || at === 0; at += marksInRow) {
    const text = activityIds.slice(at, at + marksInRow).map(markOf)
    rows.push(takenRow({ field, kind: 'paragraph', part: seenPart, text: text.join('') }))
  }
  return rows
}

/** Whether a text of this field ever noted what it knew, and what that was. */
export function seenBy(field: string, rows: readonly TakenRow[]): { noted: boolean; has(activityId: string): boolean } {
  const own = rows.filter((row) => row.kind === 'paragraph' && row.part === seenPart && row.field === field)
  const marks = new Set<string>()
  for (const { text } of own)
    for (let at = 0; at < text.length; at += markLength) marks.add(text.slice(at, at + markLength))
  return { noted: own.length > 0, has: (activityId) => marks.has(markOf(activityId)) }
}
