import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { utils, write } from 'xlsx'
import { cityOffice, countyNotice, newFolder, openCity } from '../support/core.ts'
import { Desk, newRoot } from '../support/desks.ts'
import { gbk } from '../support/gbk.ts'

const book = (rows: string[][], bookType: 'xlsx' | 'biff8', sheet = '名单'): Buffer => {
  const made = utils.book_new()
  utils.book_append_sheet(made, utils.aoa_to_sheet(rows), sheet)
  return write(made, { type: 'buffer', bookType }) as Buffer
}
const rowsOf = [
  ['新乡市应报单位名单'],
  ['序号', '单位名称', '行政区划代码', '联系电话', '类型'],
  ['1', '红旗区科学技术协会', '410702', '0373-3000001', '科协'],
  ['2', '新乡县科协', '410721', '13900001234', '科协'],
  ['3', '新乡县科学技术协会', '410721', '', '科协'],
  ['4', '示例市科学技术协会', '410700', '', '科协'],
  ['5', '', '410724', '', ''],
  ['6', '封丘县科学技术局', '41072', '0373-8000002', '科技管理部门'],
  ['7', '新乡学院科协', '', '', ''],
  ['8', '辉县市', '410782', '', ''],
]

const fileOf = (name: string, bytes: Buffer): string => {
  const file = path.join(newFolder(), name)
  writeFileSync(file, bytes)
  return file
}

describe('a list of offices as somebody keeps it', () => {
  // One office for all: nothing here is written.
  const root = newRoot()
  let city: Desk
  beforeAll(async () => {
    city = await Desk.open(root.dir)
    await city.call('offices.init', cityOffice)
    return async () => {
      await city.close()
      root.remove()
    }
  })
  const read = (name: string, bytes: Buffer) => city.call('rosters.readFile', { path: fileOf(name, bytes) })

  it.each([
    ['xlsx', () => book(rowsOf, 'xlsx')],
    ['xls', () => book(rowsOf, 'biff8')],
    ['csv', () => gbk(rowsOf.map((row) => row.join(',')).join('\r\n'))],
  ] as const)('is read out of %s, and what stays out is told', async (ending, bytes) => {
    const { rows, left } = await read(`名单.${ending}`, bytes())
    expect(rows.map(({ name, type, region, phone, level }) => [name, type, region, phone, level])).toEqual([
      ['红旗区科学技术协会', 'association', '410702', '0373-3000001', 'county'],
      ['新乡县科协', 'association', '410721', '', 'county'],
      ['封丘县科学技术局', 'science-department', null, '0373-8000002', 'county'],
      ['新乡学院科协', 'university-association', null, '', 'county'],
      ['辉县市科学技术协会', 'association', '410782', '', 'county'],
    ])
    const whys = left.map(({ row, why }) => `${row} ${why}`)
    expect(whys).toEqual([
      '4 是手机号码，名单里只放单位电话，没有采用',
      '5 和第 4 行是同一个单位',
      '6 这是本单位',
      '7 没有写单位名称',
      '8 行政区划代码不是六位数字，没有采用',
    ])
    // No number of a person comes along, not even among what is left out.
    expect(JSON.stringify({ rows, left })).not.toContain('13900001234')
  })

  it('is one name a line in a text, of any encoding', async () => {
    const text = '应报单位\r\n1．红旗区科协\r\n2、卫滨区科协,410703,0373-2000000\r\n\r\n凤泉区科协\r\n市农学会'
    for (const bytes of [Buffer.from(`\ufeff${text}`), gbk(text)]) {
      const { rows } = await read('名单.txt', bytes)
      expect(rows.map(({ row, name, region, phone, type }) => [row, name, region, phone, type])).toEqual([
        [2, '红旗区科协', null, '', 'association'],
        [3, '卫滨区科协', '410703', '0373-2000000', 'association'],
        [5, '凤泉区科协', null, '', 'association'],
        [6, '市农学会', null, '', 'society'],
      ])
    }
  })

  it('of places alone means their associations; a sheet without names says so', async () => {
    const places = [
      ['地区', '电话'],
      ['卫辉市', '0373-4000001'],
      ['长垣市', ''],
      ['原阳县', ''],
    ]
    const { rows } = await read('地区.xlsx', book(places, 'xlsx'))
    expect(rows.map(({ name }) => name)).toEqual(['卫辉市科学技术协会', '长垣市科学技术协会', '原阳县科学技术协会'])
    const other = [
      ['活动名称', '活动时间', '参加人数'],
      ['科普进校园', '5月1日', '30'],
      ['讲座', '5月2日', '40'],
    ]
    const problem = await city.problem('rosters.readFile', { path: fileOf('活动.xlsx', book(other, 'xlsx')) })
    expect(problem.code).toBe('table.unreadable')
  })

  it('knows the places of GB/T 2260: cities, counties, municipalities, counties under the province', async () => {
    const below = async (parent: string | null) => city.call('rosters.regions', { parent })
    const provinces = await below(null)
    expect(provinces).toHaveLength(34)
    expect(provinces.find(({ code }) => code === '410000')).toMatchObject({
      name: '河南省',
      level: 'province',
      below: 18,
    })
    const henan = await below('410000')
    expect(henan.filter(({ level }) => level === 'city')).toHaveLength(17)
    expect(henan.find(({ level }) => level === 'county')).toEqual({
      code: '419001',
      name: '济源市',
      level: 'county',
      below: 0,
    })
    expect((await below('410700')).map(({ name }) => name)).toEqual(
      '红旗区 卫滨区 凤泉区 牧野区 新乡县 获嘉县 原阳县 延津县 封丘县 卫辉市 辉县市 长垣市'.split(' '),
    )
    const jiangsu = await below('320000')
    expect(jiangsu.map(({ name }) => name)).toEqual(
      '南京市 无锡市 徐州市 常州市 苏州市 南通市 连云港市 淮安市 盐城市 扬州市 镇江市 泰州市 宿迁市'.split(' '),
    )
    expect(jiangsu.reduce((sum, one) => sum + one.below, 0)).toBe(95)
    const beijing = await below('110000')
    expect(beijing).toHaveLength(16)
    expect(beijing[0]).toMatchObject({ name: '东城区', level: 'county' })
    expect(await below('500000')).toHaveLength(38)
    expect((await below('440000')).find(({ name }) => name === '东莞市')).toMatchObject({ level: 'city', below: 0 })
    expect(await below('999999')).toEqual([])
    // Counties of a municipality stand beside its districts; towns and development zones are no places here.
    expect((await below('500000')).at(-1)).toMatchObject({ name: '彭水苗族土家族自治县', level: 'county' })
    expect((await below('460000')).map(({ name, below: count }) => `${name}${count}`).slice(0, 5)).toEqual(
      '海口市4 三亚市4 三沙市2 儋州市0 五指山市0'.split(' '),
    )
    expect((await below('620000')).find(({ name }) => name === '嘉峪关市')).toMatchObject({ below: 0 })
    expect((await below('410100')).map(({ name }) => name).filter((name) => name.includes('开发区'))).toEqual([])
    expect((await below('710000')).length + (await below('810000')).length).toBe(0)
  })
})

