/** Problems of rosters, of chasing, and of the pile of paper. */
import type { Sentences } from './problem-sentence.ts'

const untouched = '名单和收到的材料没有变化。'

export const rosterSentences = {
  'chase.unknown': () => ({
    what: '没有这次催报的登记。',
    safe: untouched,
    next: '请回到“下级单位”刷新后再看。',
  }),
  'paper.ours': () => ({
    what: '这是本单位自己的材料，不是下级单位报来的。',
    safe: '照片没有收入，原文件没有改动。',
    next: '盖了章的，请在该记录的“盖章件”里收。',
  }),
  'paper.several': () => ({
    what: '这张照片或扫描件上有几份材料的核对码，分不清是哪一份。',
    safe: '没有收入，原文件没有改动。',
    next: '请一份一份拍，或一份一份扫描。',
  }),
  'paper.unknown': () => ({
    what: '没有这份纸质件的登记。',
    safe: untouched,
    next: '请刷新后再看；也可能已经移走。',
  }),
  'roster.empty': ({ noticeShortTitle }) => ({
    what: `“${noticeShortTitle}”的应报单位名单上还没有单位，也没有收到材料。`,
    safe: '没有写出任何文件。',
    next: '请先在“下级单位”里列出应报单位。',
  }),
  'roster.nothing-missing': ({ noticeShortTitle }) => ({
    what: `“${noticeShortTitle}”没有要催报的单位：应报的都已收到。`,
    safe: '没有写出任何文件。',
    next: '要留底的，可以打印“报送情况表”。',
  }),
  'roster.unknown-office': () => ({
    what: '名单里用到的单位这里没有，或者就是本单位。',
    safe: untouched,
    next: '请刷新后重新选择单位。',
  }),
} satisfies Partial<Sentences>
