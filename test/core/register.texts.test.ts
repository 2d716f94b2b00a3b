/** First drafts of introduction and summary, and the candidates of a recommendation, from the register. */
import { describe, expect, test } from 'vitest'
import { countCharacters } from '../../shared/form/characters.ts'
import type { ActivityInput } from '../../shared/register/activity.ts'
import type { TextDraft } from '../../shared/register/rules.ts'
import { jiangsuNotice } from '../fixtures/jiangsu-plan.ts'
import { cityOffice, openCity, type TestCore } from '../support/core.ts'

const of = (module: string): ActivityInput['notices'] => [{ noticeId: jiangsuNotice, modules: [module] }]
const planned: ActivityInput[] = [
  { year: 2022, title: '走访慰问科技工作者', notices: of('jianjia'), plannedOnsite: '60', description: '登门看望' },
  {
    year: 2022,
    title: '科技工作者代表座谈会',
    notices: [{ noticeId: jiangsuNotice, modules: [] }],
    main: true,
    plannedOnsite: '100',
    place: '市会议中心',
    time: { words: '5月30日', from: '2022-05-30', to: '2022-05-30' },
  },
  { year: 2022, title: '农技专家田间行', notices: of('weimin'), plannedOnsite: '300', plannedOnline: '5000' },
]
const held: ActivityInput[] = planned.map((one, at) => ({
  ...one,
  state: 'held',
  unit: at === 2 ? '示例县科学技术协会' : '',
  sessions: at === 2 ? '6' : '',
  onsite: ['58', '96', '320'][at] ?? '',
  online: at === 2 ? '5200' : '',
  volunteers: at === 2 ? '30' : '',
  fundsCity: at === 1 ? '2.5' : '',
  fundsEnterprise: at === 2 ? '0.75' : '',
  results: at === 2 ? '解决问题63个' : '',
  joint: at === 2 ? '与农业农村局联合组织' : '',
  press:
    at === 2
      ? [
          { outlet: '示例日报', headline: '田间行' },
          { outlet: '示例日报', headline: '再下田' },
        ]
      : [],
}))

async function cityWith(activities: readonly ActivityInput[]): Promise<TestCore> {
  const core = await openCity()
  for (const values of activities) await core.call('activities.create', { values })
  return core
}

async function composed(core: TestCore, formId: string, drafts: Readonly<Record<string, TextDraft>>) {
  const { summary } = await core.call('records.create', { noticeId: jiangsuNotice, formId })
  const texts: Record<string, string> = {}
  for (const [field, draft] of Object.entries(drafts))
    texts[field] = (await core.call('register.compose', { recordId: summary.recordId, field, draft })).text
  return texts
}
const summary = {
  opening: 'opening',
  progress: 'progress',
  results: 'results',
  experience: 'experience',
  advice: 'advice',
} as const

test('an introduction says what is to come within 200 characters', async () => {
  const core = await cityWith(planned)
  const { body = '' } = await composed(core, 'JS-T13', { body: 'introduction' })
  expect(body).toBe(
    `突出“创新争先、自立自强”主题，${cityOffice.name}计划举办3项活动，时间为2022年5月中旬至6月上旬。` +
      '主场活动“科技工作者代表座谈会”于5月30日在市会议中心举行。预计线下约460人、线上约5000人参与。' +
      '重点开展“走访慰问科技工作者”、“农技专家田间行”等活动。',
  )
  expect(countCharacters(body)).toBeLessThanOrEqual(200)
  const many = await cityWith(
    Array.from({ length: 40 }, (_none, at) => ({
      year: 2022,
      title: `第${at + 1}项名称相当长的科技工作者日系列活动，要在报纸上登出来是不容易的一件事情`,
      notices: of('weimin'),
    })),
  )
  const long = await composed(many, 'JS-T13', { body: 'introduction' })
  expect(countCharacters(long.body ?? '')).toBeLessThanOrEqual(200)
  expect(long.body).toContain('40项活动')
})

