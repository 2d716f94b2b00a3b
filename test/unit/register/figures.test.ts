import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUnits } from '../../../shared/form/decimal.ts'
import {
  type FormDefinition,
  fieldValue,
  figureReasonsField,
  formDefinition,
  type TableRow,
} from '../../../shared/form/definition.ts'
import {
  type ActivityInput,
  activityStates,
  activityValues,
  countFacts,
  moneyFacts,
  numberFacts,
} from '../../../shared/register/activity.ts'
import { type CountedActivity, computeFigure, fittedFigure } from '../../../shared/register/figures.ts'
import { originFields, originRows, originSources, originTotal } from '../../../shared/register/origin.ts'
import { ruleWords } from '../../../shared/register/rule-words.ts'
import { type FigureRule, figureRule } from '../../../shared/register/rules.ts'
import { settleFigures } from '../../../shared/register/settle.ts'

const notice = 'a-notice'
const activity = (activityId: string, input: Partial<ActivityInput>): CountedActivity => ({
  activityId,
  values: activityValues.parse({ year: 2022, state: 'held', notices: [{ noticeId: notice }], ...input }),
})
const figure = (rule: FigureRule, ...activities: CountedActivity[]) => computeFigure(rule, activities, notice)

describe('what counts', () => {
  it('is held and of the notice unless the rule says otherwise; cancelled never', () => {
    const all = activityStates.map((state) => activity(state, { state, onsite: '10' }))
    const other = activity('other', { onsite: '10', notices: [{ noticeId: 'elsewhere' }] })
    const sum = { kind: 'sum', of: 'onsite' } as const
    expect(figure(sum, ...all, other).sources.map(({ activityId }) => activityId)).toEqual(['held'])
    const any = { ...sum, where: { states: [...activityStates] } }
    expect(figure(any, ...all, other).sources.map(({ activityId }) => activityId)).toEqual(['planned', 'held'])
  })

  it('is narrowed by module, main event and ministry task', () => {
    const one = activity('one', { notices: [{ noticeId: notice, modules: ['a', 'b'] }], main: true })
    const two = activity('two', { notices: [{ noticeId: notice, modules: ['b'] }], ministryTask: true })
    const elsewhere = activity('three', {
      notices: [{ noticeId: notice }, { noticeId: 'elsewhere', modules: ['a'] }],
    })
    const count = (where: FigureRule['where']) => figure({ kind: 'count', where }, one, two, elsewhere).value
    expect(count({ modules: ['a'] })).toBe('1')
    expect(count({ modules: ['a', 'b'] })).toBe('2')
    expect(count({ main: true })).toBe('1')
    expect(count({ ministryTask: true })).toBe('1')
    expect(count({ ministryTask: false })).toBe('2')
    expect(count(undefined)).toBe('3')
  })

  it('empty is not zero', () => {
    const empty = activity('one', {})
    expect(figure({ kind: 'sum', of: 'onsite' }, empty)).toEqual({ value: null, sources: [] })
    expect(figure({ kind: 'sum', of: 'onsite' }, activity('one', { onsite: '0' })).value).toBe('0')
    expect(figure({ kind: 'outlets' }, empty).value).toBeNull()
    expect(figure({ kind: 'outlets' }, activity('one', { moreOutlets: '0' })).value).toBe('0')
    expect(figure({ kind: 'items' }, empty).value).toBeNull()
    expect(figure({ kind: 'venues', of: 'venue' }, empty).value).toBeNull()
    expect(figure({ kind: 'notes', of: 'inKindNote' }, empty).value).toBeNull()
    // Held activities, none of them a task: a true zero. No activities: nothing is known.
    const tasks = { kind: 'count', where: { ministryTask: true } } as const
    expect(figure(tasks, empty)).toEqual({ value: '0', sources: [] })
    expect(figure(tasks, activity('one', { state: 'planned' })).value).toBeNull()
    expect(figure(tasks).value).toBeNull()
  })

  it('counts a session that nobody wrote as one and says so', () => {
    const rule = { kind: 'sum', of: 'sessions', emptyAs: '1' } as const
    const { value, sources } = figure(rule, activity('one', {}), activity('two', { sessions: '3' }))
    expect(value).toBe('4')
    expect(sources).toMatchObject([
      { amount: '1', note: '未填，按 1 计' },
      { amount: '3', note: '' },
    ])
    expect(ruleWords(rule)).toBe('已举办的活动，把“活动场次”加起来，没填的按 1 计')
  })

  it('counts an outlet once, for the first day that names it, however it was typed', () => {
    const press = (...outlets: string[]) => outlets.map((outlet) => ({ outlet }))
    const on = (from: string) => ({ words: '', from, to: null })
    const late = activity('late', { time: on('2022-05-30'), press: press('示例日报', '示例 电视台'), moreOutlets: '2' })
    const early = activity('early', { time: on('2022-05-21'), press: press(' 示例日报', '示例日报', 'ＣＣＴＶ') })
    const dayless = activity('dayless', { press: press('cctv', '') })
    const { value, sources } = figure({ kind: 'outlets' }, dayless, late, early)
    expect(value).toBe('5')
    expect(sources).toEqual([
      { activityId: 'early', amount: '2', names: ['示例日报', 'CCTV'], note: '' },
      {
        activityId: 'late',
        amount: '3',
        names: ['示例日报', '示例 电视台'],
        note: '示例日报前面的活动已计，不重复计；另有未列名 2 家',
      },
      { activityId: 'dayless', amount: '0', names: ['cctv'], note: 'cctv前面的活动已计，不重复计' },
    ])
    expect(figure({ kind: 'items' }, dayless, late, early).value).toBe('7')
  })

  it('joins notes without saying one twice', () => {
    const note = (id: string, inKindNote: string) => activity(id, { inKindNote })
    const { value } = figure(
      { kind: 'notes', of: 'inKindNote' },
      note('a', '图书300册'),
      note('b', '光盘'),
      note('c', ' 图书300册'),
    )
    expect(value).toBe('图书300册、光盘')
  })

  it('adds money exactly and rounds only for the form', () => {
    const rule = { kind: 'sum', of: 'fundsCity' } as const
    const { value } = figure(rule, activity('a', { fundsCity: '0.1' }), activity('b', { fundsCity: '0.200005' }))
    expect(value).toBe('0.300005')
    const field = { id: 'x', label: 'x', kind: 'decimal', places: 2, required: false, personal: false } as const
    expect(fittedFigure(field, '0.305')).toBe('0.31')
    expect(fittedFigure(field, value ?? '')).toBe('0.3')
  })
})

