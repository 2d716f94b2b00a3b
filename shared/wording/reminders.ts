/** A reminder in words, for the system's notifications. */
import { chinaMoment } from '../domain/deadlines.ts'
import type { Reminder } from '../domain/reminders.ts'

export interface ReminderWords {
  readonly title: string
  readonly body: string
}

export function reminderWords(reminder: Reminder): ReminderWords {
  const { kind, title, at, own, workdays, noticeShortTitle } = reminder
  const whose = own ? '我单位定的日期' : '通知的日期'
  const moment = chinaMoment(at).replace(/^\d+年/, '')
  const head =
    kind === 'overdue'
      ? '已过期'
      : kind === 'today'
        ? '今天到期'
        : workdays === 0
          ? '快到期（中间没有工作日）'
          : `还有 ${workdays} 个工作日`
  return { title: `${head}：${title}`, body: `${whose}：${moment} · ${noticeShortTitle}` }
}

/** One notification for many, so that a Monday morning does not bury the screen. */
export function manyReminders(reminders: readonly Reminder[]): ReminderWords {
  const overdue = reminders.filter(({ kind }) => kind === 'overdue').length
  const first = reminders.slice(0, 3).map(({ title }) => title)
  return {
    title:
      overdue > 0
        ? `有 ${reminders.length} 项任务要办，其中 ${overdue} 项已过期`
        : `有 ${reminders.length} 项任务快到期`,
    body: `${first.join('、')}等，打开工作台看全部。`,
  }
}
