/** Offers over any register and any change: an unchanged one offers nothing, what was taken is settled, hand-written words stay. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formDefinition } from '../../../shared/form/definition.ts'
import { type ActivityValues, activityValues } from '../../../shared/register/activity.ts'
import { decideOffers } from '../../../shared/register/decide.ts'
import type { CountedActivity } from '../../../shared/register/figures.ts'
import { findOffers } from '../../../shared/register/offers.ts'
import { planText } from '../../../shared/register/plan-text.ts'
import type { RegisterNow } from '../../../shared/register/present.ts'
import { summaryTexts } from '../../../shared/register/summary-text.ts'

const notice: RegisterNow['notice'] = {
  id: 'n',
  shortTitle: '科技工作者日',
  theme: '创新争先',
  period: { wording: '5月中旬-6月上旬', from: null, to: null },
  modules: [
    { id: 'one', name: '团结引领' },
    { id: 'two', name: '为民服务' },
  ],
}
const definition = formDefinition.parse({
  id: 'T',
  version: '1',
  name: '方案',
  shortName: '方案',
  fields: [{ id: 'body', kind: 'long-text', label: '正文' }],
  layout: { title: ['方案'], blocks: [{ kind: 'flow', field: 'body', framed: false, minHeightMm: 0 }] },
})
const drafts = { plan: planText, progress: summaryTexts.progress, results: summaryTexts.results } as const
type Draft = keyof typeof drafts

const digits = fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 400 }).map(String))
const facts = fc.record({
  state: fc.constantFrom('planned', 'held', 'cancelled'),
  title: fc.constantFrom('走访慰问', '专家下乡', '科普讲座', '义诊', '2022年座谈会', '一、二等奖评选'),
  place: fc.constantFrom('', '文化广场', '县科技馆'),
  responsible: fc.constantFrom('', '科普部', '科普部、组织部'),
  description: fc.constantFrom('', '登门看望', '主题：爱科学\n先讲话\n再座谈', '1.第一步\n2.第二步'),
  results: fc.constantFrom('', '解决问题60个', '（一）受到欢迎'),
  main: fc.constantFrom(false, false, false, true),
  sessions: digits,
  onsite: digits,
  online: digits,
  volunteers: digits,
  fundsCity: fc.constantFrom('', '0.5', '12'),
  modules: fc.constantFrom([], ['one'], ['two'], ['two', 'one']),
})
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never

const idOf = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`
const activityOf = ({ modules, ...given }: Facts, at: number): CountedActivity => ({
  activityId: idOf(at),
  values: activityValues.parse({ year: 2022, ...given, notices: [{ noticeId: 'n', modules }] }) as ActivityValues,
})
const nowOf = (draft: Draft, list: readonly (Facts | null)[]): RegisterNow => ({
  definition,
  notice,
  register: { scope: 'notice', figures: {}, texts: { body: draft } },
  officeName: '示例县科协',
  activities: list.flatMap((one, at) => (one === null ? [] : [activityOf(one, at)])),
  activity: null,
  evidence: () => null,
  seal: (_field, clear) => clear,
  opens: (_field, sealed, clear) => sealed === clear,
})
const compose = (draft: Draft, now: RegisterNow) =>
  drafts[draft]({ field: 'body', officeName: now.officeName, notice, activities: now.activities, limit: null })

const anyDraft = fc.constantFrom<Draft[]>('plan', 'progress', 'results')
const register = fc.array(facts, { maxLength: 7 })
/** Null: deleted. Longer than before: new ones. */
const later = fc.array(fc.option(facts, { freq: 4 }), { maxLength: 9 })
const keys = (found: readonly { offer: { key: string } }[]) => new Set(found.map(({ offer }) => offer.key))
const none: ReadonlySet<string> = new Set()

test('a text that was just written is offered nothing', () => {
  fc.assert(
    fc.property(anyDraft, register, (draft, list) => {
      const now = nowOf(draft, list)
      const { text, taken } = compose(draft, now)
      expect(findOffers(now, { body: text }, taken)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('whatever changes: once everything is taken, or kept, nothing is offered any more', () => {
  fc.assert(
    fc.property(anyDraft, register, later, fc.boolean(), (draft, list, change, takes) => {
      const { text, taken } = compose(draft, nowOf(draft, list))
      const now = nowOf(draft, change)
      const values = { body: text }
      const found = findOffers(now, values, taken)
      expect(keys(found).size).toBe(found.length)
      const chosen = keys(found)
      const decided = decideOffers(now, values, taken, found, {
        take: takes ? chosen : none,
        keep: takes ? none : chosen,
      })
      if (!takes) expect(decided.values).toEqual(values)
      expect(findOffers(now, decided.values, decided.taken).map(({ offer }) => offer)).toEqual([])
    }),
    { numRuns: 250 },
  )
})

test('lines that a person wrote or rewrote are all there after everything was taken', () => {
  fc.assert(
    fc.property(anyDraft, register, later, fc.nat(30), fc.boolean(), (draft, list, change, at, inside) => {
      const { text, taken } = compose(draft, nowOf(draft, list))
      const lines = text.split('\n')
      const place = at % Math.max(1, lines.length)
      const own = inside && lines[place] ? `${lines[place]}局长亲笔` : '局长亲笔写的一段'
      lines.splice(place, inside ? 1 : 0, own)
      const values = { body: lines.join('\n') }
      const now = nowOf(draft, change)
      const found = findOffers(now, values, taken)
      const decided = decideOffers(now, values, taken, found, { take: keys(found), keep: none })
      expect(String(decided.values.body)).toContain('局长亲笔')
    }),
    { numRuns: 250 },
  )
})
