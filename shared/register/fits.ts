/** Whether a form has the fields that a rule names, of a kind that can take what the rule gives. */
import type { FieldDefinition, FormDefinition } from '../form/definition.ts'
import { numberFacts } from './activity.ts'
import { originColumns } from './origin.ts'
import { type ActivityPart, type FigureRule, type FormRegister, sealedParts } from './rules.ts'

type Field = Pick<FieldDefinition, 'kind' | 'personal'>

/** Words for a text field, digits for a number. Personal fields are never counted: their origin would have to be sealed. */
export const fitsFigure = ({ kind, personal }: Field, rule: FigureRule): boolean =>
  !personal &&
  (rule.kind === 'notes' ? kind === 'text' || kind === 'long-text' : kind === 'integer' || kind === 'decimal')

const words: readonly FieldDefinition['kind'][] = ['text', 'long-text', 'address']
const numbers = new Set<ActivityPart>([...numberFacts, 'fundsTotal', 'outlets', 'items'])
const kinds: Partial<Record<ActivityPart, readonly FieldDefinition['kind'][]>> = {
  photos: ['attachments'],
  videos: ['attachments'],
  press: ['table'],
  people: ['table'],
  modules: ['choices', ...words],
  audience: ['choices', ...words],
  mode: ['choices', ...words],
  time: ['vague-time', ...words],
  days: ['date-range', 'vague-time', ...words],
  officePhone: ['phone', ...words],
  mobile: ['mobile', 'phone', ...words],
  phone: ['phone', 'mobile', ...words],
  fax: ['phone', ...words],
  email: ['email', ...words],
}

export const fitsPart = ({ kind, personal }: Field, part: ActivityPart): boolean =>
  (personal === true || !sealedParts.has(part)) &&
  (kinds[part] ?? (numbers.has(part) ? ['integer', 'decimal', ...words] : words)).includes(kind)

export const fitsText = ({ kind, personal }: Field): boolean => kind === 'long-text' && !personal

export interface RegisterFault {
  /** From the form's rules on, e.g. figures.eventCount. */
  readonly path: string
  readonly message: string
}

const noField = '表里没有这一栏'

/** Everything that names what the form has not, or what cannot take it. */
export function registerFaults(form: Pick<FormDefinition, 'fields'>, register: FormRegister): RegisterFault[] {
  const fields = new Map(form.fields.map((field) => [field.id, field]))
  const faults: RegisterFault[] = []
  const look = <R>(
    part: string,
    rules: Readonly<Record<string, R>>,
    fits: (field: FieldDefinition, rule: R) => boolean,
    message: string,
  ) => {
    for (const [id, rule] of Object.entries(rules)) {
      const field = fields.get(id)
      if (!field) faults.push({ path: `${part}.${id}`, message: noField })
      else if (!fits(field, rule)) faults.push({ path: `${part}.${id}`, message })
    }
  }
  look('texts', register.texts, fitsText, '只有非个人信息的长文本可以插入活动')
  if (register.scope === 'activity') {
    look('parts', register.parts, fitsPart, '这一栏放不下活动的这项内容')
    return faults
  }
  look('figures', register.figures, fitsFigure, '只有数字栏可以统计，说明要放在文本栏，都不能是个人信息')
  for (const column of originColumns)
    if (Object.hasOwn(register.figures, column))
      faults.push({ path: `figures.${column}`, message: `来源表里已经有叫 ${column} 的列` })
  return [...faults, ...candidateFaults(fields, register)]
}

function candidateFaults(
  fields: ReadonlyMap<string, FieldDefinition>,
  { candidates }: Extract<FormRegister, { scope: 'notice' }>,
): RegisterFault[] {
  if (!candidates) return []
  const table = fields.get(candidates.table)
  if (table?.kind !== 'table') return [{ path: 'candidates.table', message: '表里没有这个明细表' }]
  const faults: RegisterFault[] = []
  const column = (id: string) => table.columns.find((one) => one.id === id)
  for (const part of ['name', 'evidence'] as const)
    if (column(candidates[part])?.kind !== 'text')
      faults.push({ path: `candidates.${part}`, message: '明细表里没有这个文本列' })
  if (!candidates.kind) return faults
  const kind = column(candidates.kind.column)
  if (kind?.kind !== 'choice') return [...faults, { path: 'candidates.kind.column', message: '明细表里没有这个选择列' }]
  for (const part of ['unit', 'activity'] as const) {
    const option = candidates.kind[part]
    if (option !== undefined && !kind.options.some(({ id }) => id === option))
      faults.push({ path: `candidates.kind.${part}`, message: `没有这个选项：${option}` })
  }
  return faults
}

const only = <R>(rules: Readonly<Record<string, R>>, keeps: (id: string) => boolean): Record<string, R> =>
  Object.fromEntries(Object.entries(rules).filter(([id]) => keeps(id)))

/** Of rules that were made for another edition of a form what this one can follow; null where nothing is left. */
export function fittingRegister(form: Pick<FormDefinition, 'fields'>, register: FormRegister): FormRegister | null {
  const faults = new Set(registerFaults(form, register).map(({ path }) => path))
  const texts = only(register.texts, (id) => !faults.has(`texts.${id}`))
  if (register.scope === 'activity') {
    const parts = only(register.parts, (id) => !faults.has(`parts.${id}`))
    return Object.keys({ ...parts, ...texts }).length === 0 ? null : { scope: 'activity', parts, texts }
  }
  const figures = only(register.figures, (id) => !faults.has(`figures.${id}`))
  const { candidates } = register
  const kept = candidates && ![...faults].some((path) => path.startsWith('candidates')) ? { candidates } : {}
  if (Object.keys({ ...figures, ...texts, ...kept }).length === 0) return null
  return { scope: 'notice', figures, texts, ...kept }
}
