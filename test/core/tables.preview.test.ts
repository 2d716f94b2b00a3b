/** Tables of the material, mapped and looked at: exact values, every doubt of a mapped column, nothing of the others. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { cityNotice, openCounty, type TestCore } from '../support/core.ts'
import { answered, orderOf } from '../support/tables.ts'

const material = path.join(import.meta.dirname, '../fixtures/tables')
const manifest = JSON.parse(readFileSync(path.join(material, 'manifest.json'), 'utf8')) as {
  files: Record<string, { rows: Record<string, unknown>[] }>
}
const read = async (core: TestCore, name: string) =>
  (await core.call('tables.read', { paths: [path.join(material, name)], noticeId: cityNotice })).tables

type Expected = {
  row: number
  活动名称: string
  举办日期: { date?: string; ask?: boolean }
  联系电话: string | null
  参加人数: number | null
  '经费（元）': number | null
}

it('the register of 200 rows: every value that is sure is exact, every other one is open, identity numbers nowhere', async () => {
  const core = await openCounty()
  const [table] = await read(core, '活动登记表-200行.xlsx')
  if (!table) throw new Error('no table')
  expect(table.columns.map(({ meaning, factor }) => [meaning, factor])).toEqual([
    ['ignore', '1'],
    ['title', '1'],
    // 科普展览 and the like are no modules of this notice: a person decides.
    ['ignore', '1'],
    ['time', '1'],
    ['place', '1'],
    ['contactName', '1'],
    ['ignore', '1'],
    ['mobile', '1'],
    ['onsite', '1'],
    ['funds', '0.0001'],
    ['ignore', '1'],
    ['ignore', '1'],
  ])
  expect(table.otherSheets.map(({ name }) => name)).toEqual(['字典', '上年数据'])
  const preview = await core.call('tables.preview', orderOf([table]))
  expect(preview.rows).toHaveLength(200)
  const wanted = manifest.files['活动登记表-200行.xlsx']?.rows as Expected[]
  for (const [at, one] of wanted.entries()) {
    const row = preview.rows[at]
    const isOpen = (label: string): boolean => row?.open.some((cell) => cell.label === label) ?? false
    expect(row?.row).toBe(one.row)
    if (!isOpen('活动名称')) expect(row?.values.title).toBe(one.活动名称.trim())
    if (!isOpen('举办日期')) expect(row?.values.time.from).toBe(one.举办日期.date)
    if (one.举办日期.ask) expect(isOpen('举办日期')).toBe(true)
    if (!isOpen('参加人数')) expect(row?.values.onsite).toBe(one.参加人数 === null ? '' : String(one.参加人数))
    const yuan = one['经费（元）']
    if (!isOpen('经费（元）')) expect(row?.values.fundsCounty).toBe(yuan === null ? '' : inWan(yuan))
    if (!isOpen('联系电话') && one.联系电话 !== null && /^1\d{10}$/u.test(one.联系电话))
      expect(row?.values.personal.mobile).toBe(one.联系电话)
  }
  expect(wanted[0]).toMatchObject({ '经费（元）': 3500.5 })
  expect(preview.rows[0]?.values.fundsCounty).toBe('0.35005')
  const labels = new Set(preview.rows.flatMap(({ open }) => open.map(({ label }) => label)))
  for (const label of labels)
    expect(['活动名称', '举办日期', '联系电话', '参加人数', '经费（元）', '举办地点']).toContain(label)
  expect(JSON.stringify([table, preview])).not.toMatch(/620999\d{4}/u)
  // The clerk's click on what the program would take closes what can be closed.
  const clicked = await core.call(
    'tables.preview',
    answered(orderOf([table]), preview, ({ suggestion }) => suggestion),
  )
  expect(clicked.rows.flatMap(({ open }) => open).every(({ suggestion }) => suggestion === null)).toBe(true)
  const without = await core.call('tables.preview', orderOf([table], { fundsSource: null }))
  expect(without.rows[0]?.open).toMatchObject([
    { label: '经费（元）', kind: 'question', reason: expect.stringContaining('经费来源') },
  ])
})

/** Exact, by moving the point. */
function inWan(yuan: number): string {
  const cents = String(Math.round(yuan * 100)).padStart(7, '0')
  return `${cents.slice(0, -6)}.${cents.slice(-6)}`.replace(/\.?0+$/u, '')
}

