/** Problems of stamped paper that came back as a photo or scan. */
import type { ProblemDetails } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const nothingAdded = '没有加入盖章件，填报内容没有变化。'

export const scanSentences = {
  'scan.code-shape': () => ({
    what: '这不是版本核对码。核对码是八个字母和数字，中间有一短横，印在每页的页脚。',
    safe: '盖章件还在，没有变化。',
    next: '请照页脚上的核对码再输入一次；字母 O 和数字 0、字母 I 和数字 1 不用分。',
  }),
  'scan.no-revision': () => ({
    what: '这份材料还没有定稿，没有可以盖章的版本。',
    safe: nothingAdded,
    next: '请先点“定稿并打印”，盖章以后再添加照片或扫描件。',
  }),
  'scan.read-already': () => ({
    what: '这张盖章件上的二维码已经读到，不用再输入核对码。',
    safe: '盖章件没有变化。',
    next: '与记录不符时，请换成这一版的盖章件，或重新打印盖章。',
  }),
  'scan.unknown': () => ({
    what: '没有这张盖章件。',
    safe: '其他盖章件和填报内容没有变化。',
    next: '请重新打开这份记录。',
  }),
} satisfies Pick<Sentences, Extract<keyof ProblemDetails, `scan.${string}`>>
