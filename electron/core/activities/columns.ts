/** What lists need of an activity, as columns: worked out each time that it is written. */
import type { ActivityFacts } from '../../../db/queries/activities.ts'
import type { ActivityModulesTable } from '../../../db/schema-activities.ts'
import type { ActivityRow } from '../../../shared/api/activities.ts'
import { fromUnits } from '../../../shared/form/decimal.ts'
import { cleanText } from '../../../shared/form/normalise.ts'
import { type ActivityValues, severalLineFacts, textFacts } from '../../../shared/register/activity.ts'
import { fundsUnits } from '../../../shared/register/fact-words.ts'
import { soundKey } from './sound-order.ts'

export type Lack = ActivityRow['lacks'][number]
export const lackBits: Readonly<Record<Lack, number>> = { day: 1, numbers: 2, pictures: 4, riskPlan: 8 }
const lackNames = Object.keys(lackBits) as Lack[]
export const lacksOf = (bits: number): Lack[] => lackNames.filter((name) => (bits & lackBits[name]) !== 0)

function cleaned<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T
  if (Array.isArray(value)) return value.map(cleaned) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)])) as T
}

/** As it is stored: clean texts, the year of the first day, each notice and each module once. */
export function settled(values: ActivityValues): ActivityValues {
  const clean = cleaned(values)
  for (const fact of textFacts)
    if (!severalLineFacts.has(fact)) clean[fact] = clean[fact].replace(/(?<!\s)\s*\n\s*/g, ' ')
  const modules = new Map<string, Set<string>>()
  for (const { noticeId, modules: some } of clean.notices)
    modules.set(noticeId, new Set([...(modules.get(noticeId) ?? []), ...some.filter((id) => id !== '')]))
  const notices = [...modules].map(([noticeId, some]) => ({ noticeId, modules: [...some] }))
  const year = clean.time.from === null ? clean.year : Number(clean.time.from.slice(0, 4))
  return { ...clean, notices, year }
}

const counted = (digits: string): number | null => (digits === '' ? null : Number(digits))

/** @param units millionths of 万元 in digits; null: none. @returns '' for none */
export const fundsText = (units: string | null): string => (units === null ? '' : fromUnits(BigInt(units)))

function lackBitsOf(values: ActivityValues, pictures: number): number {
  const held = values.state === 'held'
  const found: Readonly<Record<Lack, boolean>> = {
    day: values.time.from === null,
    numbers: held && values.onsite === '' && values.online === '',
    pictures: held && pictures === 0,
    riskPlan: values.state === 'planned' && values.riskPlan === 'none',
  }
  return lackNames.reduce((bits, name) => bits | (found[name] ? lackBits[name] : 0), 0)
}

/** As it is searched in, and as words that are searched for are written. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
export const searchWords = (text: string): string[] =>
  [...new Set(folded(text).split(/\s+/u))].filter((word) => word !== '')

function searchText(values: ActivityValues): string {
  const { title, host, organiser, responsible, unit, place, audience, description } = values
  return folded([title, host, organiser, responsible, unit, place, audience, description].join('\n'))
}

export function columnsOf(
  values: ActivityValues,
  pictures: number,
): Omit<ActivityFacts, 'activity_id' | 'seq' | 'created_at' | 'updated_at' | 'deleted_at'> {
  const { from, to, words } = values.time
  const held = values.state === 'held'
  return {
    year: values.year,
    state: values.state,
    title: values.title,
    unit: values.unit,
    host: values.host,
    place: values.place,
    time_words: words,
    starts_on: from,
    // A last day before the first is a slip that is being corrected: the day stands in lists all the same.
    ends_on: from !== null && to !== null && to < from ? from : to,
    sort_day: from ?? `${values.year}-99-99`,
    sort_title: soundKey(values.title),
    sort_unit: soundKey(values.unit),
    notices_json: JSON.stringify(values.notices),
    onsite: counted(held ? values.onsite : values.plannedOnsite),
    online: counted(held ? values.online : values.plannedOnline),
    funds: fundsUnits(values),
    main: values.main ? 1 : 0,
    pictures,
    lacks: lackBitsOf(values, pictures),
    search_text: searchText(values),
  }
}

export const moduleRows = (activityId: string, values: ActivityValues): ActivityModulesTable[] =>
  values.notices.flatMap(({ noticeId, modules }) =>
    (modules.length === 0 ? [''] : modules).map((module_id) => ({
      activity_id: activityId,
      notice_id: noticeId,
      module_id,
    })),
  )
