/** What goes out comes back: the empty list and the empty form, filled in as they say, without one question. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { expect, it } from 'vitest'
import { pack, unpack } from '../../electron/core/documents/docx/fixed-zip.ts'
import { blankColumns } from '../../electron/core/tables/blank-columns.ts'
import { cityNotice, newFolder, openCounty } from '../support/core.ts'
import { orderOf } from '../support/tables.ts'

const filled: Record<string, string | number> = {
  unit: '东测镇人民政府',
  title: '农技专家田间行',
  time: '2022年5月28日至30日',
  module: '为民服务、开放合作',
  state: '已举办',
  place: '东测镇示范田',
  host: '东测镇科学技术协会',
  organiser: '东测镇农业服务中心',
  responsible: '东测镇人民政府',
  audience: '农户、学生',
  sessions: 6,
  onsite: 860,
  online: 0,
  fullTime: 2,
  scientists: 12,
  volunteers: 30,
  fundsProvince: 0,
  fundsCounty: 0.525,
  fundsEnterprise: 0.3,
  inKindValue: 0.000001,
  inKindNote: '技术手册600册',
  press: '示例县融媒体中心《走进田间、走进学校》 https://example.invalid/3\n示例日报',
  moreOutlets: 3,
  moreItems: 5,
  main: '是',
  contactName: '甲测一',
  mobile: '19900001234 0000-1234567',
  description: '请十二位专家开设田间课堂。\n诊断病虫害63例。',
  joint: '和县农业农村局一起办。',
  results: '发放手册600册。',
}

it('in Excel: every value to the last digit, the example is nobody’s, identity numbers are not asked', async () => {
  const core = await openCounty()
  const out = path.join(newFolder(), '活动登记表.xlsx')
  await core.call('tables.saveBlank', { noticeId: cityNotice, format: 'xlsx', out })
  const nothing = await core.call('tables.read', { paths: [out], noticeId: cityNotice })
  expect([nothing.tables, nothing.unreadable.length]).toEqual([[], 1])
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(out)
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('no sheet')
  expect(JSON.stringify(sheet.getSheetValues())).not.toContain('身份证号码')
  for (const [at, { meaning }] of blankColumns.entries()) {
    const value = filled[meaning]
    if (value !== undefined) sheet.getCell(5, at + 2).value = value
    expect(sheet.getCell(3, at + 2).value).toBe(blankColumns[at]?.label)
  }
  sheet.getCell(6, 2).value = '西测镇'
  sheet.getCell(6, 3).value = '只有名称和时间'
  sheet.getCell(6, 4).value = new Date('2022-05-20T00:00:00Z')
  expect(sheet.getCell(6, 12).dataValidation).toMatchObject({ type: 'whole', allowBlank: true })
  const file = path.join(newFolder(), '东测镇-活动登记表.xlsx')
  await book.xlsx.writeFile(file)
  const { tables } = await core.call('tables.read', { paths: [file], noticeId: cityNotice })
  expect(tables[0]?.columns.filter(({ sure }) => !sure)).toEqual([])
  const { rows } = await core.call('tables.preview', orderOf(tables, { fundsSource: null }))
  expect(rows.flatMap(({ open }) => open)).toEqual([])
  const [first, second] = rows
  const { module: _module, main: _main, state, press: _press, contactName, mobile: _mobile, time, ...plain } = filled
  expect(first?.values).toMatchObject({
    ...Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, String(value)])),
    inKindValue: '0.000001',
    // Of three outlets two are listed; 另有 counts beside them.
    moreOutlets: '3',
    state: state === '已举办' ? 'held' : '',
    main: true,
    time: { words: time, from: '2022-05-28', to: '2022-05-30' },
    notices: [{ noticeId: cityNotice, modules: ['weimin', 'kaifang'] }],
    fundsCentral: '',
    press: [
      { outlet: '示例县融媒体中心', headline: '走进田间、走进学校', url: 'https://example.invalid/3', day: null },
      { outlet: '示例日报', headline: '', url: '', day: null },
    ],
    personal: { contactName, mobile: '19900001234', officePhone: '0000-1234567' },
  })
  expect(second?.values).toMatchObject({
    unit: '西测镇',
    title: '只有名称和时间',
    time: { from: '2022-05-20' },
    onsite: '',
    sessions: '',
  })
  expect(rows).toHaveLength(2)
})

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;')

/** As a person types: into the empty cells, one after the other; and behind 填报单位. */
function typed(file: string, unit: string, words: readonly string[]): string {
  let next = 0
  const parts = unpack(readFileSync(file)).map(({ name, bytes }) => {
    if (name !== 'word/document.xml') return { name, bytes }
    const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
    const xml = bytes
      .toString('utf8')
      .replace(/<w:tc>(?:(?!<\/w:tc>).)*<\/w:tc>/gsu, (cell) => {
        if (/<w:t[ >]/u.test(cell) || /<w:vMerge(?: w:val="continue")?\/>/u.test(cell)) return cell
        const text = words[next++] ?? ''
        return text === '' ? cell : cell.replace(/(<\/w:p>)(?!.*<\/w:p>)/su, `${run(text)}$1`)
      })
      .replace(/(填报单位（盖章）：<\/w:t><\/w:r>)/u, `$1${run(unit)}`)
    return { name, bytes: Buffer.from(xml) }
  })
  const out = path.join(newFolder(), '填好.docx')
  writeFileSync(out, pack(parts, '2022-05-10T00:00:00.000Z'))
  return out
}

