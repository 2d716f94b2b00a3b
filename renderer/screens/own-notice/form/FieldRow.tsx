import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import type { KeyboardEvent } from 'react'
import type { FieldDefinition } from '../../../../shared/form/definition.ts'
import { kindName } from '../../../../shared/form/version-changes.ts'
import type { FieldChange } from '../../../../shared/notice/field-edits.ts'
import { Input } from '../../../ui/Input.tsx'
import { FieldSettings } from './FieldSettings.tsx'

type Props = {
  field: FieldDefinition
  /** As typed: an empty name is not taken, but it is what stands in the box. */
  typed: FieldChange | undefined
  isNew: boolean
  open: boolean
  /** The only field that is left. */
  last: boolean
  onOpen: (open: boolean) => void
  onFocus: () => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onChange: (change: FieldChange) => void
}

export const labelId = (field: string): string => `own-field-${field}`

/** Fields whose answer nobody types. */
const isAnswered = (field: FieldDefinition): boolean => field.kind !== 'computed' && field.kind !== 'fixed'

export function FieldRow({ field, typed, isNew, open, last, onOpen, onFocus, onMove, onRemove, onChange }: Props) {
  const { id, label } = field
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li className="field-row" data-new={isNew} onKeyDown={onKeyDown} onFocus={onFocus}>
      <div className="field-row-line">
        <Input
          id={labelId(id)}
          aria-label={`栏目名称：${label}`}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          maxLength={80}
          status={typed?.label?.trim() === '' ? 'warning' : undefined}
          value={typed?.label ?? label}
          onChange={(event) => onChange({ label: event.target.value })}
        />
        <span className="field-row-kind quiet one-line">
          {kindName(field.kind)}
          {field.personal ? ' · 个人信息' : ''}
        </span>
        {isAnswered(field) ? (
          <Checkbox
            aria-label={`必填：${label}`}
            checked={field.required}
            onChange={(event) => onChange({ required: event.target.checked })}
          >
            必填
          </Checkbox>
        ) : (
          <span />
        )}
        <Button
          type="text"
          icon={<ArrowUpOutlined aria-hidden="true" />}
          aria-label={`上移：${label}`}
          onClick={() => onMove(-1)}
        />
        <Button
          type="text"
          icon={<ArrowDownOutlined aria-hidden="true" />}
          aria-label={`下移：${label}`}
          onClick={() => onMove(1)}
        />
        <Button type="text" aria-expanded={open} aria-label={`设置：${label}`} onClick={() => onOpen(!open)}>
          {open ? '收起' : '设置'}
        </Button>
        <Button type="text" disabled={last} aria-label={`去掉：${label}`} onClick={onRemove}>
          去掉
        </Button>
      </div>
      {open ? <FieldSettings field={field} typed={typed} onChange={onChange} /> : null}
    </li>
  )
}
