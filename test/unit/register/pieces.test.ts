/** Sentences about one activity. */
import { expect, test } from 'vitest'
import { type ActivityInput, activityValues } from '../../../shared/register/activity.ts'
import { writePiece } from '../../../shared/register/pieces.ts'

const notice = { id: 'n', theme: '创新争先', modules: [] }
const sentence = (given: Partial<ActivityInput>) =>
  writePiece('sentence', activityValues.parse({ year: 2022, state: 'held', title: '科学家精神宣讲', ...given }), notice)

test('an office that hosts in its own house is named once', () => {
  expect(sentence({ host: '示例县科技馆', place: '示例县科技馆' })).toBe('示例县科技馆举办“科学家精神宣讲”。')
  expect(sentence({ host: '示例县科技馆', place: '河口村' })).toBe('示例县科技馆在河口村举办“科学家精神宣讲”。')
})
