/** What was dropped and what the clerk said about it; how it stands with each row. Pure. */

import type { MethodInput } from '../../../shared/api/contract.ts'
import type {
  ColumnMeaning,
  OpenCell,
  TableFactor,
  TableProposal,
  TableRowPreview,
  TablesRead,
} from '../../../shared/api/tables.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { sameActivityKey } from '../../../shared/register/same-activity.ts'
import { openWords } from '../../../shared/wording/tables.ts'
import { isMoney } from '../../text/tables.ts'

export type PreviewInput = MethodInput<'tables.preview'>
export type ConfirmedTable = PreviewInput['tables'][number]
export type Setting = {
  noticeId: string | null
  year: number
  state: NonNullable<PreviewInput['state']>
  modules: readonly string[]
  fundsSource: NonNullable<PreviewInput['fundsSource']> | null
}
export type ColumnChoice = {
  column: number
  meaning: ColumnMeaning
  factor: TableFactor
  /** Known for sure, or confirmed by the clerk. */
  settled: boolean
}
export type Answer = { row: number; column: number; value: string; asked: OpenCell }
export type CollectedTable = {
  key: string
  proposal: TableProposal
  sender: string
  columns: readonly ColumnChoice[]
  answers: readonly Answer[]
  /** Rows that the clerk leaves out. */
  skipped: ReadonlySet<number>
  /** Rows to be taken although an activity like it is here. */
  wanted: ReadonlySet<number>
  /** The whole table stays out. */
  out: boolean
  /** The clerk has stood in it. */
  seen: boolean
  /** As last read; null: not yet. */
  rows: readonly TableRowPreview[] | null
  /** What must be read again: all of it, or only these rows. */
  stale: 'all' | ReadonlySet<number>
  /** Counts up with each change that makes rows stale: an answer to an older question is not kept. */
  version: number
  problem: ProblemData | null
}

const keyOf = ({ path, sheet, headerRow }: TableProposal): string => `${path}\n${sheet}\n${headerRow}`

function freshTable(proposal: TableProposal): CollectedTable {
  return {
    key: keyOf(proposal),
    proposal,
    sender: proposal.sender,
    columns: proposal.columns.map(({ column, meaning, factor, sure }) => ({ column, meaning, factor, settled: sure })),
    answers: [],
    skipped: new Set(),
    wanted: new Set(),
    out: false,
    seen: false,
    rows: null,
    stale: 'all',
    version: 0,
    problem: null,
  }
}

/** The same file once more keeps what the clerk said; only what nobody has settled follows the new reading. */
function readAgain(before: CollectedTable, proposal: TableProposal): CollectedTable {
  const fresh = freshTable(proposal)
  if (before.proposal.sha256 !== proposal.sha256) return { ...fresh, sender: before.sender || fresh.sender }
  const touched = (at: number) => {
    const was = before.proposal.columns[at]
    const is = before.columns[at]
    return was && is && (was.meaning !== is.meaning || was.factor !== is.factor || (is.settled && !was.sure))
  }
  return {
    ...before,
    proposal,
    columns: fresh.columns.map((column, at) => (touched(at) ? (before.columns[at] ?? column) : column)),
    stale: 'all',
    version: before.version + 1,
  }
}

/** What was just read beside what is here: files that were read again take the place of their older selves. */
export function mergeRead(before: readonly CollectedTable[], read: TablesRead): CollectedTable[] {
  const paths = new Set([...read.tables, ...read.unreadable].map(({ path }) => path))
  const found = new Map(read.tables.map((proposal) => [keyOf(proposal), proposal]))
  const kept = before.flatMap((table) => {
    const proposal = found.get(table.key)
    if (proposal) return [readAgain(table, proposal)]
    return paths.has(table.proposal.path) ? [] : [table]
  })
  const here = new Set(kept.map(({ key }) => key))
  return [...kept, ...read.tables.filter((one) => !here.has(keyOf(one))).map(freshTable)]
}

export const confirmedOf = (table: CollectedTable, skip: Iterable<number> = []): ConfirmedTable => ({
  path: table.proposal.path,
  sha256: table.proposal.sha256,
  sheet: table.proposal.sheet,
  headerRow: table.proposal.headerRow,
  sender: table.sender.trim(),
  columns: table.columns.map(({ column, meaning, factor }) => ({ column, meaning, factor })),
  skip: [...skip],
  answers: table.answers.map(({ row, column, value }) => ({ row, column, value })),
})

