/** The first list of a file, as the command line prints it. */
import { basename } from 'node:path'
import type { CellNote, ReadTable } from '../../../../shared/api/tables.ts'
import { Problem } from '../../../../shared/problems.ts'
import { readTables, type TableOptions } from './read-tables.ts'
import type { FoundTable, ReadFile } from './types.ts'

/**
 * A file with sheets and nothing in them has no rows; one with words and no list is refused.
 * @throws Problem file.unreadable, table.unreadable, cancelled
 */
export async function readTableFile(path: string, options: TableOptions = {}): Promise<ReadTable> {
  const file = await readTables(path, options)
  if (file.kind === 'form')
    throw new Problem('table.unreadable', { fileName: options.fileName ?? basename(path), why: 'no-list' })
  return printedTable(file)
}

export function printedTable({ tables, otherSheets }: ReadFile): ReadTable {
  const table = tables[0]
  if (!table) return { sheet: otherSheets[0]?.name ?? '', headerRow: 0, rows: [], questions: [], refusals: [] }
  return {
    sheet: table.sheet,
    headerRow: table.headerRow,
    rows: table.rows.map(({ row, cells }) => ({
      row,
      values: Object.fromEntries(
        table.columns.map(({ column, label }) => [
          label,
          cells.find((cell) => cell.column === column)?.reading ?? null,
        ]),
      ),
    })),
    questions: [...notes(table, 'question'), ...table.remarks],
    refusals: notes(table, 'refusal'),
  }
}

function notes(table: FoundTable, kind: 'question' | 'refusal'): CellNote[] {
  const labels = new Map(table.columns.map(({ column, label }) => [column, label]))
  return table.rows.flatMap(({ row, cells }) =>
    cells.flatMap((cell) => {
      const reason = cell[kind]
      return reason === null ? [] : [{ row, column: labels.get(cell.column) ?? '', reason }]
    }),
  )
}
