/** Twenty answers of townships, from the drop to the register, back to their senders, and back again. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, it } from 'vitest'
import { read as readBook, utils, write } from 'xlsx'
import type { TableRowPreview } from '../../shared/api/tables.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import { cityNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { answered, orderOf } from '../support/tables.ts'
import { type TownshipActivity, type TownshipFile, writeTownshipFiles } from '../support/township-files.ts'
import { partOf } from '../support/word-xml.ts'

/** Every row of every table, as it lies on the disk. */
function dump(core: TestCore): string {
  const db = new BetterSqlite3(path.join(core.dataDir, 'kexie.sqlite'), { readonly: true })
  const names = db
    // That a sheet for the sender was saved stands in the log.
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'deeds' ORDER BY name")
    .pluck()
    .all() as string[]
  const rows = names.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()])
  db.close()
  return JSON.stringify(rows)
}

const facts = (row: TableRowPreview): TownshipActivity => {
  const { values } = row
  return {
    title: values.title,
    unit: values.unit,
    module: '',
    moduleId: values.notices[0]?.modules.join() ?? '',
    day: values.time.from ?? values.time.words,
    place: values.place,
    onsite: values.onsite,
    volunteers: values.volunteers,
    funds: values.fundsCounty,
    contactName: values.personal.contactName,
    mobile: values.personal.mobile,
  }
}
const expectedOf = (files: readonly TownshipFile[]): TownshipActivity[] =>
  files.flatMap(({ activities }) => activities.map((one) => ({ ...one, module: '' })))
const byTitle = <T extends { title: string; day: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (a.title + a.day < b.title + b.day ? -1 : 1))

async function total(core: TestCore): Promise<number> {
  return (await core.call('activities.list', {})).total
}

