/** What changed in the register is offered to the records that took from it: taken or kept, never forced. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Offer } from '../../shared/api/register.ts'
import { takenField } from '../../shared/form/definition.ts'
import { tableRows } from '../../shared/form/evaluate.ts'
import type { ActivityInput } from '../../shared/register/activity.ts'
import { candidateRow } from '../../shared/register/candidates.ts'
import { jiangsuNotice } from '../fixtures/jiangsu-plan.ts'
import { openCity, type TestCore } from '../support/core.ts'

const of = (module: string): ActivityInput['notices'] => [{ noticeId: jiangsuNotice, modules: [module] }]
const visit: ActivityInput = {
  year: 2022,
  title: '走访慰问科技工作者',
  description: '登门看望科技工作者',
  notices: of('jianjia'),
  responsible: '组织部',
  place: '市农科院',
  audience: '科技工作者',
  personal: { mobile: '13900001111', contactName: '测试甲' },
}
const field: ActivityInput = { year: 2022, title: '农技专家田间行', description: '专家下田', notices: of('weimin') }

let core: TestCore
beforeEach(async () => {
  core = await openCity()
})

const add = async (values: ActivityInput): Promise<string> =>
  (await core.call('activities.create', { values })).activityId
const edit = (activityId: string, change: Partial<ActivityInput>) =>
  core.call('activities.edit', { selection: { ids: [activityId] }, change })
const offersOf = async (recordId: string): Promise<Offer[]> => (await core.call('register.offers', { recordId })).offers
const open = (recordId: string) => core.call('records.open', { recordId })
async function save(recordId: string, changes: Parameters<typeof core.call<'records.saveDraft'>>[1]['changes']) {
  const { draftSeq } = await open(recordId)
  await core.call('records.saveDraft', { recordId, draftSeq, changes })
}
async function decide(recordId: string, how: 'take' | 'keep', chosen: readonly Offer[]) {
  const { draftSeq } = await open(recordId)
  return core.call('register.decide', { recordId, draftSeq, [how]: chosen.map(({ key }) => key) })
}
async function draft(formId: string, fieldId: string, kind: 'plan' | 'progress' | 'introduction'): Promise<string> {
  const { summary, draftSeq } = await core.call('records.create', { noticeId: jiangsuNotice, formId })
  const { recordId } = summary
  const { text, taken } = await core.call('register.compose', { recordId, field: fieldId, draft: kind })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { [fieldId]: text, [takenField]: taken } })
  return recordId
}
const special = async (activityId: string): Promise<string> =>
  (await core.call('register.createRecord', { noticeId: jiangsuNotice, formId: 'JS-F2', activityId })).summary.recordId

describe('facts', () => {
  test('a changed one is offered, taken or kept, and not offered again until it changes once more', async () => {
    const activityId = await add(visit)
    const recordId = await special(activityId)
    expect(await offersOf(recordId)).toEqual([])
    await edit(activityId, { place: '市医院' })
    const [fact, paragraph, ...more] = await offersOf(recordId)
    expect(more).toEqual([])
    expect(fact).toMatchObject({
      field: 'plannedPlace',
      fieldLabel: '拟举办地点',
      kind: 'fact',
      about: '走访慰问科技工作者：地点',
      before: '市农科院',
      after: '市医院',
    })
    expect(paragraph).toMatchObject({ field: 'plan', kind: 'paragraph', before: '时间地点：市农科院。' })
    expect((await open(recordId)).values.plannedPlace).toBe('市农科院')

    await decide(recordId, 'keep', fact ? [fact] : [])
    expect((await offersOf(recordId)).map(({ kind }) => kind)).toEqual(['paragraph'])
    const taken = await decide(recordId, 'take', await offersOf(recordId))
    expect(taken.values.plannedPlace).toBe('市农科院')
    expect(taken.values.plan).toContain('时间地点：市医院。')
    expect(await offersOf(recordId)).toEqual([])
    await edit(activityId, { place: '市图书馆' })
    const again = await offersOf(recordId)
    expect(again.map(({ before, after }) => [before, after])).toEqual([
      ['市农科院', '市图书馆'],
      ['时间地点：市医院。', '时间地点：市图书馆。'],
    ])
    const both = await decide(recordId, 'take', again)
    expect(both.values.plannedPlace).toBe('市图书馆')
    expect(await offersOf(recordId)).toEqual([])
  })

  test('what was typed by hand is told as such, and stays until a person takes the other', async () => {
    const activityId = await add(visit)
    const recordId = await special(activityId)
    await save(recordId, { plannedPlace: '市农科院东区', mobile: '13900002222' })
    expect(await offersOf(recordId)).toEqual([])
    await edit(activityId, { place: '市医院', personal: { mobile: '13900003333', contactName: '测试甲' } })
    const offers = await offersOf(recordId)
    expect(offers.filter(({ kind }) => kind === 'fact').map(({ field: id, before }) => [id, before])).toEqual([
      ['plannedPlace', null],
      ['mobile', null],
    ])
    expect((await open(recordId)).values).toMatchObject({ plannedPlace: '市农科院东区', mobile: '13900002222' })
    await decide(recordId, 'keep', offers)
    expect((await open(recordId)).values).toMatchObject({ plannedPlace: '市农科院东区', mobile: '13900002222' })
    expect(await offersOf(recordId)).toEqual([])
  })

  test('what was unknown is offered once it is known; personal ones too', async () => {
    const activityId = await add({ ...visit, personal: {}, place: '' })
    const recordId = await special(activityId)
    await edit(activityId, { place: '市医院', personal: { mobile: '13900003333' } })
    const offers = await offersOf(recordId)
    expect(offers.map(({ field: id, before, after }) => [id, before, after])).toEqual([
      ['plannedPlace', '', '市医院'],
      ['mobile', '', '13900003333'],
      ['plan', '', '时间地点：市医院。'],
    ])
    const { values } = await decide(recordId, 'take', offers)
    expect(values).toMatchObject({ plannedPlace: '市医院', mobile: '13900003333' })
    expect(String(values.plan).split('\n')).toHaveLength(4)
    expect(JSON.stringify(values[takenField])).not.toContain('13900003333')
    expect(await offersOf(recordId)).toEqual([])
  })

  test('a cancelled activity is told once for the whole record, which keeps its words', async () => {
    const activityId = await add(visit)
    const recordId = await special(activityId)
    const before = (await open(recordId)).values
    await edit(activityId, { state: 'cancelled' })
    const offers = await offersOf(recordId)
    expect(offers).toMatchObject([{ kind: 'gone', about: '走访慰问科技工作者', before: null, after: '' }])
    await decide(recordId, 'keep', offers)
    expect(await offersOf(recordId)).toEqual([])
    const other = await special(await add(visit))
    const { values } = await open(other)
    const [, second] = (await core.call('activities.list', {})).rows
    expect(second?.title).toBe(visit.title)
    await core.call('activities.remove', { selection: { filter: {} } })
    const after = await decide(other, 'take', await offersOf(other))
    expect(after.values.plan).toBe(values.plan)
    expect(await offersOf(other)).toEqual([])
    expect((await open(recordId)).values).toMatchObject({ plannedPlace: before.plannedPlace, plan: before.plan })
  })
})

describe('paragraphs of a plan', () => {
  test('a changed activity, a new one and one that is gone, with the numbers counted anew', async () => {
    const [visitId, fieldId] = [await add(visit), await add(field)]
    const recordId = await draft('JS-T11', 'body', 'plan')
    expect(await offersOf(recordId)).toEqual([])
    await edit(visitId, { responsible: '组织部、宣传部' })
    await add({ ...visit, title: '科技工作者权益沙龙', description: '请律师解答' })
    await add({ year: 2022, title: '海智专家沙龙', notices: of('kaifang') })
    await core.call('activities.remove', { selection: { ids: [fieldId] } })
    const offers = await offersOf(recordId)
    expect(offers.map(({ kind, about }) => [kind, about])).toEqual([
      ['figure', '安排的活动（不含主场活动）'],
      ['paragraph', '走访慰问科技工作者'],
      ['gone', '农技专家田间行'],
      ['new-activity', '科技工作者权益沙龙'],
      ['new-activity', '海智专家沙龙'],
    ])
    const { values } = await decide(recordId, 'take', offers)
    const lines = String(values.body).split('\n')
    expect(lines.slice(lines.indexOf('四、主要内容'), lines.indexOf('五、工作要求'))).toEqual([
      '四、主要内容',
      '分“建家办事”“为民服务”两个方面，共安排活动3项。',
      '（一）建家办事',
      '1.走访慰问科技工作者。登门看望科技工作者。（地点：市农科院；责任单位：组织部、宣传部）',
      '2.科技工作者权益沙龙。请律师解答。（地点：市农科院；责任单位：组织部）',
      '（二）开放合作',
      '1.海智专家沙龙。（责任单位：示例市科学技术协会）',
    ])
    expect(await offersOf(recordId)).toEqual([])
  })

  test('a paragraph that the director rewrote stays; the new one comes below it', async () => {
    const visitId = await add(visit)
    const recordId = await draft('JS-T11', 'body', 'plan')
    const text = String((await open(recordId)).values.body)
    const own = text.replace('登门看望科技工作者。', '分三组登门，一家一策。')
    await save(recordId, { body: own })
    expect(await offersOf(recordId)).toEqual([])
    await edit(visitId, { place: '市医院' })
    const [offer, ...more] = await offersOf(recordId)
    expect(more).toEqual([])
    expect(offer).toMatchObject({ kind: 'paragraph', before: null })
    const { values } = await decide(recordId, 'take', offer ? [offer] : [])
    const lines = String(values.body)
      .split('\n')
      .filter((line) => line.includes('走访慰问科技工作者'))
    expect(lines).toEqual([
      '1.走访慰问科技工作者。分三组登门，一家一策。（地点：市农科院；责任单位：组织部）',
      '2.走访慰问科技工作者。登门看望科技工作者。（地点：市医院；责任单位：组织部）',
    ])
    expect(await offersOf(recordId)).toEqual([])
  })

  test('new activities that are not wanted are not offered again', async () => {
    await add(visit)
    const recordId = await draft('JS-T11', 'body', 'plan')
    await add(field)
    const offers = (await offersOf(recordId)).filter(({ kind }) => kind === 'new-activity')
    expect(offers).toHaveLength(1)
    await decide(recordId, 'keep', offers)
    expect((await offersOf(recordId)).map(({ kind }) => kind)).toEqual(['figure'])
  })
})

describe('figures of a summary', () => {
  const held = (change: Partial<ActivityInput>): ActivityInput => ({ ...field, state: 'held', ...change })

  test('each follows in its own place; one that is typed over is told as such', async () => {
    const activityId = await add(held({ onsite: '300', online: '300', volunteers: '30' }))
    const recordId = await draft('LIB-SUMMARY-4', 'progress', 'progress')
    const text = String((await open(recordId)).values.progress)
    expect(text.split('\n')[0]).toBe(
      '共举办活动1项、1场，线下参与300人次，线上参与300人次。参与组织和服务的有科技志愿者30人。',
    )
    await save(recordId, { progress: text.replace('科技志愿者30人', '科技志愿者近40人') })
    await edit(activityId, { online: '5000', sessions: '12', volunteers: '36' })
    const offers = await offersOf(recordId)
    expect(
      offers.filter(({ kind }) => kind === 'figure').map(({ about, before, after }) => [about, before, after]),
    ).toEqual([
      ['活动场次', '1', '12'],
      ['线上参与', '300', '5000'],
    ])
    const { values } = await decide(recordId, 'take', offers)
    expect(String(values.progress).split('\n')[0]).toBe(
      '共举办活动1项、12场，线下参与300人次，线上参与5000人次。参与组织和服务的有科技志愿者近40人。',
    )
    expect(await offersOf(recordId)).toEqual([])
    // Written over where its words still stand around it.
    await save(recordId, { progress: String(values.progress).replace('12场', '15场') })
    await edit(activityId, { sessions: '14' })
    const [typed] = await offersOf(recordId)
    expect(typed).toMatchObject({ about: '活动场次', before: null, after: '14' })
  })

  test('a number that is no more takes its clause with it', async () => {
    const activityId = await add(held({ onsite: '300', online: '500', fundsCity: '2' }))
    const recordId = await draft('LIB-SUMMARY-4', 'progress', 'progress')
    await edit(activityId, { fundsCity: '', online: '' })
    const offers = (await offersOf(recordId)).filter(({ kind }) => kind === 'figure')
    expect(offers.map(({ before, after }) => [before, after])).toEqual([
      ['，线上参与500人次', ''],
      ['投入经费2万元。', ''],
    ])
    const { values } = await decide(recordId, 'take', await offersOf(recordId))
    expect(String(values.progress).split('\n')[0]).toBe('共举办活动1项、1场，线下参与300人次。')
    expect(await offersOf(recordId)).toEqual([])
  })

  test('a title quoted in an introduction follows', async () => {
    const activityId = await add({ ...field, main: true, place: '市会议中心' })
    const recordId = await draft('JS-T13', 'body', 'introduction')
    await edit(activityId, { title: '农技专家大讲堂', place: '市体育馆' })
    const offers = await offersOf(recordId)
    expect(offers.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['figure', '农技专家田间行', '农技专家大讲堂'],
      ['figure', '市会议中心', '市体育馆'],
    ])
    const { values } = await decide(recordId, 'take', offers)
    expect(values.body).toContain('主场活动“农技专家大讲堂”在市体育馆举行。')
    expect(await offersOf(recordId)).toEqual([])
  })
})

test('the sentence of a candidate follows', async () => {
  const activityId = await add({ ...field, state: 'held', unit: '示例县科协', onsite: '300' })
  const { summary, draftSeq } = await core.call('records.create', { noticeId: jiangsuNotice, formId: 'LIB-RECOMMEND' })
  const { recordId } = summary
  const { units } = await core.call('register.candidates', { recordId })
  const rules = { table: 'items', name: 'name', evidence: 'reason', kind: { column: 'kind', unit: 'unit' } }
  const made = units.map((one) => candidateRow(rules, one))
  await core.call('records.saveDraft', {
    recordId,
    draftSeq,
    changes: { items: made.map(({ row }) => row), [takenField]: made.map(({ taken }) => taken) },
  })
  expect(await offersOf(recordId)).toEqual([])
  expect((await core.call('register.candidates', { recordId })).units[0]?.chosen).toBe(true)
  await edit(activityId, { onsite: '450' })
  const offers = await offersOf(recordId)
  expect(offers).toMatchObject([{ kind: 'row', about: '示例县科协' }])
  const { values } = await decide(recordId, 'take', offers)
  expect(tableRows(values.items)[0]?.reason).toContain('线下参与450人次')
  expect(await offersOf(recordId)).toEqual([])
  await core.call('activities.remove', { selection: { ids: [activityId] } })
  const gone = await offersOf(recordId)
  expect(gone).toMatchObject([{ kind: 'gone', about: '示例县科协' }])
  expect(tableRows((await decide(recordId, 'take', gone)).values.items)).toEqual([])
})

test('an older counter is a conflict, and an offer that changed meanwhile is not taken', async () => {
  const activityId = await add(visit)
  const recordId = await special(activityId)
  await edit(activityId, { place: '市医院' })
  const seen = await offersOf(recordId)
  await edit(activityId, { place: '市图书馆' })
  const { values } = await decide(recordId, 'take', seen)
  expect(values.plannedPlace).toBe('市农科院')
  expect((await core.problem('register.decide', { recordId, draftSeq: 0, take: [] })).code).toBe('record.conflict')
})

test('paragraphs are put in where the clerk stands, and tell of later activities only', async () => {
  const [visitId] = [await add(visit), await add(field)]
  const { summary, draftSeq } = await core.call('records.create', { noticeId: jiangsuNotice, formId: 'JS-T11' })
  const { recordId } = summary
  const made = await core.call('register.paragraphs', { recordId, field: 'body', activityIds: [visitId], as: 'items' })
  expect(made.text).toBe('1.走访慰问科技工作者。登门看望科技工作者。（地点：市农科院；责任单位：组织部）')
  await core.call('records.saveDraft', {
    recordId,
    draftSeq,
    changes: { body: `一、活动\n${made.text}`, [takenField]: made.taken },
  })
  expect(await offersOf(recordId)).toEqual([])
  await add({ ...field, title: '气象科普日' })
  const offers = await offersOf(recordId)
  expect(offers.map(({ kind, about }) => [kind, about])).toEqual([['new-activity', '气象科普日']])
  const { values } = await decide(recordId, 'take', offers)
  expect(String(values.body).split('\n').at(-1)).toMatch(/^2\.气象科普日。/u)
})
