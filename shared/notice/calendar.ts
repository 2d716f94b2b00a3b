/** The yearly arrangement of holidays and shifted workdays as data. See resources/calendar/<year>.json. */
import { z } from 'zod'

export const calendarDay = z.strictObject({
  date: z.iso.date(),
  kind: z.enum(['off', 'work']),
  name: z.string().trim().min(1).max(40),
})

/** All of a year; the last days of December before may belong to it (元旦). */
export const yearCalendar = z.strictObject({
  format: z.literal('kexie-calendar/1'),
  year: z.number().int().min(2000).max(2199),
  title: z.string().min(1).max(120),
  documentNumber: z.string().max(60).nullable(),
  issuedOn: z.iso.date().nullable(),
  days: z.array(calendarDay).min(1).max(200),
})
export type YearCalendar = z.infer<typeof yearCalendar>

/** A day in the last third of December may be the next year's 元旦. */
export const belongsToYear = (date: string, year: number): boolean =>
  date.startsWith(`${year}-`) || (date >= `${year - 1}-12-20` && date <= `${year - 1}-12-31`)