it('twenty files: doubts asked, 更正单 by sender, answered, taken, undone, redone, remembered, never twice', async () => {
  const core = await openCounty({ ask: paperStub })
  const dir = newFolder()
  const files = await writeTownshipFiles(dir)
  expect(files).toHaveLength(20)
  const before = dump(core)
  const read = await core.call('tables.read', { paths: [dir], noticeId: cityNotice })
  expect(read.unreadable).toEqual([])
  expect(read.tables).toHaveLength(20)
  for (const table of read.tables) {
    const file = files.find((one) => one.path === table.path)
    expect([table.sender, table.rows, table.kind]).toEqual([
      file?.sender,
      file?.activities.length,
      file?.kind === 'docx' ? 'form' : 'list',
    ])
    expect(table.columns.filter(({ sure }) => !sure).map(({ label }) => label)).toEqual([])
    expect(table.columns.some(({ remembered }) => remembered)).toBe(false)
  }
  // The cell of 身份证号 is nowhere in what a page gets.
  expect(JSON.stringify(read)).not.toContain('620999196606060010')

  const order = orderOf(read.tables)
  const preview = await core.call('tables.preview', order)
  const open = preview.rows.flatMap((row) => row.open)
  const wanted = files.flatMap(({ path: file, doubts, kind }) =>
    doubts.map((doubt) =>
      [file, doubt.activity + (kind === 'docx' ? 1 : kind === 'csv' ? 2 : 4), doubt.label, doubt.kind].join(' '),
    ),
  )
  expect(open.map((cell) => [cell.path, cell.row, cell.label, cell.kind].join(' ')).sort()).toEqual(wanted.sort())
  expect(preview.corrections.map(({ sender }) => sender).sort()).toEqual(
    files
      .filter(({ doubts }) => doubts.length > 0)
      .map(({ sender }) => sender)
      .sort(),
  )
  const ready = preview.rows.filter((row) => row.open.length === 0)
  const undoubted = files.map((file) => ({
    ...file,
    activities: file.activities.filter((_one, at) => !file.doubts.some(({ activity }) => activity === at)),
  }))
  expect(byTitle(ready.map(facts))).toEqual(byTitle(expectedOf(undoubted)))
  expect(JSON.stringify(preview)).not.toContain('620999196606060010')

  // 更正单 of one sender, in every format.
  const sender = files[2]?.sender ?? ''
  const correction = { ...order, sender, dueText: '6月18日下午5点前' }
  const page = await core.call('tables.correctionDocument', correction)
  const words = outlineOf(page)
    .map(({ text }) => text)
    .join('\n')
  for (const told of ['更正单', sender, '6月18日下午5点前', '联系电话', `${sender}-活动登记表.csv`, '科学计数'])
    expect(words).toContain(told)
  expect(page.blocks.flatMap((block) => (block.kind === 'rows' ? block.rows : []))).toHaveLength(1)
  for (const format of ['docx', 'xlsx', 'pdf'] as const) {
    const out = path.join(newFolder(), `更正单.${format}`)
    const saved = await core.call('tables.saveCorrection', { ...correction, format, out })
    const bytes = readFileSync(out)
    expect(saved).toEqual({ path: out, bytes: bytes.length })
    const said =
      format === 'docx'
        ? partOf(out, 'word/document.xml')
        : format === 'pdf'
          ? bytes.toString('utf8')
          : utils.sheet_to_csv(Object.values(readBook(bytes).Sheets)[0] ?? {})
    expect(said).toContain('科学计数')
    expect(said).not.toContain('草稿')
  }
  expect((await core.problem('tables.correctionDocument', { ...correction, sender: '西测镇' })).code).toBe(
    'table.no-corrections',
  )

  // Nothing was stored by reading, looking and correcting.
  expect(dump(core)).toBe(before)
  expect((await core.problem('tables.take', { ...order, leaveOpen: false })).code).toBe('table.open')
  expect(dump(core)).toBe(before)

  // One row is answered wrong, the others right.
  const doubtOf = (file: string, label: string) =>
    files.find(({ path: one }) => one === file)?.doubts.find((doubt) => doubt.label === label)
  const wrong = answered(order, preview, (cell) =>
    cell.label === '联系电话' ? '12345' : (doubtOf(cell.path, cell.label)?.answer ?? null),
  )
  const still = await core.call('tables.preview', wrong)
  expect(new Set(still.rows.flatMap((row) => row.open.map(({ label }) => label)))).toEqual(new Set(['联系电话']))
  const settled = answered(order, preview, (cell) => doubtOf(cell.path, cell.label)?.answer ?? null)
  const clear = await core.call('tables.preview', settled)
  expect(clear.rows.flatMap((row) => row.open)).toEqual([])
  expect(clear.corrections).toEqual([])
  expect(byTitle(clear.rows.map(facts))).toEqual(byTitle(expectedOf(files)))
  const form = clear.rows.find(({ fileName }) => fileName.endsWith('.docx'))
  expect(form?.values.press).toEqual([
    {
      outlet: '示例县融媒体中心',
      headline: `走进${form?.sender}、走进田间`,
      url: expect.stringContaining('https://example.invalid/'),
      day: null,
    },
  ])
  expect(form?.values.description).toBe(`在${form?.values.place}举办。`)

  const taken = await core.call('tables.take', settled)
  const count = expectedOf(files).length
  expect(taken).toEqual({ changeId: taken.changeId, created: count, leftOpen: 0, leftSame: 0 })
  expect(await total(core)).toBe(count)
  const [row] = (await core.call('activities.list', { filter: { search: '南样乡' } })).rows
  const detail = await core.call('activities.open', { activityId: row?.activityId ?? '' })
  expect(detail.cameFrom).toMatchObject({ fileName: '南样乡-活动登记表.csv', sheet: '', sender: '南样乡' })
  const personal = files.flatMap(({ activities }) =>
    activities.flatMap(({ mobile, contactName }) => [mobile, contactName]),
  )
  const stored = dump(core)
  const logged = readdirSync(core.dataDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(path.join(core.dataDir, name), 'utf8'))
    .join('\n')
  for (const secret of [...personal, '620999196606060010'])
    expect([secret, stored.includes(secret), logged.includes(secret)]).toEqual([secret, false, false])
  expect(
    core.events.some(
      ({ event, value }) => event === 'data.changed' && (value as { domain: string }).domain === 'activities',
    ),
  ).toBe(true)

  // The same files once more: remembered, and nothing is taken twice.
  const again = await core.call('tables.read', {
    paths: [files[0]?.path ?? '', files[1]?.path ?? ''],
    noticeId: cityNotice,
  })
  expect(again.tables.flatMap((table) => table.columns).every(({ remembered, sure }) => remembered && sure)).toBe(true)
  const twice = answered(orderOf(again.tables), preview, (cell) => doubtOf(cell.path, cell.label)?.answer ?? null)
  expect((await core.call('tables.preview', twice)).rows.every(({ same }) => same !== null)).toBe(true)
  const nothing = await core.problem('tables.take', twice)
  expect([nothing.code, nothing.details]).toEqual([
    'table.nothing',
    { leftOpen: 0, leftSame: (files[0]?.activities.length ?? 0) + (files[1]?.activities.length ?? 0) },
  ])

  expect(await core.call('activities.undo', { changeId: taken.changeId })).toEqual({ undone: count, left: [] })
  expect(await total(core)).toBe(0)
  expect(await core.call('activities.redo', { changeId: taken.changeId })).toEqual({ undone: count, left: [] })
  expect(await total(core)).toBe(count)
})

