/** The calendar that holds for this office: a file over a notice pack over what the program brings, year by year. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calendars } from '../../../db/queries/calendars.ts'
import type { CalendarView, CalendarYear } from '../../../shared/api/calendar.ts'
import { type CalendarDay, type WorkCalendar, workCalendar } from '../../../shared/domain/workdays.ts'
import { type YearCalendar, yearCalendar } from '../../../shared/notice/calendar.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { Log } from '../store/log.ts'

/** Data of the program: read once in the life of a core. */
const builtIn = new WeakMap<HandlerContext['notices'], Promise<YearCalendar[]>>()

function builtInYears(ctx: HandlerContext): Promise<YearCalendar[]> {
  let years = builtIn.get(ctx.notices)
  if (!years) {
    years = readYears(join(ctx.resourcesDir, 'calendar'), ctx.log)
    builtIn.set(ctx.notices, years)
  }
  return years
}

/** One that is not valid is left out and logged, as with notices. */
async function readYears(folder: string, log: Log): Promise<YearCalendar[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const years: YearCalendar[] = []
  for (const name of names.filter((file) => /^\d{4}\.json$/.test(file)).sort()) {
    try {
      years.push(yearCalendar.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))))
    } catch (error) {
      log.error(`calendar ${name}`, error)
    }
  }
  return years
}

export interface TakenYear {
  readonly calendar: YearCalendar
  readonly fileName: string
  readonly addedAt: string
}

export async function calendarView(ctx: HandlerContext): Promise<CalendarView> {
  const taken = (await calendars(ctx.db)).map((row) => ({
    calendar: yearCalendar.parse(JSON.parse(row.calendar_json)),
    fileName: row.file_name,
    addedAt: row.added_at,
  }))
  return joinCalendars(
    await builtInYears(ctx),
    ctx.notices.all().map(({ pack }) => pack),
    taken,
  )
}

export async function officeCalendar(ctx: HandlerContext): Promise<WorkCalendar> {
  const { years, days } = await calendarView(ctx)
  return workCalendar(
    years.map(({ year }) => year),
    days,
  )
}

/**
 * A file decides its year alone: what it does not name is an ordinary day. A pack adds to what the program brings, the
 * first on the shelf before the others. Pure.
 */
export function joinCalendars(
  builtInYears: readonly YearCalendar[],
  packs: readonly Pick<NoticePack, 'shortTitle' | 'calendar'>[],
  taken: readonly TakenYear[],
): CalendarView {
  const years = new Map<number, CalendarYear>()
  const days = new Map<string, CalendarDay>()
  const fromFile = new Set(taken.map(({ calendar }) => calendar.year))
  for (const calendar of builtInYears) {
    if (fromFile.has(calendar.year)) continue
    const { year, title, documentNumber } = calendar
    years.set(year, { year, origin: 'built-in', title, documentNumber, fileName: null, addedAt: null })
    for (const day of calendar.days) days.set(day.date, day)
  }
  for (const { shortTitle, calendar = [] } of packs.toReversed())
    for (const day of calendar) {
      const year = Number(day.date.slice(0, 4))
      if (fromFile.has(year)) continue
      days.set(day.date, day)
      const title = `通知“${shortTitle}”`
      years.set(year, { year, origin: 'pack', title, documentNumber: null, fileName: null, addedAt: null })
    }
  for (const { calendar, fileName, addedAt } of taken) {
    const { year, title, documentNumber } = calendar
    years.set(year, { year, origin: 'file', title, documentNumber, fileName, addedAt })
    for (const day of calendar.days) days.set(day.date, day)
  }
  return {
    years: [...years.values()].sort((a, b) => a.year - b.year),
    days: [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  }
}
