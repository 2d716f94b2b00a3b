/** 收表, first half: what was dropped, as tables with what their columns seem to mean. Nothing is kept here. */
import { basename } from 'node:path'
import type { ReadColumn, TableProposal, TablesRead } from '../../../shared/api/tables.ts'
import { Problem } from '../../../shared/problems.ts'
import { passedWords } from '../../../shared/wording/collection.ts'
import { tableWords } from '../../../shared/wording/tables.ts'
import { orTold } from '../collection/read-papers.ts'
import { walkFiles } from '../collection/walk-files.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { coverNumbers } from '../personal/cover-numbers.ts'
import { type LoadedFile, loadTables } from './load.ts'
import { isMoney, type LabelMeaning, meaningOfLabel } from './meanings.ts'
import { addModules, type ModuleNames, moduleNames } from './module-names.ts'
import type { FoundColumn, FoundTable } from './read/types.ts'
import { repeats } from './row-values.ts'
import { senderOfLines, senderOfName } from './sender.ts'
import { rememberedWay } from './ways.ts'

/** @throws Problem collection.too-many, cancelled, notice.unknown */
export async function proposeTables(
  ctx: HandlerContext,
  call: Call,
  { paths, noticeId }: { paths: readonly string[]; noticeId: string | null },
): Promise<TablesRead> {
  const modules = noticeId === null ? null : moduleNames(ctx.notices.get(noticeId).pack)
  const { files, passed } = await walkFiles(paths, call.signal)
  const unreadable: TablesRead['unreadable'] = passed.map(({ path, why }) => ({
    path,
    fileName: basename(path),
    message: passedWords[why],
  }))
  const tables: TableProposal[] = []
  for (const [done, { path, name }] of files.entries()) {
    if (call.signal.aborted) throw new Problem('cancelled', {})
    call.progress({ phase: 'read', done, total: files.length, unit: 'files' })
    const told = (message: string): void => void unreadable.push({ path, fileName: name, message })
    const loaded = await orTold<LoadedFile | null>(
      () => loadTables(path, call.signal),
      (message) => {
        told(message)
        return null
      },
    )
    if (!loaded) continue
    const found = loaded.tables.filter(({ rows }) => rows.length > 0)
    if (found.length === 0) {
      const others = loaded.otherSheets.map(({ name: sheet, why }) => `“${sheet}”：${why}`).join('；')
      told(`${loaded.blank ? tableWords.blankForm : tableWords.noTable}${others === '' ? '' : `（${others}）`}`)
    }
    for (const table of found) tables.push(await proposal(ctx, loaded, table, modules))
  }
  call.progress({ phase: 'read', done: files.length, total: files.length, unit: 'files' })
  return { tables, unreadable }
}

async function proposal(
  ctx: HandlerContext,
  { path, fileName, sha256, format, kind, otherSheets }: LoadedFile,
  table: FoundTable,
  modules: ModuleNames | null,
): Promise<TableProposal> {
  const { sheet, headerRow, rows, titles } = table
  const sender = (table.sender || senderOfLines(titles) || senderOfName(fileName)).slice(0, 120)
  const way = await rememberedWay(ctx.db, sender, table)
  const used = new Set<string>()
  const columns = table.columns.map((column): ReadColumn => {
    const kept = way?.get(column.label)
    const meant = kept ? { ...kept, sure: true } : guessed(table, column, modules)
    const once = used.has(meant.meaning) && !repeats(meant.meaning) ? ignored : meant
    used.add(once.meaning)
    const samples = column.kind === 'identity' ? [] : column.samples.map((text) => coverNumbers(text))
    return { column: column.column, label: column.label, ...once, remembered: kept !== undefined, samples }
  })
  return {
    path,
    fileName,
    sha256,
    format,
    sheet,
    headerRow,
    kind,
    sender,
    columns,
    rows: rows.length,
    otherSheets: otherSheets.map((one) => ({ ...one })),
    remarks: table.remarks.map(({ row, column, reason }) => ({ row, label: column, reason })),
  }
}

/** Left out unless a person says what it is. */
const ignored: LabelMeaning = { meaning: 'ignore', factor: '1', sure: false }
const unitFactors = { 元: '0.0001', 千元: '0.1', 万元: '1', 亿元: '10000', 万: '10000' } as const

function guessed(table: FoundTable, column: FoundColumn, modules: ModuleNames | null): LabelMeaning {
  if (column.kind === 'identity') return { meaning: 'ignore', factor: '1', sure: true }
  const meant = meaningOfLabel(column.label)
  if (!meant) return ignored
  if (meant.meaning === 'module' && modules && !someModule(table, column, modules)) return ignored
  if (column.unit === null) return meant
  // The reader saw the unit above the table, too: 单位：万元.
  const factor = unitFactors[column.unit]
  return isMoney(meant.meaning)
    ? { ...meant, factor, sure: meant.sure || knownBut(column.label) }
    : { ...meant, factor }
}

/** Sure but for its unit, which the table says elsewhere. */
const knownBut = (label: string): boolean => meaningOfLabel(`${label}（万元）`)?.sure === true

/** 活动类别 of a township may be a list of its own: 科普展览、农业实用技术培训. */
function someModule(table: FoundTable, { column }: FoundColumn, modules: ModuleNames): boolean {
  return table.rows.some(({ cells }) =>
    cells.some((cell) => cell.column === column && addModules(modules, cell.text, new Set()) === null),
  )
}
