import { describe, expect, test } from 'vitest'
import { emptyDraft, newDeliverable, shortTitleOf } from '../../shared/notice/own-draft.ts'
import type { Proposal } from '../../shared/notice/recognise/proposal.ts'
import { stalePlaces, staleWords } from '../../shared/notice/stale-words.ts'
import { dropProposal, sameUnit, suggestForm, takeProposal, takeUndoubted } from '../../shared/notice/take-proposal.ts'

const text =
  '示例市科协关于开展科普活动的通知\n请于5月15日前将活动总结（加盖公章）报市科协科普部，1500字左右。附照片3-5张。电话：0500-1234567'

function at(wording: string) {
  const start = text.indexOf(wording)
  return { wording, span: { start, end: start + wording.length }, sure: true, question: null }
}
const due: Proposal = {
  ...at('5月15日前'),
  id: 'due-1',
  kind: 'due',
  question: '含不含当日？',
  value: { at: '2027-05-15T23:59:00+08:00', precision: 'day', before: true, includesDay: null, time: null },
}
const summary: Proposal = {
  ...at('活动总结'),
  id: 'deliverable-1',
  kind: 'deliverable',
  value: { title: '活动总结', dueId: 'due-1', quantity: null, limits: [], recipientId: 'recipient-1' },
}
const photos: Proposal = {
  ...at('照片'),
  id: 'deliverable-2',
  kind: 'deliverable',
  value: { title: '照片', dueId: 'due-1', quantity: null, limits: [], recipientId: null },
}
const unit: Proposal = {
  ...at('市科协科普部'),
  id: 'recipient-1',
  kind: 'recipient',
  value: { unit: '市科协科普部', senders: null },
}
const phone: Proposal = {
  ...at('0500-1234567'),
  id: 'phone-1',
  kind: 'phone',
  value: { number: '0500-1234567', fax: false },
  belongsTo: 'recipient-1',
}
const words: Proposal = {
  ...at('1500字左右'),
  id: 'word-limit-1',
  kind: 'word-limit',
  value: { min: null, max: 1500, about: true },
  belongsTo: 'deliverable-1',
}
const count: Proposal = {
  ...at('3-5张'),
  id: 'photo-count-1',
  kind: 'photo-count',
  value: { min: 3, max: 5, about: false },
  belongsTo: 'deliverable-2',
}
const proposals = [due, summary, photos, unit, phone, words, count]

