/** Rows of headings: of a list with a row per work, and of a list of people. Pure. */
import type { ColumnDefinition, FieldDefinition } from '../../../shared/form/definition.ts'
import type { PaperCell } from './collected-paper.ts'
import {
  columnOfLabel,
  contactField,
  type Forms,
  fieldOfLabel,
  identityColumn,
  type Meant,
  nameColumn,
  type StatedColumn,
  statedOfLabel,
  titleField,
  unitField,
} from './columns.ts'

export interface ListHead {
  readonly fields: readonly {
    readonly column: number
    readonly meant: Meant<FieldDefinition>
    readonly label: string
  }[]
  readonly stated: Readonly<Partial<Record<StatedColumn, number>>>
}
export interface PeopleHead {
  readonly columns: readonly {
    readonly column: number
    readonly meant: Meant<ColumnDefinition>
    readonly label: string
  }[]
  /** Column with the title of the work. */
  readonly work: number | null
}

/** Among as many cells of the row at least must be headings that we know: a form has answers between its labels. */
const leastShare = 0.6

export function listHead(forms: Forms, cells: readonly PaperCell[]): ListHead | null {
  if (looksLikePeople(forms, cells)) return null
  const fields = new Map<string, ListHead['fields'][number]>()
  const stated: Partial<Record<StatedColumn, number>> = {}
  const known: number[] = []
  for (const [at, { column, text }] of cells.entries()) {
    const about = statedOfLabel(text)
    if (about !== null) {
      stated[about] ??= column
      known.push(at)
      continue
    }
    const meant = fieldOfLabel(forms, text)
    if (!meant) continue
    known.push(at)
    const before = fields.get(meant.target.id)
    if (!before || (!before.meant.sure && meant.sure)) fields.set(meant.target.id, { column, meant, label: text })
  }
  const title = fields.get(titleField(forms))
  const between = cells.slice(known[0] ?? 0, (known.at(-1) ?? -1) + 1)
  if (!title || known.length < 3 || known.length < between.length * leastShare) return null
  if (!fields.get(contactField(forms) ?? '')) unsure(fields)
  return { fields: [...fields.values()], stated }
}

/** Without a contact in the list, a number beside 作者 may be the author's. */
function unsure(fields: Map<string, ListHead['fields'][number]>): void {
  for (const [id, one] of fields)
    if (one.meant.target.kind === 'identity-number' || one.meant.target.kind === 'mobile')
      fields.set(id, { ...one, meant: { ...one.meant, sure: false } })
}

export function peopleHead(forms: Forms, cells: readonly PaperCell[]): PeopleHead | null {
  if (!looksLikePeople(forms, cells)) return null
  const columns = new Map<string, PeopleHead['columns'][number]>()
  let work: number | null = null
  for (const { column, text } of cells) {
    if (fieldOfLabel(forms, text)?.target.id === titleField(forms) && !columnOfLabel(forms, text)) {
      work ??= column
      continue
    }
    const meant = columnOfLabel(forms, text)
    if (!meant) continue
    const before = columns.get(meant.target.id)
    if (!before || (!before.meant.sure && meant.sure)) columns.set(meant.target.id, { column, meant, label: text })
  }
  return { columns: [...columns.values()], work }
}

/** 姓名 with one more of its columns, and nothing that only a list of works has. */
function looksLikePeople(forms: Forms, cells: readonly PaperCell[]): boolean {
  const name = nameColumn(forms)
  const found = new Set<string>()
  let titled = false
  for (const { text } of cells) {
    const person = columnOfLabel(forms, text)
    if (person) {
      found.add(person.target.id)
      continue
    }
    const field = fieldOfLabel(forms, text)?.target.id
    if (field === titleField(forms)) titled = true
    else if (field !== undefined && field !== unitField(forms)) return false
    const about = statedOfLabel(text)
    if (about !== null && about !== 'number') return false
  }
  // 作品名称、姓名、单位 is a list of works; only people have numbers of identity and guardians.
  if (titled && !found.has(identityColumn(forms) ?? '')) return false
  const filled = cells.filter(({ text }) => text !== '').length
  return name !== null && found.has(name) && found.size >= 2 && found.size > filled * 0.5
}
