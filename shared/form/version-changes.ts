/** What a later version of a form asks otherwise, field by field, in words. A field is known by its id. Pure. */
import type { FieldDefinition, FormDefinition } from './definition.ts'

export type FieldChange = {
  field: string
  /** The label in the later version; of a removed field the one it had. */
  label: string
  what: 'added' | 'removed' | 'renamed' | 'required' | 'limit' | 'options' | 'kind' | 'help' | 'other'
  from: string
  to: string
}

const kindNames: Readonly<Partial<Record<string, string>>> = {
  text: '文字',
  'long-text': '长文字',
  address: '地址',
  integer: '整数',
  decimal: '小数',
  date: '日期',
  'date-time': '日期和时间',
  'date-range': '起止日期',
  'vague-time': '大致时间',
  phone: '电话',
  mobile: '手机',
  email: '邮箱',
  'identity-number': '身份证号',
  postcode: '邮政编码',
  region: '行政区划',
  'credit-code': '统一社会信用代码',
  choices: '选项',
  attachments: '附件',
  table: '表格',
  computed: '自动计算',
  fixed: '固定文字',
}
export const kindName = (kind: string): string => kindNames[kind] ?? kind

/** Kinds whose values are texts of one sort: what was typed stays where it is. */
const plainKinds: ReadonlySet<string> = new Set(['text', 'long-text', 'address'])

/** Whether a value of the one field may stand in the other as it is. */
export const keepsValue = (before: FieldDefinition, after: FieldDefinition): boolean =>
  before.kind === after.kind || (plainKinds.has(before.kind) && plainKinds.has(after.kind))

/** Settings that bound an answer, in any kind of field. */
const limitKeys = ['limit', 'min', 'max', 'maxBytes', 'minRows', 'maxRows', 'places', 'unit', 'accept', 'wording']

function limitText(field: FieldDefinition): string {
  const settings = field as Readonly<Record<string, unknown>>
  const words: string[] = []
  for (const key of limitKeys) {
    const value = settings[key]
    if (value === undefined) continue
    if (key === 'limit' && value !== null && typeof value === 'object') {
      const { max, grade } = value as { max: number; grade: string }
      words.push(`${max} 字${grade === 'soft' ? '左右' : '以内'}`)
    } else if (key === 'accept' && Array.isArray(value)) words.push(value.join('、'))
    else if (key === 'min') words.push(`最少 ${value}`)
    else if (key === 'max') words.push(`最多 ${value}`)
    else if (key === 'minRows') words.push(`最少 ${value} 行`)
    else if (key === 'maxRows') words.push(`最多 ${value} 行`)
    else if (key === 'places') words.push(`${value} 位小数`)
    else if (key === 'maxBytes') words.push(`每个不超过 ${Math.round(Number(value) / 1_000_000)} MB`)
    else words.push(String(value))
  }
  return words.join('，')
}

const optionText = (field: FieldDefinition): string =>
  field.kind === 'choices' ? field.options.map((option) => option.label).join('、') : ''

/** What is said elsewhere; the rest is 其他设置. */
const told = new Set(['id', 'label', 'kind', 'required', 'help', 'options', ...limitKeys])

function restOf(field: FieldDefinition): string {
  const rest = Object.entries(field).filter(([key]) => !told.has(key))
  return JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function compareField(before: FieldDefinition, after: FieldDefinition): FieldChange[] {
  const found: FieldChange[] = []
  const add = (what: FieldChange['what'], from: string, to: string): void => {
    if (from !== to) found.push({ field: after.id, label: after.label, what, from, to })
  }
  add('renamed', before.label, after.label)
  add('kind', kindName(before.kind), kindName(after.kind))
  add('required', before.required ? '必填' : '可不填', after.required ? '必填' : '可不填')
  if (before.kind === after.kind) {
    add('limit', limitText(before), limitText(after))
    add('options', optionText(before), optionText(after))
    if (restOf(before) !== restOf(after)) add('other', '原来的设置', '新的设置')
  }
  add('help', before.help ?? '', after.help ?? '')
  return found
}

/** In the order of the later form; what was removed comes last. */
export function fieldChanges(before: FormDefinition, after: FormDefinition): FieldChange[] {
  const old = new Map(before.fields.map((field) => [field.id, field]))
  const now = new Set(after.fields.map((field) => field.id))
  const changes = after.fields.flatMap((field): FieldChange[] => {
    const was = old.get(field.id)
    if (was) return compareField(was, field)
    return [{ field: field.id, label: field.label, what: 'added', from: '', to: kindName(field.kind) }]
  })
  const removed = before.fields
    .filter((field) => !now.has(field.id))
    .map(
      (field): FieldChange => ({
        field: field.id,
        label: field.label,
        what: 'removed',
        from: kindName(field.kind),
        to: '',
      }),
    )
  return [...changes, ...removed]
}
