import { expect, it } from 'vitest'
import { lacksSummary, outsideDays } from '../../../renderer/screens/reviews/review-facts.ts'
import { type SaverState, ScoreSaver, type SheetChange } from '../../../renderer/screens/reviews/score-saver.ts'
import { plainPoints, readPoints } from '../../../renderer/screens/reviews/scores/points-text.ts'
import { faultsOf, freshId, namesIn } from '../../../renderer/screens/reviews/settings/settings-draft.ts'
import type { EntryLack } from '../../../shared/api/videos.ts'
import { Problem, type ProblemData } from '../../../shared/problems.ts'

it('points are read as they are typed, with a word for what is refused', () => {
  expect(plainPoints('３５。５ ')).toBe('35.5')
  expect(readPoints('', 40)).toEqual({ ok: true, points: null })
  expect(readPoints('0', 40)).toEqual({ ok: true, points: '0' })
  expect(readPoints('035.5', 40)).toEqual({ ok: true, points: '35.5' })
  expect(readPoints('35.', 40)).toEqual({ ok: true, points: '35' })
  expect(readPoints('.5', 40)).toEqual({ ok: true, points: '0.5' })
  expect(readPoints('40', 40)).toEqual({ ok: true, points: '40' })
  expect(readPoints('40.1', 40)).toEqual({ ok: false, word: '最多 40 分' })
  expect(readPoints('35.55', 40)).toEqual({ ok: false, word: '最多一位小数' })
  for (const text of ['三', '-1', '.', '1.2.3', '１e1']) expect(readPoints(text, 40).ok).toBe(false)
})

it('days of review are told when today is not among them, and never of a closed review', () => {
  const review = { state: 'open' as const, reviewFrom: '2022-05-21', reviewTo: '2022-05-28' }
  const at = (day: string) => Date.parse(`${day}+08:00`)
  expect(outsideDays(review, at('2022-05-20T23:59:59'))).toBe(
    '评审时间按通知是 5月21日至28日，现在是 5月20日，不影响评审。',
  )
  expect(outsideDays(review, at('2022-05-21T00:00:00'))).toBeNull()
  expect(outsideDays(review, at('2022-05-28T23:59:59'))).toBeNull()
  expect(outsideDays(review, at('2023-01-02T08:00:00'))).toContain('2022年5月21日至28日，现在是 1月2日')
  expect(outsideDays({ ...review, state: 'closed' }, at('2022-05-29T00:00:00'))).toBeNull()
  expect(outsideDays({ ...review, reviewTo: '2022-06-02' }, at('2022-06-03T00:00:00'))).toContain('5月21日至6月2日')
  expect(outsideDays({ ...review, reviewFrom: null }, at('2022-06-03T00:00:00'))).toContain('5月28日以前')
  expect(outsideDays({ ...review, reviewTo: null }, at('2022-05-03T00:00:00'))).toContain('5月21日起')
  expect(outsideDays({ ...review, reviewFrom: null, reviewTo: null }, at('2022-05-03T00:00:00'))).toBeNull()
})

it('what judged works lack is counted by step, in the order of the work', () => {
  const work = (...lacks: EntryLack[]) => ({ lacks })
  expect(lacksSummary([work('consent'), work('video-fault', 'consent'), work('participants', 'authorization')])).toBe(
    '3 件不齐全：视频不合要求 1 件、缺参赛人 1 件、缺签名 2 件',
  )
})

it('names of reviewers come one by one or as a list; faults of settings are told together', () => {
  expect(namesIn('张评委、李评委，\n 王评委 ;')).toEqual(['张评委', '李评委', '王评委'])
  expect(freshId('c', [{ id: 'c2' }])).toBe('c3')
  const settings = {
    criteria: [{ id: 'c1', label: '主题', max: null }],
    awards: [
      { id: 'a1', name: '一等奖', count: 1 },
      { id: 'a2', name: '一等奖 ', count: 2 },
    ],
    dropExtremes: false,
    certificatePattern: '没有号',
    event: ' ',
    publicNoticeDays: null,
  }
  const reviewers = ['张', '张'].map((name) => ({ reviewerId: null, name }))
  expect(faultsOf({ settings, reviewers })).toHaveLength(5)
})

function saverOf(answers: (ProblemData['code'] | null)[]) {
  const sent: SheetChange[] = []
  const states: SaverState['kind'][] = []
  const saver = new ScoreSaver({
    save: async (change) => {
      sent.push(structuredClone(change))
      const code = answers.shift() ?? null
      if (code === 'review.closed') throw new Problem('review.closed', {})
      return { savedAt: '2022-05-23T01:00:00.000Z' }
    },
    problemOf: (thrown) => (thrown as Problem).toData(),
    onState: ({ kind }) => states.push(kind),
  })
  return { saver, sent, states }
}
const cell = (points: Record<string, string | null>, note?: string): SheetChange => ({
  reviewerId: 'r',
  entryId: 'e',
  points,
  ...(note !== undefined && { note }),
})

it('cells of one sheet travel together, and what is typed meanwhile follows', async () => {
  const { saver, sent, states } = saverOf([])
  saver.change(cell({ c1: '3' }))
  saver.change(cell({ c1: '35', c2: null }, '好'))
  const first = saver.flush()
  await Promise.resolve()
  saver.change(cell({ c1: '36' }))
  expect(await first).toBe(false)
  expect(await saver.close()).toBe(true)
  expect(sent).toEqual([cell({ c1: '35', c2: null }, '好'), cell({ c1: '36' })])
  expect(states).toEqual(['saving', 'saved', 'saving', 'saved'])
})

it('a refused save keeps the cell until it is saved or given up', async () => {
  const { saver, states } = saverOf(['review.closed', 'review.closed'])
  saver.change(cell({ c1: '3' }))
  expect(await saver.flush()).toBe(false)
  expect(saver.unsaved).toBe(true)
  expect(await saver.flush()).toBe(false)
  saver.drop()
  expect(await saver.close()).toBe(true)
  expect(states).toEqual(['saving', 'failed', 'saving', 'failed', 'idle'])
})