it('in Word: typed into the empty form, and not filled in at all', async () => {
  const core = await openCounty()
  const out = path.join(newFolder(), '活动情况填报表.docx')
  await core.call('tables.saveBlank', { noticeId: cityNotice, format: 'docx', out })
  const nothing = await core.call('tables.read', { paths: [out], noticeId: cityNotice })
  expect([nothing.tables, nothing.unreadable]).toMatchObject([[], [{ message: expect.stringContaining('空白') }]])
  const cells = [
    '农技专家田间行',
    '为民服务',
    '农户',
    '东测镇科学技术协会',
    '2022年5月28日至30日',
    '东测镇示范田',
    '6',
    '0.8',
    '860',
    '１２００',
    '2',
    '12',
    '30',
    '5',
    '0.3（技术手册600册）',
    '2',
    '3',
    '甲测一',
    '0000-12345678',
    '请十二位专家开设田间课堂。',
    '示例县融媒体中心',
    '专家来到田埂上',
    'https://example.invalid/3',
  ]
  const file = typed(out, '东测镇人民政府', cells)
  const { tables, unreadable } = await core.call('tables.read', { paths: [file], noticeId: cityNotice })
  expect(unreadable).toEqual([])
  expect(tables).toMatchObject([{ kind: 'form', sender: '东测镇人民政府', rows: 1, headerRow: 0 }])
  expect(tables[0]?.columns.filter(({ sure }) => !sure)).toEqual([])
  const { rows } = await core.call('tables.preview', orderOf(tables))
  expect(rows[0]?.open).toEqual([])
  expect(rows[0]?.values).toMatchObject({
    unit: '东测镇人民政府',
    title: '农技专家田间行',
    audience: '农户',
    host: '东测镇科学技术协会',
    time: { words: '2022年5月28日至30日', from: '2022-05-28', to: '2022-05-30' },
    place: '东测镇示范田',
    sessions: '6',
    fundsCounty: '0.8',
    onsite: '860',
    online: '1200',
    fullTime: '2',
    scientists: '12',
    volunteers: '30',
    otherStaff: '5',
    inKindValue: '0.3',
    inKindNote: '技术手册600册',
    // Of two outlets and three reports one is listed.
    moreOutlets: '1',
    moreItems: '2',
    press: [{ outlet: '示例县融媒体中心', headline: '专家来到田埂上', url: 'https://example.invalid/3', day: null }],
    description: '请十二位专家开设田间课堂。',
    notices: [{ noticeId: cityNotice, modules: ['weimin'] }],
    personal: { contactName: '甲测一', officePhone: '0000-12345678', mobile: '' },
  })
})