describe('a roster', () => {
  it('takes names without a card, doubles nobody, and goes from one notice to the next', async () => {
    const city = await openCity()
    const add = (names: readonly (readonly [name: string, region?: string])[], noticeId = countyNotice) =>
      city.call('rosters.add', { noticeId, offices: names.map(([name, region = null]) => ({ name, region })) })
    expect((await city.call('app.state', {})).upstreamDesk).toBe(true)
    const first = await add([
      ['红旗区科学技术协会', '410702'],
      ['鼓楼区科协', '320106'],
      ['鼓楼区科协', '320302'],
    ])
    expect(first.offices.map(({ name, hasCard, trusted, region }) => [name, hasCard, trusted, region])).toEqual([
      ['红旗区科学技术协会', false, false, '410702'],
      ['鼓楼区科协', false, false, '320106'],
      ['鼓楼区科协', false, false, '320302'],
    ])
    for (const { officeId } of first.offices) expect(officeId).toMatch(/^LOCAL-[0-9a-f-]{36}$/)
    // The same association under its short name, with blanks and full width; our own reports to nobody below.
    const again = await add([['红旗区 科协'], ['鼓楼区科学技术协会', '320302'], ['示例市科协'], ['卫滨区科协']])
    expect(again.offices.map(({ name }) => name)).toEqual([
      '红旗区科学技术协会',
      '鼓楼区科协',
      '鼓楼区科协',
      '卫滨区科协',
    ])
    // Nothing that needs a card shows them.
    expect(await city.call('offices.list', {})).toEqual([])
    const [red, , , wei] = again.offices.map(({ officeId }) => officeId) as [string, string, string, string]
    expect(await city.call('rosters.editOffice', { officeId: red, phone: '0373-1234567' })).toMatchObject({
      phone: '0373-1234567',
      note: '',
    })
    await city.call('rosters.set', { noticeId: countyNotice, officeIds: [wei, red, wei] })
    const other = 'jiangsu-2022-workers-day'
    await add([['红旗区科协']], other)
    const copied = await city.call('rosters.copy', { noticeId: other, from: countyNotice })
    expect(copied.offices.map(({ officeId }) => officeId)).toEqual([red, wei])
    expect(copied.offices[0]?.phone).toBe('0373-1234567')
    const strange = { noticeId: countyNotice, officeIds: ['LOCAL-00000000'] }
    expect((await city.problem('rosters.set', strange)).code).toBe('roster.unknown-office')
    // Known by a file afterwards.
    const file = fileOf('名单.txt', Buffer.from('红旗区科协\n牧野区科协\n'))
    const proposal = await city.call('rosters.readFile', { path: file })
    expect(proposal.rows.map(({ known }) => known)).toEqual([red, null])
    await city.reopen()
    expect(
      (await city.call('rosters.show', { noticeId: countyNotice })).offices.map(({ officeId }) => officeId),
    ).toEqual([wei, red])
  })
})
