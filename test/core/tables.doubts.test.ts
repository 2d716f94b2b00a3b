/** Cells that must not slip through: numbers of people in open texts, units said in cells, the same row twice, forms in Excel. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { utils, write } from 'xlsx'
import { outlineOf } from '../../shared/form/outline.ts'
import { cityNotice, newFolder, openCounty } from '../support/core.ts'
import { answered, orderOf } from '../support/tables.ts'

const rows = [
  ['活动名称', '活动时间', '活动地点', '参加人数', '县级财政（万元）', '联系电话', '活动内容'],
  ['田间课堂', '2022-05-12', '示范田（找620999196606060010）', '120', '0.5', '19900001234', '讲课'],
  ['夜间观星', '2022-05-20', '操场，电话19900005678', '1.2万', '5000元', '１９９００００１２３４', '看星'],
  ['夜间观星', '2022-05-20', '操场', '80', '0.3', '19900001234/0000-1234567', '看星'],
  ['夜间 观星', '2022年5月20日', '操场', '80', '0.3', '199000012', '看星'],
  ['夜间观星', '2022年5月20日', '操场', '80', '0.3', '', '看星'],
]

it('identity numbers in texts, telephones where everybody reads, units in cells, rows that are there twice', async () => {
  const core = await openCounty()
  const file = path.join(newFolder(), '东测镇-活动登记表.csv')
  writeFileSync(file, rows.map((row) => row.join(',')).join('\n'))
  const { tables } = await core.call('tables.read', { paths: [file], noticeId: cityNotice })
  const order = orderOf(tables)
  const preview = await core.call('tables.preview', order)
  expect(preview.rows.map(({ open }) => open.map(({ label, kind }) => `${label} ${kind}`))).toEqual([
    ['活动地点 refusal'],
    ['活动地点 question', '县级财政（万元） question'],
    [],
    ['联系电话 refusal'],
    [],
  ])
  expect(JSON.stringify(preview)).not.toContain('620999196606060010')
  expect(preview.rows[0]?.values.place).toBe('')
  expect(preview.rows[1]?.values.onsite).toBe('12000')
  expect(preview.rows[2]?.values.personal).toMatchObject({ mobile: '19900001234', officePhone: '0000-1234567' })
  // The third row is new; the ones behind it say the same, and one that waits itself stands for nobody.
  expect(preview.rows.map(({ same }) => same?.title ?? null)).toEqual([null, null, null, '夜间观星', '夜间观星'])
  const words = outlineOf(await core.call('tables.correctionDocument', { ...order, sender: '东测镇' }))
    .map(({ text }) => text)
    .join('\n')
  for (const secret of ['620999196606060010', '19900005678']) expect(words).not.toContain(secret)
  expect(words).toContain('199****5678')
  const told = answered(order, preview, ({ label, suggestion }) =>
    label === '活动地点' ? '操场，电话19900005678' : suggestion,
  )
  const clear = await core.call('tables.preview', told)
  expect(clear.rows[1]).toMatchObject({ open: [], values: { place: '操场，电话19900005678', fundsCounty: '0.5' } })
  expect(await core.call('tables.take', told)).toMatchObject({ created: 2, leftOpen: 1, leftSame: 2 })
})

it('a form in Excel is a form: one row, its labels are its columns', async () => {
  const core = await openCounty()
  const sheet = utils.aoa_to_sheet([
    ['2022年活动情况填报表'],
    ['填报单位（盖章）：东测镇人民政府'],
    ['活动名称', '农技专家田间行', '活动类别', '为民服务'],
    ['活动时间', '2022年5月28日', '活动地点', '示范田'],
    ['线下参与人次', 860, '线上参与人次', ''],
    ['投入经费（元）', '约3500.5元', '联系人', '甲测一'],
    ['联系电话', '0000-12345678', '身份证号', '620999196606060010'],
    ['活动情况', '请专家开设田间课堂。'],
  ])
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '填报表')
  const file = path.join(newFolder(), '填报表.xlsx')
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
  const { tables, unreadable } = await core.call('tables.read', { paths: [file], noticeId: cityNotice })
  expect([unreadable, tables.map(({ kind, rows: count, sender }) => [kind, count, sender])]).toEqual([
    [],
    [['form', 1, '东测镇人民政府']],
  ])
  const order = orderOf(tables)
  const preview = await core.call('tables.preview', order)
  const [row] = preview.rows
  expect(row?.open).toMatchObject([{ label: '投入经费（元）', reason: '写的是约数', suggestion: '3500.5' }])
  const clear = await core.call(
    'tables.preview',
    answered(order, preview, ({ suggestion }) => suggestion),
  )
  expect(clear.rows[0]?.values).toMatchObject({
    title: '农技专家田间行',
    unit: '东测镇人民政府',
    onsite: '860',
    online: '',
    fundsCounty: '0.35005',
    description: '请专家开设田间课堂。',
    personal: { contactName: '甲测一', officePhone: '0000-12345678' },
  })
  expect(JSON.stringify([tables, clear])).not.toContain('620999196606060010')
})
