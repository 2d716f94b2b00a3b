/** Problems of the activity register, of what draws on it, and of tables that are taken into it. */
import type { ProblemDetails, UnreadableTable } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const untouched = '登记的活动没有变化。'

const sendAgain = '请对方再发一次；在微信里要先点开文件，等它下载完再保存。'
const asTable = '请用 WPS 或 Excel 打开，另存为 xlsx，再选另存的那一份。'
const tableFaults: Readonly<Record<UnreadableTable, readonly [what: string, next: string]>> = {
  empty: ['里面什么也没有。', sendAgain],
  damaged: ['不完整，打不开。', sendAgain],
  locked: ['设了打开口令，读不了。', '请用口令打开，另存为没有口令的文件，再选那一份。'],
  'too-large': ['太大，不像一份表，没有读。', '请打开看一下里面是什么；图片多的，另存一份不带图片的。'],
  'too-much': [
    '展开后太大，行、列或合并的格太多，不像一份表，没有继续读。',
    `请核对文件来源；确是表格的，${asTable.slice(1)}`,
  ],
  'too-slow': ['读得太久，已经停下。', asTable],
  'unknown-type': ['不是程序能读的表格。', '可以用 xlsx、xls、csv，或 Word（docx）里的表格。'],
  'no-list': ['里面没有找到带表头的名单。', '请核对是不是这份文件；填好的单张填报表，请在程序的“收表”里选。'],
  doc: ['是老格式的 Word 文件（doc、wps），程序不直接读。', '请用 Word 或 WPS 打开，另存为 docx，再选那一份。'],
  rtf: ['是 RTF 文件，程序不直接读。', '请用 Word 或 WPS 打开，另存为 docx，再选那一份。'],
  ofd: ['是 OFD 版式文件，里面的表格取不出来。', '请让对方发 Excel 或 Word 的表格。'],
  spreadsheet: ['是别的表格程序的文件，程序不直接读。', asTable],
  slides: ['是演示文稿，不是表格。', '请让对方发 Excel 或 Word 的表格。'],
  archive: ['是压缩包。', '请先解压，再选里面的表格。'],
}

export const registerSentences = {
  'activity.unknown': () => ({
    what: '没有这项活动：可能已经删除。',
    safe: untouched,
    next: '请回到活动列表重新选择；刚删除的可以撤销。',
  }),
  'activity.conflict': () => ({
    what: '这项活动刚才在别处改过，您这里看到的是旧的。',
    safe: '已保存的内容没有被覆盖。',
    next: '请重新打开这项活动，再改一次。',
  }),
  'activity.change-unknown': () => ({
    what: '这一步修改已经太久，不能再撤销或恢复。',
    safe: untouched,
    next: '需要时请直接打开活动修改。',
  }),
  'activity.nothing-changed': () => ({
    what: '这些活动已经是这样，没有需要修改的内容。',
    safe: untouched,
    next: '请核对要改成的内容，或另选活动。',
  }),
  'activity.nothing-chosen': () => ({
    what: '没有符合条件的活动。',
    safe: untouched,
    next: '请放宽筛选条件，或重新选择活动。',
  }),
  'activity.too-many-notices': ({ title, limit }) => ({
    what: `“${title}”已计入 ${limit} 个通知，不能再加。`,
    safe: untouched,
    next: '请先从这项活动中去掉不相关的通知。',
  }),
  'register.no-activity': () => ({
    what: '这份材料没有对应的活动，或对应的活动已经删除，不能照活动起草。',
    safe: `已经写的内容没有变化，${untouched}`,
    next: '请自己填写，或在活动登记中打开一项活动，从那里新建这份材料。',
  }),
  'register.no-candidates': ({ formName }) => ({
    what: `“${formName}”没有推荐名单，不能从活动登记中选取。`,
    safe: untouched,
    next: '请自己填写，或在推荐表中选取推荐对象。',
  }),
  'register.not-of-activity': ({ formName }) => ({
    what: `“${formName}”不是一项活动一张的表，不能从一项活动新建。`,
    safe: `没有新建记录，${untouched}`,
    next: '请在通知与任务中新建这份材料。',
  }),
  'year.empty': ({ year, scope }) => ({
    what: `${year} 年${scope === null ? '' : `“${scope}”`}还没有登记活动，没有可以汇总的内容。`,
    safe: untouched,
    next: '请换一个年份或通知，或先登记活动。',
  }),
  'table.changed': ({ fileName }) => ({
    what: `“${fileName}”和刚才看的不一样：文件已经改过或换过。`,
    safe: `没有收进任何内容，${untouched}`,
    next: '请重新读一次这份文件，再核对。',
  }),
  'table.no-corrections': ({ sender }) => ({
    what: `“${sender === '' ? '未写明单位' : sender}”的来表没有需要更正的内容。`,
    safe: untouched,
    next: '可以直接收进活动登记。',
  }),
  'table.nothing': ({ leftOpen, leftSame }) => ({
    what:
      leftOpen + leftSame === 0
        ? '选定的表里没有可以收的活动。'
        : `没有可以收的活动：${leftOpen} 行还有疑问，${leftSame} 行登记里已经有了。`,
    safe: untouched,
    next: leftOpen > 0 ? '请先回答疑问，或把更正单发给填报单位。' : '请核对选定的表和行。',
  }),
  'table.open': ({ rows }) => ({
    what: `还有 ${rows} 行有没回答的疑问，没有收。`,
    safe: untouched,
    next: '请逐个回答，或选择“有疑问的行先不收”。',
  }),
  'table.too-many': ({ limit }) => ({
    what: `一次放进来的文件超过 ${limit} 个。`,
    safe: `没有收进任何内容，${untouched}`,
    next: '请分几次放，或者只选装来表的文件夹。',
  }),
  'table.twice': ({ fileName, labels }) => ({
    what: `“${fileName}”里“${labels[0]}”和“${labels[1]}”两列选成了同一项内容。`,
    safe: untouched,
    next: '请把其中一列改成别的内容或“不收”。',
  }),
  'table.unreadable': ({ fileName, why }) => {
    const [what, next] = tableFaults[why] ?? tableFaults['unknown-type']
    return { what: `“${fileName}”${what}`, safe: `没有收进任何内容，${untouched}`, next }
  },
} satisfies Pick<
  Sentences,
  Extract<keyof ProblemDetails, `activity.${string}` | `register.${string}` | `table.${string}` | `year.${string}`>
>
