import { LockOutlined, QuestionCircleOutlined, RollbackOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { memo, useContext, useRef } from 'react'
import type { FieldDefinition, FieldKind } from '../../shared/form/definition.ts'
import { screenLabel } from '../../shared/form/form-sections.ts'
import { isBlocking } from '../../shared/form/validate.ts'
import { FieldControl, type FieldControlProps } from './FieldControl.tsx'
import { FieldFindings } from './FieldFindings.tsx'
import { type ControlIds, controlId, type ShownFinding } from './field-props.ts'
import type { TableJump } from './table/TableControl.tsx'
import { FieldExtrasContext } from './text-tools.ts'

export type FieldRowProps = FieldControlProps & {
  /** Findings to show now; a field that nobody has touched yet shows none. */
  findings: readonly ShownFinding[]
  required: boolean
  disabled: boolean
  /** Why it is closed after a return; '': it is open. */
  locked: string
  /** What was said when it came back, a line each; '': nothing. */
  returned: string
  /** What stood here was purged. */
  gone: boolean
  onReason: (finding: ShownFinding, text: string) => void
}

/** These have a name as a whole; the controls in them have their own, or there is none. */
const named: ReadonlySet<FieldKind> = new Set(['choices', 'attachments', 'table', 'computed', 'fixed'])

type LabelProps = { field: FieldDefinition; ids: ControlIds; gone: boolean; locked: string }

function FieldLabel({ field, ids, gone, locked }: LabelProps) {
  const label = screenLabel(field.label)
  // The unit in brackets and the star do not go apart, nor does the star stand on a line of its own.
  const unit = /（[^（）]{1,4}）$/u.exec(label)?.[0].length ?? 1
  const held = Math.max(0, label.length - unit)
  const grouped = gone || named.has(field.kind)
  const Name = grouped ? 'span' : 'label'
  const help = [field.help, field.personal ? '个人信息：报送时单独封好，只有收件单位能看到。' : undefined]
    .filter(Boolean)
    .join(' ')
  return (
    <div className="field-name">
      <Name id={ids.labelledBy} {...(grouped ? {} : { htmlFor: ids.id })}>
        {label.slice(0, held)}
        <span className="field-name-end">
          {label.slice(held)}
          {ids.required ? (
            <span className="field-required" title="必填">
              <span aria-hidden="true">*</span>
              <span className="for-readers">（必填）</span>
            </span>
          ) : null}
        </span>
      </Name>
      {locked === '' ? null : (
        <span className="field-lock" title={locked}>
          <LockOutlined aria-hidden="true" />
          <span className="for-readers">（没有退回，不能改）</span>
        </span>
      )}
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

/** By itself: what a screen has to say about a field changes without the field. */
function FieldNote({ field }: { field: string }) {
  return useContext(FieldExtrasContext)?.note(field) ?? null
}

export const FieldRow = memo(function FieldRow({
  required,
  disabled,
  locked,
  returned,
  gone,
  onReason,
  ...props
}: FieldRowProps) {
  const { field, findings } = props
  const id = controlId(field.id)
  const jump = useRef<TableJump>(null)
  const invalid = findings.some(isBlocking)
  const ids: ControlIds = {
    id,
    describedBy: `${id}-help ${returned === '' ? '' : `${id}-returned `}${id}-findings`,
    labelledBy: `${id}-label`,
    invalid,
    disabled: disabled || locked !== '',
    foreign: disabled,
    required: required && !gone,
  }
  return (
    <div
      className="field"
      data-kind={field.kind}
      data-invalid={invalid}
      data-locked={locked !== ''}
      data-field-row={field.id}
    >
      <FieldLabel field={field} ids={ids} gone={gone} locked={locked} />
      <div className="field-place">
        {returned === '' ? null : (
          <p className="field-returned" id={`${id}-returned`}>
            <RollbackOutlined aria-hidden="true" />
            <span>
              <strong>退回：</strong>
              {returned}
            </span>
          </p>
        )}
        {gone ? (
          <p className="quiet field-gone" id={id}>
            已清除
          </p>
        ) : (
          <FieldControl {...props} ids={ids} jump={jump} />
        )}
        {gone ? null : <FieldNote field={field.id} />}
        <FieldFindings
          id={id}
          field={field}
          findings={findings}
          disabled={disabled}
          onReason={onReason}
          onLeave={() => props.onLeave(field.id)}
          onJump={(row, column) => jump.current?.toCell(row, column)}
        />
      </div>
    </div>
  )
})
