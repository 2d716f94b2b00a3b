/**
 * What a record took from the register: the text as it was taken, so that a later change of the activity can be offered
 * and is never forced. Rows lie under `takenField` among the open values. Personal parts are noted without their text.
 */
import type { TableRow } from '../form/definition.ts'

export type TakenRow = {
  /** Field of the form. */
  field: string
  /** `fact`: the whole value of the field; `paragraph`: lines of a long text; `figure`: a number in a long text; `row`: a row of a table. */
  kind: 'fact' | 'paragraph' | 'figure' | 'row'
  /** Activity id; '' for figures. */
  activity: string
  /** ActivityPart of a fact, id of a text figure, '' otherwise. */
  part: string
  /** As taken. Of a value that is no text its JSON; of a personal one a SHA-256 in hex. */
  text: string
  /** Of a figure: up to 12 characters before and behind it, which say where it stands. */
  before: string
  after: string
}

const kinds = ['fact', 'paragraph', 'figure', 'row'] as const

/** Rows that are not of this shape are left out: a package may bring anything. */
export function takenRows(rows: readonly TableRow[]): TakenRow[] {
  return rows.flatMap((row): TakenRow[] => {
    const kind = kinds.find((one) => one === row.kind)
    if (!kind || !row.field) return []
    const { field, activity = '', part = '', text = '', before = '', after = '' } = row
    return [{ field, kind, activity, part, text, before, after }]
  })
}
