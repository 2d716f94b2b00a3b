/** What the clerk does with dropped files: read, confirm, answer, leave out, take, take back. */
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { OpenCell } from '../../../shared/api/tables.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { runTask } from '../../app/tasks.ts'
import { undoneText } from '../../text/activities.ts'
import { afterPaint } from '../../ui/after-paint.ts'
import { changeTable, changeTables, previewSoon, setCollect, settingOf, staleAll, useCollect } from './collect-state.ts'
import {
  type Answer,
  alikeColumns,
  type CollectedTable,
  type ColumnChoice,
  confirmedOf,
  isTakable,
  leftOut,
  mergeRead,
  nextQuestion,
  viewsOf,
} from './collected.ts'

/** 下一处待定. */
export const nextButtonId = 'tables-next-question'

const tableOf = (key: string): CollectedTable | undefined => useCollect.getState().tables.find((one) => one.key === key)

export async function readFiles(paths: readonly string[]): Promise<void> {
  const { busy, setting } = useCollect.getState()
  if (paths.length === 0 || busy !== null) return
  setCollect({ busy: 'read', problem: null })
  try {
    const read = await runTask({
      title: `查看 ${paths.length} 个文件或文件夹`,
      method: 'tables.read',
      input: { paths: [...paths], noticeId: setting.noticeId },
      ending: ({ tables, unreadable }) => ({
        sentence: `认出 ${tables.length} 张表${unreadable.length > 0 ? `，${unreadable.length} 个文件读不了` : ''}。`,
        next: null,
      }),
    })
    const { tables, unreadable, current } = useCollect.getState()
    const again = new Set([...read.tables, ...read.unreadable].map(({ path }) => path))
    const all = mergeRead(tables, read)
    const bad = [...unreadable.filter(({ path }) => !again.has(path)), ...read.unreadable]
    const stays = all.some(({ key }) => key === current) || bad.some(({ path }) => path === current)
    setCollect({ tables: all, unreadable: bad, ...(!stays && { current: all[0]?.key ?? bad[0]?.path ?? null }) })
    previewSoon()
  } catch (thrown) {
    setCollect({ problem: problemOf(thrown) })
  } finally {
    setCollect({ busy: null })
  }
}

/** Another notice has other modules: what its columns seem to mean is asked again, what the clerk said stays. */
export function chooseNotice(noticeId: string | null, year: number | null): void {
  const { setting, tables } = useCollect.getState()
  setCollect({ setting: { ...setting, noticeId, modules: [], year: year ?? setting.year } })
  if (tables.length > 0) void readFiles([...new Set(tables.map(({ proposal }) => proposal.path))].slice(0, 500))
}

export function stand(current: string): void {
  setCollect({ current, filter: 'all', correcting: false })
}

export function forget(path: string): void {
  const { tables, unreadable, current } = useCollect.getState()
  const rest = tables.filter(({ proposal }) => proposal.path !== path)
  const bad = unreadable.filter((one) => one.path !== path)
  const stays = rest.some(({ key }) => key === current) || bad.some((one) => one.path === current)
  setCollect({ tables: rest, unreadable: bad, ...(!stays && { current: rest[0]?.key ?? bad[0]?.path ?? null }) })
}

const withColumn = (table: CollectedTable, column: number, part: Partial<ColumnChoice>): Partial<CollectedTable> => ({
  columns: table.columns.map((one) => (one.column === column ? { ...one, ...part, settled: true } : one)),
  // They answered another question.
  ...(part.meaning !== undefined && { answers: table.answers.filter((answer) => answer.column !== column) }),
})

const labelOf = ({ proposal }: CollectedTable, column: number): string =>
  (proposal.columns.find((one) => one.column === column)?.label ?? '').replace(/\s+/gu, '')

/** What a column is; columns of other tables that are called the same and wait, too, follow. */
export function chooseColumn(key: string, column: number, part: Partial<ColumnChoice>): void {
  const { tables } = useCollect.getState()
  const table = tableOf(key)
  const choice = table?.columns.find((one) => one.column === column)
  if (!table || !choice) return
  const { meaning, factor } = { ...choice, ...part }
  const alike = alikeColumns(tables, table, column, meaning)
  changeTables(
    new Map([
      [key, withColumn(table, column, part)],
      ...alike.map((one) => [one.table.key, withColumn(one.table, one.column, { meaning, factor })] as const),
    ]),
    'all',
  )
  if (alike.length > 0)
    announce(`另外 ${alike.length} 张表的“${labelOf(table, column)}”也照此处理`, {
      label: '撤销',
      run: () =>
        changeTables(
          new Map(alike.map(({ table: { key: other, columns, answers } }) => [other, { columns, answers }])),
          'all',
        ),
    })
}

/** Everything as it was proposed. */
export function settleColumns(key: string): void {
  const table = tableOf(key)
  for (const { column, settled } of table?.columns ?? []) if (!settled) chooseColumn(key, column, {})
}

