/** A form of the library with the clerk's changes: always a sound form, whatever was changed. Pure. */
import { type FieldDefinition, type FormDefinition, reasonsField } from '../form/definition.ts'
import { tableRows } from '../form/evaluate.ts'
import { movedOrder, sortedLayout } from './arrange-fields.ts'
import { changedField, plainWords } from './change-field.ts'
import { printedFields, renumbered, withColumns, withField, withLabel, withoutGone } from './edit-layout.ts'
import { type FormEdits, newField, noEdits } from './field-edits.ts'
import { settleChecks, settleFields } from './form-references.ts'
import { blockingFindings, sampleValues } from './sample-values.ts'

/** What the schema of a form takes. */
const mostFields = 400

/**
 * The id stays; who puts the form into a notice gives it its own.
 * @param form as it stands in the library or a pack; sound
 */
export function applyFieldEdits(form: FormDefinition, edits: FormEdits): FormDefinition {
  const all = [
    ...form.fields,
    ...edits.added
      .filter(({ id }) => !form.fields.some((field) => field.id === id))
      .map(({ id, sort }) => newField(id, sort)),
  ].slice(0, mostFields)
  const kept = all.filter(({ id }) => !edits.removed.includes(id))
  // A form without any field is none: the first stays.
  const chosen = kept.length > 0 ? kept : all.slice(0, 1)
  const changed = chosen.map((field) => changedField(field, edits.changed[field.id]))
  const settled = settleFields(changed)
  const fields = settled.length > 0 ? settled : changed
  const layout = sortedLayout(layoutFor(form, edits, fields), edits.order)
  const made: FormDefinition = {
    ...form,
    name: nameFor(form, layout.title),
    fields: inOrder(fields, edits.order),
    checks: settleChecks(form.checks, fields),
    layout: renumbered(layout, form.layout),
  }
  return withTitleField(withExample(made, (id) => !form.fields.some((field) => field.id === id)))
}

/** A form that is called as it is titled goes on so, without the words of another year. */
function nameFor(form: FormDefinition, title: readonly string[]): string {
  const joined = (lines: readonly string[]): string => lines.join('').replace(/\s/g, '')
  return joined(form.layout.title) === joined([form.name]) && !joined(title).includes('{')
    ? title.join('').slice(0, 80)
    : form.name
}

function layoutFor(form: FormDefinition, edits: FormEdits, fields: readonly FieldDefinition[]) {
  const byId = new Map(form.fields.map((field) => [field.id, field]))
  let layout = withWords(form.layout, edits)
  for (const field of fields) {
    const before = byId.get(field.id)
    if (before) layout = withColumns(withLabel(layout, field.id, before.label, field.label), before, field)
  }
  layout = withoutGone(layout, fields, form.name)
  const wanted = new Set(printedFields(form))
  for (const field of fields) {
    // What the form itself does not print (files that go along) is not printed now either.
    const isPrinted = byId.has(field.id) ? wanted.has(field.id) : field.printed !== false
    if (isPrinted && !printedFields({ layout }).includes(field.id)) layout = withField(layout, field)
  }
  // Files alone: they go along, and the paper says to what.
  return layout.blocks.length > 0 ? layout : { ...layout, blocks: [nothingElse] }
}

const nothingElse = {
  kind: 'paragraph',
  text: '报送单位：{office}',
  align: 'left',
  indent: false,
  level: 0,
  spaceBeforeMm: 4,
} as const

/** Title and fixed sentences in the clerk's words. A sentence with values in it keeps them all, or stays as it was. */
function withWords(layout: FormDefinition['layout'], { title, texts }: FormEdits): FormDefinition['layout'] {
  const lines = (title ?? '')
    .split('\n')
    .map(plainWords)
    .filter((line) => line !== '')
  const hasValues = layout.title.some((line) => line.includes('{'))
  const blocks = layout.blocks.map((block, at) => {
    const text = texts[at]?.trim()
    return block.kind === 'paragraph' && text && sameValues(block.text, text) ? { ...block, text } : block
  })
  return { ...layout, blocks, ...(lines.length > 0 && !hasValues && { title: lines }) }
}

const braces = (text: string): string => [...text.matchAll(/\{[^{}]*\}|[{}]/g)].map(([found]) => found).join()
const sameValues = (before: string, after: string): boolean => braces(before) === braces(after)

function inOrder(fields: readonly FieldDefinition[], order: readonly string[]): FieldDefinition[] {
  const places = new Map(order.map((id, at) => [id, at]))
  return [...fields].sort((a, b) => (places.get(a.id) ?? order.length) - (places.get(b.id) ?? order.length))
}

const namesRecord = (field: FieldDefinition): boolean => field.kind === 'text' && !field.personal

/** The field that names a record in lists: the form's own as long as it is there and nobody's secret. */
function withTitleField(form: FormDefinition): FormDefinition {
  const { titleField, ...rest } = form
  const isThere = form.fields.some((field) => field.id === titleField && !field.personal)
  if (titleField === undefined || isThere) return form
  const other = form.fields.find(namesRecord)
  return { ...rest, ...(other && { titleField: other.id }) }
}

/** An example that the changed form refuses would be worse than none. */
function withExample(form: FormDefinition, isNew: (id: string) => boolean): FormDefinition {
  const { example, ...rest } = form
  if (!example) return form
  const values = sampleValues(form, isNew)
  const asked = new Set(form.checks.map(({ id }) => id))
  const kept = tableRows(example[reasonsField]).filter((row) => asked.has(row.check ?? ''))
  const made = { ...values, ...(kept.length > 0 && { [reasonsField]: kept }) }
  return blockingFindings(form, made).length > 0 ? rest : { ...rest, example: made }
}

/** Whether there is anything to change: a form that stays as it is keeps its id. */
export function changesForm(form: FormDefinition, edits: FormEdits | null): edits is FormEdits {
  if (edits === null) return false
  const same = { ...noEdits, next: edits.next, title: null }
  return JSON.stringify(applyFieldEdits(form, edits)) !== JSON.stringify(applyFieldEdits(form, same))
}

/** One place up or down on the paper, with what hangs together with it; the same edits where it can go no further. */
export function moveField(form: FormDefinition, edits: FormEdits, id: string, by: -1 | 1): FormEdits {
  const order = movedOrder(applyFieldEdits(form, edits), id, by)
  return order ? { ...edits, order } : edits
}
