/** What a clerk changes in a form of the library for one duty, as data: no layout, only fields and words. Pure. */
import { z } from 'zod'
import type { ColumnDefinition, FieldDefinition } from '../form/definition.ts'
import { fieldId } from '../form/expression.ts'

const line = (max: number) => z.string().max(max)

/** Kinds of new fields as a clerk calls them; their names are in `fieldSortNames`. */
export const fieldSort = z.enum([
  'text',
  'long-text',
  'number',
  'money',
  'date',
  'date-range',
  'vague-time',
  'one-of',
  'some-of',
  'phone',
  'mobile',
  'email',
  'identity-number',
  'photos',
  'file',
  'table',
])
export type FieldSort = z.infer<typeof fieldSort>

export const fieldSortNames: Readonly<Record<FieldSort, string>> = {
  text: '一行文字',
  'long-text': '大段文字',
  number: '数字',
  money: '金额（万元）',
  date: '日期',
  'date-range': '起止日期',
  'vague-time': '大概时间',
  'one-of': '单选',
  'some-of': '多选',
  phone: '电话',
  mobile: '手机',
  email: '邮箱',
  'identity-number': '身份证号（个人信息）',
  photos: '照片',
  file: '文件',
  table: '表格（多行）',
}

/** `kept`: a column of the form itself, which stays what it is. */
export const columnSort = z.enum(['kept', 'text', 'integer', 'decimal', 'date', 'phone', 'mobile', 'identity-number'])
export type ColumnSort = z.infer<typeof columnSort>

/** Settings of one field; what is absent stays as it is. Half-typed settings are taken as far as they make sense. */
export const fieldChange = z.strictObject({
  label: line(80).optional(),
  help: line(600).optional(),
  required: z.boolean().optional(),
  personal: z.boolean().optional(),
  /** Characters of a text; `about` warns, otherwise it blocks. Null: no limit. */
  limit: z
    .strictObject({ max: z.number().int().positive().max(100_000), about: z.boolean() })
    .nullable()
    .optional(),
  /** Of a number, as typed; '' for none. */
  unit: line(10).optional(),
  min: line(24).optional(),
  max: line(24).optional(),
  options: z
    .array(z.strictObject({ id: fieldId, label: line(80) }))
    .max(100)
    .optional(),
  /** One of the options only. */
  one: z.boolean().optional(),
  /** Numbers of files or of rows. */
  count: z
    .strictObject({ min: z.number().int().min(0).max(2000), max: z.number().int().positive().max(2000) })
    .optional(),
  columns: z
    .array(z.strictObject({ id: fieldId, label: line(40), sort: columnSort }))
    .max(30)
    .optional(),
})
export type FieldChange = z.infer<typeof fieldChange>

export const formEdits = z.strictObject({
  removed: z.array(fieldId).max(500),
  /** Ids as they follow each other on the paper; empty: as in the form. */
  order: z.array(fieldId).max(500),
  changed: z.record(fieldId, fieldChange),
  added: z.array(z.strictObject({ id: fieldId, sort: fieldSort })).max(100),
  /** Number of the next new field: none is given twice, so that a later version never takes one field for another. */
  next: z.number().int().positive().max(9999),
  /** Lines of the printed title; null: the form's own. */
  title: line(300).nullable(),
  /** Fixed words of the form by the number of their block in it. */
  texts: z.record(z.string().regex(/^\d{1,3}$/), line(2000)),
})
export type FormEdits = z.infer<typeof formEdits>

export const noEdits: FormEdits = { removed: [], order: [], changed: {}, added: [], next: 1, title: null, texts: {} }

/** Ids of new fields and options begin like this; those of the forms do not. */
const newId = (at: number): string => `own${at}`

export function addField(edits: FormEdits, sort: FieldSort): FormEdits {
  const id = newId(edits.next)
  return { ...edits, added: [...edits.added, { id, sort }], next: edits.next + 1 }
}

export const removeField = (edits: FormEdits, id: string): FormEdits =>
  edits.removed.includes(id) ? edits : { ...edits, removed: [...edits.removed, id] }

export const restoreField = (edits: FormEdits, id: string): FormEdits => ({
  ...edits,
  removed: edits.removed.filter((one) => one !== id),
})

export const changeField = (edits: FormEdits, id: string, change: FieldChange): FormEdits => ({
  ...edits,
  changed: { ...edits.changed, [id]: { ...edits.changed[id], ...change } },
})

/** A free id for an option or a column that the clerk adds. */
export function freeId(taken: readonly { id: string }[]): string {
  const numbers = taken.map(({ id }) => Number(/^own(\d+)$/.exec(id)?.[1] ?? 0))
  return newId(1 + Math.max(0, ...numbers))
}

const pictureTypes = ['image/jpeg', 'image/png'] as const

/** A new field before anything was set. */
export function newField(id: string, sort: FieldSort): FieldDefinition {
  const base = { id, label: fieldSortNames[sort].replace(/（.*$/, ''), required: false, personal: false }
  switch (sort) {
    case 'text':
      return { ...base, kind: 'text', multiline: false, limit: { max: 120, grade: 'hard' } }
    case 'long-text':
      return { ...base, kind: 'long-text', elements: [], limit: { max: 500, grade: 'soft' } }
    case 'number':
      return { ...base, kind: 'integer', min: '0' }
    case 'money':
      return { ...base, kind: 'decimal', unit: '万元', places: 2, min: '0' }
    case 'one-of':
    case 'some-of': {
      const options = ['选项一', '选项二'].map((label, at) => ({ id: newId(at + 1), label }))
      return { ...base, kind: 'choices', options, min: 0, ...(sort === 'one-of' && { max: 1 }) }
    }
    case 'mobile':
    case 'email':
    case 'identity-number':
      return { ...base, kind: sort, personal: true }
    case 'photos':
      return { ...base, kind: 'attachments', accept: [...pictureTypes], min: 0, max: 5, maxBytes: 30_000_000 }
    case 'file': {
      const accept = ['application/pdf' as const, ...pictureTypes]
      const help = '不印在表上，随报送包一起交。'
      return { ...base, kind: 'attachments', help, printed: false, accept, min: 0, max: 5, maxBytes: 30_000_000 }
    }
    case 'table': {
      const columns = ['名称', '备注'].map((label, at) => newColumn(newId(at + 1), label, 'text'))
      return { ...base, kind: 'table', columns, minRows: 0, maxRows: 200 }
    }
    default:
      return { ...base, kind: sort }
  }
}

export function newColumn(id: string, label: string, sort: Exclude<ColumnSort, 'kept'>): ColumnDefinition {
  const base = { id, label, required: false }
  return sort === 'decimal' ? { ...base, kind: sort, places: 2 } : { ...base, kind: sort }
}
