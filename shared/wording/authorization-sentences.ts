/** Problems of letters of authorization and of who has signed them. */
import type { ProblemDetails } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const unchanged = '签名的登记没有变化，已填的内容都在。'

export const authorizationSentences = {
  'consent.no-letter': () => ({
    what: '这个作品还没有授权书。',
    safe: unchanged,
    next: '请先填写授权书，把参赛人全都列上。',
  }),
  'consent.reason-short': ({ minimum }) => ({
    what: `没有签名而放行，要写明理由，至少 ${minimum} 个字。`,
    safe: unchanged,
    next: '请把理由写清楚再保存。',
  }),
  'consent.unknown-person': ({ position }) => ({
    what: `授权书上没有第 ${position} 位参赛人，可能刚刚改过。`,
    safe: unchanged,
    next: '请看一下现在的参赛人名单，再登记一次。',
  }),
  'letters.nothing': () => ({
    what: '没有要打印的授权书：选中的作品里，每个人都已签名、有扫描件待核对或已说明理由。',
    safe: '没有写出任何文件，签名的登记没有变化。',
    next: '要重新打印，请选“全部参赛人”。',
  }),
} satisfies Pick<Sentences, Extract<keyof ProblemDetails, `consent.${string}` | `letters.${string}`>>
