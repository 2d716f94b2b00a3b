/** Calls of 收表 as a page makes them: the proposal confirmed as it stands, doubts answered one by one. */
import type { MethodInput } from '../../shared/api/contract.ts'
import type { OpenCell, TableProposal, TablesPreview } from '../../shared/api/tables.ts'
import { cityNotice } from './core.ts'

export type PreviewInput = MethodInput<'tables.preview'>
export type Confirmed = PreviewInput['tables'][number]

export const confirmed = (table: TableProposal): Confirmed => ({
  path: table.path,
  sha256: table.sha256,
  sheet: table.sheet,
  headerRow: table.headerRow,
  sender: table.sender,
  columns: table.columns.map(({ column, meaning, factor }) => ({ column, meaning, factor })),
})

export const orderOf = (tables: readonly TableProposal[], more: Partial<PreviewInput> = {}): PreviewInput => ({
  noticeId: cityNotice,
  year: 2022,
  fundsSource: 'fundsCounty',
  tables: tables.map(confirmed),
  ...more,
})

/** @param answerOf null: the cell stays open */
export function answered(
  order: PreviewInput,
  { rows }: TablesPreview,
  answerOf: (cell: OpenCell) => string | null,
): PreviewInput {
  const answers = rows
    .flatMap(({ open }) => open)
    .flatMap((cell) => {
      const value = answerOf(cell)
      return value === null ? [] : [{ cell, value }]
    })
  return {
    ...order,
    tables: order.tables.map((table) => ({
      ...table,
      answers: [
        ...(table.answers ?? []),
        ...answers
          .filter(({ cell }) => cell.path === table.path && cell.sheet === table.sheet)
          .map(({ cell: { row, column }, value }) => ({ row, column, value })),
      ],
    })),
  }
}
