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
  onChange,
}: {
  id?: string
  label?: string
  value: string | null
  placeholder: string
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
      placeholder={placeholder}
      value={value === null ? null : dayjs(value)}
      onChange={(chosen) => onChange(chosen ? chosen.format(format) : null)}
    />
  )
}