/**
 * Columns of other tables that are called the same, seem to mean the same and wait as well. Money only of the same
 * sender: one writes 元 and the next 万元 under the same word.
 */
export function alikeColumns(
  tables: readonly CollectedTable[],
  table: CollectedTable,
  column: number,
  chosen: ColumnMeaning,
): { table: CollectedTable; column: number }[] {
  const told = table.proposal.columns.find((one) => one.column === column)
  if (!told) return []
  const label = plain(told.label)
  const money = isMoney(chosen)
  return tables.flatMap((other) => {
    if (other === table || (money && other.sender.trim() !== table.sender.trim())) return []
    const at = other.proposal.columns.findIndex((one) => plain(one.label) === label && one.meaning === told.meaning)
    const choice = other.columns[at]
    return choice && !choice.settled ? [{ table: other, column: choice.column }] : []
  })
}
const plain = (label: string): string => label.normalize('NFKC').replace(/\s+/gu, '')

export const unsettled = (table: CollectedTable): number => table.columns.filter(({ settled }) => !settled).length
export const hasFunds = (table: CollectedTable): boolean => table.columns.some(({ meaning }) => meaning === 'funds')

export type RowState = 'ready' | 'question' | 'refusal' | 'same' | 'skipped'
export type RowView = {
  row: TableRowPreview
  state: RowState
  /** Cells that nobody has answered yet. */
  open: readonly OpenCell[]
  /** Of these what is asked cell by cell: where money comes from is one choice for all. */
  asked: readonly OpenCell[]
  same: TableRowPreview['same']
}
export type TableView = {
  rows: readonly RowView[]
  counts: Readonly<Record<RowState, number>>
  /** Cells to be answered one by one; money without a source is one choice for all. */
  cells: readonly OpenCell[]
  /** Rows with money that does not say where it came from. */
  sourceless: number
}

const keys = new WeakMap<TableRowPreview, string>()
function rowKey(row: TableRowPreview): string {
  const known = keys.get(row) ?? sameActivityKey(row.values)
  keys.set(row, known)
  return known
}

const isAsked = ({ reason }: OpenCell): boolean => reason !== openWords.noSource

function openOf(table: CollectedTable, row: TableRowPreview, answers: ReadonlySet<string>): OpenCell[] {
  // An answer counts from the click on; what the core says of it comes a moment later.
  const waits = table.stale === 'all' || table.stale.has(row.row)
  return waits ? row.open.filter(({ column }) => !answers.has(`${row.row} ${column}`)) : row.open
}

/**
 * Every table as it stands, in order: of two rows alike the first is new. The same rule as the core's, over rows that
 * were read at different times.
 */
export function viewsOf(tables: readonly CollectedTable[]): ReadonlyMap<string, TableView> {
  const known = looked.get(tables) ?? lookAt(tables)
  looked.set(tables, known)
  return known
}
const looked = new WeakMap<readonly CollectedTable[], ReadonlyMap<string, TableView>>()

function lookAt(tables: readonly CollectedTable[]): Map<string, TableView> {
  const first = new Set<string>()
  const views = new Map<string, TableView>()
  for (const table of tables) {
    const counts = { ready: 0, question: 0, refusal: 0, same: 0, skipped: 0 }
    const answers = new Set(table.answers.map(({ row, column }) => `${row} ${column}`))
    const cells: OpenCell[] = []
    let sourceless = 0
    const rows = (table.rows ?? []).map((row): RowView => {
      const open = openOf(table, row, answers)
      const asked = open.every(isAsked) ? open : open.filter(isAsked)
      let same = row.same?.activityId ? row.same : null
      let state: RowState = 'ready'
      if (table.out || table.skipped.has(row.row)) state = 'skipped'
      else {
        const key = row.values.title === '' ? null : rowKey(row)
        if (same === null && key !== null && first.has(key)) same = { activityId: '', title: row.values.title }
        if (same !== null && !table.wanted.has(row.row)) state = 'same'
        else if (open.length > 0) state = open.some(({ kind }) => kind === 'refusal') ? 'refusal' : 'question'
        else if (key !== null) first.add(key)
        if (state === 'question' || state === 'refusal') {
          cells.push(...asked)
          if (asked.length < open.length) sourceless++
        }
      }
      counts[state]++
      return { row, state, open, asked, same }
    })
    views.set(table.key, { rows, counts, cells, sourceless })
  }
  return views
}