const names = fc.constantFrom('甲报', '乙台', '丙网', ' 甲报', 'ＡＢＣ', 'abc', '丁馆', '')
const anActivity: fc.Arbitrary<ActivityInput> = fc.record(
  {
    year: fc.constant(2022),
    state: fc.constantFrom(...activityStates),
    time: fc.record({
      words: fc.constant(''),
      from: fc.option(fc.constantFrom('2022-05-20', '2022-05-28', '2022-06-01')),
      to: fc.constant(null),
    }),
    notices: fc.array(
      fc.record({ noticeId: fc.constantFrom(notice, 'other'), modules: fc.subarray(['a', 'b', 'c']) }),
      { maxLength: 2 },
    ),
    main: fc.boolean(),
    ministryTask: fc.boolean(),
    press: fc.array(fc.record({ outlet: names }), { maxLength: 4 }),
    venues: fc.array(
      fc.record({
        kind: fc.constantFrom('venue', 'institute', 'university'),
        name: names.map((name) => name || '戊所'),
      }),
      { maxLength: 4 },
    ),
    inKindNote: fc.constantFrom('', '图书', '光盘 ', '图书 '),
    ...Object.fromEntries(
      countFacts.map((fact) => [fact, fc.constantFrom('', '0', '1', '7', '00012', '999999999999')]),
    ),
    ...Object.fromEntries(
      moneyFacts.map((fact) => [
        fact,
        fc.constantFrom('', '0', '0.1', '0.2', '12.5', '0.000001', '999999999999.999999'),
      ]),
    ),
  },
  { requiredKeys: ['year'] },
) as fc.Arbitrary<ActivityInput>
const where = fc.option(
  fc.record(
    {
      states: fc.subarray([...activityStates], { minLength: 1 }),
      modules: fc.subarray(['a', 'b'], { minLength: 1 }),
      main: fc.boolean(),
      ministryTask: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
)
const aRule: fc.Arbitrary<FigureRule> = fc
  .oneof(
    fc.record({ kind: fc.constant('sum'), of: fc.constantFrom(...numberFacts), where }),
    fc.record({ kind: fc.constant('sum'), of: fc.constantFrom(...countFacts), emptyAs: fc.constant('1'), where }),
    fc.record({ kind: fc.constantFrom('count', 'outlets', 'items'), where }),
    fc.record({ kind: fc.constant('venues'), of: fc.constantFrom('venue', 'institute', 'university'), where }),
  )
  .map((rule) => figureRule.parse(JSON.parse(JSON.stringify(rule))))

describe('properties', () => {
  const many = fc
    .array(anActivity, { maxLength: 12 })
    .map((inputs) => inputs.map((input, at) => ({ activityId: `a${at}`, values: activityValues.parse(input) })))

  it('a figure is the sum of its sources, before and after the journey', () => {
    fc.assert(
      fc.property(aRule, many, (rule, activities) => {
        const { value, sources } = computeFigure(rule, activities, notice)
        const sum = sources.reduce((total, { amount }) => total + (toUnits(amount) ?? -1n), 0n)
        expect(toUnits(value ?? '0')).toBe(sum)
        expect(new Set(sources.map(({ activityId }) => activityId)).size).toBe(sources.length)
        const rows = originRows(new Map([['x', sources]]), activities)
        expect(originTotal(originSources(rows, 'x')) ?? (sources.length === 0 ? value : null)).toBe(value)
        if (rows.length > 0) expect(originFields(rows)).toEqual(['x'])
      }),
      { numRuns: 400 },
    )
  })

  it('the list holds exactly those that contribute: without one of them its amount is gone, others change nothing', () => {
    fc.assert(
      fc.property(aRule, many, (rule, activities) => {
        const { value, sources } = computeFigure(rule, activities, notice)
        const listed = new Set(sources.map(({ activityId }) => activityId))
        for (const one of activities) {
          const rest = activities.filter((other) => other !== one)
          const without = computeFigure(rule, rest, notice)
          if (listed.has(one.activityId)) expect(without.sources.length).toBe(sources.length - 1)
          // A true zero may become unknown when the last activity goes.
          else if (without.value !== null || value !== '0') expect(without.value).toBe(value)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('origin rows', () => {
  it('put activities of a unit together where there are too many, with the same sums', () => {
    const activities = Array.from({ length: 2500 }, (_none, at) =>
      activity(`a${at}`, {
        unit: `单位${at % 7}`,
        onsite: '3',
        title: `活动${at}`,
        press: [{ outlet: `报${at % 50}` }],
      }),
    )
    const [sum, press] = [
      figure({ kind: 'sum', of: 'onsite' }, ...activities),
      figure({ kind: 'outlets' }, ...activities),
    ]
    const rows = originRows(
      new Map([
        ['people', sum.sources],
        ['media', press.sources],
      ]),
      activities,
    )
    expect(rows).toHaveLength(7)
    expect(rows[0]).toMatchObject({ id: '', title: '单位0：358 项合并', unit: '单位0' })
    expect(originTotal(originSources(rows, 'people'))).toBe('7500')
    expect(originTotal(originSources(rows, 'media'))).toBe('50')
    expect(fieldValue.safeParse(rows).success).toBe(true)
  })

  it('fit in a value even where every activity names hundreds of outlets', () => {
    const activities = Array.from({ length: 300 }, (_none, at) =>
      activity(`a${at}`, { press: Array.from({ length: 400 }, (_one, k) => ({ outlet: `第${at}号第${k}家媒体` })) }),
    )
    const { value, sources } = figure({ kind: 'outlets' }, ...activities)
    const rows = originRows(new Map([['media', sources]]), activities)
    expect(fieldValue.safeParse(rows).success).toBe(true)
    expect(JSON.stringify(rows).length).toBeLessThan(700_000)
    expect(originTotal(originSources(rows, 'media'))).toBe(value)
  })

  it('read what another office sent without trusting it', () => {
    const rows: TableRow[] = [{ id: 'x', people: 'many\n甲' }, { people: '3\n甲\n\t一句话' }, { title: 'none' }]
    expect(originSources(rows, 'people')).toMatchObject([
      { activityId: 'x', amount: '', names: ['甲'] },
      { activityId: '', amount: '3', names: ['甲'], note: '一句话' },
    ])
    expect(originSources(rows, '__proto__')).toEqual([])
  })
})

const form: FormDefinition = formDefinition.parse({
  id: 'T',
  version: '1',
  name: 'T',
  shortName: 'T',
  fields: [
    { id: 'people', kind: 'integer', label: '人数' },
    { id: 'money', kind: 'decimal', label: '经费' },
  ],
  layout: { title: ['T'], blocks: [{ kind: 'paragraph', text: '{people}{money}' }] },
})

describe('settling', () => {
  const rowsOf = (values: Record<string, unknown>) => values[figureReasonsField]
  it('follows the register until a person writes something else, and again once it is emptied or agrees', () => {
    const first = settleFigures(form, {}, null, { people: '5', money: null })
    expect(first).toEqual({ people: '5' })
    expect(settleFigures(form, first, { people: '5' }, { people: '6', money: null })).toEqual({ people: '6' })
    const typed = settleFigures(form, { people: '9' }, { people: '5' }, { people: '5', money: null })
    expect(rowsOf(typed)).toEqual([{ field: 'people', computed: '5', reason: '' }])
    const later = settleFigures(form, typed, { people: '5' }, { people: '6', money: null })
    expect(later).toMatchObject({ people: '9', figureReasons: [{ field: 'people', computed: '6', reason: '' }] })
    expect(settleFigures(form, later, { people: '6' }, { people: '9', money: null })).toEqual({ people: '9' })
    const { people: _emptied, ...rest } = later
    expect(settleFigures(form, rest, { people: '6' }, { people: '6', money: null })).toEqual({ people: '6' })
  })

  it('never throws away what was typed where the register said nothing', () => {
    const typed = settleFigures(form, { people: '9', money: '1.50' }, null, { people: null, money: null })
    expect(typed).toEqual({ people: '9', money: '1.50' })
    const later = settleFigures(form, typed, { people: null, money: null }, { people: '4', money: '1.5' })
    expect(later).toMatchObject({ people: '9', money: '1.5', figureReasons: [{ field: 'people', computed: '4' }] })
    // What the register itself had set goes with its activities.
    expect(settleFigures(form, { people: '4' }, { people: '4' }, { people: null, money: null })).toEqual({})
  })
})