const listFile = (rows: unknown[][], name = '东测镇-活动登记表.xlsx', dir = newFolder()): string => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '活动登记表')
  const file = path.join(dir, name)
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
  return file
}
const simple = [
  ['活动名称', '活动时间', '活动地点', '参加人数', '经费'],
  ['田间课堂', '2022年5月12日', '示范田', 120, 0.5],
  ['夜间观星', '2022年5月20日至21日', '中学操场', 80, 0.3],
]

it('a file that was changed between looking and taking is refused, and so are two columns for one number', async () => {
  const core = await openCounty()
  const file = listFile(simple)
  const { tables } = await core.call('tables.read', { paths: [file] })
  const order = orderOf(tables, { noticeId: null })
  expect((await core.call('tables.preview', order)).rows.map(({ open }) => open)).toEqual([[], []])
  const twice = {
    ...order,
    tables: order.tables.map((table) => ({
      ...table,
      columns: table.columns.map((one) => (one.column === 4 ? { ...one, meaning: 'onsite' as const } : one)),
    })),
  }
  expect(await core.problem('tables.preview', twice)).toMatchObject({
    code: 'table.twice',
    details: { labels: ['参加人数', '经费'] },
  })
  listFile([...simple, ['半夜加的', '2022年5月22日', '不知道', 1, 1]], path.basename(file), path.dirname(file))
  const before = dump(core)
  for (const method of ['tables.preview', 'tables.take'] as const)
    expect((await core.problem(method, order)).code).toBe('table.changed')
  expect(dump(core)).toBe(before)
})

it('a sender’s own way is remembered as it was corrected, for its header only', async () => {
  const core = await openCounty()
  const own = [['项目', '具体日期', '所在位置', '总数', '花费金额'], ...simple.slice(1)]
  const first = await core.call('tables.read', { paths: [listFile(own)] })
  const columns = first.tables[0]?.columns ?? []
  expect(columns.map(({ sure, remembered }) => [sure, remembered])).toEqual(columns.map(() => [false, false]))
  const order = orderOf(first.tables, { noticeId: null })
  const meanings = ['title', 'time', 'place', 'onsite', 'funds'] as const
  const corrected = {
    ...order,
    tables: order.tables.map((table) => ({
      ...table,
      columns: meanings.map((meaning, column) => ({
        column,
        meaning,
        factor: meaning === 'funds' ? ('0.0001' as const) : ('1' as const),
      })),
    })),
  }
  expect((await core.call('tables.take', corrected)).created).toBe(2)
  const [again] = (await core.call('tables.read', { paths: [listFile(own)] })).tables
  expect(again?.columns.map(({ meaning, factor, remembered }) => [meaning, factor, remembered])).toEqual(
    meanings.map((meaning) => [meaning, meaning === 'funds' ? '0.0001' : '1', true]),
  )
  const [other] = (await core.call('tables.read', { paths: [listFile(own, '西测镇-活动登记表.xlsx')] })).tables
  expect(other?.columns.some(({ remembered }) => remembered)).toBe(false)
})
