/** Facts of an activity in the fields of forms, each kind as it is stored. */
import { expect, test } from 'vitest'
import { type FieldDefinition, fieldDefinition } from '../../../shared/form/definition.ts'
import { type ActivityInput, activityValues } from '../../../shared/register/activity.ts'
import { partValue } from '../../../shared/register/activity-parts.ts'
import { scaleWords, timeWords } from '../../../shared/register/fact-words.ts'
import type { ActivityPart } from '../../../shared/register/rules.ts'

const notice = {
  id: 'n',
  modules: [
    { id: 'one', name: '团结引领' },
    { id: 'two', name: '为民服务' },
  ],
}
const field = (kind: string, more: object = {}): FieldDefinition =>
  fieldDefinition.parse({ id: 'f', kind, label: '栏', ...more })
const options = (...labels: string[]) => ({ options: labels.map((label, at) => ({ id: `o${at}`, label })) })
const value = (part: ActivityPart, kind: string, given: Partial<ActivityInput>, more: object = {}) =>
  partValue(part, activityValues.parse({ year: 2022, ...given }), field(kind, more), notice)
const days = { words: '', from: '2022-05-28', to: '2022-05-30' }

test('time stands as it was written, or as the days in words; certain days where a form wants days', () => {
  expect(timeWords(activityValues.parse({ year: 2022, time: days }))).toBe('2022年5月28日至30日')
  expect(value('time', 'text', { time: { words: '5月中旬', from: null, to: null } })).toBe('5月中旬')
  expect(value('days', 'date-range', { time: days })).toBe('2022-05-28/2022-05-30')
  expect(value('days', 'date-range', { time: { words: '5月28日', from: '2022-05-28', to: null } })).toBe(
    '2022-05-28/2022-05-28',
  )
  expect(value('days', 'date-range', { time: { words: '5月中旬', from: null, to: null } })).toBeNull()
  expect(value('time', 'vague-time', { time: { ...days, words: '5月底' } })).toEqual({
    words: '5月底',
    date: '2022-05-28',
  })
  expect(value('time', 'date', { time: days })).toBe('2022-05-28')
})

test('modules and audience are ticks of the options that they name', () => {
  const notices = [
    { noticeId: 'n', modules: ['two', 'one'] },
    { noticeId: 'other', modules: ['three'] },
  ]
  expect(value('modules', 'choices', { notices }, options('团结引领', '精神传承', '为民服务'))).toEqual(['o0', 'o2'])
  expect(value('modules', 'text', { notices })).toBe('团结引领、为民服务')
  expect(value('audience', 'choices', { audience: '科技工作者和海外同行' }, options('科技工作者', '海外同行'))).toEqual(
    ['o0', 'o1'],
  )
  expect(value('audience', 'choices', { audience: '农户' }, options('科技工作者'))).toBeNull()
  expect(value('mode', 'choices', { plannedOnline: '5' }, options('线下', '线上', '线上线下结合'))).toEqual(['o1'])
})

test('numbers fit number fields only where they are such numbers; empty is not zero', () => {
  expect(value('onsite', 'integer', { onsite: '0' })).toBe('0')
  expect(value('onsite', 'integer', {})).toBeNull()
  expect(value('fundsTotal', 'decimal', { fundsCity: '0.1', fundsCounty: '0.2', inKindValue: '3' })).toBe('3.3')
  expect(value('fundsTotal', 'integer', { fundsCity: '0.1' })).toBeNull()
  expect(value('fundsTotal', 'decimal', {})).toBeNull()
  expect(value('title', 'integer', { title: '座谈会' })).toBeNull()
  const press = [{ outlet: '示例日报' }, { outlet: ' 示例日报' }]
  expect(value('outlets', 'integer', { press, moreOutlets: '2' })).toBe('3')
  expect(value('items', 'integer', { press, moreItems: '5' })).toBe('7')
})

test('scale is what was planned, or what came once it was held', () => {
  const numbers = { plannedOnsite: '300', plannedOnline: '2000', onsite: '312', online: '' }
  expect(scaleWords(activityValues.parse({ year: 2022, ...numbers }))).toBe('线下约300人，线上约2000人')
  expect(scaleWords(activityValues.parse({ year: 2022, ...numbers, state: 'held' }))).toBe('线下312人')
  expect(scaleWords(activityValues.parse({ year: 2022, state: 'held', plannedOnsite: '9' }))).toBe('')
})

test('tables take rows by the names of their columns', () => {
  const columns = ['media', 'url', 'day', 'note'].map((id) => ({ id, kind: 'text', label: id }))
  const press = [{ outlet: '示例日报', headline: '标题', url: 'https://example.cn', day: '2022-05-29' }]
  expect(value('press', 'table', { press }, { columns })).toEqual([
    { media: '示例日报', url: 'https://example.cn', day: '2022-05-29', note: '' },
  ])
  expect(value('press', 'table', {}, { columns })).toBeNull()
  expect(value('title', 'table', { title: '座谈会' }, { columns })).toBeNull()
  expect(value('photos', 'attachments', {}, { accept: ['image/png'], maxBytes: 9 })).toBeNull()
})
