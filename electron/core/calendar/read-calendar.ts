/**
 * An arrangement of holidays from a file: our own form, the yearly JSON of holiday-cn, or iCalendar. What is not
 * unambiguous is refused with its line; nothing is guessed.
 */
import { belongsToYear, type YearCalendar } from '../../../shared/notice/calendar.ts'
import { Problem } from '../../../shared/problems.ts'
import { CalendarError, checkedDay, isDate, type ReadDay, words } from './calendar-day.ts'
import { readIcs } from './read-ics.ts'

/** A year takes 4 KB. */
export const maxCalendarBytes = 1_000_000

/** @throws Problem calendar.unreadable */
export function readCalendar(bytes: Uint8Array, fileName: string): YearCalendar[] {
  try {
    if (bytes.length > maxCalendarBytes) throw new CalendarError('too-large', 1)
    let text: string
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      throw new CalendarError('not-text', 1)
    }
    const calendars = /^\s*BEGIN:VCALENDAR/i.test(text) ? fromIcs(text, fileName) : [fromJson(text, fileName)]
    for (const { days } of calendars) days.sort((a, b) => (a.date < b.date ? -1 : 1))
    return calendars
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error
    const { fault, line, found } = error
    throw new Problem('calendar.unreadable', { fileName, line, fault, found })
  }
}

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fromJson(text: string, fileName: string): YearCalendar {
  const value = parsed(text)
  if (!isFields(value)) throw new CalendarError('form', 1)
  const own = value.format === 'kexie-calendar/1'
  // Of holiday-cn there is no word of format: year, papers and days are its own.
  if (!own && !('papers' in value && 'days' in value)) throw new CalendarError('form', 1)
  const { year, days } = value
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 2000 || year > 2199)
    throw new CalendarError('year', lineOf(text, '"year"'), words(year))
  if (!Array.isArray(days)) throw new CalendarError('form', lineOf(text, '"days"'))
  const lines = linesOfObjects(text)
  const read = days.map((day: unknown, at): ReadDay => {
    const line = lines[at] ?? 1
    if (!isFields(day)) throw new CalendarError('form', line, words(day))
    if (own) return checkedDay(day.date, day.kind, day.name, line)
    if (typeof day.isOffDay !== 'boolean') throw new CalendarError('kind', line, words(day.isOffDay))
    return checkedDay(day.date, day.isOffDay ? 'off' : 'work', day.name, line)
  })
  const text120 = (field: unknown, max: number): string | null =>
    own && typeof field === 'string' && field !== '' ? field.slice(0, max) : null
  return {
    ...yearOf(year, read, fileName),
    ...(text120(value.title, 120) && { title: text120(value.title, 120) ?? fileName }),
    documentNumber: text120(value.documentNumber, 60),
    issuedOn: typeof value.issuedOn === 'string' && isDate(value.issuedOn) ? value.issuedOn : null,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new CalendarError('not-json', lineAt(text, at === undefined ? text.length : Number(at)))
  }
}

/** iCalendar may hold several years; New Year's Day that begins in December counts for the year after. */
function fromIcs(text: string, fileName: string): YearCalendar[] {
  const years = new Map<number, ReadDay[]>()
  for (const day of readIcs(text)) {
    const begins = Number(day.date.slice(0, 4))
    const year = day.name.startsWith('元旦') && day.date.slice(5) >= '12-20' ? begins + 1 : begins
    const list = years.get(year)
    if (list) list.push(day)
    else years.set(year, [day])
  }
  if (years.size === 0) throw new CalendarError('empty', 1)
  return [...years].sort(([a], [b]) => a - b).map(([year, days]) => yearOf(year, days, fileName))
}

function yearOf(year: number, read: readonly ReadDay[], fileName: string): YearCalendar {
  const days = new Map<string, ReadDay>()
  for (const day of read) {
    if (!belongsToYear(day.date, year)) throw new CalendarError('other-year', day.line, day.date)
    const before = days.get(day.date)
    if (before && before.kind !== day.kind) throw new CalendarError('twice', day.line, day.date)
    days.set(day.date, before ?? day)
  }
  if (![...days.values()].some(({ kind }) => kind === 'off')) throw new CalendarError('empty', 1)
  if (days.size > 200) throw new CalendarError('too-large', 1)
  return {
    format: 'kexie-calendar/1',
    year,
    title: `${year}年放假安排（${fileName}）`.slice(0, 120),
    documentNumber: null,
    issuedOn: null,
    days: [...days.values()].map(({ date, kind, name }) => ({ date, kind, name })),
  }
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

function lineOf(text: string, words_: string): number {
  const at = text.indexOf(words_)
  return at < 0 ? 1 : lineAt(text, at)
}

/** Lines of what stands in the list `days`, in order: the second level of brackets. The text is valid JSON. */
function linesOfObjects(text: string): number[] {
  const lines: number[] = []
  let depth = 0
  let line = 1
  let from = text.indexOf('"days"')
  if (from < 0) return lines
  line = lineAt(text, from)
  from += '"days"'.length
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '\n') line += 1
    else if (character === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at += 1
    } else if (character === '{' || character === '[') {
      if (depth === 1) lines.push(line)
      depth += 1
    } else if (character === '}' || character === ']') {
      depth -= 1
      if (depth === 0) break
    }
  }
  return lines
}
