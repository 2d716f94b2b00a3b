/** 收表 as it stands: kept over other screens, so that a clerk who is called away finds everything as it was. */
import { create } from 'zustand'
import type { TableRowPreview, TablesRead, TablesTaken } from '../../../shared/api/tables.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf, subscribe } from '../../api.ts'
import { type CollectedTable, confirmedOf, isStale, type Place, type PreviewInput, type Setting } from './collected.ts'

export type RowFilter = 'all' | 'open' | 'same' | 'skipped'
type Held = {
  setting: Setting
  tables: readonly CollectedTable[]
  unreadable: TablesRead['unreadable']
  /** Key of the table that is looked at, or path of a file that could not be read. */
  current: string | null
  filter: RowFilter
  /** The question that is being answered. */
  place: Place | null
  /** 更正单 instead of the tables. */
  correcting: boolean
  dueText: string
  busy: 'read' | 'take' | null
  problem: ProblemData | null
  taken: (TablesTaken & { tables: readonly CollectedTable[] }) | null
}

export const useCollect = create<Held>(() => ({
  setting: { noticeId: null, year: new Date().getFullYear(), state: 'held', modules: [], fundsSource: null },
  tables: [],
  unreadable: [],
  current: null,
  filter: 'all',
  place: null,
  correcting: false,
  dueText: '',
  busy: null,
  problem: null,
  taken: null,
}))

export const setCollect = (part: Partial<Held>): void => useCollect.setState(part)

/** A change of these tables whose rows (null: all) must be read again. */
export function changeTables(
  changes: ReadonlyMap<string, Partial<CollectedTable>>,
  stale: readonly number[] | 'all' | null,
): void {
  useCollect.setState(({ tables }) => ({
    tables: tables.map((table) => {
      const part = changes.get(table.key)
      if (!part) return table
      if (stale === null) return { ...table, ...part }
      const rows = stale === 'all' || table.stale === 'all' ? ('all' as const) : new Set([...table.stale, ...stale])
      return { ...table, ...part, stale: rows, version: table.version + 1, problem: null }
    }),
  }))
  if (stale !== null) previewSoon()
}
export const changeTable = (
  key: string,
  part: Partial<CollectedTable>,
  stale: readonly number[] | 'all' | null,
): void => changeTables(new Map([[key, part]]), stale)

export function changeSetting(part: Partial<Setting>): void {
  useCollect.setState(({ setting }) => ({ setting: { ...setting, ...part } }))
  staleAll()
}

export function staleAll(): void {
  const { tables } = useCollect.getState()
  changeTables(new Map(tables.map(({ key }) => [key, {}])), 'all')
}

/** Fields of the setting as calls take them. */
export const settingOf = ({ modules, ...setting }: Setting): Omit<PreviewInput, 'tables'> => ({
  ...setting,
  modules: [...modules],
})

/** Typing waits this long for its end. */
const quietMs = 150
let timer: ReturnType<typeof setTimeout> | undefined
let reading = false

/** Reads what is stale, one table after the other; the one that is looked at first. */
export function previewSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(() => void readStale(), quietMs)
}

async function readStale(): Promise<void> {
  if (reading) return
  reading = true
  try {
    for (;;) {
      const { tables, current } = useCollect.getState()
      const table = tables.find((one) => one.key === current && isStale(one)) ?? tables.find(isStale)
      if (!table) return
      await readOne(table)
    }
  } finally {
    reading = false
  }
}

async function readOne(table: CollectedTable): Promise<void> {
  const { setting } = useCollect.getState()
  const only = table.rows === null || table.stale === 'all' ? null : table.stale
  const skip = only === null ? [] : (table.rows ?? []).map(({ row }) => row).filter((row) => !only.has(row))
  let part: Partial<CollectedTable>
  try {
    const preview = await call('tables.preview', { ...settingOf(setting), tables: [confirmedOf(table, skip)] })
    part = { rows: merged(table.rows, preview.rows, only), stale: new Set(), problem: null }
  } catch (thrown) {
    // Told beside the table; the next change tries again.
    part = { stale: new Set(), problem: problemOf(thrown) }
  }
  useCollect.setState(({ tables }) => ({
    tables: tables.map((one) => (one.key === table.key && one.version === table.version ? { ...one, ...part } : one)),
  }))
}

function merged(
  before: readonly TableRowPreview[] | null,
  read: readonly TableRowPreview[],
  only: ReadonlySet<number> | null,
): readonly TableRowPreview[] {
  if (only === null || before === null) return read
  const fresh = new Map(read.map((row) => [row.row, row]))
  return before.map((row) => fresh.get(row.row) ?? row)
}

let shown = false
let missed = false
/** While the screen is shown, what changes in the register is looked at again; otherwise once, when it is opened. */
export function setShown(next: boolean): void {
  shown = next
  if (shown && missed) staleAll()
  if (shown) missed = false
}
subscribe('data.changed', ({ domain }) => {
  if (domain !== 'activities' && domain !== 'notices') return
  if (useCollect.getState().tables.length === 0) return
  if (shown) staleAll()
  else missed = true
})
