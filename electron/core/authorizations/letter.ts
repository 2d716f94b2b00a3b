/** 作品授权书 as a letter: what is signed, and who signs. */
import type { FieldDefinition, FormDefinition, FormValues, TableRow } from '../../../shared/form/definition.ts'
import { isEmptyRow, tableRows } from '../../../shared/form/evaluate.ts'
import { letterTable } from '../../../shared/form/letter-table.ts'

export interface Participant {
  /** From 1, among the rows that are not empty: those that are printed. */
  readonly position: number
  readonly name: string
  /** As normalised; '' while empty. */
  readonly identityNumber: string
  readonly guardian: string
  /** The same in every letter that says the same of this person and this work. */
  readonly key: string
}
export interface Letter {
  readonly workTitle: string
  readonly participants: readonly Participant[]
}

type TableField = Extract<FieldDefinition, { kind: 'table' }>

/** Rows that are printed: their places are what the code of a letter names. */
export const signingRows = (values: FormValues, table: TableField): TableRow[] =>
  tableRows(values[table.id]).filter((row) => !isEmptyRow(row))

/** Whether two writings are one: width, spaces and the dots of foreign names do not count. */
export const plainWriting = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s·•・‧]/gu, '')
    .toUpperCase()

export function letterOf(definition: FormDefinition, values: FormValues): Letter {
  const table = letterTable(definition)
  const title = definition.titleField === undefined ? undefined : values[definition.titleField]
  const workTitle = typeof title === 'string' ? title.trim() : ''
  const seen = new Map<string, number>()
  const rows = table ? signingRows(values, table) : []
  return {
    workTitle,
    participants: rows.map(({ name = '', identityNumber = '', guardian = '' }, at) => {
      const said = JSON.stringify([workTitle, name, identityNumber, guardian].map(plainWriting))
      // Two rows that say the same are two people as long as no number tells them apart.
      const before = seen.get(said) ?? 0
      seen.set(said, before + 1)
      return {
        position: at + 1,
        name: name.trim(),
        identityNumber: identityNumber.trim(),
        guardian: guardian.trim(),
        key: `${said} ${before}`,
      }
    }),
  }
}
