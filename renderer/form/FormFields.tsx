import { useMemo } from 'react'
import type { AttachmentInfo } from '../../shared/api/records.ts'
import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from '../../shared/form/definition.ts'
import type { Finding } from '../../shared/form/validate.ts'
import { FieldRow } from './FieldRow.tsx'
import type { AttachmentActions } from './field-props.ts'
import { formSections } from './form-sections.ts'
import './form.css'

type Props = {
  definition: FormDefinition
  values: FormValues
  attachments: readonly AttachmentInfo[]
  findings: readonly Finding[]
  /** Fields that were left once, or all of them after 定稿 was tried: only these are told what is missing. */
  touched: ReadonlySet<string>
  disabled: boolean
  onChange: (field: string, value: FieldValue | null) => void
  onLeave: (field: string) => void
  actions: AttachmentActions
}

const none: readonly Finding[] = []
const noFiles: readonly AttachmentInfo[] = []

function groupBy<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

export function FormFields({
  definition,
  values,
  attachments,
  findings,
  touched,
  disabled,
  onChange,
  onLeave,
  actions,
}: Props) {
  const sections = useMemo(() => formSections(definition), [definition])
  const found = useMemo(() => {
    // What was typed wrongly shows once the field is left; warnings about an amount show at once.
    const shown = findings.filter((finding) => finding.severity !== 'block' || touched.has(finding.path))
    return groupBy(shown, (finding) => finding.path)
  }, [findings, touched])
  const files = useMemo(() => groupBy(attachments, (attachment) => attachment.field), [attachments])
  const row = (field: FieldDefinition) => (
    <FieldRow
      key={field.id}
      field={field}
      value={values[field.id]}
      attachments={files.get(field.id) ?? noFiles}
      findings={found.get(field.id) ?? none}
      disabled={disabled}
      onChange={onChange}
      onLeave={onLeave}
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
                  <div className="field-group-fields">{item.fields.map(row)}</div>
                </div>
              ),
            )}
          </div>
        </section>
      ))}
    </div>
  )
}
