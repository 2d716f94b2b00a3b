import { ExclamationCircleOutlined, InfoCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { memo } from 'react'
import type { AttachmentInfo } from '../../shared/api/records.ts'
import type { FieldDefinition, FieldValue } from '../../shared/form/definition.ts'
import { type Finding, isBlocking } from '../../shared/form/validate.ts'
import { AttachmentsControl } from './AttachmentsControl.tsx'
import { ChoicesControl } from './ChoicesControl.tsx'
import { DateControl } from './DateControl.tsx'
import { type AttachmentActions, type ControlIds, controlId } from './field-props.ts'
import { findingText } from './finding-texts.ts'
import { screenLabel } from './form-sections.ts'
import { LongTextControl } from './LongTextControl.tsx'
import { TextControl } from './TextControl.tsx'

export type FieldRowProps = {
  field: FieldDefinition
  value: FieldValue | undefined
  attachments: readonly AttachmentInfo[]
  /** Findings to show now; a field that nobody has touched yet shows none. */
  findings: readonly Finding[]
  disabled: boolean
  onChange: (field: string, value: FieldValue | null) => void
  onLeave: (field: string) => void
  actions: AttachmentActions
}

function FieldControl({
  field,
  value,
  attachments,
  onChange,
  onLeave,
  actions,
  ids,
}: Omit<FieldRowProps, 'findings' | 'disabled'> & { ids: ControlIds }) {
  const common = {
    value,
    ids,
    onChange: (next: FieldValue | null) => onChange(field.id, next),
    onLeave: () => onLeave(field.id),
  }
  switch (field.kind) {
    case 'text':
    case 'phone':
    case 'mobile':
    case 'email':
      return <TextControl {...common} field={field} />
    case 'long-text':
      return <LongTextControl {...common} field={field} />
    case 'date':
      return <DateControl {...common} field={field} />
    case 'choices':
      return <ChoicesControl {...common} field={field} />
    case 'attachments':
      return <AttachmentsControl field={field} attachments={attachments} actions={actions} ids={ids} />
  }
}

function FieldLabel({ field, ids }: { field: FieldDefinition; ids: ControlIds }) {
  const label = screenLabel(field.label)
  // A group of ticks or files has a name; its controls have their own.
  const grouped = field.kind === 'choices' || field.kind === 'attachments'
  const Name = grouped ? 'span' : 'label'
  const help = [field.help, field.personal ? '个人信息：报送时单独封好，只有收件单位能看到。' : undefined]
    .filter(Boolean)
    .join(' ')
  return (
    <div className="field-name">
      <Name id={ids.labelledBy} {...(grouped ? {} : { htmlFor: ids.id })}>
        {label}
        {field.required ? (
          <span className="field-required" title="必填">
            <span aria-hidden="true">*</span>
            <span className="for-readers">（必填）</span>
          </span>
        ) : null}
      </Name>
      {help ? (
        <Popover content={<div className="field-help">{help}</div>} trigger={['hover', 'focus', 'click']}>
          <button type="button" className="plain-button field-help-button" aria-label={`${label}：说明`}>
            <QuestionCircleOutlined aria-hidden="true" />
          </button>
        </Popover>
      ) : null}
      <span className="for-readers" id={`${ids.id}-help`}>
        {help}
      </span>
    </div>
  )
}

export const FieldRow = memo(function FieldRow({ findings, disabled, ...props }: FieldRowProps) {
  const { field } = props
  const id = controlId(field.id)
  const invalid = findings.some(isBlocking)
  const ids: ControlIds = { id, describedBy: `${id}-help ${id}-findings`, labelledBy: `${id}-label`, invalid, disabled }
  return (
    <div className="field" data-kind={field.kind} data-invalid={invalid} data-field-row={field.id}>
      <FieldLabel field={field} ids={ids} />
      <div className="field-place">
        <FieldControl {...props} ids={ids} />
        <div id={`${id}-findings`} aria-live="polite">
          {findings.map((finding) => (
            <p key={finding.code} className="field-finding" data-severity={finding.severity}>
              {finding.severity === 'block' ? (
                <ExclamationCircleOutlined aria-hidden="true" />
              ) : (
                <InfoCircleOutlined aria-hidden="true" />
              )}
              {findingText(field, finding)}
            </p>
          ))}
        </div>
      </div>
    </div>
  )
})
