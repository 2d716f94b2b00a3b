/** What goes wrong with 汇总 and with handing it upward, in a clerk's words. */
import type { Sentences } from './problem-sentence.ts'

const untouched = '各单位的报表和已经定下的汇总都没有变化。'
const nothingWritten = '没有写出任何文件，收到的内容没有变化。'

export const rollupSentences = {
  'forward.entered': ({ title }) => ({
    what: `“${title}”是照纸面代录的，没有报送单位的签名，不能当作原件转报。`,
    safe: nothingWritten,
    next: '请从选中的里面去掉它；它的数可以算进本单位的汇总一起上报。',
  }),
  'forward.other-notice': ({ title }) => ({
    what: `“${title}”和转报的材料不是同一份通知的，不能放进一个包。`,
    safe: nothingWritten,
    next: '请分两次写出：本单位的用“报送”，下级的用“转报”。',
  }),
  'rollup.empty': ({ formName }) => ({
    what: `还没有可以汇总的“${formName}”。`,
    safe: untouched,
    next: '请先收件；退回的要等对方改好重报，设为不计入的可以恢复。',
  }),
  'rollup.joint-unknown': () => ({
    what: '没有找到这项重复上报的活动，可能有单位刚刚报来了新的一版。',
    safe: untouched,
    next: '请刷新汇总，再看一次。',
  }),
  'rollup.no-numbers': ({ formName }) => ({
    what: `“${formName}”里没有可以相加的数。`,
    safe: untouched,
    next: '请选带有数字的统计表。',
  }),
  'rollup.no-rows': () => ({
    what: '这份表不是汇总出来的，没有各单位的明细可以核对。',
    safe: untouched,
    next: '请在下级单位报来的汇总表上核对。',
  }),
  'rollup.reason-missing': () => ({
    what: '还没有写原因。',
    safe: untouched,
    next: '请写明原因，例如：已电话核实，数字无误。',
  }),
  'rollup.row-unknown': () => ({
    what: '汇总里没有这一份表，可能已经退回或换成了新的一版。',
    safe: untouched,
    next: '请刷新汇总，再看一次。',
  }),
  'rollup.too-many': ({ rows, limit }) => ({
    what: `汇总里有 ${rows} 份表，一份汇总表最多带 ${limit} 份明细上报。`,
    safe: untouched,
    next: '请由下一级先分别汇总，再汇总它们的合计。',
  }),
  'rollup.unchanged': ({ number }) => ({
    what: `上次定下以后没有变化，不用再出${number === 1 ? '补充报告' : `第 ${number} 次补充报告`}。`,
    safe: untouched,
    next: '有新的报表或改动以后再定。',
  }),
  'rollup.unknown': () => ({
    what: '没有这一次的汇总。',
    safe: untouched,
    next: '请回到汇总，重新选择。',
  }),
} satisfies Partial<Sentences>
