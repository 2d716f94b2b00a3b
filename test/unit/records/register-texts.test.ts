import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { shownFindings } from '../../../renderer/form/live-facts.ts'
import { changedPart, withLines } from '../../../renderer/form/text-editor.ts'
import {
  type CandidateRules,
  candidateKey,
  chooseCandidates,
  quotaText,
  standing,
} from '../../../renderer/screens/records/register/candidate-choice.ts'
import { activitiesIn, figureRow, withTaken } from '../../../renderer/screens/records/register/taken-edits.ts'
import type { Candidate } from '../../../shared/api/register.ts'
import { figureReasonsField } from '../../../shared/form/definition.ts'
import { validateForm } from '../../../shared/form/validate.ts'
import { takenRow } from '../../../shared/register/taken.ts'
import { findFigure } from '../../../shared/register/text-places.ts'
import { readForm } from '../../support/form-files.ts'

it('only the part in which two texts differ is written', () => {
  const text = fc.string({ unit: fc.constantFrom('一', '、', '\n', 'a'), maxLength: 30 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, to, words } = changedPart(before, after)
      expect(before.slice(0, from) + words + before.slice(to)).toBe(after)
      expect(from).toBeLessThanOrEqual(to)
      if (before === after) expect([to - from, words]).toEqual([0, ''])
    }),
    { numRuns: 500 },
  )
})

it('lines go behind the line of the cursor, and into an empty one', () => {
  expect(withLines('甲\n乙', 0, '1.\n2.')).toEqual({ text: '甲\n1.\n2.\n乙', place: 7 })
  expect(withLines('甲\n乙', 3, '丙')).toEqual({ text: '甲\n乙\n丙', place: 5 })
  expect(withLines('甲\n\n乙', 2, '丙')).toEqual({ text: '甲\n丙\n乙', place: 3 })
  expect(withLines('', 0, '丙')).toEqual({ text: '丙', place: 1 })
})

it('a number is noted by what stands around it in its line, and found again there', () => {
  const text = '一、总体\n（一）全县共举办46场活动，参与46人。\n落款'
  const row = figureRow('body', { id: 'sessions', value: '46' }, text, text.indexOf('46'))
  expect(row).toMatchObject({
    kind: 'figure',
    part: 'sessions',
    text: '46',
    before: '全县共举办',
    after: '场活动，参与46人。',
  })
  expect(findFigure(['（三）全县共举办46场活动，参与46人。'], row)).toMatchObject({ line: 0, from: 5 })
})

it('what was noted of a text goes with the text that is replaced', () => {
  const row = (field: string, activity: string) => takenRow({ field, kind: 'paragraph', activity })
  const before = [row('body', 'a'), row('other', 'b')]
  expect(withTaken(before, 'body', [row('body', 'c')], false).map(({ activity }) => activity)).toEqual(['a', 'b', 'c'])
  expect(withTaken(before, 'body', [row('body', 'c')], true).map(({ activity }) => activity)).toEqual(['b', 'c'])
  expect(activitiesIn(before, 'body')).toEqual(new Set(['a']))
  const many = Array.from({ length: 2100 }, () => row('body', 'x'))
  expect(withTaken(before, 'body', many, false)).toHaveLength(2000)
})

const rules: CandidateRules = {
  table: 'items',
  name: 'name',
  kind: { column: 'kind', unit: 'unit', activity: 'activity' },
  evidence: 'reason',
}
const candidate = (kind: Candidate['kind'], name: string): Candidate => ({
  kind,
  name,
  activityIds: ['7d1c7f5e-0000-4000-8000-000000000001'],
  facts: [],
  evidence: `${name}的理由。`,
  chosen: false,
})

it('chosen candidates become rows; what was typed beside them stays', () => {
  const all = [candidate('unit', '东湖镇'), candidate('unit', '西桥镇'), candidate('activity', '东湖镇')]
  const rows = [
    { name: '东湖镇', kind: 'unit', reason: '自己改过的理由' },
    { name: '手写的单位', kind: 'unit', reason: '' },
    { name: '', kind: '', reason: '' },
  ]
  expect(standing(rules, rows, all)).toEqual(new Set(['unit/东湖镇']))
  const chosen = new Set([all[0], all[2]].flatMap((one) => (one ? [candidateKey(one)] : [])))
  const after = chooseCandidates(rules, { rows, taken: [] }, all, chosen)
  expect(after.rows).toEqual([rows[0], rows[1], { name: '东湖镇', kind: 'activity', reason: '东湖镇的理由。' }])
  expect(after.taken).toHaveLength(1)
  const none = chooseCandidates(rules, after, all, new Set())
  expect(none.rows).toEqual([rows[1]])
  expect(none.taken).toEqual([])
})

it('the quota is told in the words of the meter', () => {
  const quota = { min: 1, max: 2 }
  expect(quotaText(0, quota)).toBe('已选 0 个（需 1–2 个，还差 1 个）')
  expect(quotaText(2, quota)).toBe('已选 2 个（需 1–2 个）')
  expect(quotaText(3, quota)).toBe('已选 3 个（需 1–2 个，多了 1 个）')
  expect(quotaText(1, null)).toBe('已选 1 个')
})

it('a figure that a person wrote over asks for its reason at its own field', () => {
  const definition = readForm(inRoot('resources/notices/xinxiang-2022-workers-day-and-tech-week/1/forms/XX-F1.json'))
  const values = { eventCount: '50', [figureReasonsField]: [{ field: 'eventCount', computed: '46', reason: '含村' }] }
  const found = shownFindings(definition, validateForm(definition, values, {}), values, new Set(['eventCount']))
  expect(found.get('eventCount')?.filter(({ code }) => code === 'figure-reason')).toMatchObject([
    { code: 'figure-reason', severity: 'verify', given: '含村' },
  ])
})
