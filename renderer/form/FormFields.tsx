import { memo, useMemo, useRef } from 'react'
import type { AttachmentInfo } from '../../shared/api/records.ts'
import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from '../../shared/form/definition.ts'
import { formSections } from '../../shared/form/form-sections.ts'
import type { Finding } from '../../shared/form/validate.ts'
import { sourceWords } from './ComputedControl.tsx'
import { FieldRow } from './FieldRow.tsx'
import { type FieldLocks, isLocked } from './field-locks.ts'
import type { AttachmentActions, ShownFinding } from './field-props.ts'
import { computedResults, keepEqual, requiredFields, shownFindings } from './live-facts.ts'
import './form.css'
import './controls.css'

type Props = {
  definition: FormDefinition
  values: FormValues
  attachments: readonly AttachmentInfo[]
  findings: readonly Finding[]
  /** Number of files per attachment field. */
  counts: Readonly<Record<string, number>>
  lastYear: FormValues | null
  /** Fields that were left once, or all of them after 定稿 was tried: only these are told what is missing. */
  touched: ReadonlySet<string>
  disabled: boolean
  /** After a return: which fields are open, and why. */
  locks?: FieldLocks | null
  /** The personal answers were purged: their places say so. */
  purged?: boolean
  onChange: (field: string, value: FieldValue | null) => void
  onLeave: (field: string) => void
  /** What is written as 核实说明. */
  onReason: (finding: ShownFinding, text: string) => void
  actions: AttachmentActions
}

const none: readonly ShownFinding[] = []
const noFiles: readonly AttachmentInfo[] = []

function byField(attachments: readonly AttachmentInfo[]): ReadonlyMap<string, readonly AttachmentInfo[]> {
  const groups = new Map<string, AttachmentInfo[]>()
  for (const attachment of attachments) {
    const group = groups.get(attachment.field)
    if (group) group.push(attachment)
    else groups.set(attachment.field, [attachment])
  }
  return groups
}

export const FormFields = memo(function FormFields({
  definition,
  values,
  attachments,
  findings,
  counts,
  lastYear,
  touched,
  disabled,
  locks = null,
  purged = false,
  onChange,
  onLeave,
  onReason,
  actions,
}: Props) {
  const sections = useMemo(() => formSections(definition), [definition])
  const sources = useMemo(
    () =>
      new Map(
        definition.fields.flatMap((field) =>
          field.kind === 'computed' ? [[field.id, sourceWords(definition, field)] as const] : [],
        ),
      ),
    [definition],
  )
  const live = useMemo(() => {
    const facts = { definition, values, attachmentCounts: counts, lastYear }
    return { required: requiredFields(facts), results: computedResults(facts) }
  }, [definition, values, counts, lastYear])
  const lastFound = useRef<ReadonlyMap<string, readonly ShownFinding[]>>(new Map())
  const found = useMemo(() => {
    const shown = shownFindings(definition, findings, values, touched)
    lastFound.current = keepEqual(lastFound.current, shown)
    return lastFound.current
  }, [definition, findings, values, touched])
  const files = useMemo(() => byField(attachments), [attachments])
  const official = definition.layout.style === 'official'
  const row = (field: FieldDefinition) => (
    <FieldRow
      key={field.id}
      field={field}
      value={values[field.id]}
      attachments={files.get(field.id) ?? noFiles}
      findings={found.get(field.id) ?? none}
      required={live.required.has(field.id)}
      result={live.results.get(field.id) ?? null}
      source={sources.get(field.id) ?? ''}
      official={official}
      disabled={disabled}
      locked={isLocked(locks, field) ? (locks?.why ?? '') : ''}
      returned={locks?.reasons.get(field.id) ?? ''}
      gone={purged && field.personal === true}
      onChange={onChange}
      onLeave={onLeave}
      onReason={onReason}
      actions={actions}
    />
  )
  return (
    <div className="form-fields">
      {sections.map((section, index) => (
        <section key={section.title ?? `section-${index}`} aria-label={section.title ?? '表头'}>
          {section.title === null ? null : <h2 className="form-section-title">{section.title}</h2>}
          <div className="form-section">
            {section.items.map((item) =>
              item.kind === 'field' ? (
                row(item.field)
              ) : (
                // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand beside its fields
                <div key={item.label} className="field-group" role="group" aria-label={item.label}>
                  <div className="field-group-label">{item.label}</div>
                  <div className="field-group-fields" data-numbers={item.numbers}>
                    {item.fields.map(row)}
                  </div>
                </div>
              ),
            )}
          </div>
        </section>
      ))}
    </div>
  )
})
