import { describe, expect, it } from 'vitest'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { countCharacters, toHalfWidth, validateForm } from '../../../shared/form/validate.ts'

const layout = { title: ['测试表'], blocks: [{ kind: 'flow', field: 'text', framed: true }] }
const form = (fields: unknown[]): FormDefinition =>
  formDefinition.parse({ id: 'X', version: '1', name: '测试表', shortName: '测试', fields, layout })
const codes = (definition: FormDefinition, values: Record<string, string | string[]>, counts = {}) =>
  validateForm(definition, values, counts).map((finding) => `${finding.path} ${finding.code} ${finding.severity}`)

describe('counting as offices count', () => {
  it.each([
    ['', 0],
    ['科技工作者', 5],
    ['科技 工作者\n\t', 5],
    ['𠮷县', 2],
    ['A1，。', 4],
    ['\u3000全角空格', 4],
  ])('%j has %i characters', (text, count) => expect(countCharacters(text)).toBe(count))

  it('turns full-width digits and signs into half-width ones', () => {
    expect(toHalfWidth('１３８－００００＠ａ．ｃｎ　')).toBe('138-0000@a.cn ')
  })
})

describe('checks of a form', () => {
  it('reports every finding, not only the first', () => {
    const definition = form([
      { id: 'text', kind: 'text', label: '文字', required: true },
      { id: 'tel', kind: 'mobile', label: '手机' },
      { id: 'mail', kind: 'email', label: '邮箱' },
    ])
    expect(codes(definition, { text: '  ', tel: '12345', mail: 'a@b' })).toEqual([
      'text required block',
      'tel not-a-mobile block',
      'mail not-an-email block',
    ])
  })

  it('lets 原则上 and 左右 warn and hard limits block', () => {
    const soft = form([{ id: 'text', kind: 'long-text', label: '文', limit: { max: 5, grade: 'soft' } }])
    const hard = form([{ id: 'text', kind: 'long-text', label: '文', limit: { max: 5, grade: 'hard' } }])
    expect(codes(soft, { text: '一二三四五' })).toEqual([])
    expect(codes(soft, { text: '一二三四五六' })).toEqual(['text over-soft-limit warn'])
    expect(codes(hard, { text: '一二三四五六' })).toEqual(['text too-long block'])
  })

  it.each([
    ['13800000000', true],
    ['138 0000 0000', true],
    ['１３８００００００００', true],
    ['12800000000', false],
    ['1380000000', false],
  ])('mobile %s → %s', (text, ok) => {
    const definition = form([{ id: 'text', kind: 'mobile', label: '手机' }])
    expect(codes(definition, { text }).length === 0).toBe(ok)
  })

  it.each([
    ['025-83625036', true],
    ['0510-12345678转801', true],
    ['83625036', true],
    ['(025)83625036', true],
    ['abc', false],
  ])('phone %s → %s', (text, ok) => {
    const definition = form([{ id: 'text', kind: 'phone', label: '电话' }])
    expect(codes(definition, { text }).length === 0).toBe(ok)
  })

  it.each([
    ['2022-05-12', true],
    ['2024-02-29', true],
    ['2022-02-29', false],
    ['2022-13-01', false],
    ['5月中旬', false],
  ])('date %s → %s', (text, ok) => {
    const definition = form([{ id: 'text', kind: 'date', label: '日期' }])
    expect(codes(definition, { text }).length === 0).toBe(ok)
  })

  it('warns of too few and too many photos and blocks only when a required set is empty', () => {
    const definition = form([
      {
        id: 'text',
        kind: 'attachments',
        label: '照片',
        required: true,
        accept: ['image/jpeg'],
        min: 3,
        max: 5,
        maxBytes: 10,
      },
    ])
    expect(codes(definition, {})).toEqual(['text required block'])
    expect(codes(definition, {}, { text: 2 })).toEqual(['text too-few-attachments warn'])
    expect(codes(definition, {}, { text: 4 })).toEqual([])
    expect(codes(definition, {}, { text: 6 })).toEqual(['text too-many-attachments warn'])
  })

  it('refuses an option that the form does not have and a value of the wrong shape', () => {
    const definition = form([
      { id: 'text', kind: 'choices', label: '模块', options: [{ id: 'one', label: '一' }], min: 1 },
      { id: 'plain', kind: 'text', label: '文' },
    ])
    expect(codes(definition, { text: ['two'], plain: ['x'] })).toEqual([
      'text unknown-option block',
      'plain wrong-type block',
    ])
  })
})
