/** The value that a field of a form takes from one activity. Null: the activity does not say it, or the field takes no such thing. Pure. */
import { toUnits } from '../form/decimal.ts'
import type { FieldDefinition, FieldValue, TableRow } from '../form/definition.ts'
import { isEmpty, isEmptyRow } from '../form/evaluate.ts'
import { normaliseValue } from '../form/normalise.ts'
import type { NoticePack } from '../notice/pack.ts'
import type { ActivityValues } from './activity.ts'
import {
  fundsTotal,
  itemCount,
  modeWords,
  modulesOf,
  outletCount,
  outletNames,
  scaleWords,
  timeWords,
} from './fact-words.ts'
import { quoted } from './pieces.ts'
import { type ActivityPart, sealedParts } from './rules.ts'

type Notice = Pick<NoticePack, 'id' | 'modules'>
type FieldOf<K extends FieldDefinition['kind']> = Extract<FieldDefinition, { kind: K }>

/** In one line or several, as a text field takes it. */
export function partWords(part: ActivityPart, values: ActivityValues, notice: Notice): string {
  switch (part) {
    case 'modules':
      return modulesOf(values, notice)
        .map(({ name }) => name)
        .join('、')
    case 'time':
    case 'days':
      return timeWords(values)
    case 'scale':
      return scaleWords(values)
    case 'mode':
      return modeWords(values)
    case 'fundsTotal':
      return fundsTotal(values)
    case 'outlets':
      return outletCount(values)
    case 'items':
      return itemCount(values)
    case 'press':
      return outletNames(values).join('、')
    case 'people':
      return values.personal.people.map(({ name }) => name).join('、')
    case 'contactName':
    case 'officePhone':
    case 'mobile':
    case 'fax':
    case 'email':
    case 'address':
      return values.personal[part]
    case 'phone':
      return values.personal.officePhone || values.personal.mobile
    case 'reportTitle':
      return titled(values, '情况报告')
    case 'riskTitle':
      return titled(values, '风险防控预案')
    case 'photos':
    case 'videos':
      return ''
    default:
      return values[part]
  }
}

const titled = ({ title }: ActivityValues, paper: string): string =>
  title.trim() === '' ? '' : `${quoted(title)}${paper}`

/** Columns as the forms of the packs call them; what has none of these names stays empty. */
function pressRow(columns: FieldOf<'table'>['columns'], item: ActivityValues['press'][number]): TableRow {
  const named: Readonly<Record<string, string>> = {
    media: item.outlet,
    outlet: item.outlet,
    headline: item.headline,
    title: item.headline,
    url: item.url,
    link: item.url,
    day: item.day ?? '',
    date: item.day ?? '',
  }
  return Object.fromEntries(columns.map(({ id }) => [id, Object.hasOwn(named, id) ? (named[id] ?? '') : '']))
}

function personRow(
  columns: FieldOf<'table'>['columns'],
  person: ActivityValues['personal']['people'][number],
): TableRow {
  const named: Readonly<Record<string, string>> = { ...person, phone: person.mobile, employer: person.unit }
  return Object.fromEntries(columns.map(({ id }) => [id, Object.hasOwn(named, id) ? (named[id] ?? '') : '']))
}

function tableValue(part: ActivityPart, values: ActivityValues, field: FieldOf<'table'>): FieldValue | null {
  if (part === 'press') return values.press.map((item) => pressRow(field.columns, item))
  if (part === 'people') return values.personal.people.map((person) => personRow(field.columns, person))
  return null
}

function chosen(part: ActivityPart, values: ActivityValues, field: FieldOf<'choices'>, notice: Notice): string[] {
  const words = partWords(part, values, notice)
  if (words === '') return []
  if (part === 'modules') {
    const modules = modulesOf(values, notice)
    return field.options.filter(({ label }) => modules.some(({ name }) => name === label)).map(({ id }) => id)
  }
  if (part === 'mode') return field.options.filter(({ label }) => label === words).map(({ id }) => id)
  // 面向科技工作者和海外同行: every option that the words name.
  return field.options.filter(({ label }) => words.includes(label)).map(({ id }) => id)
}

const range = ({ time: { from, to } }: ActivityValues): string => (from === null ? '' : `${from}/${to ?? from}`)
const isTime = (part: ActivityPart): boolean => part === 'time' || part === 'days'

function rawValue(
  part: ActivityPart,
  values: ActivityValues,
  field: FieldDefinition,
  notice: Notice,
): FieldValue | null {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'address':
    case 'phone':
    case 'mobile':
    case 'email':
      return partWords(part, values, notice)
    case 'integer':
    case 'decimal': {
      const digits = partWords(part, values, notice)
      const units = toUnits(digits)
      if (units === null) return null
      return field.kind === 'integer' && units % 1_000_000n !== 0n ? null : digits
    }
    case 'date':
      return isTime(part) ? (values.time.from ?? '') : null
    case 'date-range':
      return isTime(part) ? range(values) : null
    case 'vague-time':
      return isTime(part) ? { words: timeWords(values), date: values.time.from } : null
    case 'choices':
      return chosen(part, values, field, notice)
    case 'table':
      return tableValue(part, values, field)
    case 'date-time':
    case 'identity-number':
    case 'postcode':
    case 'region':
    case 'credit-code':
    case 'attachments':
    case 'computed':
    case 'fixed':
      return null
  }
}

/** In the form in which it is stored. Never cut to the field's limits: what is too long is told there. */
export function partValue(
  part: ActivityPart,
  values: ActivityValues,
  field: FieldDefinition,
  notice: Notice,
): FieldValue | null {
  // A pack that was stored before this was checked, or came with another office's notice, may still ask for it.
  const raw = sealedParts.has(part) && !field.personal ? null : rawValue(part, values, field, notice)
  if (raw === null) return null
  const value = normaliseValue(field, raw)
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  if (Array.isArray(value) && value.every((row) => typeof row === 'object' && isEmptyRow(row))) return null
  return isEmpty(value) ? null : value
}
