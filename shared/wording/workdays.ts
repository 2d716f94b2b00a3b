/** Words about days that are not worked, the same on every page and in what goes out. */
import { chinaDate, isWorkday, type WorkCalendar, weekdayOf, workdayOnOrBefore } from '../domain/workdays.ts'

const weekdayNames = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const

export const weekdayName = (date: string): string => weekdayNames[weekdayOf(date)] ?? ''

/** 5月15日 */
export function shortDate(date: string): string {
  const [, month, day] = date.split('-').map(Number)
  return `${month}月${day}日`
}

/** 星期日, or 劳动节假期（星期一）; null for a workday. */
export function restDayName(date: string, calendar: WorkCalendar): string | null {
  if (isWorkday(date, calendar)) return null
  const name = calendar.days.get(date)?.name
  return name ? `${name}假期（${weekdayName(date)}）` : weekdayName(date)
}

/** 5月15日是星期日，前一个工作日是5月13日; null where the due day is a workday. */
export function restDayNote(dueAt: string, calendar: WorkCalendar): string | null {
  const date = chinaDate(Date.parse(dueAt))
  const rest = restDayName(date, calendar)
  if (rest === null) return null
  return `${shortDate(date)}是${rest}，前一个工作日是${shortDate(workdayOnOrBefore(date, calendar))}`
}

/** 2027年的放假安排尚未发布，只按周末计算。 Null where every year is known. */
export function unknownYearNote(years: readonly number[]): string | null {
  return years.length === 0 ? null : `${years.join('、')}年的放假安排尚未发布，只按周末计算。`
}

/** What stands on a day that is shifted, for a tooltip; '' for an ordinary day. */
export function dayWord(date: string, calendar: WorkCalendar): string {
  const known = calendar.days.get(date)
  if (known) return known.kind === 'work' ? `${known.name}调休上班` : `${known.name}放假`
  return isWorkday(date, calendar) ? '' : '周末'
}
