import { Button, Checkbox, Select } from 'antd'
import { useId } from 'react'
import type { FieldDefinition } from '../../../../shared/form/definition.ts'
import type { FieldChange } from '../../../../shared/notice/field-edits.ts'
import { freeId } from '../../../../shared/notice/field-edits.ts'
import { Input } from '../../../ui/Input.tsx'
import { InputNumber } from '../../../ui/InputNumber.tsx'
import { ColumnSettings } from './ColumnSettings.tsx'

type OfKind<K extends FieldDefinition['kind']> = Extract<FieldDefinition, { kind: K }>
type Change = (change: FieldChange) => void
type Props = { field: FieldDefinition; typed: FieldChange | undefined; onChange: Change }

const usualLimit = 500

function LimitSettings({
  field,
  onChange,
}: {
  field: OfKind<'text'> | OfKind<'long-text'> | OfKind<'address'>
  onChange: Change
}) {
  const limit = field.limit ? { max: field.limit.max, about: field.limit.grade === 'soft' } : null
  const words = limit === null ? 'none' : limit.about ? 'about' : 'most'
  return (
    <div className="field-setting">
      <span>字数</span>
      <Select
        aria-label={`字数怎么限：${field.label}`}
        value={words}
        options={[
          { value: 'none', label: '不限' },
          { value: 'about', label: '左右（超了只提醒）' },
          { value: 'most', label: '以内（超了不能定稿）' },
        ]}
        onChange={(value) =>
          onChange({ limit: value === 'none' ? null : { max: limit?.max ?? usualLimit, about: value === 'about' } })
        }
      />
      {limit ? (
        <InputNumber
          aria-label={`最多多少字：${field.label}`}
          min={1}
          max={100_000}
          precision={0}
          value={limit.max}
          onChange={(max) => onChange({ limit: { ...limit, max: max ?? limit.max } })}
        />
      ) : null}
    </div>
  )
}

function NumberSettings({
  field,
  typed,
  onChange,
}: {
  field: OfKind<'integer'> | OfKind<'decimal'>
  typed: FieldChange | undefined
  onChange: Change
}) {
  const box = (name: 'unit' | 'min' | 'max', label: string, max: number) => (
    <Input
      className="field-setting-short"
      aria-label={`${label}：${field.label}`}
      placeholder={label}
      maxLength={max}
      value={typed?.[name] ?? field[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  )
  return (
    <div className="field-setting">
      <span>单位</span>
      {box('unit', '单位', 10)}
      <span>从</span>
      {box('min', '最小', 24)}
      <span>到</span>
      {box('max', '最大', 24)}
    </div>
  )
}

function CountSettings({ field, unit, onChange }: { field: FieldDefinition; unit: string; onChange: Change }) {
  if (field.kind !== 'attachments' && field.kind !== 'table') return null
  const count = field.kind === 'table' ? { min: field.minRows, max: field.maxRows } : { min: field.min, max: field.max }
  const box = (name: 'min' | 'max', label: string) => (
    <InputNumber
      className="field-setting-short"
      aria-label={`${label}：${field.label}`}
      min={name === 'min' ? 0 : 1}
      max={2000}
      precision={0}
      value={count[name]}
      onChange={(value) => onChange({ count: { ...count, [name]: value ?? count[name] } })}
    />
  )
  return (
    <div className="field-setting">
      <span>最少</span>
      {box('min', '最少')}
      <span>最多</span>
      {box('max', '最多')}
      <span>{unit}</span>
    </div>
  )
}

function OptionSettings({ field, typed, onChange }: Props & { field: OfKind<'choices'> }) {
  const options = typed?.options ?? field.options
  const set = (next: typeof options) => onChange({ options: next.map(({ id, label }) => ({ id, label })) })
  return (
    <div className="field-options">
      <Checkbox checked={field.max === 1} onChange={(event) => onChange({ one: event.target.checked })}>
        只能选一个
      </Checkbox>
      {options.map((option, at) => (
        <div key={option.id} className="field-setting">
          <Input
            aria-label={`选项 ${at + 1}：${field.label}`}
            maxLength={80}
            value={option.label}
            onChange={(event) =>
              set(options.map((one) => (one.id === option.id ? { ...one, label: event.target.value } : one)))
            }
          />
          <Button
            type="text"
            disabled={options.length === 1}
            aria-label={`去掉选项 ${at + 1}：${field.label}`}
            onClick={() => set(options.filter(({ id }) => id !== option.id))}
          >
            去掉
          </Button>
        </div>
      ))}
      <Button onClick={() => set([...options, { id: freeId(options), label: `选项${options.length + 1}` }])}>
        加一个选项
      </Button>
    </div>
  )
}

function KindSettings({ field, typed, onChange }: Props) {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'address':
      return <LimitSettings field={field} onChange={onChange} />
    case 'integer':
    case 'decimal':
      return <NumberSettings field={field} typed={typed} onChange={onChange} />
    case 'choices':
      return <OptionSettings field={field} typed={typed} onChange={onChange} />
    case 'attachments':
      return <CountSettings field={field} unit="个" onChange={onChange} />
    case 'table':
      return (
        <>
          <ColumnSettings field={field} typed={typed} onChange={onChange} />
          <CountSettings field={field} unit="行" onChange={onChange} />
        </>
      )
    default:
      return null
  }
}

/** What may be a person's own; 身份证号 always is. */
const mayBePersonal = new Set<FieldDefinition['kind']>(['text', 'address', 'phone', 'mobile', 'email', 'table'])

/** Everything about one field beside its name: what the clerk is told, what is too much, what may be chosen. */
export function FieldSettings({ field, typed, onChange }: Props) {
  const id = useId()
  return (
    <div className="field-settings">
      <div>
        <label className="field-label" htmlFor={id}>
          填写说明
        </label>
        <Input
          id={id}
          maxLength={600}
          placeholder="填的人看得到，不印在纸上"
          value={typed?.help ?? field.help ?? ''}
          onChange={(event) => onChange({ help: event.target.value })}
        />
      </div>
      <KindSettings field={field} typed={typed} onChange={onChange} />
      {mayBePersonal.has(field.kind) ? (
        <Checkbox checked={field.personal} onChange={(event) => onChange({ personal: event.target.checked })}>
          是个人信息（加密保存，公开的稿子里遮住）
        </Checkbox>
      ) : null}
    </div>
  )
}
