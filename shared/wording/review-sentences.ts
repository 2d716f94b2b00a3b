/** Problems of judging video works. */
import type { ProblemDetails } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const kept = '已打的分数和评审设置没有变化。'
const nothingWritten = '没有写出任何文件，评审没有变化。'
/** More than these only lengthen the sentence. */
const most = 12

function numberList(numbers: readonly number[]): string {
  const shown = numbers.slice(0, most).join('、')
  return numbers.length > most ? `${shown} 等 ${numbers.length} 件` : `${shown} 号`
}

export const reviewSentences = {
  'review.award-full': ({ award, places }) => ({
    what: `${award}只有 ${places} 个名额，已经用完。`,
    safe: kept,
    next: '请先收回这一奖项的一件，或在评审设置里改名额。',
  }),
  'review.award-given': ({ award }) => ({
    what: `${award}已经人工授给作品，不能从设置里去掉。`,
    safe: kept,
    next: '请先收回这一奖项，再改设置。',
  }),
  'review.award-unknown': ({ award }) => ({
    what: `评审设置里没有这个奖项：${award}。`,
    safe: kept,
    next: '请从设置里的奖项中选一个。',
  }),
  'review.closed': () => ({
    what: '评审已经结束，不能再改分数和设置。',
    safe: kept,
    next: '确需修改时，请先写明理由重新开启评审。',
  }),
  'review.criterion-scored': ({ label }) => ({
    what: `评分项“${label}”已经有分数，不能去掉。`,
    safe: kept,
    next: '请保留这一项；确要去掉时，先清空这一项的分数。',
  }),
  'review.criterion-unknown': ({ criterion }) => ({
    what: `评审设置里没有这个评分项：${criterion}。`,
    safe: kept,
    next: '请重新打开评审再打分。',
  }),
  'review.entry-out': ({ number, reason }) => ({
    what: `${number} 号作品不参评（${reason}）。`,
    safe: kept,
    next: '请先在“参评作品”里恢复它；已退回或已删除的要等重新报来。',
  }),
  'review.entry-unknown': () => ({
    what: '这次评审里没有这件作品。',
    safe: kept,
    next: '请重新打开评审，从列表里选择。',
  }),
  'review.max-too-low': ({ label, max, given }) => ({
    what: `“${label}”已经打出 ${given} 分，满分不能改成 ${max} 分。`,
    safe: kept,
    next: '请把满分设为不低于已打的分数，或先改那些分数。',
  }),
  'review.no-collection': () => ({
    what: '这项任务不征集视频作品，没有可以评审的内容。',
    safe: '其他任务和评审没有变化。',
    next: '请从“评审”列表里选择一项。',
  }),
  'review.no-entries': () => ({
    what: '没有参评的作品，评审不能开始或结束。',
    safe: kept,
    next: '请先收集作品，或把作品恢复为参评。',
  }),
  'review.no-reviewers': () => ({
    what: '还没有评委。',
    safe: kept,
    next: '请先填上评委姓名，再打分。',
  }),
  'review.no-tie': () => ({
    what: '这些作品现在不是同一名次，或没有把同一名次的作品列全。',
    safe: '名次没有变化。',
    next: '请重新打开评审，对仍然并列的作品一次排出先后。',
  }),
  'review.not-closed': () => ({
    what: '评审还没有结束，奖项还没有定下来。',
    safe: nothingWritten,
    next: '请先结束评审，再打印公示和证书。',
  }),
  'review.nothing-to-print': ({ what }) => ({
    what:
      what === 'certificates'
        ? '没有可以打印证书的获奖作品。'
        : what === 'publication'
          ? '没有获奖作品，不用公示。'
          : '还没有选定推荐上报的作品。',
    safe: nothingWritten,
    next: what === 'recommendation' ? '请先勾选推荐上报的作品。' : '请先按名次或人工确定奖项。',
  }),
  'review.points-too-high': ({ label, max, given }) => ({
    what: `“${label}”满分 ${max} 分，${given} 分超过了满分。`,
    safe: '这一格没有保存，其他分数没有变化。',
    next: `请填 0 到 ${max} 之间的分数，最多一位小数。`,
  }),
  'review.reviewer-scored': ({ name }) => ({
    what: `评委${name}已经打过分，不能去掉。`,
    safe: kept,
    next: '确要去掉时，请先清空这位评委的分数。',
  }),
  'review.reviewer-unknown': () => ({
    what: '这次评审里没有这位评委。',
    safe: kept,
    next: '请重新打开评审，从评委名单里选择。',
  }),
  'review.scores-missing': ({ missing }) => ({
    what: `还有分数没有打齐：${missing.map(({ name, numbers }) => `${name}缺 ${numberList(numbers)}`).join('；')}。`,
    safe: kept,
    next: '请补齐分数，或调整评委名单、参评作品，再结束评审。',
  }),
  'review.ties-open': ({ names }) => ({
    what: `有作品并列在奖项的分界上，规则分不出先后：${names.join('；')}。`,
    safe: kept,
    next: '请由评委会排出先后并写明理由，再结束评审。',
  }),
  'review.too-few-reviewers': ({ least, have }) => ({
    what: `去掉最高分和最低分至少要 ${least} 位评委，现在只有 ${have} 位。`,
    safe: kept,
    next: '请增加评委，或在评审设置里不去掉最高分和最低分。',
  }),
  'review.unknown': () => ({
    what: '找不到这次评审。',
    safe: '其他评审没有变化。',
    next: '请回到评审列表重新打开。',
  }),
} satisfies Pick<Sentences, Extract<keyof ProblemDetails, `review.${string}`>>
