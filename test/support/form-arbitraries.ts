/** Made-up forms with every kind of field, and values for them: right ones, odd ones and nonsense. */
import fc from 'fast-check'
import {
  type ColumnDefinition,
  type FieldDefinition,
  type FieldValue,
  type FormDefinition,
  type FormValues,
  formDefinition,
} from '../../shared/form/definition.ts'
import type { Condition, Expression } from '../../shared/form/expression.ts'
import { normaliseValue } from '../../shared/form/normalise.ts'

const id = (prefix: string, at: number): string => `${prefix}${at}`
const words = fc.string({ unit: 'grapheme', maxLength: 30 })
const label = fc.stringMatching(/^[单位活动名称（）、[\]a-z（续1）]{1,12}$/)
const options = fc
  .array(label, { minLength: 1, maxLength: 5 })
  .map((labels) => labels.map((one, at) => ({ id: id('o', at), label: one })))

const column = (at: number): fc.Arbitrary<ColumnDefinition> =>
  fc
    .record({
      kind: fc.constantFrom(
        'text',
        'integer',
        'decimal',
        'choice',
        'date',
        'phone',
        'mobile',
        'email',
        'identity-number',
        'postcode',
      ),
      label,
      required: fc.boolean(),
      options,
    })
    .map(({ kind, label: name, required, options: list }) => {
      const base = { id: id('c', at), label: name, required }
      return (kind === 'choice' ? { ...base, kind, options: list } : { ...base, kind }) as ColumnDefinition
    })

const simple = [
  'text',
  'long-text',
  'address',
  'integer',
  'decimal',
  'date',
  'date-time',
  'date-range',
  'vague-time',
  'phone',
  'mobile',
  'email',
  'identity-number',
  'postcode',
  'region',
  'credit-code',
] as const

/** Expressions over the fields before, so that most are sensible; circles and strangers are made on purpose below. */
export const expressionOver = (fields: readonly string[]): fc.Arbitrary<Expression> =>
  fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      fc.record({ field: fc.constantFrom(...fields) }),
      fc.record({ value: fc.constantFrom('0', '1', '-2.5', '100', '999999999999999') }),
      fc.record({ lastYear: fc.constantFrom(...fields) }),
      fc.record({ rows: fc.constantFrom(...fields) }),
      fc.record({ characters: fc.constantFrom(...fields) }),
      fc.record({ files: fc.constantFrom(...fields) }),
      fc.record({ column: fc.record({ table: fc.constantFrom(...fields), column: fc.constantFrom('c0', 'c1') }) }),
      fc.record({ sum: fc.array(tie('expression'), { minLength: 1, maxLength: 4 }) }),
      fc.record({ product: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ difference: fc.tuple(tie('expression'), tie('expression')) }),
      fc.record({ quotient: fc.tuple(tie('expression'), tie('expression')), places: fc.integer({ min: 0, max: 6 }) }),
    ) as fc.Arbitrary<Expression>,
  })).expression

const conditionOver = (fields: readonly string[]): fc.Arbitrary<Condition> => {
  const one = fc.constantFrom(...fields)
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.record({ filled: one }),
      fc.record({ includes: fc.record({ field: one, option: fc.constantFrom('o0', 'o9') }) }),
      fc.record({ equals: fc.record({ field: one, text: words }) }),
      fc.record({
        compare: fc.record({
          left: expressionOver(fields),
          is: fc.constantFrom('<', '<=', '=', '!=', '>=', '>'),
          right: expressionOver(fields),
        }),
      }),
      fc.record({ notAfter: fc.tuple(fc.record({ field: one }), fc.record({ field: one, end: fc.boolean() })) }),
      fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('condition') }),
    ) as fc.Arbitrary<Condition>,
  })).condition
}

function fieldAt(at: number, all: readonly string[]): fc.Arbitrary<FieldDefinition> {
  const base = { id: fc.constant(id('f', at)), label, required: fc.boolean(), personal: fc.boolean() }
  const limit = fc.option(fc.record({ max: fc.integer({ min: 1, max: 20 }), grade: fc.constantFrom('soft', 'hard') }), {
    nil: undefined,
  })
  const plain = fc
    .record({
      ...base,
      kind: fc.constantFrom(...simple),
      limit,
      requiredWhen: fc.option(conditionOver(all), { nil: undefined }),
    })
    .map(({ limit: most, ...field }) =>
      field.kind === 'text' || field.kind === 'long-text' || field.kind === 'address'
        ? { ...field, limit: most }
        : field,
    )
  return fc.oneof(
    { weight: 6, arbitrary: plain },
    fc.record({ ...base, kind: fc.constant('choices'), options, max: fc.constantFrom(undefined, 1, 2) }),
    fc.record({
      ...base,
      kind: fc.constant('table'),
      columns: fc
        .integer({ min: 1, max: 4 })
        .chain((count) => fc.tuple(...Array.from({ length: count }, (_n, c) => column(c)))),
    }),
    fc.record({
      ...base,
      kind: fc.constant('computed'),
      expression: expressionOver(all),
      places: fc.integer({ min: 0, max: 6 }),
    }),
    fc.record({ ...base, kind: fc.constant('fixed'), text: fc.constant('固定的话') }),
    fc.record({
      ...base,
      kind: fc.constant('attachments'),
      accept: fc.constant(['image/jpeg']),
      maxBytes: fc.constant(1000),
    }),
  ) as unknown as fc.Arbitrary<FieldDefinition>
}

