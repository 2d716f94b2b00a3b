/** Due dates for another calendar, as iCalendar (RFC 5545). */
import ical, { ICalAlarmType, type ICalCalendar } from 'ical-generator'
import type { DueItem } from '../../../shared/api/desk.ts'
import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import { isOpenState } from '../../../shared/domain/duty-progress.ts'
import type { WorkCalendar } from '../../../shared/domain/workdays.ts'
import { restDayNote } from '../../../shared/wording/workdays.ts'
import { ChinaClock } from './china-clock.ts'

export interface IcsOptions {
  readonly now: Date
  readonly calendar: WorkCalendar
  /** The notice's own words for a duty. */
  wording(duty: DueItem): string
  /** Of 示例单位: every entry says so. */
  readonly example: boolean
}

const zone = 'Asia/Shanghai'
/** One time all year since 1992; Outlook wants it spelt out. */
const zoneText = `BEGIN:VTIMEZONE
TZID:${zone}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE`

const dayBefore = 86_400

/** Notices may name a person with a telephone; a calendar is looked at by many. */
const contacts = /1[3-9]\d{9}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g

/** `events` is how many entries there are: two a duty where our own date is another one. */
export function icsText(duties: readonly DueItem[], options: IcsOptions): { text: string; events: number } {
  const calendar = ical({
    name: options.example ? '报送期限（示例单位）' : '报送期限',
    prodId: { company: 'Kexie Desk', product: 'Kexie Desk', language: 'ZH' },
    // Without a zone of its own the calendar writes DTSTAMP in UTC, as RFC 5545 3.8.7.2 asks; each event names its zone.
    timezone: { name: null, generator: () => zoneText },
  })
  for (const duty of duties) {
    const own = duty.ownDueAt ?? duty.suggestedDueAt
    if (duty.dueAt !== null) addEvent(calendar, duty, 'due', duty.dueAt, options)
    if (own !== null && own !== duty.dueAt) addEvent(calendar, duty, 'own', own, options)
  }
  return { text: `${calendar.toString()}\r\n`, events: calendar.events().length }
}

function addEvent(to: ICalCalendar, duty: DueItem, kind: 'due' | 'own', at: string, options: IcsOptions): void {
  const { title, noticeShortTitle } = duty
  const open = isOpenState(duty.state)
  const head = `${options.example ? '【示例】' : ''}${open ? '' : '（已报送）'}${kind === 'due' ? '截止' : '本单位完成'}`
  const summary = `${head}：${title}（${noticeShortTitle}）`
  const event = to.createEvent({
    // The same duty has the same id in every export, so a second import moves the entry instead of doubling it.
    id: `${duty.noticeId}.${duty.deliverableId}.${kind}@kexie-desk`,
    // Rises by the minute: the later export wins.
    sequence: Math.max(0, Math.floor((options.now.getTime() - sequenceStart) / 60_000)),
    stamp: new ChinaClock(options.now.getTime()),
    start: new ChinaClock(Date.parse(at)),
    timezone: zone,
    summary,
    description: details(duty, kind, options).replace(contacts, '…'),
  })
  if (open) event.createAlarm({ type: ICalAlarmType.display, triggerBefore: dayBefore, description: summary })
}

const sequenceStart = Date.parse('2022-01-01T00:00:00Z')

function details(duty: DueItem, kind: 'due' | 'own', { calendar, wording }: IcsOptions): string {
  const lines: (string | null)[] = [
    kind === 'own' && duty.dueAt !== null ? `通知的期限是${chinaMoment(duty.dueAt)}。` : null,
    duty.dueAt === null ? null : restDayNote(duty.dueAt, calendar),
    `期限原话：${duty.dueWording}`,
    `通知原话：${wording(duty)}`,
    duty.stamped ? '要盖章。' : null,
  ]
  return lines.filter((line) => line !== null).join('\n')
}
