/** Problems of the calendar of holidays. */
import type { CalendarFault } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const known: Readonly<Record<CalendarFault, (found: string) => string>> = {
  date: (found) => `“${found}”不是日期（要写成 2027-01-01）`,
  empty: () => '里面没有一天放假',
  event: () => '这一项没有日期或没有名称',
  form: () => '不是节假日安排的文件',
  kind: (found) => `看不出“${found}”是放假还是上班`,
  name: (found) => `“${found}”不是节日的名称`,
  'not-json': () => '写法有错，从这里起读不下去',
  'not-text': () => '不是文字文件',
  'other-year': (found) => `“${found}”不在这一年里`,
  repeating: () => '这一项是每年重复的，而放假安排每年不同',
  time: (found) => `“${found}”带着钟点，不是整天`,
  'too-large': () => '文件太大，不像一年的放假安排',
  twice: (found) => `${found} 又放假又上班，前后矛盾`,
  year: (found) => `“${found}”不是年份`,
}

/** A newer core may know more of them. */
const faults: Readonly<Record<string, (found: string) => string>> = known
const elseFault = (): string => '看不明白'

export const calendarSentences = {
  'calendar.nothing': () => ({
    what: '没有可以导出的日期：往年的样例不导出，没有写日期的任务也不导出。',
    safe: '没有写出任何文件，填报内容没有变化。',
    next: '请先在任务上定好日期，再导出到日历。',
  }),
  'calendar.unreadable': ({ fileName, line, fault, found }) => ({
    what: `“${fileName}”第 ${line} 行：${(faults[fault] ?? elseFault)(found)}。`,
    safe: '原来的工作日历没有变化。',
    next: '请核对这一行，或换一份文件（可以用 .ics 日历文件，或每年一份的 JSON 文件）。',
  }),
} satisfies Pick<Sentences, 'calendar.nothing' | 'calendar.unreadable'>
