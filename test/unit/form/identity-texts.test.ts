import { expect, test } from 'vitest'
import letter from '../../../resources/notices/jiangsu-2022-workers-day/1/forms/JS-F4.json' with { type: 'json' }
import { formDefinition } from '../../../shared/form/definition.ts'
import { coverDocument, identityTexts } from '../../../shared/form/identity-texts.ts'

const [one, two] = ['320999197001011008', '32099919850202200X'] as const

test('identity numbers of a form are found in its tables, and nothing else is', () => {
  const participants = [
    { name: '测试人甲', identityNumber: one, phone: '13900001234' },
    { name: '测试人乙', identityNumber: two, phone: '' },
    { name: '测试人丙', identityNumber: '', phone: '' },
  ]
  const found = identityTexts(formDefinition.parse(letter), { workTitle: one, participants })
  expect([...found]).toEqual([one, two])
})

test('a page covers them wherever they stand, and is the same page when none does', () => {
  const page = {
    title: ['授权书'],
    cells: [{ text: `身份证号：${one}` }, { text: two }, { text: `x${one}` }],
    rows: 3,
    qr: null,
  }
  expect(coverDocument(page, new Set([one]))).toEqual({
    ...page,
    cells: [{ text: '身份证号：320***********1008' }, { text: two }, { text: `x${one}` }],
  })
  expect(coverDocument(page, new Set(['999']))).toBe(page)
  expect(coverDocument(page, new Set())).toBe(page)
})
