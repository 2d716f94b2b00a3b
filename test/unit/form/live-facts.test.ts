import { describe, expect, it } from 'vitest'
import { sourceWords } from '../../../renderer/form/ComputedControl.tsx'
import { computedResults, keepEqual, requiredFields, shownFindings } from '../../../renderer/form/live-facts.ts'
import { type FieldDefinition, type FormValues, formDefinition, reasonsField } from '../../../shared/form/definition.ts'
import { validateForm } from '../../../shared/form/validate.ts'
import { cellProblems, findingText, openPointsText } from '../../../shared/wording/finding-texts.ts'

const definition = formDefinition.parse({
  id: 'MADE',
  version: '1',
  name: '统计表',
  shortName: '统计表',
  fields: [
    { id: 'people', kind: 'integer', label: '参加 人数' },
    { id: 'money', kind: 'decimal', label: '投入', unit: '万元' },
    {
      id: 'goods',
      kind: 'text',
      label: '实物说明',
      requiredWhen: { compare: { left: { field: 'money' }, is: '>', right: { value: '0' } } },
    },
    {
      id: 'per',
      kind: 'computed',
      label: '人均',
      expression: { quotient: [{ field: 'money' }, { field: 'people' }], places: 2 },
    },
    {
      id: 'list',
      kind: 'table',
      label: '参赛人',
      columns: [
        { id: 'name', label: '姓名', kind: 'text', required: true },
        { id: 'idno', label: '身份证号码', kind: 'identity-number' },
      ],
    },
  ],
  checks: [
    {
      id: 'crowd',
      grade: 'verify',
      fields: ['people'],
      holds: { compare: { left: { field: 'people' }, is: '<', right: { value: '1000' } } },
      message: '参加人数超过一千，请核实。',
    },
    {
      id: 'jump',
      grade: 'verify',
      fields: ['money'],
      holds: { compare: { left: { field: 'money' }, is: '<=', right: { lastYear: 'money' } } },
      message: '比去年多，请核实。',
    },
  ],
  layout: { title: ['统计表'], blocks: [{ kind: 'flow', field: 'people', framed: false }] },
})
const field = (id: string): FieldDefinition => definition.fields.find((one) => one.id === id) as FieldDefinition
const facts = (values: FormValues, lastYear: FormValues | null = null) => ({
  definition,
  values,
  attachmentCounts: {},
  lastYear,
})
const shown = (values: FormValues, touched: readonly string[] = [], lastYear: FormValues | null = null) =>
  shownFindings(definition, validateForm(definition, values, {}, lastYear), values, new Set(touched))

describe('what follows from the answers', () => {
  it('a star stands only while its condition holds', () => {
    expect(requiredFields(facts({})).has('goods')).toBe(false)
    expect(requiredFields(facts({ money: '0' })).has('goods')).toBe(false)
    expect(requiredFields(facts({ money: '0.5' })).has('goods')).toBe(true)
  })

  it('a figure is worked out, and empty while a part of it is', () => {
    expect(computedResults(facts({ money: '10', people: '4' })).get('per')).toBe('2.5')
    expect(computedResults(facts({ money: '10' })).get('per')).toBeNull()
    expect(sourceWords(definition, field('per') as Extract<FieldDefinition, { kind: 'computed' }>)).toBe(
      '由“投入”“参加人数”算出',
    )
  })
})

describe('findings on screen', () => {
  it('a 核实 shows once its field was left, and keeps the place for its reason', () => {
    expect(shown({ people: '2000' }).get('people')).toBeUndefined()
    expect(shown({ people: '2000' }, ['people']).get('people')).toMatchObject([{ severity: 'verify', given: '' }])
    const begun = { people: '2000', [reasonsField]: [{ check: 'crowd', reason: '三场 ' }] }
    expect(shown(begun).get('people')).toMatchObject([{ severity: 'verify', given: '三场 ' }])
    const told = { people: '2000', [reasonsField]: [{ check: 'crowd', reason: '三场活动都算在内' }] }
    expect(shown(told).get('people')).toMatchObject([{ severity: 'warn', given: '三场活动都算在内' }])
  })

  it('last year is looked at where there is one', () => {
    expect(shown({ money: '9', goods: '无' }, ['money']).get('money')).toBeUndefined()
    expect(shown({ money: '9', goods: '无' }, ['money'], { money: '8' }).get('money')).toMatchObject([
      { check: 'jump' },
    ])
  })

  it('of a table name the row and the column, and mark the cell', () => {
    const values: FormValues = { list: [{ name: '王' }, { name: '', idno: '123' }] }
    const found = shown(values, ['list']).get('list') ?? []
    expect(found.map((one) => findingText(field('list'), one))).toEqual([
      '第 2 行 姓名：这一格要填。',
      expect.stringMatching(/^第 2 行 身份证号码：身份证号码对不上/),
    ])
    const cells = cellProblems(field('list') as Extract<FieldDefinition, { kind: 'table' }>, found)
    expect([...cells.keys()]).toEqual([1])
    expect(Object.keys(JSON.parse(cells.get(1) ?? '{}'))).toEqual(['name', 'idno'])
  })

  it('that say the same keep their identity', () => {
    const before = shown({ people: '2000', money: '-1' }, ['people', 'money'])
    const now = shown({ people: '3000' }, ['people', 'money'])
    expect(keepEqual(before, now).get('people')).toBe(before.get('people'))
  })

  it('are summed up in one line', () => {
    const values = { people: '2000', money: 'x', list: [{ name: '', idno: '1' }] }
    expect(openPointsText(validateForm(definition, values, {}))).toBe('还有 2 处要改，1 处没有填，1 处要写核实说明')
  })
})
