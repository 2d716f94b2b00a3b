import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { type ControlProps, textOf } from './field-props.ts'

dayjs.extend(customParseFormat)

/** The first is how it stands there; the others may be typed as well. */
const formats = ['YYYY年M月D日', 'YYYY-M-D', 'YYYY.M.D', 'YYYY/M/D', 'YYYYMMDD', 'YYYY年MM月DD日']

export function DateControl({ field, value, onChange, onLeave, ids }: ControlProps<'date'>) {
  const date = dayjs(textOf(value), 'YYYY-MM-DD', true)
  return (
    <DatePicker
      id={ids.id}
      size="large"
      className="date-control"
      disabled={ids.disabled}
      format={formats}
      value={date.isValid() ? date : null}
      onChange={(picked) => onChange(picked ? picked.format('YYYY-MM-DD') : null)}
      onBlur={onLeave}
      placeholder="如 2022年5月12日"
      status={ids.invalid ? 'warning' : ''}
      aria-describedby={ids.describedBy}
      aria-required={field.required}
      preserveInvalidOnBlur
    />
  )
}
