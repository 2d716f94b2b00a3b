/** What a form must hold to beyond its schema: ids, references, kinds, circles, its own example. Pure. */
import {
  type FieldDefinition,
  type FormDefinition,
  reasonsField,
  reservedFields,
} from '../../../shared/form/definition.ts'
import {
  conditionReferences,
  depthOf,
  expressionReferences,
  maxDepth,
  type Reference,
} from '../../../shared/form/expression.ts'
import { isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { checkLayout } from './check-layout.ts'
import { isPlainId } from './check-tree.ts'
import { type FieldsById, named } from './form-fields.ts'
import { type Report, reportTwice, under } from './issue.ts'

type Kind = FieldDefinition['kind']
const numbers: readonly Kind[] = ['integer', 'decimal', 'computed']
const days: readonly Kind[] = ['date', 'date-time', 'date-range', 'vague-time']
const notText: readonly Kind[] = ['choices', 'attachments', 'table', 'vague-time', 'computed', 'fixed']
const noTitle: readonly Kind[] = [...notText, 'identity-number']

/** @param broken indices of fields that are only there so that others can name them */
export function checkForm(form: FormDefinition, report: Report, broken: ReadonlySet<number> = new Set()): void {
  const fields: FieldsById = new Map(form.fields.map((field, at) => [field.id, broken.has(at) ? null : field]))
  let sound = broken.size === 0
  const tell: Report = (path, message) => {
    sound = false
    report(path, message)
  }
  reportTwice(
    'fields',
    form.fields.map(({ id }) => id),
    tell,
  )
  reportTwice(
    'checks',
    form.checks.map(({ id }) => id),
    tell,
  )
  for (const [at, field] of form.fields.entries()) checkField(fields, field, under(`fields.${at}`, tell))
  for (const [at, check] of form.checks.entries()) {
    const one = under(`checks.${at}`, tell)
    for (const id of check.fields) named(fields, id, under('fields', one))
    if (check.when) checkReferences(fields, check.when, conditionReferences(check.when), under('when', one))
    checkReferences(fields, check.holds, conditionReferences(check.holds), under('holds', one))
  }
  checkTitle(fields, form.titleField, tell)
  reportCircles(form, tell)
  checkLayout(form, fields, under('layout', tell))
  // A form that is wrong itself cannot judge its example.
  if (form.example && sound) checkExample(form, form.example, under('example', report))
}

function checkField(fields: FieldsById, field: FieldDefinition, report: Report): void {
  if (!isPlainId(field.id) || [...reservedFields, 'office'].includes(field.id))
    report('id', `不能用的编号：${field.id}`)
  if (field.requiredWhen)
    checkReferences(fields, field.requiredWhen, conditionReferences(field.requiredWhen), under('requiredWhen', report))
  if (field.kind === 'identity-number' && !field.personal) report('personal', '身份证号必须作为个人信息')
  if (field.kind === 'computed')
    checkReferences(fields, field.expression, expressionReferences(field.expression), under('expression', report))
  if (field.kind === 'integer' || field.kind === 'decimal') checkBounds(field, report)
  if (field.kind === 'choices') {
    checkOptions(field.options, under('options', report))
    if (field.max !== undefined && field.min > field.max) report('min', '最少比最多还多')
    if (field.min > field.options.length) report('min', '最少比选项还多')
  }
  if (field.kind === 'attachments' && field.min > field.max) report('min', '最少比最多还多')
  if (field.kind === 'table') checkTable(field, report)
}

function checkTable(field: FieldDefinition & { kind: 'table' }, report: Report): void {
  reportTwice(
    'columns',
    field.columns.map(({ id }) => id),
    report,
  )
  if (field.minRows > field.maxRows) report('minRows', '最少比最多还多')
  for (const [at, column] of field.columns.entries()) {
    const one = under(`columns.${at}`, report)
    if (!isPlainId(column.id)) one('id', `不能用的编号：${column.id}`)
    if (column.kind === 'choice') checkOptions(column.options, under('options', one))
    if (column.kind === 'integer' || column.kind === 'decimal') checkBounds(column, one)
  }
  if (!field.personal && field.columns.some(({ kind }) => kind === 'identity-number'))
    report('personal', '有身份证号的表必须作为个人信息')
}

function checkOptions(options: readonly { id: string }[], report: Report): void {
  reportTwice(
    '',
    options.map(({ id }) => id),
    report,
  )
  for (const [at, { id }] of options.entries()) if (!isPlainId(id)) report(`${at}.id`, `不能用的编号：${id}`)
}

function checkBounds({ min, max }: { min?: string | undefined; max?: string | undefined }, report: Report): void {
  if (min !== undefined && max !== undefined && Number(min) > Number(max)) report('min', '最小值比最大值大')
}

function checkTitle(fields: FieldsById, id: string | undefined, report: Report): void {
  if (id === undefined) return
  const field = named(fields, id, under('titleField', report))
  // A record's title is shown in lists and file names, so it can never be personal.
  if (field?.personal) report('titleField', '是个人信息，不能作记录的名称')
  if (field && noTitle.includes(field.kind)) report('titleField', '这种栏目不能作记录的名称')
}

function checkReferences(fields: FieldsById, source: unknown, references: readonly Reference[], report: Report): void {
  if (depthOf(source) > maxDepth) report('', `算式或条件嵌套超过 ${maxDepth} 层`)
  for (const reference of references) {
    const field = named(fields, reference.field, report)
    if (!field) continue
    const fault = faultOf(reference, field)
    if (fault !== null) report('', `${reference.field}：${fault}`)
  }
}

function faultOf(reference: Reference, field: FieldDefinition): string | null {
  switch (reference.kind) {
    case 'number':
    case 'lastYear':
      return numbers.includes(field.kind) ? null : '不是数，不能计算'
    case 'day':
      return days.includes(field.kind) ? null : '不是日期'
    case 'text':
      return notText.includes(field.kind) ? '不是文字' : null
    case 'rows':
      return field.kind === 'table' ? null : '不是表格'
    case 'files':
      return field.kind === 'attachments' ? null : '不是附件'
    case 'any':
      return field.kind === 'fixed' ? '是固定文字' : null
    case 'option': {
      if (field.kind !== 'choices') return '不是选择项'
      return field.options.some(({ id }) => id === reference.option) ? null : `没有这个选项：${reference.option}`
    }
    case 'column': {
      if (field.kind !== 'table') return '不是表格'
      const column = field.columns.find(({ id }) => id === reference.column)
      if (!column) return `没有这一列：${reference.column}`
      return column.kind === 'integer' || column.kind === 'decimal' ? null : `${reference.column} 不是数，不能合计`
    }
  }
}

/** Computed fields that need themselves; last year's value is another filling and no circle. */
function reportCircles(form: FormDefinition, report: Report): void {
  const needs = new Map(
    form.fields.flatMap((field): [string, string[]][] =>
      field.kind === 'computed'
        ? [
            [
              field.id,
              expressionReferences(field.expression).flatMap((one) => (one.kind === 'number' ? one.field : [])),
            ],
          ]
        : [],
    ),
  )
  const done = new Set<string>()
  const visit = (id: string, way: readonly string[]): void => {
    const from = way.indexOf(id)
    if (from >= 0) report('fields', `计算绕成一圈：${[...way.slice(from), id].join(' → ')}`)
    if (from >= 0 || done.has(id)) return
    for (const next of needs.get(id) ?? []) visit(next, [...way, id])
    done.add(id)
  }
  for (const id of needs.keys()) visit(id, [])
}

function checkExample(form: FormDefinition, example: NonNullable<FormDefinition['example']>, report: Report): void {
  const typed = form.fields.filter(({ kind }) => kind !== 'attachments' && kind !== 'computed' && kind !== 'fixed')
  const known = new Set([...typed.map(({ id }) => id), reasonsField])
  for (const id of Object.keys(example)) if (!known.has(id)) report(id, '示例里的这一项不是要填的栏目')
  // An example has no files; as many as are asked for count as there.
  const files = form.fields.flatMap((field) =>
    field.kind === 'attachments' ? [[field.id, Math.max(field.min, 1)]] : [],
  )
  for (const finding of validateForm(form, example, Object.fromEntries(files)))
    if (isBlocking(finding)) report(finding.path, `示例通不过自己的检查：${finding.message ?? finding.code}`)
}
