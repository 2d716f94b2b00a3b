/** 收表, first half: what was dropped, as tables with what their columns seem to mean. Nothing is kept here. */
import { basename } from 'node:path'
import type { ReadColumn, TableProposal, TablesRead } from '../../../shared/api/tables.ts'
import { Problem } from '../../../shared/problems.ts'
import { passedWords } from '../../../shared/wording/collection.ts'
import { tableWords } from '../../../shared/wording/tables.ts'
import { orTold } from '../collection/read-papers.ts'
import { maxCollectedFiles, walkFiles } from '../collection/walk-files.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { coverName, coverNumbers } from '../personal/cover-numbers.ts'
import { type ThreadLane, withLane } from '../received/in-thread.ts'
import { type LoadedFile, loadTables } from './load.ts'
import { isKnownWord, isMoney, type LabelMeaning, meaningOfLabel } from './meanings.ts'
import { addModules, type ModuleNames, moduleNames } from './module-names.ts'
import type { FoundColumn, FoundTable } from './read/types.ts'
import { repeats } from './row-values.ts'
import { senderOfLines, senderOfName } from './sender.ts'
import { rememberedWay } from './ways.ts'

/** Each with a thread for lists and one for forms; more would only wait for the same two cores of an office computer. */
const lanes = 2

/** @throws Problem table.too-many, cancelled, notice.unknown */
export async function proposeTables(
  ctx: HandlerContext,
  call: Call,
  { paths, noticeId }: { paths: readonly string[]; noticeId: string | null },
): Promise<TablesRead> {
  const modules = noticeId === null ? null : moduleNames(ctx.notices.get(noticeId).pack)
  const { files, passed } = await walkFiles(paths, call.signal).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'collection.too-many')
      throw new Problem('table.too-many', { limit: maxCollectedFiles })
    throw error
  })
  const unreadable: TablesRead['unreadable'] = passed.map(({ path, why }) => ({
    path,
    fileName: basename(path),
    message: passedWords[why],
  }))
  let done = 0
  const read = await inTurns(files, async ({ path, name }, lane) => {
    if (call.signal.aborted) throw new Problem('cancelled', {})
    const loaded = await orTold<LoadedFile | string>(
      () => loadTables(ctx, path, { signal: call.signal, lane }),
      (message) => message,
    )
    call.progress({ phase: 'read', done: ++done, total: files.length, unit: 'files' })
    return { path, name, loaded }
  })
  const tables: TableProposal[] = []
  for (const { path, name, loaded } of read) {
    const found = typeof loaded === 'string' ? [] : loaded.tables.filter(({ rows }) => rows.length > 0)
    if (typeof loaded === 'string' || found.length === 0)
      unreadable.push({ path, fileName: name, message: typeof loaded === 'string' ? loaded : nothingIn(loaded) })
    else for (const table of found) tables.push(await proposal(ctx, loaded, table, modules))
  }
  return { tables, unreadable }
}

function nothingIn({ blank, empty, otherSheets }: LoadedFile): string {
  if (blank) return tableWords.blankForm
  const others = otherSheets.filter(({ name }) => name !== '').map(({ name, why }) => `“${name}”：${why}`)
  return `${empty ? tableWords.emptyFile : tableWords.noTable}${others.length === 0 ? '' : `（${others.join('；')}）`}`
}

/** Several threads at once, the answers in the order of the files. */
async function inTurns<T, R>(items: readonly T[], work: (item: T, lane: ThreadLane) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const inOneLane = (): Promise<void> =>
    withLane(async (lane) => {
      while (next < items.length) {
        const at = next++
        results[at] = await work(items[at] as T, lane)
      }
    })
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, inOneLane))
  return results
}

async function proposal(
  ctx: HandlerContext,
  { path, fileName, sha256, format, kind, otherSheets }: LoadedFile,
  table: FoundTable,
  modules: ModuleNames | null,
): Promise<TableProposal> {
  const { sheet, headerRow, rows, titles } = table
  const sender = coverName(table.sender || senderOfLines(titles) || senderOfName(fileName)).slice(0, 120)
  const way = await rememberedWay(ctx.db, sender, table)
  const used = new Set<string>()
  const columns = table.columns.map((column): ReadColumn => {
    const kept = way?.get(coverName(column.label))
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
  // The reader saw the unit above the table or in its cells, too: 单位：万元.
  const factor = unitFactors[column.unit]
  return isMoney(meant.meaning) ? { ...meant, factor, sure: isKnownWord(column.label) } : { ...meant, factor }
}

/** 活动类别 of a township may be a list of its own: 科普展览、农业实用技术培训. */
function someModule(table: FoundTable, { column }: FoundColumn, modules: ModuleNames): boolean {
  return table.rows.some(({ cells }) =>
    cells.some((cell) => cell.column === column && addModules(modules, cell.text, new Set()) === null),
  )
}
