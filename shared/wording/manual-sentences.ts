/** Problems of the manual. */
import type { Sentences } from './problem-sentence.ts'

export const manualSentences = {
  'manual.unknown': ({ pageId }) => ({
    what: `使用手册里没有这一页：${pageId}。`,
    safe: '已保存的内容没有变化。',
    next: '请从手册的目录里找，或用几个字查找。',
  }),
} satisfies Partial<Sentences>