const without = (answers: readonly Answer[], { row, column }: OpenCell): Answer[] =>
  answers.filter((one) => one.row !== row || one.column !== column)

/** @param value '' leaves it empty */
export function answer(key: string, cell: OpenCell, value: string): void {
  const table = tableOf(key)
  if (!table) return
  const answers = [...without(table.answers, cell), { row: cell.row, column: cell.column, value, asked: cell }]
  changeTable(key, { answers }, [cell.row])
  const { tables } = useCollect.getState()
  const place = nextQuestion(tables, viewsOf(tables), { key, row: cell.row, column: cell.column }, 1, key)
  setCollect({ place })
  // The line that had the focus is gone: Enter once more leads to the next table.
  if (place === null) afterPaint(() => document.getElementById(nextButtonId)?.focus())
}

export function takeBackAnswer(key: string, { asked }: Answer): void {
  const table = tableOf(key)
  if (!table) return
  changeTable(key, { answers: without(table.answers, asked) }, [asked.row])
  setCollect({ place: { key, row: asked.row, column: asked.column } })
}

/** Every suggestion for one column of one table. */
export function acceptColumn(key: string, cells: readonly OpenCell[]): void {
  const table = tableOf(key)
  if (!table) return
  const before = table.answers
  const answers = cells.flatMap((asked) =>
    asked.suggestion === null ? [] : [{ row: asked.row, column: asked.column, value: asked.suggestion, asked }],
  )
  const rows = answers.map(({ row }) => row)
  const own = new Set(answers.map(({ row, column }) => `${row} ${column}`))
  changeTable(key, { answers: [...before.filter(({ row, column }) => !own.has(`${row} ${column}`)), ...answers] }, rows)
  announce(`“${cells[0]?.label ?? ''}”已采用 ${answers.length} 处建议`, {
    label: '撤销',
    run: () => changeTable(key, { answers: before }, rows),
  })
}

/** Ticked or not: whether a row is to be taken. One that is here already is taken once more only when it is said. */
export function tickRow(key: string, row: number, same: boolean, take: boolean): void {
  const table = tableOf(key)
  if (!table) return
  const skipped = new Set(table.skipped)
  const wanted = new Set(table.wanted)
  if (take) {
    skipped.delete(row)
    if (same) wanted.add(row)
  } else if (wanted.has(row)) wanted.delete(row)
  else skipped.add(row)
  changeTable(key, { skipped, wanted }, null)
}

function takeOrder(): MethodInput<'tables.take'> | null {
  const { tables, setting } = useCollect.getState()
  const views = viewsOf(tables)
  const takable = tables.filter(isTakable)
  if (takable.length === 0) return null
  const keepSame = takable.some(({ wanted }) => wanted.size > 0)
  return {
    ...settingOf(setting),
    tables: takable.map((table) => {
      const view = views.get(table.key)
      return confirmedOf(table, view ? leftOut(view, keepSame) : [])
    }),
    leaveSame: !keepSame,
    leaveOpen: true,
  }
}

export async function takeIn(): Promise<void> {
  const { tables, busy } = useCollect.getState()
  const input = takeOrder()
  if (input === null || busy !== null) return
  setCollect({ busy: 'take', problem: null })
  try {
    const taken = await runTask({
      title: '收进活动登记',
      method: 'tables.take',
      input,
      ending: ({ created }) => ({ sentence: `收进 ${created} 项活动。`, next: null }),
    })
    const views = viewsOf(tables)
    const done = new Set(
      tables.filter(isTakable).flatMap(({ key }) => {
        const counts = views.get(key)?.counts
        return counts && counts.question + counts.refusal === 0 ? [key] : []
      }),
    )
    const rest = tables.filter(({ key }) => !done.has(key)).map((table) => ({ ...table, wanted: new Set<number>() }))
    setCollect({ taken: { ...taken, tables }, tables: rest, current: rest[0]?.key ?? null, place: null })
    staleAll()
  } catch (thrown) {
    setCollect({ problem: problemOf(thrown) })
  } finally {
    setCollect({ busy: null })
  }
}

/** Everything that was taken leaves the register in one step, and the tables lie here again. */
export async function takeBack(): Promise<void> {
  const { taken, busy } = useCollect.getState()
  if (taken === null || busy !== null) return
  setCollect({ busy: 'take', problem: null })
  try {
    const done = await call('activities.undo', { changeId: taken.changeId })
    setCollect({ taken: null, tables: taken.tables, current: taken.tables[0]?.key ?? null, place: null })
    staleAll()
    announce(undoneText('撤销', done))
  } catch (thrown) {
    setCollect({ problem: problemOf(thrown) })
  } finally {
    setCollect({ busy: null })
  }
}

export function clearAll(): void {
  const { tables, unreadable, current } = useCollect.getState()
  setCollect({ tables: [], unreadable: [], current: null, place: null, correcting: false, taken: null })
  announce('这一批已拿开，原文件没有动', {
    label: '撤销',
    run: () => {
      setCollect({ tables, unreadable, current })
      previewSoon()
    },
  })
}
