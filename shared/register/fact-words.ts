/** Facts of an activity in words, as forms and texts say them. Nothing is invented: what is not known is ''. Pure. */
import { fromUnits, toUnits } from '../form/decimal.ts'
import { dateText, rangeText } from '../form/value-words.ts'
import type { NoticePack } from '../notice/pack.ts'
import { type ActivityValues, type MoneyFact, moneyFacts, type NumberFact } from './activity.ts'
import { plainName } from './figures.ts'

const oneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (/[。！？；：，、]$/u.test(line) ? line : `${line}。`))
    .join('')

/** A text as sentences of one line, ended by a full stop. */
export const sentences = (text: string): string => oneLine(text).replace(/[；：，、]$/u, '。')
/** Without the mark at its end, to go on with. */
export const clause = (text: string): string => text.trim().replace(/[。；，、：！？]+$/u, '')
/** Lines of a text that say something. */
export const filledLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** As written, or the days in words. */
export function timeWords({ time: { words, from, to } }: ActivityValues): string {
  if (words.trim() !== '') return words.trim()
  if (from === null) return ''
  return to === null ? dateText(from) : rangeText(`${from}/${to}`)
}

const isMore = (digits: string): boolean => (toUnits(digits) ?? 0n) > 0n

/** Numbers of people: the real ones once it was held, else the planned ones. '' where nobody wrote one. */
export function reach(values: ActivityValues): { onsite: string; online: string; planned: boolean } {
  return values.state === 'held'
    ? { onsite: values.onsite, online: values.online, planned: false }
    : { onsite: values.plannedOnsite, online: values.plannedOnline, planned: true }
}

/** 线下约300人，线上约2000人; of a held one 线下312人，线上2040人. */
export function scaleWords(values: ActivityValues): string {
  const { onsite, online, planned } = reach(values)
  const about = planned ? '约' : ''
  return [isMore(onsite) ? `线下${about}${onsite}人` : '', isMore(online) ? `线上${about}${online}人` : '']
    .filter((part) => part !== '')
    .join('，')
}

/** Empty where no number says. */
export function modeWords(values: ActivityValues): '' | '线下' | '线上' | '线上线下结合' {
  const { onsite, online } = reach(values)
  if (isMore(onsite) && isMore(online)) return '线上线下结合'
  return isMore(onsite) ? '线下' : isMore(online) ? '线上' : ''
}

/** 万元 over all sources, gifts in kind with them; '' where none was written. */
export function fundsTotal(values: MoneyValues): string {
  const units = fundsUnits(values)
  return units === null ? '' : fromUnits(units)
}
type MoneyValues = Pick<ActivityValues, MoneyFact>

/** Millionths of 万元 over all sources, exact; null where none is written. */
export function fundsUnits(values: MoneyValues): bigint | null {
  const written = moneyFacts.flatMap((fact) => toUnits(values[fact]) ?? [])
  return written.length === 0 ? null : written.reduce((sum, one) => sum + one, 0n)
}

/** Named outlets, each once, in their order. */
export function outletNames({ press }: ActivityValues): string[] {
  const names = new Map<string, string>()
  for (const { outlet } of press) {
    const name = plainName(outlet)
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
  }
  return [...names.values()]
}

const added = (listed: number, more: string): string =>
  listed === 0 && more === '' ? '' : fromUnits((toUnits(String(listed)) ?? 0n) + (toUnits(more) ?? 0n))
export const outletCount = (values: ActivityValues): string => added(outletNames(values).length, values.moreOutlets)
export const itemCount = (values: ActivityValues): string => added(values.press.length, values.moreItems)

const staff: readonly [NumberFact, string][] = [
  ['fullTime', '科普专职人员'],
  ['scientists', '科技工作者'],
  ['volunteers', '科技志愿者'],
  ['otherStaff', '其他工作人员'],
]
/** 科技工作者12人、科技志愿者30人. */
export const staffWords = (values: ActivityValues): string =>
  staff.flatMap(([fact, name]) => (isMore(values[fact]) ? [`${name}${values[fact]}人`] : [])).join('、')

/** Modules of this notice that it counts for, in the order of the notice. */
export function modulesOf(values: ActivityValues, notice: Pick<NoticePack, 'id' | 'modules'>): NoticePack['modules'] {
  const own = values.notices.filter(({ noticeId }) => noticeId === notice.id).flatMap(({ modules }) => modules)
  return notice.modules.filter(({ id }) => own.includes(id))
}

/** Who is named as 责任单位 of a plan. */
export const responsibleWords = (values: ActivityValues): string =>
  clause(values.responsible || values.organiser || values.host)

/** An activity that names no host is that of who reported it: a township's in a list taken in, else this office's own. */
export const withHost = (values: ActivityValues, officeName: string): ActivityValues =>
  values.host.trim() === '' ? { ...values, host: values.unit.trim() === '' ? officeName : values.unit } : values
