import { DatePicker } from 'antd'
import type { VagueTime } from '../../shared/form/definition.ts'
import { isVagueTime } from '../../shared/form/evaluate.ts'
import { Input } from '../ui/Input.tsx'
import { dayOf, formats } from './date-texts.ts'
import type { ControlProps } from './field-props.ts'
import { useImeText } from './use-ime-text.ts'
import { useLocalValue } from './use-local-value.ts'

const empty: VagueTime = { words: '', date: null }

/** “5月中旬”, printed as it is written; the day beside it is for lists and order and may be left out. */
export function VagueTimeControl({ value, onChange, onLeave, ids }: ControlProps<'vague-time'>) {
  const [local, put] = useLocalValue(value, onChange)
  const now = local !== null && isVagueTime(local) ? local : empty
  const change = (part: Partial<VagueTime>) => {
    const next = { ...now, ...part }
    put(next.words === '' && next.date === null ? null : next)
  }
  const ime = useImeText(now.words, (words) => change({ words }))
  return (
    <div className="vague-time">
      <Input
        {...ime.props}
        id={ids.id}
        size="large"
        disabled={ids.disabled}
        placeholder="按原话写，如 5月中旬"
        status={ids.invalid ? 'warning' : ''}
        aria-describedby={ids.describedBy}
        aria-invalid={ids.invalid}
        aria-required={ids.required}
        autoComplete="off"
        onBlur={onLeave}
      />
      <DatePicker
        size="large"
        className="vague-time-day"
        disabled={ids.disabled}
        format={formats}
        value={dayOf(now.date ?? '')}
        onChange={(picked) => change({ date: picked ? picked.format('YYYY-MM-DD') : null })}
        onBlur={onLeave}
        placeholder="大约哪天（可不填）"
        aria-label="大约哪天，用来排先后，不打印"
        preserveInvalidOnBlur
      />
    </div>
  )
}
