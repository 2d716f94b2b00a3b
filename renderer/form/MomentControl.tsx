import { DatePicker } from 'antd'
import { momentFormats, momentOf } from './date-texts.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { useLocalValue } from './use-local-value.ts'

/** A day and a time, to the minute. */
export function MomentControl({ value, onChange, onLeave, ids }: ControlProps<'date-time'>) {
  const [local, put] = useLocalValue(value, onChange)
  return (
    <DatePicker
      id={ids.id}
      size="large"
      className="moment-control"
      disabled={ids.disabled}
      showTime={{ format: 'HH:mm' }}
      format={momentFormats}
      value={momentOf(textOf(local))}
      onChange={(picked) => put(picked ? picked.format('YYYY-MM-DDTHH:mm') : null)}
      onBlur={onLeave}
      placeholder="如 2022年5月30日 09:30"
      status={ids.invalid ? 'warning' : ''}
      aria-describedby={ids.describedBy}
      aria-required={ids.required}
      needConfirm={false}
      preserveInvalidOnBlur
    />
  )
}
