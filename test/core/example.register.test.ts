/** 示例单位 shows the register at work: activities, figures that come from them, a change that waits, and marked paper. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { read as readBook, utils } from 'xlsx'
import { fromUnits, toUnits } from '../../shared/form/decimal.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import type { ActivityValues } from '../../shared/register/activity.ts'
import { newFolder, openTestCore, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { orderOf } from '../support/tables.ts'
import { partOf } from '../support/word-xml.ts'

const now = '2026-05-20T02:00:00.000Z'
const noticeId = 'example-science-week'

async function openExample(at = now): Promise<TestCore> {
  const real = await openTestCore({ dataDir: path.join(newFolder(), 'store'), now: at })
  const { dataDir } = await real.call('example.prepare', {})
  return openTestCore({ dataDir, now: at, ask: paperStub })
}

async function recordOf(example: TestCore, formId: string): Promise<string> {
  const records = await example.call('records.list', { noticeId })
  return records.find((one) => one.own && one.formId === formId)?.recordId ?? ''
}

async function valuesOf(example: TestCore, rows: readonly { activityId: string }[]): Promise<ActivityValues[]> {
  const values: ActivityValues[] = []
  for (const { activityId } of rows) values.push((await example.call('activities.open', { activityId })).values)
  return values
}

const total = (texts: readonly string[]): string =>
  fromUnits(texts.reduce((sum, text) => sum + (toUnits(text) ?? 0n), 0n))

it('has a science week in its register, a table that equals it, and changes that wait for a decision', async () => {
  const example = await openExample()
  const { rows, total: count } = await example.call('activities.list', { filter: { noticeId } })
  expect(count).toBe(25)
  const of = (state: string) => rows.filter((row) => row.state === state)
  expect([of('held').length, of('planned').length, of('cancelled').length]).toEqual([12, 12, 1])
  expect(rows.filter((row) => row.main)).toHaveLength(1)
  expect(new Set(rows.flatMap((row) => row.lacks))).toEqual(new Set(['day', 'numbers', 'pictures', 'riskPlan']))
  expect(rows.filter((row) => row.pictures > 0)).toHaveLength(3)
  for (const row of rows) expect(`${row.unit} ${row.host}`).toContain('示例')
  // What is told of as held lies behind today, what is planned before it.
  const today = now.slice(0, 10)
  for (const { state, from, title } of rows.filter((row) => row.from !== null))
    expect(state === 'held' ? String(from) < today : String(from) > today, title).toBe(true)
  const { notices, units } = await example.call('activities.facets', {})
  expect(notices[0]?.modules.map(({ name }) => name)).toEqual([
    '科普讲座',
    '场馆开放',
    '科技下乡',
    '科学进校园',
    '未分模块',
  ])
  expect(units.filter(({ count: activities }) => activities > 1).length).toBeGreaterThan(3)

  // The figures of 统计表 are those of the register, added up here once more by hand.
  const held = await valuesOf(example, of('held'))
  const sum = (pick: (values: ActivityValues) => string): string => total(held.map(pick))
  const statistics = await recordOf(example, 'EX-STAT')
  const { figures } = await example.call('register.figures', { recordId: statistics })
  expect(Object.fromEntries(figures.map(({ field, computed }) => [field, computed]))).toEqual({
    events: sum(({ sessions }) => sessions),
    people: sum(({ onsite }) => onsite),
    online: sum(({ online }) => online),
    volunteers: sum(({ volunteers }) => volunteers),
    venues: '1',
    funds: sum(({ fundsCounty }) => fundsCounty),
    media: sum(({ press, moreItems }) => total([String(press.length), moreItems])),
  })
  const own = figures.filter(({ value, computed }) => value !== computed)
  expect(own).toMatchObject([{ field: 'venues', value: '3', fault: null }])
  expect(own[0]?.reason?.length).toBeGreaterThan(10)
  expect((await example.call('records.open', { recordId: statistics })).summary.state).toBe('draft')

  // One number came in anew: the figure followed, the text is offered it, and takes it.
  const { offers } = await example.call('register.offers', { recordId: statistics })
  expect(offers.map(({ kind, fieldLabel }) => [kind, fieldLabel])).toEqual([
    ['figure', '情况说明'],
    ['paragraph', '情况说明'],
  ])
  expect(offers[0]?.after).toBe(figures.find(({ field }) => field === 'people')?.value)
  const { draftSeq } = await example.call('records.open', { recordId: statistics })
  const take = offers.map(({ key }) => key)
  const decided = await example.call('register.decide', { recordId: statistics, draftSeq, take })
  expect(decided.values.note).toContain(`线下参与${offers[0]?.after}人次`)
  expect((await example.call('register.offers', { recordId: statistics })).offers).toEqual([])
  // The returned form was made from an activity whose time was mended since, as the return asks for.
  const returned = await example.call('register.offers', { recordId: await recordOf(example, 'EX-ACT') })
  expect(returned.offers.map(({ fieldLabel }) => fieldLabel)).toEqual(['拟举办时间', '拟举办地点'])
  // The sent papers tell the same 36 sessions as the register plans and has held, without the cancelled one.
  const going = await valuesOf(
    example,
    rows.filter(({ state }) => state !== 'cancelled'),
  )
  for (const formId of ['EX-PLAN', 'EX-INTRO']) {
    const { values } = await example.call('records.open', { recordId: await recordOf(example, formId) })
    expect(values.body).toContain(`${total(going.map(({ sessions }) => sessions || '1'))}场`)
  }
  const { values: intro } = await example.call('records.open', { recordId: await recordOf(example, 'EX-INTRO') })
  expect(intro.body).toContain(`服务群众${total(going.map(({ plannedOnsite }) => plannedOnsite))}人次`)

  await everyPaperIsMarked(example, statistics)
})

it('stands in two years at the turn of one, each with its page', async () => {
  const example = await openExample('2026-12-31T15:30:00.000Z')
  const { years, total: count } = await example.call('activities.facets', {})
  expect([[...years].sort(), count]).toEqual([[2026, 2027], 25])
  for (const year of years)
    expect((await example.call('year.printDocument', { year, noticeId })).titleLines.join('')).toContain(String(year))
})

const words = (text: string): string => text.replace(/<[^>]+>|\s/gu, '')

/** Year page, 数字来源表, 更正单, empty forms and the register as a workbook. */
async function everyPaperIsMarked(example: TestCore, statistics: string): Promise<void> {
  const out = (name: string): string => path.join(newFolder(), name)
  const page = await example.call('year.printDocument', { year: 2026, noticeId })
  const said = outlineOf(page).map(({ text }) => text)
  expect(said.join()).toContain('12.3')
  const origin = await example.call('register.originDocument', { recordId: statistics })

  const sender = '示例东乡'
  const list = out(`${sender}-活动登记表.csv`)
  writeFileSync(list, '活动名称,活动时间,活动地点,县级财政（万元）\n夜间观星,2026-05-20,操场,5000元\n')
  const { tables } = await example.call('tables.read', { paths: [list], noticeId })
  const order = { ...orderOf(tables), noticeId, sender }
  const correction = await example.call('tables.correctionDocument', order)
  for (const document of [page, origin, correction]) {
    expect(document.example).toBe(true)
    expect(document.officeName).toContain('示例')
  }

  const year = out('年度.docx')
  await example.call('year.saveDocx', { year: 2026, noticeId, out: year })
  const blank = out('空表.docx')
  await example.call('tables.saveBlank', { noticeId, format: 'docx', out: blank })
  const answer = out('更正单.docx')
  await example.call('tables.saveCorrection', { ...order, format: 'docx', out: answer })
  for (const file of [year, blank, answer]) {
    // Large behind every page, and once more at its foot.
    expect(partOf(file, 'word/header1.xml'), file).toContain('示例')
    expect(words(partOf(file, 'word/footer1.xml')), file).toContain('示例')
  }
  for (const [file, save] of [
    [out('来源表.pdf'), (to: string) => example.call('register.saveOriginPdf', { recordId: statistics, out: to })],
    [out('年度.pdf'), (to: string) => example.call('year.savePdf', { year: 2026, noticeId, out: to })],
  ] as const) {
    await save(file)
    expect(readFileSync(file, 'utf8')).toContain('"example":true')
  }
  const first = (file: string) => {
    const book = readBook(readFileSync(file))
    const [name = ''] = book.SheetNames
    return { name, text: utils.sheet_to_csv(book.Sheets[name] ?? {}) }
  }
  const list2 = out('空表.xlsx')
  await example.call('tables.saveBlank', { noticeId, format: 'xlsx', out: list2 })
  expect(first(list2).text.split('\n')[0]).toContain('示例单位')
  const answer2 = out('更正单.xlsx')
  await example.call('tables.saveCorrection', { ...order, format: 'xlsx', out: answer2 })
  expect(first(answer2).text).toContain('　示例')
  const sheet = out('活动登记.xlsx')
  await example.call('activities.saveSheet', { out: sheet })
  expect(first(sheet).name).toMatch(/^示例/)
}