it('GBK: lost telephones are refused, 5月中旬 is kept as words once a person says so', async () => {
  const core = await openCounty()
  const tables = await read(core, '活动登记-GBK.csv')
  const order = orderOf(tables)
  const preview = await core.call('tables.preview', order)
  const rows = manifest.files['活动登记-GBK.csv']?.rows as { 联系电话: string | null; 举办日期: { ask?: boolean } }[]
  expect(preview.rows.map(({ open }) => open.map(({ label, kind }) => `${label} ${kind}`))).toEqual(
    rows.map((one) => [
      ...(one.举办日期.ask ? ['举办日期 question'] : []),
      ...(one.联系电话 === null ? ['联系电话 refusal'] : []),
    ]),
  )
  const told = await core.call(
    'tables.preview',
    answered(order, preview, ({ label, suggestion }) => (label === '举办日期' ? suggestion : '')),
  )
  expect(told.rows.flatMap(({ open }) => open)).toEqual([])
  expect(told.rows[2]?.values).toMatchObject({
    time: { words: '5月中旬', from: null, to: null },
    personal: { mobile: '' },
  })
  // A day without its year stays open, however often it is said.
  const vague = await core.call(
    'tables.preview',
    answered(order, preview, () => '5月13日'),
  )
  expect(vague.rows[2]?.open.map(({ label }) => label)).toContain('举办日期')
})

it('two rows of headings and merged townships: numbers by their township, titles asked, the wrong total told', async () => {
  const core = await openCounty()
  const tables = await read(core, '统计表-两层表头-合并单元格.xlsx')
  expect(tables[0]?.remarks).toMatchObject([{ row: 16, label: '活动·参加人次' }])
  const order = orderOf(tables)
  const { rows } = await core.call('tables.preview', order)
  const wanted = manifest.files['统计表-两层表头-合并单元格.xlsx']?.rows as Record<string, string | number>[]
  expect(
    rows.map(({ row, values }) => ({
      row,
      乡镇: values.unit,
      场次: Number(values.sessions),
      参加人次: Number(values.onsite),
      财政: Number(values.fundsCounty),
      自筹: Number(values.fundsOther),
    })),
  ).toEqual(wanted)
  for (const { open } of rows) expect(open.at(-1)).toMatchObject({ column: -1, reason: '没有写活动名称。' })
  // A dash for a number is asked, and nothing else.
  expect(
    rows.flatMap(({ open }) => open.slice(0, -1).map(({ original, suggestion }) => [original, suggestion])),
  ).toEqual([
    ['—', '0'],
    ['—', '0'],
  ])
  expect((await core.problem('tables.take', { ...order, leaveOpen: true })).details).toEqual({
    leftOpen: 12,
    leftSame: 0,
  })
  const named = answered(order, { rows, corrections: [] }, ({ row, column, suggestion }) =>
    column < 0 ? `第${row}行的活动` : suggestion,
  )
  const taken = await core.call('tables.take', named)
  expect(taken).toMatchObject({ created: 12, leftOpen: 0 })
})

it('days counted from 1904, and texts that look like formulas stay texts', async () => {
  const core = await openCounty()
  const dated = await core.call('tables.preview', orderOf(await read(core, '活动登记表-1904日期系统.xlsx')))
  expect(dated.rows.map(({ values }) => [values.title, values.time.from])).toEqual(
    (manifest.files['活动登记表-1904日期系统.xlsx']?.rows ?? []).map((one) => [one.活动名称, one.举办日期]),
  )
  const odd = await core.call('tables.preview', orderOf(await read(core, '文本怪值.xlsx')))
  expect(odd.rows.slice(0, 6).map(({ values }) => values.title)).toEqual([
    '=1+1',
    '',
    '@SUM(A1)',
    '-活动',
    '<script>alert(1)</script>',
    '__proto__',
  ])
  // A telephone number where everybody reads, blanks for a title, and a title beyond measure are asked.
  expect(odd.rows.flatMap(({ row, open }) => open.map(({ label }) => `${row} ${label}`))).toEqual(
    expect.arrayContaining(['3 活动名称', '12 活动名称']),
  )
})
