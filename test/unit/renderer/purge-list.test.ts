import { describe, expect, test } from 'vitest'
import {
  noFilter,
  type PurgeFilter,
  purgeGroups,
  purgeLines,
  sumOf,
} from '../../../renderer/screens/settings/personal/purge-list.ts'
import {
  backupsLines,
  dueReason,
  dueWord,
  lookedAtText,
  paperText,
  retentionText,
  spanText,
} from '../../../renderer/text/personal.ts'
import type { PurgeCandidate } from '../../../shared/api/personal.ts'

const candidate = (recordId: string, fields: Partial<PurgeCandidate> = {}): PurgeCandidate => ({
  recordId,
  title: recordId,
  formShortName: '作品授权书',
  noticeId: 'a',
  noticeShortTitle: '甲通知',
  officeName: '示例县科学技术协会',
  own: false,
  discarded: false,
  from: '2022-03-05',
  retentionDays: 60,
  retentionBy: 'notice',
  dueAt: '2022-05-04',
  due: true,
  files: 2,
  purgedAt: null,
  ...fields,
})
const later = { due: false, dueAt: '2022-07-01', from: '2022-05-02' }
const undated = { due: false, dueAt: null, from: null, own: true }
const other = { noticeId: 'b', noticeShortTitle: '乙通知' }

const all = [
  candidate('没有日期', { ...undated, ...other }),
  candidate('未到期', later),
  candidate('早到期', { ...other, dueAt: '2022-04-01' }),
  candidate('到期'),
  candidate('清除过', { due: false, purgedAt: '2022-05-10T01:00:00.000Z' }),
]
const ids = (filter: Partial<PurgeFilter> = {}) =>
  purgeGroups(all, { ...noFilter, ...filter }).map(({ noticeId, candidates }) => [
    noticeId,
    ...candidates.map(({ recordId }) => recordId),
  ])

describe('what may be purged', () => {
  test('stands by notice, what is due before the rest; what was purged is not offered again', () => {
    expect(ids()).toEqual([
      ['b', '早到期', '没有日期'],
      ['a', '到期', '未到期'],
    ])
    expect(ids({ dueOnly: true })).toEqual([
      ['b', '早到期'],
      ['a', '到期'],
    ])
    expect(ids({ noticeId: 'a', query: ' 未到 ' })).toEqual([['a', '未到期']])
    expect(ids({ query: '没有这样的' })).toEqual([])
  })

  test('headings stand between the rows and are not counted', () => {
    const lines = purgeLines(purgeGroups(all, noFilter))
    expect(lines.map((line) => (line.kind === 'notice' ? line.group.note : line.index))).toEqual([
      '2 份，1 份已到期；通知规定作品材料保存 60 天',
      0,
      1,
      '2 份，1 份已到期；通知规定作品材料保存 60 天',
      2,
      3,
    ])
  })

  test('the heading says whose time of keeping it is', () => {
    const office = { retentionBy: 'office' as const, retentionDays: 90 }
    const none = { retentionBy: null, retentionDays: null }
    expect(retentionText([candidate('x', none)])).toBe('通知没有规定保存期')
    expect(retentionText([candidate('x', office), candidate('y', office)])).toBe('通知没有规定，本单位定的是保存 90 天')
    expect(retentionText([candidate('x'), candidate('y', office)])).toBe(
      '通知规定作品材料保存 60 天，其他的按本单位定的 90 天',
    )
    expect(dueWord(candidate('x', office)).line).toBe('本单位定的保存期已满，该清除了。')
    expect([dueReason([candidate('x')]), dueReason([candidate('x', office)])]).toEqual([
      '通知规定的保存期已满',
      '保存期已满',
    ])
  })

  test('the last look counts what is early and what nobody could finish any more', () => {
    expect(sumOf(all.slice(0, 4))).toEqual({ count: 4, files: 8, early: 2, unsent: 1 })
    expect(sumOf([candidate('x', { ...undated, discarded: true })])).toMatchObject({ early: 1, unsent: 0 })
  })
})

test('a date, or why there is none', () => {
  expect(spanText(candidate('x'))).toBe('2022年3月5日 → 2022年5月4日')
  expect(spanText(candidate('x', { dueAt: null, retentionDays: null }))).toBe('2022年3月5日，没有规定保存期')
  expect(spanText(candidate('x', undated))).toBe('上级还没有收下')
  expect([candidate('x'), candidate('x', later), candidate('x', undated)].map((one) => dueWord(one).word)).toEqual([
    '已到期',
    '未到期',
    '没有日期',
  ])
})

test('copies that still hold it are told: those that are cleared too, and those that no purge reaches', () => {
  expect(backupsLines({ hourly: 0, until: null, staying: 0 })).toEqual(['现在没有数据备份含有这些信息。'])
  const [reached, staying] = backupsLines({ hourly: 2, until: null, staying: 1 })
  expect(reached).toContain('2 份')
  expect(reached).toContain('一并删去')
  expect(staying).toContain('程序不能清除')
})

test('names of papers and of answers', () => {
  expect(paperText('灯塔', '作品授权书')).toBe('《灯塔》作品授权书')
  expect(paperText('作品授权书', '作品授权书')).toBe('作品授权书')
  expect(paperText('', '')).toBe('已不在的记录')
  const entry = { recordId: 'x', recordTitle: '', formShortName: '', fieldLabel: '参赛人·身份证号', reason: '', at: '' }
  expect(lookedAtText({ ...entry, row: 2 })).toBe('参赛人·身份证号，第 2 行')
  expect(lookedAtText({ ...entry, row: null })).toBe('参赛人·身份证号')
})
