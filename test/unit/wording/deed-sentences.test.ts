/** Every kind of deed has words, and no entry, however bare, makes a broken sentence. */
import { describe, expect, it } from 'vitest'
import { deedSubject } from '../../../shared/api/deeds.ts'
import { deedCodes } from '../../../shared/domain/deed-codes.ts'
import { changeText, deedKind, deedPerson, deedSentence } from '../../../shared/wording/deed-sentences.ts'
import { deedWords, subjectNames } from '../../../shared/wording/deed-words.ts'

const filled = {
  title: '科技下乡',
  facts: {
    form: '活动情况表',
    revision: 2,
    code: 'ABCDEFGH',
    kind: 'submission',
    sequence: 7,
    notice: '工作者日',
    file: '包.zip',
    records: 3,
    count: 4,
    office: '示例乙县科协',
    fields: '拟办地点',
    field: '照片',
    from: '0.1',
    to: '0.2',
    way: 'phone',
    verdict: 'match',
    device: '办公室电脑',
    how: 'new',
    seq: 2,
    duty: '活动方案',
    by: '省科协',
    direction: 'take',
    year: 2026,
    version: 16,
    what: 'PDF',
    work: '灯塔',
    number: 2,
    record: '某表',
    mark: 'checked',
    offices: '示例乙县科协',
    department: '办公室',
    signed: 3,
    missing: 1,
    exceptions: 0,
    files: 5,
    out: 1,
    row: 2,
  },
  changes: [{ what: '地点', before: '礼堂', after: '广场', personal: false }],
}

describe('sentences of the log', () => {
  it.each(deedCodes)('%s', (deed) => {
    for (const entry of [filled, { title: '', facts: {}, changes: [] }]) {
      const sentence = deedSentence({ deed, ...entry })
      expect(sentence).toMatch(/\p{Script=Han}/u)
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|《》|“”/)
    }
    expect(deedKind({ deed })).toMatch(/^\p{Script=Han}[\p{Script=Han} ]{1,9}$/u)
  })

  it('words tell kinds apart, and each subject has a name', () => {
    expect(new Set(Object.values(deedWords)).size).toBe(deedCodes.length)
    for (const subject of deedSubject.options) expect(subjectNames[subject]).toBeTruthy()
  })

  it('tells what a later program wrote by its code, and whoever did it', () => {
    expect(deedSentence({ deed: 'moon.landed', title: '嫦娥', facts: {}, changes: [] })).toBe('moon.landed 嫦娥')
    expect(['王芳', '', null].map(deedPerson)).toEqual(['王芳', '未登记姓名', '程序'])
  })

  it('changes: before and after; what it was while somebody still types; of personal facts nothing', () => {
    const told = (change: Partial<(typeof filled.changes)[number]> | { before: null }, facts = {}) =>
      changeText({ facts }, { what: '地点', before: '礼堂', after: '广场', personal: false, ...change })
    expect(told({})).toBe('地点：礼堂 → 广场')
    expect(told({ before: null })).toBe('地点：广场')
    expect(changeText({ facts: {} }, { what: '地点', before: '礼堂', after: null, personal: false })).toBe(
      '地点：礼堂 → （空）',
    )
    expect(told({}, { unfinished: 1 })).toBe('地点：原为 礼堂')
    expect(told({ personal: true })).toBe('地点：已改（个人信息不记）')
  })
})
