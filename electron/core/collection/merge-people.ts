/** Rows of participants that came again, put into those of a letter. Pure. */
import type { TableRow } from '../../../shared/form/definition.ts'
import { isEmptyRow } from '../../../shared/form/evaluate.ts'
import { plainWriting } from '../authorizations/letter.ts'

/** What a signature hangs on (letter.ts). */
const signedColumns = new Set(['name', 'identityNumber', 'guardian'])

const written = (row: TableRow, column: string): string => plainWriting(row[column] ?? '')

/**
 * A person is the same with the same name and number, or where one side says no number. Who is known stays as written and
 * has only gaps filled; who is not known comes behind; nobody goes.
 * @param signers positions, from 1 among the rows that are not empty: their signed columns stay even where they are empty
 */
export function mergePeople(
  before: readonly TableRow[],
  came: readonly TableRow[],
  signers: ReadonlySet<number>,
): TableRow[] {
  const known = before
    .filter((row) => !isEmptyRow(row))
    .map((row, at) => ({ row, signed: signers.has(at + 1), met: false }))
  const added: TableRow[] = []
  for (const row of came) {
    if (isEmptyRow(row)) continue
    const [name, number] = [written(row, 'name'), written(row, 'identityNumber')]
    const namesakes = known.filter((one) => !one.met && written(one.row, 'name') === name)
    const numberOf = (one: (typeof known)[number]): string => written(one.row, 'identityNumber')
    const meant =
      namesakes.find((one) => numberOf(one) === number) ??
      namesakes.find((one) => numberOf(one) === '' || number === '')
    if (!meant) {
      added.push(row)
      continue
    }
    meant.met = true
    meant.row = filledGaps(meant.row, row, meant.signed)
  }
  return [...known.map(({ row }) => row), ...added]
}

function filledGaps(row: TableRow, from: TableRow, signed: boolean): TableRow {
  const gaps = Object.entries(from).filter(
    ([id, cell]) => (row[id] ?? '').trim() === '' && cell.trim() !== '' && !(signed && signedColumns.has(id)),
  )
  return { ...row, ...Object.fromEntries(gaps) }
}
