/** Problems of 操作日志 and 本单位人员. */
import type { Sentences } from './problem-sentence.ts'

export const deedProblemSentences = {
  'deeds.too-many': ({ limit }) => ({
    what: `要导出的日志超过 ${limit} 条。`,
    safe: '没有写出文件，日志没有变化。',
    next: '请先用日期缩小范围，分几次导出。',
  }),
  'person.same-name': ({ name }) => ({
    what: `人员名单里已经有“${name}”。`,
    safe: '名单没有变化。',
    next: '同名的请加以区别，例如“王芳（办公室）”；离开后又回来的，请在名单里点“恢复”。',
  }),
  'person.unknown': () => ({
    what: '名单里没有这个人，或者已经离开。',
    safe: '名单没有变化。',
    next: '请刷新后重新选择。',
  }),
} satisfies Partial<Sentences>