export const anyForm: fc.Arbitrary<FormDefinition> = fc.integer({ min: 1, max: 10 }).chain((count) => {
  const ids = Array.from({ length: count }, (_n, at) => id('f', at))
  const checks = fc.array(
    fc.record({
      grade: fc.constantFrom('block', 'verify', 'warn'),
      holds: conditionOver(ids),
      when: fc.option(conditionOver(ids), { nil: undefined }),
    }),
    { maxLength: 4 },
  )
  return fc
    .record({ fields: fc.tuple(...ids.map((_id, at) => fieldAt(at, ids))), checks })
    .map(({ fields, checks: found }) =>
      formDefinition.parse({
        id: 'MADE-UP',
        version: '1',
        name: '试验表',
        shortName: '试验表',
        fields,
        checks: found.map((one, at) => ({ ...one, id: id('k', at), fields: ['f0'], message: '请再看一看' })),
        layout: { title: ['试验表'], blocks: [{ kind: 'flow', field: 'f0', framed: false }] },
      }),
    )
})

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2089-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2089-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16))
const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.stringMatching(/^-?\d{1,15}\.\d{1,6}$/),
  fc.constantFrom('0', '999999999999999', '0.000001', '999999999999999.999999', '１２０', '1,200'),
)
const nonsense = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  words,
  fc.constantFrom(
    '=1+1',
    '_x0041_',
    '  a  ',
    '\t',
    'line\r\nbreak',
    '\ud800',
    '𠮷野',
    '2022-02-30',
    '320999',
    "'",
    '[o0]',
    '、',
  ),
  fc.integer({ min: 31_990, max: 70_000 }).map((length) => '长'.repeat(length)),
)

function valueFor(field: FieldDefinition): fc.Arbitrary<FieldValue> {
  const text: fc.Arbitrary<FieldValue> = nonsense
  switch (field.kind) {
    case 'integer':
    case 'decimal':
      return fc.oneof(number, fc.string({ maxLength: 20 }))
    case 'date':
      return fc.oneof(day, fc.string({ maxLength: 20 }))
    case 'date-time':
      return fc.oneof(moment, fc.string({ maxLength: 20 }))
    case 'date-range':
      return fc.oneof(
        fc.tuple(day, day).map((days) => days.sort().join('/')),
        fc.string({ maxLength: 20 }),
      )
    case 'vague-time':
      return fc.record({ words, date: fc.option(day, { nil: null }) })
    case 'choices':
      return fc.uniqueArray(fc.constantFrom(...field.options.map((one) => one.id), 'gone'), { maxLength: 4 })
    case 'table':
      return fc.array(
        fc
          .tuple(...field.columns.map(() => fc.oneof(words, number, day, fc.constantFrom('', 'o0', '=A1'))))
          .map((cells) => Object.fromEntries(field.columns.map((one, at) => [one.id, cells[at] ?? '']))),
        { maxLength: 5 },
      )
    default:
      return text
  }
}

/** Values as they are stored, each of the kind that its field takes. */
export const valuesOf = (form: FormDefinition): fc.Arbitrary<FormValues> =>
  fc
    .tuple(
      ...form.fields.map((field) =>
        fc.option(
          valueFor(field).map((value) => [field.id, normaliseValue(field, value)] as const),
          { nil: null },
        ),
      ),
    )
    .map((pairs) => Object.fromEntries(pairs.filter((pair) => pair !== null)))

/** Values of the wrong kind for their fields, and fields that the form does not have. */
export const wildValues: fc.Arbitrary<FormValues> = fc.dictionary(
  fc.constantFrom('f0', 'f1', 'f2', 'f3', 'gone', 'verifyReasons'),
  fc.oneof(
    nonsense,
    fc.array(nonsense, { maxLength: 3 }),
    fc.array(fc.dictionary(fc.constantFrom('c0', 'c1', 'check', 'reason'), nonsense, { maxKeys: 3 }), { maxLength: 3 }),
    fc.record({ words, date: fc.option(day, { nil: null }) }),
  ) as fc.Arbitrary<FieldValue>,
)
