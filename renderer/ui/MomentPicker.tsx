import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'

dayjs.locale('zh-cn')

const format = 'YYYY-MM-DD HH:mm'

/** Date and time as a wall clock shows them, e.g. 2022-05-12 18:00; null while empty. */
export function MomentPicker({
  id,
  label,
  value,
  placeholder,
  notAfter,
  onChange,
}: {
  id?: string
  label?: string
  value: string | null
  placeholder: string
  /** Last day that may be chosen, as such a wall clock; null where there is none. */
  notAfter: string | null
  onChange: (value: string | null) => void
}) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      className="moment-picker"
      format={format}
      showTime={{ format: 'HH:mm', minuteStep: 5, defaultOpenValue: dayjs('2000-01-01 18:00') }}
      showNow={false}
      disabledDate={(day) => notAfter !== null && day.isAfter(dayjs(notAfter), 'day')}
      // Enter closes the calendar; it must not send the form as well.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      placeholder={placeholder}
      value={value === null ? null : dayjs(value)}
      onChange={(chosen) => onChange(chosen ? chosen.format(format) : null)}
    />
  )
}
