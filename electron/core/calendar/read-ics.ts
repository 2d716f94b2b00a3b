/** All-day events of an iCalendar file (RFC 5545) that say whether the day is off or worked. */
import { addDays, type DayKind } from '../../../shared/domain/workdays.ts'
import { CalendarError, checkedDay, isDate, type ReadDay } from './calendar-day.ts'

type Property = { name: string; value: string; line: number }

/** No holiday is longer; a longer event is something else. */
const maxDays = 16

/** @throws CalendarError at the line that is not clear */
export function readIcs(text: string): ReadDay[] {
  const days: ReadDay[] = []
  let event: Map<string, Property> | null = null
  let inside = 0
  for (const property of properties(text)) {
    const { name, value, line } = property
    if (name === 'BEGIN' && value.toUpperCase() === 'VEVENT') event = new Map([['BEGIN', property]])
    else if (name === 'BEGIN' && event) inside += 1
    else if (name === 'END' && event && inside > 0) inside -= 1
    else if (name === 'END' && event) {
      days.push(...daysOf(event, line))
      event = null
    } else if (event && inside === 0) event.set(name, property)
  }
  return days
}

function daysOf(event: ReadonlyMap<string, Property>, endLine: number): ReadDay[] {
  const [start, summary] = [event.get('DTSTART'), event.get('SUMMARY')]
  if (!start || !summary) throw new CalendarError('event', event.get('BEGIN')?.line ?? endLine)
  const repeats = event.get('RRULE') ?? event.get('RDATE')
  if (repeats) throw new CalendarError('repeating', repeats.line)
  const from = dateOf(start)
  const end = event.get('DTEND')
  const length = event.get('DURATION')
  // The end does not belong to the event (RFC 5545 3.6.1).
  const until = end ? dateOf(end) : length ? addDays(from, wholeDays(length)) : addDays(from, 1)
  const title = summary.value
    .replace(/\\([\\;,])/g, '$1')
    .replace(/\\n/gi, ' ')
    .trim()
  const kind = kindOf(event.get('X-APPLE-SPECIAL-DAY')?.value ?? '', title)
  if (kind === null) throw new CalendarError('kind', summary.line, title)
  const name = title.split(/[\s（(]|放假|假期|休假|补班|调休|上班/)[0] || title
  const days: ReadDay[] = []
  for (let date = from; date < until; date = addDays(date, 1)) {
    if (days.length === maxDays) throw new CalendarError('date', (end ?? length ?? start).line, until)
    days.push(checkedDay(date, kind, name.slice(0, 40), summary.line))
  }
  if (days.length === 0) throw new CalendarError('date', (end ?? length ?? start).line, until)
  return days
}

/** What calendars for China write: （休）/（班）, 假期/补班, or the mark that Apple uses. Both or neither says nothing. */
function kindOf(mark: string, title: string): DayKind | null {
  if (mark === 'WORK-HOLIDAY') return 'off'
  if (mark === 'ALTERNATE-WORKDAY') return 'work'
  const work = /[（(]班[）)]|补班|上班/.test(title)
  const off = /[（(]休[）)]|放假|假期|休假/.test(title)
  if (work === off) return null
  return work ? 'work' : 'off'
}

function dateOf({ value, line }: Property): string {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(value)
  if (!parts) throw new CalendarError('time', line, value)
  const date = `${parts[1]}-${parts[2]}-${parts[3]}`
  if (!isDate(date)) throw new CalendarError('date', line, value)
  return date
}

function wholeDays({ value, line }: Property): number {
  const days = /^P(\d{1,2})D$/.exec(value)?.[1]
  if (days === undefined) throw new CalendarError('time', line, value)
  return Number(days)
}

/** Folded lines joined, each with the number of its first line; parameters are not needed. */
function properties(text: string): Property[] {
  const found: { text: string; line: number }[] = []
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const last = found.at(-1)
    if (/^[ \t]/.test(raw) && last) last.text += raw.slice(1)
    else if (raw.trim() !== '') found.push({ text: raw, line: index + 1 })
  }
  return found.map(({ text: whole, line }) => {
    const colon = valueStart(whole)
    const name = (whole.slice(0, colon).split(';')[0] ?? '').trim().toUpperCase()
    return { name, value: whole.slice(colon + 1).trim(), line }
  })
}

/** The first colon outside quotation marks (parameters may hold quoted ones). */
function valueStart(line: string): number {
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted
    else if (line[at] === ':' && !quoted) return at
  }
  return line.length
}
