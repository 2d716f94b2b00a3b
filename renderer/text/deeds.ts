/** The log on screen: spans of days, and what is said of the chain. The sentences themselves are in shared/wording. */
import type { ChainVerdict } from '../../shared/api/deeds.ts'
import { chinaDate } from '../../shared/domain/workdays.ts'

export const spans = ['today', 'week', 'month', 'year', 'chosen'] as const
export type Span = (typeof spans)[number]
export const spanNames: Readonly<Record<Span, string>> = {
  today: '今天',
  week: '最近 7 天',
  month: '最近 30 天',
  year: '今年',
  chosen: '自选日期',
}

const dayMs = 86_400_000

/** Days of the office, both included. @param now milliseconds */
export function spanDays(span: Exclude<Span, 'chosen'>, now: number): { from: string; to: string } {
  const to = chinaDate(now)
  const back = (days: number) => chinaDate(now - days * dayMs)
  switch (span) {
    case 'today':
      return { from: to, to }
    case 'week':
      return { from: back(6), to }
    case 'month':
      return { from: back(29), to }
    case 'year':
      return { from: `${to.slice(0, 4)}-01-01`, to }
  }
}

/** What happened, and what to do; a sound chain needs neither. */
export function chainTrouble({ sound, firstBad, missing }: ChainVerdict): string[] {
  if (sound) return []
  const what = [
    ...(firstBad === null ? [] : [`从第 ${firstBad} 条起，日志和写下时不一样：有人改动过数据文件，或者磁盘出了问题。`]),
    ...(missing === 0 ? [] : [`最后至少有 ${missing} 条记录不见了：数据文件可能被换成了旧的，或者被删改过。`]),
  ]
  return [
    ...what,
    '填报材料另有核对，不受日志影响。请不要删除或移动数据文件，先在“设置”里做一次备份，再把日志存为可核验的文件，一起交给负责信息化的同事核查。',
  ]
}
