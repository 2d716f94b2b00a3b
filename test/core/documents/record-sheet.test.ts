import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read } from 'xlsx'
import { readRecordWorkbook } from '../../../electron/core/documents/xlsx/read-record-sheet.ts'
import { recordWorkbook } from '../../../electron/core/documents/xlsx/record-sheet.ts'
import {
  type FormDefinition,
  type FormValues,
  fieldValue,
  figureReasonsField,
  formDefinition,
  reasonsField,
} from '../../../shared/form/definition.ts'
import { isEmpty, isEmptyRow, tableRows } from '../../../shared/form/evaluate.ts'
import { anyForm, valuesOf } from '../../support/form-arbitraries.ts'

const sheetRecord = (values: FormValues) => ({
  officeName: '示例县科协',
  state: '填写中',
  code: null,
  values,
  files: {},
})

/** An emptied field equals one that was never filled in; so does an empty cell of a row. */
function told(form: FormDefinition, values: FormValues): unknown {
  const beside = [reasonsField, figureReasonsField].flatMap((id) => {
    const rows = tableRows(values[id])
    return rows.length > 0 ? [[id, rows] as const] : []
  })
  return Object.fromEntries([
    ...beside,
    ...form.fields.flatMap((field): [string, unknown][] => {
      const value = values[field.id]
      if (value === undefined || ['computed', 'fixed', 'attachments'].includes(field.kind)) return []
      if (field.kind === 'table') {
        const rows = tableRows(value).map((row) =>
          Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')),
        )
        return rows.every(isEmptyRow) && rows.every((row) => Object.keys(row).length === 0) ? [] : [[field.id, rows]]
      }
      return typeof value === 'string'
        ? value === ''
          ? []
          : [[field.id, value]]
        : isEmpty(value)
          ? []
          : [[field.id, value]]
    }),
  ])
}

/** What clerks answered where a check asked; a check that is gone from the form too. */
const reasons = fc
  .array(
    fc.record({
      check: fc.constantFrom('k0', 'k1', 'gone'),
      reason: fc.constantFrom('三项任务合办了一场', '=1+1', '_x0041_\n第二行', '320999199001011232', '含场地租赁费'),
    }),
    { maxLength: 3 },
  )
  .map((rows): FormValues => (rows.length > 0 ? { [reasonsField]: rows } : {}))
/** Why figures differ from the register's: one row a field. */
const figures = (form: FormDefinition): fc.Arbitrary<FormValues> =>
  fc
    .tuple(
      fc.subarray(form.fields.map(({ id }) => id)),
      fc.constantFrom('', '12', '0.5', '图书、光盘'),
      fc.constantFrom('', '另有一场没有登记', '=1+1'),
    )
    .map(([fields, computed, reason]): FormValues => {
      const rows = fields.map((field) => ({ field, computed, reason }))
      return rows.length > 0 ? { [figureReasonsField]: rows } : {}
    })
const answered = (form: FormDefinition): fc.Arbitrary<FormValues> =>
  fc.tuple(valuesOf(form), reasons, figures(form)).map(([values, ...more]) => Object.assign({}, values, ...more))

describe('records as a workbook', () => {
  it('loses nothing: every value of every kind comes back', () => {
    fc.assert(
      fc.property(
        anyForm.chain((form) => fc.tuple(fc.constant(form), fc.array(answered(form), { minLength: 1, maxLength: 3 }))),
        ([form, filled]) => {
          const back = readRecordWorkbook(
            form,
            recordWorkbook([{ definition: form, records: filled.map(sheetRecord) }]),
          )
          expect(back.map((values) => told(form, values))).toEqual(filled.map((values) => told(form, values)))
        },
      ),
      { numRuns: 80 },
    )
  }, 120_000)

  it('JSON loses nothing either, and takes no other shapes', () => {
    fc.assert(
      fc.property(
        anyForm.chain((form) => answered(form)),
        (values) => {
          const back = JSON.parse(JSON.stringify(values)) as FormValues
          expect(back).toEqual(values)
          for (const value of Object.values(back)) expect(fieldValue.safeParse(value).data).toEqual(value)
        },
      ),
      { numRuns: 200 },
    )
  })

  const form = formDefinition.parse({
    id: 'X',
    version: '1',
    name: '统计表',
    shortName: '统计表',
    fields: [
      { id: 'name', label: '单位', kind: 'text' },
      { id: 'identity', label: '身份证号', kind: 'identity-number', personal: true },
      { id: 'money', label: '市级财政', kind: 'decimal', unit: '万元' },
      { id: 'people', label: '人数', kind: 'integer' },
      { id: 'day', label: '日期', kind: 'date' },
      { id: 'start', label: '开始', kind: 'date-time' },
      { id: 'total', label: '合计', kind: 'computed', expression: { sum: [{ field: 'money' }] } },
    ],
    layout: { title: ['统计表'], blocks: [{ kind: 'flow', field: 'name', framed: false }] },
  })

  it('has typed cells: identity numbers as text, numbers as numbers, days as days, nothing as a formula', () => {
    const values = {
      name: '=HYPERLINK("http://x")',
      identity: '320999199001011232',
      money: '12.5',
      day: '2022-05-30',
      start: '2022-05-30T09:30',
    }
    const book = read(recordWorkbook([{ definition: form, records: [sheetRecord(values)] }]), {
      type: 'buffer',
      cellNF: true,
      cellFormula: true,
    })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    const cell = (at: string) => sheet?.[at]
    expect(['E1', 'F1', 'G1', 'H1', 'I1', 'J1', 'K1'].map((at) => cell(at)?.v)).toEqual([
      '单位（2）',
      '身份证号',
      '市级财政（万元）',
      '人数',
      '日期',
      '开始',
      '合计',
    ])
    expect(cell('E2')).toMatchObject({ t: 's', v: '=HYPERLINK("http://x")' })
    expect(cell('E2')?.f).toBeUndefined()
    expect(cell('F2')).toMatchObject({ t: 's', v: '320999199001011232' })
    expect(cell('G2')).toMatchObject({ t: 'n', v: 12.5 })
    // Empty is not zero.
    expect(cell('H2')).toBeUndefined()
    expect(cell('I2')).toMatchObject({ t: 'n', v: 44711, z: 'yyyy-mm-dd' })
    expect(cell('J2')).toMatchObject({ t: 'n', z: 'yyyy-mm-dd hh:mm' })
    expect(cell('J2')?.v).toBeCloseTo(44711 + 9.5 / 24, 9)
    expect(cell('K2')).toMatchObject({ t: 'n', v: 12.5 })
  })
})
