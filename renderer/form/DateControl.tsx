import { DatePicker } from 'antd'
import { dayOf, formats } from './date-texts.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { useLocalValue } from './use-local-value.ts'

export function DateControl({ value, onChange, onLeave, ids }: ControlProps<'date'>) {
  const [local, put] = useLocalValue(value, onChange)
  return (
    <DatePicker
      id={ids.id}
      size="large"
      className="date-control"
      disabled={ids.disabled}
      format={formats}
      value={dayOf(textOf(local))}
      onChange={(picked) => put(picked ? picked.format('YYYY-MM-DD') : null)}
      onBlur={onLeave}
      placeholder="如 2022年5月12日"
      status={ids.invalid ? 'warning' : ''}
      aria-describedby={ids.describedBy}
      aria-required={ids.required}
      preserveInvalidOnBlur
    />
  )
}
