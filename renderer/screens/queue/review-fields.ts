/** A record as it is reviewed: field by field, each with what there is to say about it. Pure. */
import type { SentChange } from '../../../shared/api/handovers.ts'
import type { AttachmentInfo } from '../../../shared/api/records.ts'
import type { FieldReason, QueueDetail } from '../../../shared/api/returns.ts'
import type { FieldDefinition } from '../../../shared/form/definition.ts'
import { computedValue, type Facts } from '../../../shared/form/evaluate.ts'
import { formSections, screenLabel } from '../../../shared/form/form-sections.ts'
import { valueWords } from '../../../shared/form/value-words.ts'

export type FieldFinding = QueueDetail['findings'][number]
export type ReviewField = {
  id: string
  label: string
  text: string
  personal: boolean
  /** Null: no field for files. */
  files: AttachmentInfo[] | null
  findings: FieldFinding[]
  changes: SentChange[]
  /** What we said about it when we returned the revision before. */
  before: string[]
}
export type ReviewPart = { title: string | null; fields: ReviewField[] }
export type Reviewed = {
  parts: ReviewPart[]
  /** About the record as a whole, or about what the form no longer has. */
  findings: FieldFinding[]
  before: string[]
}

/** people/2/name and people[2].name are of people. */
const fieldOfPath = (path: string): string => path.split(/[/.[]/u)[0] ?? ''

export function reviewed(detail: QueueDetail): Reviewed {
  const { definition, values, attachments } = detail
  const counts = Object.fromEntries(
    definition.fields.map(({ id }) => [id, attachments.filter((file) => file.field === id).length]),
  )
  const facts: Facts = { definition, values, attachmentCounts: counts, lastYear: null }
  const known = new Set(definition.fields.map(({ id }) => id))
  const textsOf = (reasons: readonly FieldReason[], id: string | null) =>
    reasons.filter(({ field }) => field === id).map(({ text }) => text)

  const fieldOf = (field: FieldDefinition, label: string): ReviewField => ({
    id: field.id,
    label,
    text:
      field.kind === 'computed'
        ? (computedValue(facts, field) ?? '')
        : withUnit(field, valueWords(field, values[field.id], false)),
    personal: field.personal,
    files: field.kind === 'attachments' ? attachments.filter((file) => file.field === field.id) : null,
    findings: detail.findings.filter(({ path }) => fieldOfPath(path) === field.id),
    changes: (detail.previous?.changes ?? []).filter((change) => change.field === field.id),
    before: textsOf(detail.returned, field.id),
  })

  const parts = formSections(definition).map(({ title, items }) => ({
    title,
    fields: items.flatMap((item) => {
      const fields = item.kind === 'field' ? [item.field] : item.fields
      return fields
        .filter(({ kind }) => kind !== 'fixed')
        .map((field) => {
          const own = screenLabel(field.label)
          return fieldOf(field, item.kind === 'field' || item.label === own ? own : `${item.label} · ${own}`)
        })
    }),
  }))
  return {
    parts: parts.filter(({ fields }) => fields.length > 0),
    findings: detail.findings.filter(({ path }) => !known.has(fieldOfPath(path))),
    before: detail.returned.filter(({ field }) => field === null || !known.has(field)).map(({ text }) => text),
  }
}

function withUnit(field: FieldDefinition, text: string): string {
  const unit = 'unit' in field ? (field.unit ?? '') : ''
  return text === '' || unit === '' ? text : `${text} ${unit}`
}

/** Whether there is anything to look at more closely than at the rest. */
export const stands = ({ findings, changes, before }: ReviewField): boolean =>
  findings.length + changes.length + before.length > 0
