import { describe, expect, test } from 'vitest'
import {
  alikeColumns,
  type CollectedTable,
  confirmedForSender,
  correctionsOf,
  leftOut,
  mergeRead,
  nextQuestion,
  totalsOf,
  viewsOf,
} from '../../../renderer/screens/collect-tables/collected.ts'
import { takeSentence, valueText } from '../../../renderer/text/tables.ts'
import type { OpenCell, ReadColumn, TableProposal, TableRowPreview } from '../../../shared/api/tables.ts'
import { activityValues } from '../../../shared/register/activity.ts'
import { openWords } from '../../../shared/wording/tables.ts'

const column = (at: number, label: string, fields: Partial<ReadColumn> = {}): ReadColumn => ({
  column: at,
  label,
  meaning: 'title',
  factor: '1',
  sure: true,
  remembered: false,
  samples: [],
  ...fields,
})
const proposal = (sender: string, fields: Partial<TableProposal> = {}): TableProposal => ({
  path: `/in/${sender}.xlsx`,
  fileName: `${sender}.xlsx`,
  sha256: 'a'.repeat(64),
  format: 'xlsx',
  sheet: '表一',
  headerRow: 3,
  kind: 'list',
  sender,
  columns: [column(0, '活动名称'), column(1, '参加人数', { meaning: 'onsite' })],
  rows: 2,
  otherSheets: [],
  remarks: [],
  ...fields,
})
const cell = (row: number, fields: Partial<OpenCell> = {}): OpenCell => ({
  path: '',
  fileName: '',
  sheet: '表一',
  row,
  column: 1,
  label: '参加人数',
  original: '约60人',
  kind: 'question',
  reason: '写的是约数',
  suggestion: '60',
  ...fields,
})
const row = (at: number, title: string, fields: Partial<TableRowPreview> = {}): TableRowPreview => ({
  path: '',
  fileName: '',
  sheet: '表一',
  row: at,
  sender: '',
  values: activityValues.parse({ year: 2022, title, unit: '东测镇' }),
  open: [],
  same: null,
  ...fields,
})
function table(sender: string, rows: TableRowPreview[], fields: Partial<CollectedTable> = {}): CollectedTable {
  const [fresh] = mergeRead([], { tables: [proposal(sender)], unreadable: [] })
  return { ...fresh!, rows, stale: new Set(), ...fields }
}
const statesOf = (tables: readonly CollectedTable[]) =>
  [...viewsOf(tables).values()].map(({ rows }) => rows.map(({ state }) => state))

describe('rows of dropped tables', () => {
  test('wait, are refused, are here already, stay out, or are to be taken', () => {
    const open = [cell(5)]
    const refused = [cell(6), cell(6, { column: 0, kind: 'refusal', suggestion: null })]
    const same = { activityId: 'x', title: '丁' }
    const rows = [row(4, '甲'), row(5, '乙', { open }), row(6, '丙', { open: refused }), row(7, '丁', { same })]
    const one = table('东测镇', [...rows, row(8, '戊')], { skipped: new Set([8]) })
    expect(statesOf([one])).toEqual([['ready', 'question', 'refusal', 'same', 'skipped']])
    const wanted = { ...one, wanted: new Set([7]) }
    expect(statesOf([wanted])[0]?.[3]).toBe('ready')
    const view = viewsOf([one]).get(one.key)!
    expect(leftOut(view, false)).toEqual([8])
    expect(leftOut(view, true)).toEqual([7, 8])
    expect(totalsOf([one], viewsOf([one]))).toMatchObject({ ready: 1, open: 2, same: 1, skipped: 1, waiting: 0 })
  })

  test('of two alike in two files the first is new, unless it stays out or waits', () => {
    const first = table('东测镇', [row(4, '科普 讲座')])
    const second = table('西测镇', [row(4, '科普讲座。')])
    expect(statesOf([first, second])).toEqual([['ready'], ['same']])
    expect(statesOf([{ ...first, out: true }, second])).toEqual([['skipped'], ['ready']])
    const waiting = { ...first, rows: [row(4, '科普讲座', { open: [cell(4)] })] }
    expect(statesOf([waiting, second])).toEqual([['question'], ['ready']])
  })

  test('an answer counts at once, and is asked again where the core still has a question', () => {
    const asked = cell(4)
    const answers = [{ row: 4, column: 1, value: '60', asked }]
    const one = table('东测镇', [row(4, '甲', { open: [asked] })], { answers })
    expect(statesOf([{ ...one, stale: new Set([4]) }])).toEqual([['ready']])
    expect(statesOf([one])).toEqual([['question']])
  })
})

