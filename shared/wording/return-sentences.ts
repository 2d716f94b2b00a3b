/** Problems of what was returned: locked fields, returns by telephone, phrases. */
import type { Sentences } from './problem-sentence.ts'

const untouched = '已保存的内容没有变化。'
const askedWords = (asked: readonly string[]): string =>
  asked.length === 0 ? '' : `退回时要求改的是：${asked.map((label) => `“${label}”`).join('、')}。`

export const returnSentences = {
  'record.field-locked': ({ label, asked }) => ({
    what: `“${label}”不在退回要改的栏目里，现在不能改。${askedWords(asked)}`,
    safe: untouched,
    next: '只改退回的栏目，定稿后就不再限制；确实还要改别的，请点“还要改别的”并写明原因。',
  }),
  'record.return-open': ({ step, asked }) => ({
    what: `这份材料只退回了部分栏目，“${step}”会动到其他栏目，现在不能做。${askedWords(asked)}`,
    safe: untouched,
    next: '先改好退回的栏目并定稿；确实要做，请先点“还要改别的”并写明原因。',
  }),
  'record.not-sent': ({ latest, sent }) => ({
    what:
      sent === null
        ? '这份材料还没有报送，不会有退回。'
        : `报送出去的是第 ${sent} 版，之后又定稿了第 ${latest ?? sent} 版，还没有报送。`,
    safe: untouched,
    next: sent === null ? '请核对是不是选错了材料。' : '不必登记退回，直接修改后报送新的一版。',
  }),
  'phrase.personal': () => ({
    what: '这句话里有手机号或证件号，不能存作常用语。',
    safe: untouched,
    next: '请去掉号码再存；只退这一份时可以直接写在理由里。',
  }),
  'phrase.unknown': () => ({ what: '没有这条常用语，可能已经移除。', safe: untouched, next: '请重新打开常用语。' }),
  'return.by-receipt': () => ({
    what: '这次退回是回执带来的，不能撤销。',
    safe: untouched,
    next: '对退回有异议，请与上级单位联系，请对方写出新的回执。',
  }),
  'return.closed': () => ({
    what: '这次退回已经了结：已改好定稿，或者上级单位后来有了新的意见。',
    safe: untouched,
    next: '请刷新后看这份材料现在的状态。',
  }),
  'return.unknown': () => ({ what: '没有这次退回的登记。', safe: untouched, next: '请回到材料页重新选择。' }),
} satisfies Partial<Sentences>
