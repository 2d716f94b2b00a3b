/** 汇总 at the city: two counties and its own, odd numbers, joint activities, what is frozen and what changed after. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import type { Rollup } from '../../shared/api/rollups.ts'
import { figureReasonsField, rollupRowsField } from '../../shared/form/definition.ts'
import { tableRows } from '../../shared/form/evaluate.ts'
import { f1, f1Notice as noticeId, save, valuesOf } from '../support/f1.ts'
import { activity, answered, filledF1, open, type RollupDesks, rollupDesks, send } from '../support/rollup-desks.ts'

const names = ['甲县科学技术协会', '乙县科学技术协会']
const fair = '市县联办科普大集'
let desks: RollupDesks
let ids: string[]
let own: string
let report: Rollup

beforeAll(async () => {
  desks = await rollupDesks(names)
  const [one, two] = desks.counties
  ids = [
    await filledF1(one!, names[0]!, [
      activity(fair, '2022-05-21', { onsite: '300', fundsCounty: '1.25', inKindValue: '0.5', inKindNote: '图书100册' }),
      activity('进校园', '2022-05-25', { onsite: '120', fundsCounty: '0.1' }),
    ]),
    await filledF1(two!, names[1]!, [
      activity(`“${fair}”`, '2022-05-21', { onsite: '280', fundsCounty: '0.2' }),
      activity('院士讲座', '2022-05-26', { onsite: '60', online: '0' }),
    ]),
  ]
  own = await filledF1(desks.city, '示例市科学技术协会', [activity('主场活动', '2022-05-20', { onsite: '1000' })])
})
afterAll(() => desks.close())

const totalsOf = ({ totals }: Rollup) =>
  Object.fromEntries(Object.entries(totals).flatMap(([id, { value }]) => (value === null ? [] : [[id, value]])))

it('with nothing in it there is nothing to freeze, to fill, or to count', async () => {
  const { city } = desks
  expect(await open(city)).toMatchObject({
    rows: [],
    missing: [{ officeId: city.officeId, why: '本级的表还没有定稿' }],
  })
  expect((await open(city)).totals.audienceOffline).toEqual({ value: null, filled: 0, empty: 0 })
  for (const method of ['rollups.freeze', 'rollups.fill'] as const)
    expect((await city.problem(method, f1)).code).toBe('rollup.empty')
  expect((await city.problem('rollups.show', { noticeId, formId: 'LIB-SUMMARY-4' })).code).toBe('rollup.no-numbers')
  expect((await city.problem('rollups.show', { ...f1, number: 1 })).code).toBe('rollup.unknown')
})

it('adds up what came and its own, each number with its offices, and names who is missing', async () => {
  const { city, counties, stick } = desks
  for (const [at, county] of counties.entries()) await send(county, city, stick, [ids[at]!])
  await city.call('records.freeze', { recordId: own })
  const rollup = await open(city)
  expect(rollup.rows.map(({ officeName, from, revision }) => [officeName, from, revision])).toEqual([
    ['示例市科学技术协会', 'own', 1],
    [names[0], 'package', 1],
    [names[1], 'package', 1],
  ])
  expect(totalsOf(rollup)).toMatchObject({
    audienceOffline: '1760',
    audienceOnline: '0',
    fundsCounty: '1.55',
    inKindValue: '0.5',
    fundsTotal: '2.05',
    eventCount: '5',
  })
  expect(rollup.totals.audienceOnline).toEqual({ value: '0', filled: 1, empty: 2 })
  expect(rollup.totals.volunteers).toEqual({ value: null, filled: 0, empty: 3 })
  expect(rollup.notes).toMatchObject([{ field: 'inKindNote', rows: [{ officeName: names[0], text: '图书100册' }] }])
  expect(rollup.fields.find(({ field }) => field === 'fundsCounty')).toMatchObject({
    group: expect.stringMatching(/^活动经费投入数量/),
    unit: '万元',
  })
  const sources = await city.call('rollups.sources', { ...f1, field: 'audienceOffline' })
  expect(sources.rows.map(({ value, activities }) => [value, activities])).toEqual([
    ['1000', 1],
    ['420', 2],
    ['340', 2],
  ])
  const activities = await city.call('register.sources', { recordId: ids[0]!, field: 'audienceOffline' })
  expect(activities.sources.map(({ title, amount }) => [title, amount])).toEqual([
    [fair, '300'],
    ['进校园', '120'],
  ])
  const [summary] = await city.call('rollups.list', { noticeId })
  expect(summary).toMatchObject({ formId: 'XX-F1', offices: 3, expected: 0, frozen: 0, changedSince: false })
})

it('an activity of two is found; what counts elsewhere is taken away exactly', async () => {
  const { city } = desks
  const [joint] = (await open(city)).joint
  expect(joint).toMatchObject({ day: '2022-05-21', decided: false, countsIn: null })
  expect(joint?.rows.map(({ recordId, values }) => [recordId, values.audienceOffline])).toEqual([
    [ids[0], '300'],
    [ids[1], '280'],
  ])
  const choice = { ...f1, jointKey: joint?.key ?? '', countsIn: ids[0]!, reason: '甲县主办，乙县参加' }
  expect((await city.problem('rollups.joint', { ...choice, countsIn: own })).code).toBe('rollup.joint-unknown')
  expect((await city.problem('rollups.joint', { ...choice, reason: ' ' })).code).toBe('rollup.reason-missing')
  const chosen = await city.call('rollups.joint', choice)
  expect(totalsOf(chosen)).toMatchObject({ audienceOffline: '1480', fundsCounty: '1.35', eventCount: '4' })
  expect(chosen.rows[2]).toMatchObject({ values: { audienceOffline: '340' }, deducted: { audienceOffline: '280' } })
  expect(totalsOf(await city.call('rollups.joint', { ...choice, countsIn: null }))).toMatchObject({
    audienceOffline: '1760',
  })
  // The row that counts is left out: then the other one counts.
  await city.call('rollups.joint', choice)
  const out = { ...f1, recordId: ids[0]!, mark: 'left-out', reason: '重复报送' } as const
  expect(totalsOf(await city.call('rollups.mark', out))).toMatchObject({ audienceOffline: '1340' })
  expect((await city.problem('rollups.mark', { ...out, reason: '' })).code).toBe('rollup.reason-missing')
  expect(totalsOf(await city.call('rollups.mark', { ...out, remove: true }))).toMatchObject({ audienceOffline: '1480' })
})

it('is frozen as it stands, for ever', async () => {
  const { city } = desks
  report = await city.call('rollups.freeze', f1)
  expect(report).toMatchObject({ number: 1, changes: [], changedSince: false })
  expect(await city.call('rollups.show', { ...f1, number: 1 })).toEqual(report)
  expect((await city.problem('rollups.freeze', f1)).code).toBe('rollup.unchanged')
})

it('our own record takes the totals; a number typed over them asks for a reason, the register leaves them alone', async () => {
  const { city } = desks
  const filled = await city.call('rollups.fill', f1)
  const { recordId } = filled.summary
  expect(filled.values).toMatchObject({
    officeName: '示例市科学技术协会',
    audienceOffline: '1480',
    fundsCounty: '1.35',
    inKindNote: '图书100册',
  })
  expect(tableRows(filled.values[rollupRowsField])).toHaveLength(3)
  expect((await open(city)).recordId).toBe(recordId)
  expect((await open(city)).rows).toHaveLength(3)
  const figure = await city.call('register.sources', { recordId, field: 'audienceOffline' })
  expect(figure.sources.map(({ title, amount }) => [title, amount])).toEqual([
    ['示例市科学技术协会', '1000'],
    [names[0], '420'],
    [names[1], '60'],
  ])
  await city.call('activities.create', { values: activity('后来的', '2022-05-29', { onsite: '5' }) })
  expect(await valuesOf(city, recordId)).toMatchObject({ audienceOffline: '1480' })

  await save(city, recordId, { audienceOffline: '1500' })
  const typed = await city.call('records.open', { recordId })
  expect(typed.values[figureReasonsField]).toEqual([{ field: 'audienceOffline', computed: '1480', reason: '' }])
  expect(typed.findings).toContainEqual(
    expect.objectContaining({ path: 'audienceOffline', code: 'figure-reason', severity: 'verify' }),
  )
  expect((await city.problem('records.freeze', { recordId })).code).toBe('record.invalid')
  const draftSeq = typed.draftSeq
  const forged = { recordId, draftSeq, changes: { [rollupRowsField]: [] } }
  expect((await city.problem('records.saveDraft', forged)).code).toBe('field.unknown')
  // Emptied it follows the total again.
  await save(city, recordId, { audienceOffline: null })
  expect(await valuesOf(city, recordId)).toMatchObject({ audienceOffline: '1480' })
  expect((await valuesOf(city, recordId))[figureReasonsField]).toBeUndefined()
  await save(city, recordId, { inKindNote: '图书100册（甲县）' })
})

it('a new revision changes the open one only; what changed goes into a supplement, and into the totals', async () => {
  const { city, counties, stick } = desks
  const [county] = counties
  await save(county!, ids[0]!, {
    audienceOffline: '4200',
    [figureReasonsField]: [{ field: 'audienceOffline', computed: '420', reason: '补上两场没有登记的' }],
  })
  await answered(county!, ids[0]!)
  await send(county!, city, stick, [ids[0]!])
  const now = await open(city)
  expect(now).toMatchObject({ number: null, changedSince: true })
  expect(now.changes).toEqual([
    { officeName: names[0], field: 'audienceOffline', label: '线下活动群众参与数量', before: '420', after: '4200' },
    { officeName: '合计', field: 'audienceOffline', label: '线下活动群众参与数量', before: '1480', after: '5260' },
  ])
  const flags = now.rows[1]?.flags.filter(({ field }) => field === 'audienceOffline') ?? []
  expect(flags.map(({ kind, words }) => [kind, words])).toEqual([
    ['outlier', '“线下活动群众参与数量”第1版是 420，这次报 4200，约为它的 10 倍，请核对是不是多写了一个 0'],
    ['changed', '“线下活动群众参与数量”上次定下的是 420，现在是 4200'],
  ])
  const mark = { ...f1, recordId: ids[0]!, mark: 'checked', field: 'audienceOffline', reason: '已电话核实' } as const
  expect((await city.call('rollups.mark', mark)).rows[1]?.flags[0]).toMatchObject({ checked: '已电话核实' })

  const supplement = await city.call('rollups.freeze', f1)
  expect(supplement).toMatchObject({ number: 2, changes: now.changes })
  expect(await city.call('rollups.show', { ...f1, number: 1 })).toEqual(report)

  const filled = await city.call('rollups.fill', f1)
  expect(filled.values).toMatchObject({ audienceOffline: '5260', inKindNote: '图书100册（甲县）' })
  expect((await city.call('rollups.fill', f1)).draftSeq).toBe(filled.draftSeq)
})

it('who stands on the roster and owes the form is missing, by what lies in the way', async () => {
  const { city, stick } = desks
  const bureau = (name: string) => ({ name, type: 'science-department' as const })
  const { offices } = await city.call('rosters.add', {
    noticeId,
    // An association owes no F1 by the notice; the two bureaus do.
    offices: [{ name: names[0]! }, bureau('丁县科学技术局'), bureau('戊县科学技术局'), bureau('己县科学技术局')],
  })
  const idOf = (name: string) => offices.find((one) => one.name === name)?.officeId ?? ''
  await city.call('rosters.mark', { noticeId, officeId: idOf('己县科学技术局'), deliverableId: 'T6', mark: 'excused' })
  const [typed, silent] = [idOf('丁县科学技术局'), idOf('戊县科学技术局')]
  const { recordId } = await city.call('rosters.enterRecord', {
    ...{ ...f1, officeId: typed, arrivedAt: '2022-06-15T10:00:00+08:00' },
  })
  expect((await open(city)).missing).toEqual([
    { officeId: typed, officeName: '丁县科学技术局', why: '代录的表还没有定稿' },
    { officeId: silent, officeName: '戊县科学技术局', why: '未报' },
  ])
  await save(city, recordId, { officeName: '丁县科学技术局', audienceOffline: '77' })
  await answered(city, recordId)
  await city.call('records.freeze', { recordId })
  const now = await open(city)
  expect(now.missing.map(({ officeId }) => officeId)).toEqual([silent])
  expect(now.rows.find(({ from }) => from === 'entered')).toMatchObject({
    officeName: '丁县科学技术局',
    values: { audienceOffline: '77' },
  })
  expect((await city.call('rollups.list', { noticeId }))[0]).toMatchObject({ offices: 4, expected: 2 })
  const total = await city.call('rollups.fill', f1)
  const check = await city.call('rollups.check', { recordId: total.summary.recordId })
  expect(check.rows.map(({ evidence }) => evidence).sort()).toEqual(['entered', 'same', 'same', 'same'])
  const order = { noticeId, to: desks.counties[1]!.officeId, out: stick, recordIds: [recordId] }
  expect((await city.problem('packages.forward', order)).code).toBe('forward.entered')
  const out = { ...f1, recordId, mark: 'left-out', reason: '数字还没有核实' } as const
  expect(totalsOf(await city.call('rollups.mark', out))).toMatchObject({ audienceOffline: '5260' })
})

it('returned, it counts no more, and is named among the missing', async () => {
  const { city } = desks
  const inbox = await city.call('packages.inbox', {})
  const item = inbox.find(({ records }) => records.some(({ recordId }) => recordId === ids[1]))
  const decision = { packageId: item?.packageId ?? '', recordId: ids[1]!, revision: 1 }
  await city.call('packages.decide', { ...decision, state: 'returned', reasons: ['请核对线下人数'] })
  const now = await open(city)
  expect(now.rows.map(({ recordId }) => recordId)).not.toContain(ids[1])
  expect(now.missing).toContainEqual(expect.objectContaining({ officeName: names[1], why: '已退回，还没有改好报来' }))
  // One office alone reports the fair now.
  expect(now.joint).toEqual([])
  await city.call('packages.decide', { ...decision, state: 'accepted' })
  expect((await open(city)).rows).toContainEqual(expect.objectContaining({ recordId: ids[1], state: 'accepted' }))
})

it('on paper and in a workbook every office stands beside the sums, empty stays empty', async () => {
  const { city, dir } = desks
  const document = await city.call('rollups.printDocument', { ...f1, number: 2 })
  expect(document).toMatchObject({ formId: 'SHEET-ROLLUP', sheet: true })
  const words = JSON.stringify(document)
  for (const told of [
    '补充报告（第1次）',
    '甲县科协',
    '4200',
    '1.35',
    '与上次相比的变动',
    '甲县主办，乙县参加',
    '340（减280）',
  ])
    expect(words).toContain(told)
  for (const block of document.blocks)
    if (block.kind === 'rows') expect(block.columns.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(174)
  expect(JSON.stringify(await city.call('rollups.printDocument', { ...f1, number: 1 }))).not.toContain('4200')

  const out = path.join(dir, '汇总.xlsx')
  await city.call('rollups.saveSheet', { ...f1, number: 2, out })
  const book = read(readFileSync(out))
  const rows = utils.sheet_to_json<(string | number | null)[]>(book.Sheets.汇总!, { header: 1, defval: null })
  const [heads = [], ...lines] = rows.slice(2)
  const column = (label: string) => heads.indexOf(label)
  expect(lines.map((line) => line[0])).toEqual(['示例市科学技术协会', ...names, '联合举办的活动只计一次，减去', '合计'])
  expect(lines.map((line) => line[column('线下活动群众参与数量')])).toEqual([1000, 4200, 340, -280, 5260])
  expect(lines.map((line) => line[column('线上活动群众参与数量')])).toEqual([null, null, 0, null, 0])
  const pdf = path.join(dir, '汇总.pdf')
  expect((await city.call('rollups.savePdf', { ...f1, number: 1, out: pdf })).bytes).toBeGreaterThan(1000)
})
