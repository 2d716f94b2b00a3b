import type { ProblemCode } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

type CollectionCode = Extract<ProblemCode, `collection.${string}`>

const nothingTaken = '没有收下任何东西，原来的文件都没有动。'

export const collectionSentences: { readonly [C in CollectionCode]: Sentences[C] } = {
  'collection.not-asked': () => ({
    what: '这项任务不征集视频作品。',
    safe: nothingTaken,
    next: '请先选通知里征集视频的那一项。',
  }),
  'collection.not-this-duty': ({ title }) => ({
    what: `作品“${title}”不是这项任务的。`,
    safe: '没有收下这一件，原来的作品没有改动。',
    next: '请按新作品收下，或到那件作品里自己添加文件。',
  }),
  'collection.same-work': ({ title }) => ({
    what: `作品“${title}”已经收过了，名称和视频（或单位）都一样。`,
    safe: '没有再建一件，原来的作品没有改动。',
    next: '如果是补交材料，请选“并入已有的作品”；确实是另一件的，请先改作品名称。',
  }),
  'collection.too-many': ({ limit }) => ({
    what: `一次放进来的文件超过 ${limit} 个。`,
    safe: nothingTaken,
    next: '请分几次放，或者只选装作品的文件夹。',
  }),
}
