/** What goes wrong at 收报台, in a clerk's words. */
import type { Sentences } from './problem-sentence.ts'

const nothingTaken = '没有收入任何内容，原来的文件没有改动。'

export const intakeSentences = {
  'intake.nothing': () => ({
    what: '这里没有文件可收。',
    safe: nothingTaken,
    next: '请选择放着报送包、名片或回执的文件夹，也可以直接选文件。',
  }),
  'intake.not-waiting': () => ({
    what: '这个包已经处理过，不在待处理里了。',
    safe: '已收入的内容没有变化。',
    next: '请刷新列表再看。',
  }),
  'intake.reason-missing': () => ({
    what: '决定不收，要写一句理由。',
    safe: '这个包还在待处理里。',
    next: '请写明理由，比如“电话核实，以第5号为准”。',
  }),
  'intake.running': () => ({
    what: '这一批正在收件。',
    safe: '已收好的都在，没有重复。',
    next: '请等它收完，或者先按“暂停”。',
  }),
  'intake.too-many': ({ limit }) => ({
    what: `这里的文件太多了，一批最多 ${limit} 个。`,
    safe: nothingTaken,
    next: '请选小一些的文件夹，分几批收。',
  }),
  'intake.unknown': () => ({
    what: '没有找到这一批收件。',
    safe: '已收入的内容没有变化。',
    next: '请回到收报台重新选择。',
  }),
} satisfies Partial<Sentences>
