/** Totals against a second computation, written another way: BigInt ten-thousandths of what was typed. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { additiveFields, noteFields, rollupFields, rollupValues } from '../../../shared/rollup/fields.ts'
import { type CarriedRow, carriedRows, joinedNotes, rowTotals, toRow } from '../../../shared/rollup/rows.ts'
import { type CountedRow, counted, rollupTotals } from '../../../shared/rollup/totals.ts'

const definition: FormDefinition = formDefinition.parse({
  id: 'T',
  version: '1',
  name: '统计表',
  shortName: '统计表',
  titleField: 'office',
  fields: [
    { id: 'office', kind: 'text', label: '填报单位' },
    { id: 'people', kind: 'integer', label: '参加人次' },
    { id: 'money', kind: 'decimal', label: '经费', unit: '万元', places: 4 },
    { id: 'note', kind: 'text', label: '实物', limit: { max: 12, grade: 'hard' } },
    // A column of rows is called so.
    { id: 'name', kind: 'integer', label: '名录数' },
    { id: 'rate', kind: 'decimal', label: '满意率', unit: '%' },
    { id: 'perHead', kind: 'decimal', label: '人均经费' },
    { id: 'secret', kind: 'integer', label: '卡号', personal: true },
    {
      id: 'each',
      kind: 'computed',
      label: '每人次经费',
      places: 2,
      expression: { quotient: [{ field: 'money' }, { field: 'people' }], places: 2 },
    },
    {
      id: 'all',
      kind: 'computed',
      label: '合计',
      places: 4,
      expression: { sum: [{ field: 'people' }, { field: 'money' }] },
    },
  ],
  layout: {
    title: ['统计表'],
    blocks: [
      {
        kind: 'grid',
        title: '甲',
        columns: [30, 40, 50],
        rows: [
          { heightMm: 8, cells: [{ label: '规模', rowSpan: 2 }, { label: '参加人次' }, { field: 'people' }] },
          { heightMm: 8, cells: [{ label: '经费\n' }, { field: 'money', alsoField: 'note' }] },
          { heightMm: 8, cells: [{ label: '名录数', colSpan: 2 }, { field: 'name' }] },
        ],
      },
    ],
  },
})

const tenThousandths = fc.bigInt({ min: 0n, max: 99_999_999_999_999n })
const written = (units: bigint, places: 0 | 4): string =>
  places === 0 ? String(units) : `${units / 10_000n}.${String(units % 10_000n).padStart(4, '0')}`
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null, freq: 3 })
const office = fc.record({
  people: maybe(tenThousandths),
  money: maybe(tenThousandths),
  less: maybe(fc.bigInt({ min: 0n, max: 1_000_000n })),
})

const valuesOf = ({ people, money }: { people: bigint | null; money: bigint | null }) => ({
  ...(people !== null && { people: written(people, 0) }),
  ...(money !== null && { money: written(money, 4) }),
})

it('adds up exactly what was filled in, counts the empty ones apart, and takes away what counts elsewhere', () => {
  fc.assert(
    fc.property(fc.array(office, { maxLength: 40 }), (offices) => {
      const rows = offices.map(
        (one): CountedRow => ({
          values: rollupValues(definition, valuesOf(one)),
          deducted: one.less === null || one.money === null ? {} : { money: written(one.less, 4) },
        }),
      )
      const totals = rollupTotals(definition, rows)
      const people = offices.flatMap((one) => (one.people === null ? [] : [one.people]))
      const money = offices.flatMap((one) => (one.money === null ? [] : [one.money - (one.less ?? 0n)]))
      const sum = (all: bigint[]) => all.reduce((total, one) => total + one, 0n)
      expect(totals.people).toEqual({
        value: people.length === 0 ? null : String(sum(people)),
        filled: people.length,
        empty: offices.length - people.length,
      })
      const said = totals.money?.value ?? null
      expect(said === null).toBe(money.length === 0)
      if (said !== null) {
        const [whole = '0', part = ''] = said.replace('-', '').split('.')
        const units = BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'))
        expect(said.startsWith('-') ? -units : units).toBe(sum(money))
      }
      expect(totals.money).toMatchObject({ filled: money.length, empty: offices.length - money.length })
      expect(totals.rate).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

it('only numbers that add up stand in it, with the words over them on the form', () => {
  expect(rollupFields(definition).map(({ field, group }) => [field, group])).toEqual([
    ['people', '规模'],
    ['money', '规模'],
    ['name', '甲'],
    ['each', ''],
    ['all', ''],
  ])
  expect(noteFields(definition)).toEqual([{ field: 'note', label: '实物', beside: 'money' }])
})

it('a ratio of totals follows from the totals, a sum that needs an empty one is the sum of the others', () => {
  const rows = [
    { people: '100', money: '1' },
    { people: '300', money: '1' },
  ].map((values) => ({ values: rollupValues(definition, values), deducted: {} }))
  // 0.01 and 0 of the two rows would add up to 0.01 by chance; 2/400 is 0.01 rounded, and 402 no sum of sums.
  expect(rollupTotals(definition, rows)).toMatchObject({ each: { value: '0.01' }, all: { value: '402' } })
  const half = [{ values: rollupValues(definition, { people: '7' }), deducted: {} }]
  expect(rollupTotals(definition, half)).toMatchObject({
    money: { value: null, filled: 0, empty: 1 },
    each: { value: null },
    all: { value: '7', filled: 1 },
  })
  const zero = [{ values: rollupValues(definition, { people: '0' }), deducted: {} }]
  expect(rollupTotals(definition, zero).people).toEqual({ value: '0', filled: 1, empty: 0 })
})

const carried = fc.record({
  officeId: fc.constantFrom('aaaaaaaa', 'bbbbbbbb'),
  officeName: fc.constantFrom('示例县', '另一县'),
  recordId: fc.uuid(),
  revision: fc.integer({ min: 1, max: 99 }),
  digest: fc.constant('f'.repeat(64)),
  from: fc.constantFrom('package', 'entered', 'own'),
  joint: fc.array(fc.constantFrom('2022-05-20|科普大集', '2022-05-21|义诊'), { maxLength: 2 }),
  one: office,
  name: maybe(fc.nat()),
})

it('rows say the same after their journey, and their sums are the totals', () => {
  fc.assert(
    fc.property(fc.array(carried, { maxLength: 12 }), (offices) => {
      const rows = offices.map(({ one, name, ...facts }): CarriedRow => {
        const { people = null, money = null } = rollupValues(definition, valuesOf(one))
        const deducted: Record<string, string> =
          one.less === null || money === null ? {} : { money: written(one.less, 4) }
        return { ...facts, values: { people, money, name: name === null ? null : String(name) }, deducted, notes: {} }
      })
      const back = carriedRows(definition, { rollupRows: rows.map((row) => toRow(definition, row)) })
      expect(back).toEqual(rows)
      const totals = rollupTotals(definition, rows)
      for (const { id } of additiveFields(definition))
        expect(rowTotals(definition, rows)[id]).toBe(totals[id]?.value ?? null)
      for (const row of rows) if (row.values.money === null) expect(counted(row, 'money')).toBeNull()
    }),
  )
})

it('words of offices stand once each, and in the room that the form has', () => {
  const row = (note: string): CarriedRow => ({
    ...{ officeId: 'a', officeName: 'a', recordId: 'a', revision: 1, digest: '', from: 'package', joint: [] },
    ...{ values: {}, deducted: {}, notes: note === '' ? {} : { note } },
  })
  const joined = (...notes: string[]) => joinedNotes(definition, notes.map(row)).note
  expect(joined('图书', '', '图书', '光盘')).toBe('图书、光盘')
  expect(joined('图书一百册', '光盘一百张', '显微镜')).toBe('图书一百册等 3 项')
  expect(joined('很长很长很长很长很长很长的一句')).toBe('1 项，见各单位报表')
  expect(joined('')).toBe('')
})
