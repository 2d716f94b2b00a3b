import { Button, Select } from 'antd'
import type { FieldDefinition } from '../../../../shared/form/definition.ts'
import { kindName } from '../../../../shared/form/version-changes.ts'
import { type ColumnSort, type FieldChange, freeId } from '../../../../shared/notice/field-edits.ts'
import { Input } from '../../../ui/Input.tsx'

const sortNames: Readonly<Record<Exclude<ColumnSort, 'kept'>, string>> = {
  text: '文字',
  integer: '整数',
  decimal: '小数',
  date: '日期',
  phone: '电话',
  mobile: '手机',
  'identity-number': '身份证号',
}
const sorts = Object.entries(sortNames).map(([value, label]) => ({ value: value as ColumnSort, label }))

/** Wider tables cannot be read on A4. */
const mostColumns = 10

export function ColumnSettings({
  field,
  typed,
  onChange,
}: {
  field: Extract<FieldDefinition, { kind: 'table' }>
  typed: FieldChange | undefined
  onChange: (change: FieldChange) => void
}) {
  const columns = typed?.columns ?? field.columns.map(({ id, label }) => ({ id, label, sort: 'kept' as const }))
  const kindOf = (id: string): string => kindName(field.columns.find((column) => column.id === id)?.kind ?? 'text')
  return (
    <div className="field-options">
      <span>列</span>
      {columns.map((column, at) => (
        <div key={column.id} className="field-setting">
          <Input
            aria-label={`列 ${at + 1} 的名称：${field.label}`}
            maxLength={40}
            value={column.label}
            onChange={(event) =>
              onChange({
                columns: columns.map((one) => (one.id === column.id ? { ...one, label: event.target.value } : one)),
              })
            }
          />
          {column.sort === 'kept' ? (
            <span className="quiet field-setting-kind">{kindOf(column.id)}</span>
          ) : (
            <Select
              className="field-setting-kind"
              aria-label={`列 ${at + 1} 的种类：${field.label}`}
              value={column.sort}
              options={sorts}
              onChange={(sort) =>
                onChange({ columns: columns.map((one) => (one.id === column.id ? { ...one, sort } : one)) })
              }
            />
          )}
          <Button
            type="text"
            disabled={columns.length === 1}
            aria-label={`去掉列 ${at + 1}：${field.label}`}
            onClick={() => onChange({ columns: columns.filter(({ id }) => id !== column.id) })}
          >
            去掉
          </Button>
        </div>
      ))}
      <Button
        disabled={columns.length >= mostColumns}
        onClick={() => onChange({ columns: [...columns, { id: freeId(columns), label: '新的一列', sort: 'text' }] })}
      >
        加一列
      </Button>
    </div>
  )
}
