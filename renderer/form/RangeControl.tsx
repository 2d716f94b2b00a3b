import { DatePicker } from 'antd'
import { dayOf, formats } from './date-texts.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { useLocalValue } from './use-local-value.ts'

/** Two days, the second not before the first. */
export function RangeControl({ field, value, onChange, onLeave, ids }: ControlProps<'date-range'>) {
  const [local, put] = useLocalValue(value, onChange)
  const [from = '', to = ''] = textOf(local).split('/')
  return (
    <DatePicker.RangePicker
      id={{ start: ids.id, end: `${ids.id}-end` }}
      size="large"
      className="range-control"
      disabled={ids.disabled}
      format={formats}
      value={[dayOf(from), dayOf(to)]}
      onChange={(picked) => {
        const [start, end] = picked ?? []
        put(start && end ? `${start.format('YYYY-MM-DD')}/${end.format('YYYY-MM-DD')}` : null)
      }}
      onBlur={onLeave}
      placeholder={['开始日期', '结束日期']}
      status={ids.invalid ? 'warning' : ''}
      aria-label={field.label}
      aria-describedby={ids.describedBy}
      preserveInvalidOnBlur
    />
  )
}
