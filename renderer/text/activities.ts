/** 活动 in words: when, how many people, how much money, what is missing. */
import type { ActivityList, ActivityRow, ActivitySums, UndoneActivities } from '../../shared/api/activities.ts'
import type { ActivityState } from '../../shared/register/activity.ts'

type Lack = ActivityRow['lacks'][number]

/** In the order in which the work is done. */
export const activityLacks: readonly Lack[] = ['day', 'riskPlan', 'numbers', 'pictures']

export const activityLackNames: Readonly<Record<Lack, string>> = {
  day: '缺日期',
  numbers: '缺人数',
  pictures: '缺照片',
  riskPlan: '缺风险预案',
}

/** One step in a clerk's words, beside the button that goes there. */
export const activityLackLines: Readonly<Record<Lack, string>> = {
  day: '还没有确定哪一天',
  numbers: '办过了，还没有填线上线下人次',
  pictures: '办过了，还没有照片',
  riskPlan: '还没有写明风险防控预案',
}

export const activityTones: Readonly<Record<ActivityState, 'work' | 'good' | 'none'>> = {
  planned: 'work',
  held: 'good',
  cancelled: 'none',
}

export const activityTitle = ({ title }: Pick<ActivityRow, 'title'>): string => title || '（未命名）活动'

export const countText = (count: number): string => count.toLocaleString('zh-CN')

const partsOf = (day: string) => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, date }
}

/** 5月28日至30日, 2021年12月30日至2022年1月2日; with the year where it is not `year`. Days are YYYY-MM-DD. */
export function daysText(from: string, to: string | null, year: number): string {
  const a = partsOf(from)
  const head = `${a.year === year ? '' : `${a.year}年`}${a.month}月${a.date}日`
  if (to === null || to === from) return head
  const b = partsOf(to)
  if (a.year !== b.year) return `${a.year}年${a.month}月${a.date}日至${b.year}年${b.month}月${b.date}日`
  return a.month === b.month ? `${head}至${b.date}日` : `${head}至${b.month}月${b.date}日`
}

/** The certain days, else the words; '' for neither. */
export const activityTime = (
  { from, to, timeWords }: Pick<ActivityRow, 'from' | 'to' | 'timeWords'>,
  year: number,
): string => (from === null ? timeWords : daysText(from, to, year))

/** 线下 300，线上 2,000; of what is not held yet 计划线下 300. '' where there is nothing. */
export function reachText({ onsite, online, state }: Pick<ActivityRow, 'onsite' | 'online' | 'state'>): string {
  const parts = [onsite === null ? '' : `线下 ${countText(onsite)}`, online === null ? '' : `线上 ${countText(online)}`]
  const words = parts.filter((part) => part !== '').join('，')
  return words === '' || state === 'held' ? words : `计划${words}`
}

/** 45.6 万元; '' where there is none. */
export const fundsText = (funds: string): string => (funds === '' ? '' : `${grouped(funds)} 万元`)

/** Decimal digits with their thousands set apart. */
export function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? apart : `${apart}.${fraction}`
}

/** 已举办：线下 12,340 人次、经费 45.6 万元 · 计划中：线下 600 人次. What is nothing is left out. */
export function sumsText({ held, planned }: ActivityList['sums']): string {
  const words = (name: string, { onsite, online, funds }: ActivitySums): string => {
    const parts = [
      onsite > 0 ? `线下 ${countText(onsite)} 人次` : '',
      online > 0 ? `线上 ${countText(online)} 人次` : '',
      funds === '' || funds === '0' ? '' : `经费 ${fundsText(funds)}`,
    ].filter((part) => part !== '')
    return parts.length === 0 ? '' : `${name}：${parts.join('、')}`
  }
  return [words('已举办', held), words('计划中', planned)].filter((part) => part !== '').join(' · ')
}

/** A record that took something from an activity: its form, and its own title where that says more. */
export const usedInText = (record: { title: string; formShortName: string }, activity: { title: string }): string =>
  record.title === '' || record.title === activity.title
    ? record.formShortName
    : `${record.formShortName}：${record.title}`

/** What a step back or forth did, and what it left because somebody changed it since. */
export function undoneText(done: '撤销' | '恢复', { undone, left }: UndoneActivities): string {
  if (left.length === 0) return `已${done}（${undone} 项活动）`
  const [first] = left
  const names = `“${first ? activityTitle(first) : ''}”${left.length > 1 ? `等 ${left.length} 项` : ''}`
  const kept = `${names}后来又改过，保持现在的样子`
  return undone === 0 ? `没有${done}：${kept}` : `已${done} ${undone} 项；${kept}`
}
