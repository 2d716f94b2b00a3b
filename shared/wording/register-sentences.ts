/** Problems of the activity register, of what draws on it, and of tables that are taken into it. */
import type { ProblemDetails } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const untouched = '登记的活动没有变化。'

export const registerSentences = {
  'activity.unknown': () => ({
    what: '没有这项活动：可能已经删除。',
    safe: untouched,
    next: '请回到活动列表重新选择；刚删除的可以撤销。',
  }),
  'activity.conflict': () => ({
    what: '这项活动刚才在别处改过，您这里看到的是旧的。',
    safe: '已保存的内容没有被覆盖。',
    next: '请重新打开这项活动，再改一次。',
  }),
} satisfies Pick<Sentences, Extract<keyof ProblemDetails, `activity.${string}`>>