test('a summary tells numbers, activities by module, results and what was done together', async () => {
  const core = await cityWith(held)
  const texts = await composed(core, 'LIB-SUMMARY-4', summary)
  expect(texts.progress?.split('\n')).toEqual([
    '共举办活动3项、8场，线下参与474人次，线上参与5200人次。参与组织和服务的有科技志愿者30人。投入经费3.25万元。',
    '（一）主场活动',
    `5月30日，${cityOffice.name}在市会议中心举办“科技工作者代表座谈会”，线下96人参加。`,
    '（二）建家办事',
    `${cityOffice.name}举办“走访慰问科技工作者”，线下58人参加。登门看望。`,
    '（三）为民服务',
    // Reported by a county, with no host named: it is not the city's.
    '示例县科学技术协会举办“农技专家田间行”，线下320人、线上5200人参加。',
    '（四）宣传报道',
    '参与报道的媒体有1家，刊播报道2条。',
  ])
  expect(texts.results).toBe('活动覆盖群众5674人次，各类媒体报道2条。\n（一）农技专家田间行。解决问题63个。')
  expect(texts.experience).toBe('（一）农技专家田间行。与农业农村局联合组织。')
  expect(texts.opening).toContain('现将有关情况报告如下。')
  expect(texts.advice?.split('\n')).toEqual(['（一）存在的问题', '（二）意见和建议', '（三）下一步打算'])
})

test('what nobody wrote down is left out, never a zero', async () => {
  for (const activities of [[], planned, [{ ...planned[0], state: 'held', volunteers: '0' } as ActivityInput]]) {
    const core = await cityWith(activities)
    const texts = await composed(core, 'LIB-SUMMARY-4', summary)
    for (const text of Object.values(texts)) {
      expect(text).not.toMatch(/(?<![\d.])0(?![\d.])|null|undefined|，，|：。|。。|，。/u)
      expect(text).not.toContain('万元')
    }
  }
})

test('numbers to quote: money is added exactly over all sources', async () => {
  const core = await cityWith(held)
  const figures = await core.call('register.textFigures', { noticeId: jiangsuNotice })
  const figureOf = (id: string) => figures.find((one) => one.id === id)?.value
  expect(figureOf('funds')).toBe('3.25')
  expect(figureOf('fundsCity')).toBe('2.5')
  expect(figureOf('fundsProvince')).toBeNull()
  expect(figureOf('sessions')).toBe('8')
  expect(figureOf('outlets')).toBe('1')
  expect(figureOf('items')).toBe('2')
  expect(figureOf('venues')).toBeNull()
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length)
})

describe('a recommendation', () => {
  test('ranks units by what the register says of them and brings its sentence along', async () => {
    const core = await cityWith(held)
    const { summary: record } = await core.call('records.create', { noticeId: jiangsuNotice, formId: 'LIB-RECOMMEND' })
    const found = await core.call('register.candidates', { recordId: record.recordId })
    expect(found.quota).toEqual({ min: 1, max: 2, wording: '1-2个' })
    expect(found.criteria).toEqual(['组织动员', '活动数量规模', '宣传报道', '志愿服务', '联合行动', '线上话题'])
    // Whoever recommends does not recommend itself.
    expect(found.units.map(({ name }) => name)).toEqual(['示例县科学技术协会'])
    const [county] = found.units
    expect(county).toMatchObject({ kind: 'unit', chosen: false })
    expect(county?.evidence).toBe(
      '组织了“农技专家田间行”活动，参与组织和服务30人，举办活动1项，6场，线下参与320人次，线上参与5200人次，媒体1家，报道2条，科技志愿者30人，联合行动1项。',
    )
    expect(county?.facts.find(({ criterion }) => criterion === '宣传报道')).toMatchObject({ amount: 1 })
    expect(found.activities.map(({ name }) => name)).toContain('农技专家田间行')
  })

  test('is asked of no other form', async () => {
    const core = await cityWith([])
    const { summary: record } = await core.call('records.create', { noticeId: jiangsuNotice, formId: 'JS-T11' })
    expect((await core.problem('register.candidates', { recordId: record.recordId })).code).toBe(
      'register.no-candidates',
    )
  })
})

test('texts about one activity need one', async () => {
  const core = await cityWith([])
  const { summary: record } = await core.call('records.create', { noticeId: jiangsuNotice, formId: 'JS-F2' })
  const { recordId } = record
  expect((await core.problem('register.compose', { recordId, field: 'plan', draft: 'activity-plan' })).code).toBe(
    'register.no-activity',
  )
  expect((await core.problem('register.compose', { recordId, field: 'hostName', draft: 'plan' })).code).toBe(
    'field.unknown',
  )
})
