import { describe, expect, test } from 'vitest'
import {
  awardChoices,
  filterEntries,
  lacksPresent,
  noFilter,
  sortEntries,
  statesPresent,
  timingChoices,
  type VideoFilter,
  whoChoices,
} from '../../../renderer/screens/videos/video-filters.ts'
import type { VideoEntry } from '../../../shared/api/videos.ts'

const entry = (title: string, fields: Partial<VideoEntry> = {}): VideoEntry => ({
  entryId: title,
  authorizationId: null,
  noticeId: 'a',
  noticeShortTitle: '甲通知',
  deliverableId: 'T15',
  title,
  unit: '示例县实验中学',
  officeId: 'KX1',
  officeName: '示例县科学技术协会',
  own: true,
  state: 'draft',
  video: null,
  consents: { of: 2, signed: 1, exceptions: 0, onPaper: 0, guardiansMissing: 0 },
  lacks: ['video', 'consent'],
  collectedAt: '2022-05-12T01:00:00.000Z',
  timing: 'in-time',
  duplicates: 0,
  award: null,
  recommended: false,
  originName: null,
  purged: false,
  ...fields,
})
const first = { id: 'first', name: '一等奖' }
const received = { own: false, officeId: 'KX2', officeName: '另一个县科学技术协会', unit: '示例县水利站' }
const all = [
  entry('收来的', { ...received, state: 'accepted', lacks: [], award: first }),
  entry('齐全的', { lacks: [], collectedAt: '2022-05-13T01:00:00.000Z' }),
  entry('缺的'),
  entry('逾期的', { timing: 'late', noticeId: 'b', lacks: ['consent'], collectedAt: '2022-05-21T01:00:00.000Z' }),
  entry('退回的', { state: 'returned', lacks: [] }),
]
const titles = (filter: Partial<VideoFilter>) =>
  filterEntries(all, { ...noFilter, ...filter }).map(({ title }) => title)

describe('the list of works', () => {
  test('is filtered by state, unit, office, award, time and what is missing, together with words', () => {
    expect(titles({})).toHaveLength(5)
    expect(titles({ state: 'returned' })).toEqual(['退回的'])
    expect(titles({ who: 'unit 示例县水利站' })).toEqual(['收来的'])
    expect(titles({ who: 'office KX2' })).toEqual(['收来的'])
    expect(titles({ award: '一等奖' })).toEqual(['收来的'])
    expect(titles({ timing: 'late' })).toEqual(['逾期的'])
    expect(titles({ lack: 'consent' })).toEqual(['缺的', '逾期的'])
    expect(titles({ lack: 'nothing', state: 'draft' })).toEqual(['齐全的'])
    expect(titles({ lack: 'consent', noticeId: 'a' })).toEqual(['缺的'])
    expect(titles({ query: ' 水利站  一等 ' })).toEqual(['收来的'])
    expect(titles({ query: '水利站 二等' })).toEqual([])
  })

  test('has what came back first, then what lacks something, then the rest, the latest first', () => {
    expect(sortEntries(all).map(({ title }) => title)).toEqual(['退回的', '逾期的', '缺的', '齐全的', '收来的'])
  })

  test('offers only what is there to choose', () => {
    expect(statesPresent(all)).toEqual(expect.arrayContaining(['draft', 'returned', 'accepted']))
    expect(statesPresent(all)).toHaveLength(3)
    expect(lacksPresent(all)).toEqual(['video', 'consent'])
    expect(awardChoices(all)).toEqual([{ value: '一等奖', label: '一等奖' }])
    expect(timingChoices(all).map(({ value }) => value)).toEqual(['in-time', 'late'])
    expect(timingChoices(all.slice(0, 3))).toEqual([])
    expect(whoChoices(all).map(({ options }) => options.map(({ label }) => label))).toEqual([
      ['另一个县科学技术协会', '本单位'],
      ['示例县实验中学', '示例县水利站'],
    ])
  })
})
