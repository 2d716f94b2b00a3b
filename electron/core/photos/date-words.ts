/** Dates in a line of signs that was read off a picture. Pure. */

export interface DateWords {
  /** As it stands there. */
  readonly text: string
  /** YYYY-MM-DD */
  readonly day: string
  /** Of the text in the line. */
  readonly from: number
  readonly to: number
  /** Nothing but a date looks like this; otherwise it may be something else, e.g. a number with points. */
  readonly certain: boolean
}

interface Pattern {
  readonly shape: RegExp
  readonly order: 'ymd' | 'dmy'
  readonly certain: boolean
}

/** A time may follow at once: 30 09:41 has little room between. */
const patterns: readonly Pattern[] = [
  {
    shape: /(?<!\d)(20\d\d|19\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日?(?:(?!\d)|(?=\d\d?:\d))/u,
    order: 'ymd',
    certain: true,
  },
  {
    shape: /(?<!\d)(20\d\d|19\d\d) ?([-./:]) ?(\d{1,2}) ?\2 ?(\d{1,2})(?:(?!\d)|(?=\d\d?:\d))/u,
    order: 'ymd',
    certain: true,
  },
  {
    shape: /(?<!\d)(20\d\d|19\d\d) {1,3}(\d{1,2}) {1,3}(\d{1,2})(?:(?!\d)|(?=\d\d?:\d))/u,
    order: 'ymd',
    certain: true,
  },
  {
    shape: /(?<!\d)(\d{1,2}) ?([-./]) ?(\d{1,2}) ?\2 ?(20\d\d|19\d\d)(?:(?!\d)|(?=\d\d?:\d))/u,
    order: 'dmy',
    certain: true,
  },
  {
    shape: /(?<!\d)' ?(\d\d) ?[-./ ]? ?(\d{1,2}) ?[-./ ] ?(\d{1,2})(?:(?!\d)|(?=\d\d?:\d))/u,
    order: 'ymd',
    certain: true,
  },
  { shape: /(?<![-\d./])(\d\d)([-./])(\d{2})\2(\d{2})(?![-\d./])/u, order: 'ymd', certain: false },
  { shape: /(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)/u, order: 'ymd', certain: false },
]

/** @param today YYYY-MM-DD: a stamp of a later year is no stamp */
export function dateWords(line: string, today: string): DateWords | null {
  for (const { shape, order, certain } of patterns) {
    const match = shape.exec(line)
    if (!match) continue
    const parts = match.slice(1).filter((part) => /^\d+$/.test(part))
    const [year = '', month = '', date = ''] = order === 'ymd' ? parts : parts.toReversed()
    const day = dayOf(year, month, date) ?? (order === 'dmy' ? dayOf(year, date, month) : null)
    if (day === null || Number(day.slice(0, 4)) > Number(today.slice(0, 4)) + 1) continue
    return { text: match[0].trim(), day, from: match.index, to: match.index + match[0].length, certain }
  }
  return null
}

function dayOf(year: string, month: string, date: string): string | null {
  const full = year.length === 2 ? `${Number(year) > 80 ? '19' : '20'}${year}` : year
  const day = `${full}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? null : day
}