test('questions are walked over tables, forth and back, and end at the ends', () => {
  const one = table('东测镇', [row(4, '甲', { open: [cell(4)] }), row(5, '乙', { open: [cell(5)] })])
  const two = table('西测镇', [row(9, '丙', { open: [cell(9), cell(9, { column: 0 })].reverse() })])
  const tables = [one, two]
  const views = viewsOf(tables)
  const at = (key: string, line: number, index: number) => ({ key, row: line, column: index })
  expect(nextQuestion(tables, views, null, 1)).toMatchObject(at(one.key, 4, 1))
  expect(nextQuestion(tables, views, at(one.key, 5, 1), 1)).toMatchObject(at(two.key, 9, 0))
  expect(nextQuestion(tables, views, at(one.key, 5, 1), 1, one.key)).toBeNull()
  expect(nextQuestion(tables, views, at(two.key, 9, 0), -1)).toMatchObject(at(one.key, 5, 1))
  expect(nextQuestion(tables, views, at(two.key, 9, 1), 1)).toBeNull()
})

test('where money comes from is our own choice: it goes on no 更正单', () => {
  const money = cell(4, { column: 0, reason: openWords.noSource, suggestion: null })
  const one = table('东测镇', [row(4, '甲', { open: [money] }), row(5, '乙', { open: [cell(5)] })])
  const views = viewsOf([one])
  expect(correctionsOf([one], views)).toEqual([{ sender: '东测镇', count: 1 }])
  expect(totalsOf([one], views)).toMatchObject({ open: 2, sourceless: 1 })
  expect(confirmedForSender(one, views.get(one.key)).answers).toEqual([{ row: 4, column: 0, value: '' }])
})

describe('files that are read again', () => {
  test('keep what the clerk said, follow where nobody said anything, and start anew when they were changed', () => {
    const unsure = [column(0, '名称', { sure: false }), column(1, '类别', { meaning: 'ignore', sure: false })]
    const [before] = mergeRead([], { tables: [proposal('东测镇', { columns: unsure })], unreadable: [] })
    const said: CollectedTable = {
      ...before!,
      sender: '东测镇人民政府',
      columns: before!.columns.map((one) => (one.column === 0 ? { ...one, meaning: 'place', settled: true } : one)),
    }
    const again = [unsure[0]!, column(1, '类别', { meaning: 'module' })]
    const [after] = mergeRead([said], { tables: [proposal('东测镇', { columns: again })], unreadable: [] })
    expect(after?.columns.map(({ meaning, settled }) => [meaning, settled])).toEqual([
      ['place', true],
      ['module', true],
    ])
    expect(after?.sender).toBe('东测镇人民政府')
    const changed = proposal('东测镇', { columns: again, sha256: 'b'.repeat(64) })
    expect(mergeRead([said], { tables: [changed], unreadable: [] })[0]?.columns[0]?.meaning).toBe('title')
  })

  test('leave when they can no longer be read', () => {
    const one = table('东测镇', [])
    const unreadable = [{ path: one.proposal.path, fileName: '东测镇.xlsx', message: '打不开' }]
    expect(mergeRead([one], { tables: [], unreadable })).toEqual([])
  })
})

test('a column confirmed once is confirmed for its namesakes; money only for the same sender', () => {
  const columns = [column(0, '类 别', { meaning: 'ignore', sure: false })]
  const all = mergeRead([], {
    tables: ['东测镇', '西测镇', '南样乡'].map((sender) => proposal(sender, { columns })),
    unreadable: [],
  })
  expect(alikeColumns(all, all[0]!, 0, 'module').map((one) => one.table.sender)).toEqual(['西测镇', '南样乡'])
  expect(alikeColumns(all, all[0]!, 0, 'fundsCounty')).toEqual([])
})

test('what will happen, and what stands in the register, in words', () => {
  expect(takeSentence({ ready: 187, open: 13, sourceless: 0, same: 2, skipped: 0 })).toBe(
    '收 187 项；13 项没有写清，留给更正单；2 项已有，不重复收',
  )
  expect(takeSentence({ ready: 0, open: 3, sourceless: 3, same: 0, skipped: 1 })).toBe(
    '没有可以收的；3 项要先选经费从哪里来；1 项不收',
  )
  const values = activityValues.parse({
    year: 2022,
    time: { words: '2022.5.28', from: '2022-05-28', to: '2022-05-29' },
    onsite: '12340',
    fundsCounty: '1234.5',
    notices: [{ noticeId: 'n', modules: ['a', 'b'] }],
  })
  const setting = { fundsSource: 'fundsCounty' as const, moduleNames: new Map([['a', '团结引领']]) }
  expect(valueText(values, 'time', setting)).toBe('5月28日至29日')
  expect(valueText(values, 'onsite', setting)).toBe('12,340')
  expect(valueText(values, 'funds', setting)).toBe('1,234.5')
  expect(valueText(values, 'module', setting)).toBe('团结引领、b')
})