describe('taking and dropping', () => {
  test('all that is undoubted: the duty has its sentence, seal, limit and recipient; the date waits for the answer', () => {
    const draft = takeUndoubted(emptyDraft(), proposals, text)
    const [first, second] = draft.deliverables
    expect(first).toMatchObject({
      title: '活动总结',
      wording: '请于5月15日前将活动总结（加盖公章）报市科协科普部，1500字左右',
      dueWording: '5月15日前',
      dueAt: null,
      stamped: true,
      formId: 'LIB-SUMMARY',
      textLimit: { max: 1500, about: true },
      limits: ['1500字左右'],
      recipientId: 'r1',
    })
    expect(second).toMatchObject({ title: '照片', stamped: false, photos: { min: 3, max: 5 }, formId: 'LIB-PHOTOS' })
    expect(draft.recipients).toEqual([
      { id: 'r1', unit: '市科协科普部', phone: '0500-1234567', email: '', address: '', postcode: '' },
    ])
    expect(draft.decisions['due-1']).toBeUndefined()
  })

  test('the answer dates every duty that it governs, whichever comes first', () => {
    const dueAt = '2027-05-14T17:30:00+08:00'
    const later = takeProposal(takeUndoubted(emptyDraft(), proposals, text), due, { proposals, text, dueAt })
    expect(later.deliverables.map((item) => item.dueAt)).toEqual([dueAt, dueAt])
    const one = takeProposal(emptyDraft(), summary, { proposals, text })
    const dated = takeProposal(one, due, { proposals, text, dueAt })
    expect(takeProposal(dated, photos, { proposals, text }).deliverables.map((item) => item.dueAt)).toEqual([
      dueAt,
      dueAt,
    ])
  })

  test('a limit that was taken before its duty comes with the duty', () => {
    const before = takeProposal(emptyDraft(), words, { proposals, text })
    expect(before.deliverables).toEqual([])
    expect(takeProposal(before, summary, { proposals, text }).deliverables[0]?.textLimit).toEqual({
      max: 1500,
      about: true,
    })
  })

  test('dropping takes out what was brought in, and nothing else', () => {
    const draft = takeUndoubted(emptyDraft(), proposals, text)
    const without = [summary, phone, count].reduce(dropProposal, draft)
    expect(without.deliverables.map(({ title, photos: limit }) => [title, limit])).toEqual([['照片', null]])
    expect(without.recipients[0]?.phone).toBe('')
    expect(without.decisions['deliverable-1']).toBe('dropped')
  })

  test('a date that no duty goes with becomes one, named by its sentence', () => {
    const draft = takeProposal(emptyDraft(), due, { proposals: [due], text })
    expect(draft.deliverables).toHaveLength(1)
    expect(draft.deliverables[0]?.title).toContain('活动总结')
    expect(dropProposal(draft, due).deliverables).toEqual([])
  })

  test('names and forms', () => {
    expect(sameUnit('市科协科普部', '示例市科学技术协会科普部')).toBe(true)
    expect(sameUnit('市科协科普部', '市科协组织部')).toBe(false)
    expect(
      ['活动总结', '工作方案', '特色亮点活动筹备方案', '活动照片', '视频作品', '推荐表', '登记表', '台账'].map(
        suggestForm,
      ),
    ).toEqual([
      'LIB-SUMMARY',
      'LIB-PLAN',
      'LIB-SPECIAL',
      'LIB-PHOTOS',
      'LIB-VIDEO',
      'LIB-RECOMMENDATION',
      'LIB-REGISTER',
      'LIB-MATERIAL',
    ])
    expect(shortTitleOf('示例市科学技术协会关于开展2027年科普活动的通知')).toBe('2027年科普活动')
  })
})

describe('stale words', () => {
  const found = (words_: string) => staleWords(words_, { year: 2027 }).map(({ text: word, reason }) => [word, reason])
  test('years, ordinals, dates and contacts; not this year, not numbers', () => {
    expect(found('2022年第十五届科普日')).toEqual([
      ['2022', 'year'],
      ['第十五届', 'ordinal'],
    ])
    expect(found('于2022年5月15日前')).toEqual([['2022年5月15日', 'date']])
    expect(found('苏科协发〔2022〕15号')).toEqual([['2022', 'year']])
    expect(found('电话：025-12345678，kx@example.cn')).toEqual([
      ['025-12345678', 'contact'],
      ['kx@example.cn', 'contact'],
    ])
    expect(found('2027年，500字以内，12023人')).toEqual([])
  })

  test('what a copied notice called itself, until somebody has looked at it', () => {
    const draft = {
      ...emptyDraft(),
      title: '关于开展“创新争先”活动的通知',
      copiedFrom: { id: 'old', title: '旧' },
      deliverables: [newDeliverable(emptyDraft(), { title: '总结', dueWording: '6月底前' })],
    }
    const source = { theme: '创新争先', issuer: '旧发文单位', units: [] }
    const paths = (confirmed: string[]) => stalePlaces({ ...draft, confirmed }, source, 2027).map(({ path }) => path)
    expect(paths([])).toEqual(['title', 'deliverables.d1.dueWording'])
    expect(paths(['title'])).toEqual(['deliverables.d1.dueWording'])
    expect(stalePlaces({ ...draft, copiedFrom: null }, source, 2027)).toEqual([])
  })
})
