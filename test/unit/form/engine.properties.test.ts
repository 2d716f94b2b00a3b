import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromUnits, plainDecimal, toUnits } from '../../../shared/form/decimal.ts'
import { formDefinition } from '../../../shared/form/definition.ts'
import { computedValue, evaluate, type Facts, holds } from '../../../shared/form/evaluate.ts'
import { normaliseText } from '../../../shared/form/normalise.ts'
import { makePrintDocument } from '../../../shared/form/print-document.ts'
import { validateForm } from '../../../shared/form/validate.ts'
import { valuesJsonSchema } from '../../../shared/form/values-schema.ts'
import { anyForm, expressionOver, valuesOf, wildValues } from '../../support/form-arbitraries.ts'

const runs = { numRuns: 400 }
const paper = { officeName: '示例县科协', footer: null, masked: false, pictures: {} }

describe('checks and calculations of any form', () => {
  it('never throw, whatever stands in the fields', () => {
    fc.assert(
      fc.property(anyForm, wildValues, fc.option(wildValues), (form, values, lastYear) => {
        const findings = validateForm(form, values, { f0: 2 }, lastYear)
        for (const finding of findings) expect(['block', 'verify', 'warn']).toContain(finding.severity)
        makePrintDocument(form, values, paper)
        makePrintDocument(form, values, { ...paper, masked: true })
        valuesJsonSchema(form)
      }),
      runs,
    )
  })

  it('end in circles too: a computed field that needs itself is empty', () => {
    fc.assert(
      fc.property(anyForm, wildValues, (form, values) => {
        const ids = form.fields.map(({ id }) => id)
        const circular = formDefinition.parse({
          ...form,
          fields: form.fields.map((field, at) => ({
            id: field.id,
            label: field.label,
            kind: 'computed',
            expression: { sum: [{ field: ids[(at + 1) % ids.length] }, { field: field.id }] },
          })),
          checks: [],
        })
        const facts: Facts = { definition: circular, values, attachmentCounts: {}, lastYear: values }
        for (const field of circular.fields)
          if (field.kind === 'computed') expect(computedValue(facts, field)).toBeNull()
      }),
      runs,
    )
  })

  it('give an answer that depends on nothing but the values', () => {
    fc.assert(
      fc.property(
        anyForm.chain((form) => fc.tuple(fc.constant(form), valuesOf(form))),
        ([form, values]) => {
          const again = JSON.parse(JSON.stringify(values)) as typeof values
          expect(validateForm(form, again, {})).toEqual(validateForm(form, values, {}))
        },
      ),
      runs,
    )
  })
})

describe('exact numbers', () => {
  const units = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
  it('come back as they went', () => {
    fc.assert(
      fc.property(units, (one) => {
        const text = fromUnits(one)
        expect(toUnits(text)).toBe(one)
        expect(plainDecimal(text)).toBe(text)
      }),
      runs,
    )
  })

  it('are summed without a rounding error: 0.1 + 0.2 = 0.3', () => {
    const facts: Facts = {
      definition: formDefinition.parse({
        id: 'X',
        version: '1',
        name: 'x',
        shortName: 'x',
        fields: [
          { id: 'a', label: 'a', kind: 'decimal' },
          { id: 'b', label: 'b', kind: 'decimal' },
        ],
        layout: { title: ['x'], blocks: [{ kind: 'flow', field: 'a', framed: false }] },
      }),
      values: { a: '0.1', b: '0.2' },
      attachmentCounts: {},
      lastYear: null,
    }
    const sum = evaluate(facts, { sum: [{ field: 'a' }, { field: 'b' }] })
    expect(sum === null ? null : fromUnits(sum)).toBe('0.3')
    // Empty is not zero.
    expect(evaluate({ ...facts, values: {} }, { sum: [{ field: 'a' }, { field: 'b' }] })).toBeNull()
    expect(evaluate({ ...facts, values: { a: '1' } }, { difference: [{ field: 'a' }, { field: 'b' }] })).toBeNull()
    expect(
      holds({ ...facts, values: { a: '1' } }, { compare: { left: { field: 'a' }, is: '<', right: { field: 'b' } } }),
    ).toBeNull()
  })

  it.each([
    ['１，２００．５', '1200.5'],
    ['1 200', '1200'],
    ['007', '7'],
    ['+3', '3'],
    ['-0', '0'],
    ['1.50', '1.5'],
    ['12万', null],
    ['1.2.3', null],
    ['', null],
  ])('reads %j as %j', (typed, stored) => expect(plainDecimal(typed)).toBe(stored))

  it('reads a count in words, and money in words not', () => {
    expect(['三百', '一万二千', '十', '约三百'].map((text) => normaliseText('integer', text))).toEqual([
      '300',
      '12000',
      '10',
      '约三百',
    ])
    expect(normaliseText('decimal', '五千')).toBe('五千')
  })

  it('divides and multiplies within the shape of a number, or says nothing', () => {
    fc.assert(
      fc.property(anyForm, wildValues, expressionOver(['f0', 'f1']), (definition, values, expression) => {
        const found = evaluate({ definition, values, attachmentCounts: {}, lastYear: null }, expression)
        expect(found === null || typeof found === 'bigint').toBe(true)
      }),
      runs,
    )
  })
})