/** Tables that can be taken as they stand: every column settled, read without a problem. */
export const isTakable = (table: CollectedTable): boolean =>
  !table.out && table.problem === null && table.rows !== null && unsettled(table) === 0

const isSourceless = ({ state, asked }: RowView): boolean => state === 'question' && asked.length === 0

export type Totals = {
  ready: number
  open: number
  same: number
  skipped: number
  /** Of `open`: rows that only wait for the choice where money comes from. */
  sourceless: number
  /** Tables whose columns wait for the clerk. */
  waiting: number
  /** Something is still being read. */
  reading: boolean
}
export function totalsOf(tables: readonly CollectedTable[], views: ReadonlyMap<string, TableView>): Totals {
  const totals: Totals = { ready: 0, open: 0, same: 0, skipped: 0, sourceless: 0, waiting: 0, reading: false }
  for (const table of tables) {
    if (isStale(table)) totals.reading = true
    const counts = views.get(table.key)?.counts
    if (!counts) continue
    totals.skipped += counts.skipped
    if (table.out) continue
    if (!isTakable(table)) {
      if (table.problem !== null || unsettled(table) > 0) totals.waiting++
      continue
    }
    totals.ready += counts.ready
    totals.open += counts.question + counts.refusal
    totals.sourceless += (views.get(table.key)?.rows ?? []).filter(isSourceless).length
    totals.same += counts.same
  }
  return totals
}

export const isStale = ({ stale, out }: CollectedTable): boolean => !out && (stale === 'all' || stale.size > 0)

/** Rows that stay out whatever the register says. */
export function leftOut(view: TableView, keepSame: boolean): number[] {
  return view.rows.flatMap(({ row, state }) => (state === 'skipped' || (keepSame && state === 'same') ? [row.row] : []))
}

/** Senders with something to be corrected, most first. */
export function correctionsOf(
  tables: readonly CollectedTable[],
  views: ReadonlyMap<string, TableView>,
): { sender: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const table of tables) {
    if (table.out || table.problem !== null) continue
    const sender = table.sender.trim()
    const open = (views.get(table.key)?.rows ?? []).reduce(
      (sum, { state, asked }) => (state === 'question' || state === 'refusal' ? sum + asked.length : sum),
      0,
    )
    if (open > 0) counts.set(sender, (counts.get(sender) ?? 0) + open)
  }
  return [...counts].map(([sender, count]) => ({ sender, count })).sort((a, b) => b.count - a.count)
}

/** What our own clerk has not chosen yet is no question to the sender. */
export function confirmedForSender(table: CollectedTable, view: TableView | undefined): ConfirmedTable {
  const confirmed = confirmedOf(table, view ? leftOut(view, true) : [])
  const ours = (view?.rows ?? []).flatMap(({ open }) => open.filter((cell) => !isAsked(cell)))
  return {
    ...confirmed,
    answers: [...(confirmed.answers ?? []), ...ours.map(({ row, column }) => ({ row, column, value: '' }))],
  }
}

export type Place = { key: string; row: number; column: number }

/** The question after (or before) a place, over all tables or only in one; null: there is none. */
export function nextQuestion(
  tables: readonly CollectedTable[],
  views: ReadonlyMap<string, TableView>,
  from: Place | null,
  step: 1 | -1,
  within: string | null = null,
): Place | null {
  const all = tables.flatMap(({ key }, table) =>
    (views.get(key)?.cells ?? []).map(({ row, column }) => ({ key, row, column, table })),
  )
  const asked = within === null ? all : all.filter(({ key }) => key === within)
  if (from === null) return (step === 1 ? asked[0] : asked.at(-1)) ?? null
  const at = tables.findIndex(({ key }) => key === from.key)
  const after = (one: (typeof all)[number]) => one.table - at || one.row - from.row || one.column - from.column
  return step === 1 ? (asked.find((one) => after(one) > 0) ?? null) : (asked.findLast((one) => after(one) < 0) ?? null)
}
