/** 收表, second half: tables as a person confirmed them, row by row as activities, with everything that is still open. */
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import type { OpenCell, previewTablesInput, TableRowPreview, TablesPreview } from '../../../shared/api/tables.ts'
import { Problem } from '../../../shared/problems.ts'
import { tableWords } from '../../../shared/wording/tables.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { coverName, coverNumbers } from '../personal/cover-numbers.ts'
import { type ThreadLane, withLane } from '../received/in-thread.ts'
import { type LoadedFile, loadTables } from './load.ts'
import { moduleNames } from './module-names.ts'
import type { FoundRow, FoundTable } from './read/types.ts'
import { RowReading, type RowSetting, repeats } from './row-values.ts'
import { sameIndex } from './same.ts'

export type PreviewOrder = z.output<typeof previewTablesInput>
export type ConfirmedTable = PreviewOrder['tables'][number]
export interface LookedAt {
  readonly rows: TableRowPreview[]
  /** What each confirmed table is in its file. */
  readonly tables: readonly { readonly confirmed: ConfirmedTable; readonly found: FoundTable }[]
}

/**
 * Reads every file again: what is shown, corrected or taken is what lies there now.
 * @throws Problem table.changed, table.twice, notice.unknown, cancelled, and as loadTables
 */
export const lookAtTables = (ctx: HandlerContext, call: Call, order: PreviewOrder): Promise<LookedAt> =>
  withLane((lane) => lookInLane(ctx, call, order, lane))

async function lookInLane(ctx: HandlerContext, call: Call, order: PreviewOrder, lane: ThreadLane): Promise<LookedAt> {
  const notice = order.noticeId === null ? null : ctx.notices.get(order.noticeId).pack
  const setting: RowSetting = {
    noticeId: notice?.id ?? null,
    modules: notice && moduleNames(notice),
    usualModules: order.modules,
    year: order.year,
    state: order.state,
    fundsSource: order.fundsSource,
  }
  const files = new Map<string, LoadedFile>()
  const tables: { confirmed: ConfirmedTable; found: FoundTable; file: LoadedFile }[] = []
  const paths = new Set(order.tables.map(({ path }) => path))
  for (const confirmed of order.tables) {
    if (call.signal.aborted) throw new Problem('cancelled', {})
    call.progress({ phase: 'read', done: files.size, total: paths.size, unit: 'files' })
    const file = files.get(confirmed.path) ?? (await loadTables(ctx, confirmed.path, { signal: call.signal, lane }))
    files.set(confirmed.path, file)
    const found = file.tables.find(
      ({ sheet, headerRow }) => sheet === confirmed.sheet && headerRow === confirmed.headerRow,
    )
    if (file.sha256 !== confirmed.sha256 || !found) throw new Problem('table.changed', { fileName: file.fileName })
    needOnce(confirmed, found, file.fileName)
    tables.push({ confirmed, found, file })
  }
  const rows = tables.flatMap(({ confirmed, found, file }) => {
    // Of twenty thousand rows each may be answered or left out.
    const skip = new Set(confirmed.skip)
    const answers = new Map<number, ConfirmedTable['answers']>()
    for (const one of confirmed.answers) {
      const ofRow = answers.get(one.row)
      if (ofRow) ofRow.push(one)
      else answers.set(one.row, [one])
    }
    return found.rows
      .filter(({ row }) => !skip.has(row))
      .map((row) =>
        previewRow(setting, { ...confirmed, answers: answers.get(row.row) ?? [] }, found, file.fileName, row),
      )
  })
  await markSame(ctx.db, rows)
  return { rows, tables }
}

export function previewOf({ rows }: Pick<LookedAt, 'rows'>): TablesPreview {
  const counts = new Map<string, number>()
  for (const { sender, open } of rows) if (open.length > 0) counts.set(sender, (counts.get(sender) ?? 0) + open.length)
  return { rows, corrections: [...counts].map(([sender, count]) => ({ sender, count })) }
}

/** Two columns of numbers for one fact: which of them counts, only a person can say. */
function needOnce({ columns }: ConfirmedTable, found: FoundTable, fileName: string): void {
  const labels = new Map<string, string>()
  for (const { column, meaning } of columns) {
    const label = found.columns.find((one) => one.column === column)?.label
    if (label === undefined || repeats(meaning)) continue
    const other = labels.get(meaning)
    if (other !== undefined) throw new Problem('table.twice', { fileName, labels: [other, label] })
    labels.set(meaning, label)
  }
}

/** @param confirmed with the answers to this row */
function previewRow(
  setting: RowSetting,
  confirmed: ConfirmedTable,
  found: FoundTable,
  fileName: string,
  { row, cells }: FoundRow,
): TableRowPreview {
  const { path, sender, sheet, columns } = confirmed
  const answers = new Map(confirmed.answers.map(({ column, value }) => [column, value]))
  const reading = new RowReading(setting)
  const inOrder = found.columns.flatMap((column) => {
    const mapped = columns.find((one) => one.column === column.column)
    return [{ meaning: 'ignore' as const, factor: '1' as const, ...mapped, column, index: column.column }]
  })
  for (const { column, meaning, factor, index } of inOrder) {
    const cell = cells.find((one) => one.column === index) ?? null
    reading.take({ column, meaning, factor, cell, answer: answers.get(index) ?? null })
  }
  const title = inOrder.find(({ meaning }) => meaning === 'title')?.column ?? null
  const { values, open } = reading.end(title, answers.get(-1) ?? null)
  if (values.unit === '' && !inOrder.some(({ meaning }) => meaning === 'unit')) values.unit = coverName(sender)
  const shown = open.map(
    (point): OpenCell => ({
      path,
      fileName,
      sheet,
      row,
      ...point,
      label: point.column < 0 ? tableWords.wholeRow : point.label,
      original: coverNumbers(point.original).slice(0, 2000),
    }),
  )
  return { path, fileName, sheet, row, sender, values, open: shown, same: null }
}

/** Of two equal rows the first is new, unless it waits for its sender itself. */
async function markSame(db: Queryable, rows: TableRowPreview[]): Promise<void> {
  const index = await sameIndex(db, new Set(rows.map(({ values }) => values.year)))
  for (const row of rows) {
    if (row.values.title === '') continue
    row.same = index.find(row.values)
    if (row.same === null && row.open.length === 0) index.add(row.values)
  }
}
