/**
 * Dates of the example as data: `{{+2 17:30 instant}}`, `{{-12 date}}`, `{{+5 words}}`, `{{-6 full}}` are days from
 * the day that the example was made on, in China.
 */
import { chinaDay } from '../../../shared/domain/deadlines.ts'

const dayMs = 86_400_000
const chinaOffsetMs = 8 * 3_600_000
const pattern = /\{\{([+-]\d+)(?: (\d{2}:\d{2}))? (instant|date|words|full)\}\}/g

/** Texts of any JSON with their dates filled in. @param today any instant of the day that counts as 0 */
export function fillDates<T>(json: T, today: Date): T {
  return JSON.parse(
    JSON.stringify(json).replace(pattern, (_all, offset: string, time: string | undefined, kind: string) =>
      written(today, Number(offset), time ?? '00:00', kind),
    ),
  ) as T
}

/** 17:30 of the day that lies `offset` days from `today`, in China. */
export function exampleInstant(today: Date, offset: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const midnight = (chinaDay(today.getTime()) + offset) * dayMs - chinaOffsetMs
  return new Date(midnight + (hours * 60 + minutes) * 60_000)
}

function written(today: Date, offset: number, time: string, kind: string): string {
  const date = new Date((chinaDay(today.getTime()) + offset) * dayMs).toISOString().slice(0, 10)
  const [year, month, day] = date.split('-').map(Number)
  switch (kind) {
    case 'instant':
      return `${date}T${time}:00+08:00`
    case 'date':
      return date
    case 'full':
      return `${year}年${month}月${day}日`
    default:
      return `${month}月${day}日`
  }
}

/** A clock that stands where the story is, and moves on a little with every look, so that what follows is later. */
export class StoryClock {
  readonly #today: Date
  #at: number

  constructor(today: Date) {
    this.#today = today
    this.#at = today.getTime()
  }

  set(offset: number, time: string): void {
    this.#at = exampleInstant(this.#today, offset, time).getTime()
  }

  readonly now = (): Date => {
    this.#at += 100
    return new Date(this.#at)
  }
}
