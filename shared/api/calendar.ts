import { z } from 'zod'
import type { CalendarDay } from '../domain/workdays.ts'

export const importCalendarInput = z.strictObject({ path: z.string().min(1).max(32_767) })
export const calendarYearInput = z.strictObject({ year: z.number().int().min(2000).max(2199) })
export const exportIcsInput = z.strictObject({
  /** Null: all that is in force for us. */
  noticeId: z.string().min(1).max(100).nullable(),
  out: z.string().min(1).max(32_767),
})

export type CalendarYear = {
  year: number
  /** A file that the office took in covers a notice pack, which covers what the program brings. */
  origin: 'built-in' | 'pack' | 'file'
  title: string
  documentNumber: string | null
  /** Of a file: its name, and when it was taken in. */
  fileName: string | null
  addedAt: string | null
}
/** The years that are known, and each day that is not what its weekday says. */
export type CalendarView = { years: CalendarYear[]; days: CalendarDay[] }
