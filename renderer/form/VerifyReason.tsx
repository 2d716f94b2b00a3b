import { countCharacters } from '../../shared/form/characters.ts'
import { minReasonCharacters } from '../../shared/form/definition.ts'
import { Input } from '../ui/Input.tsx'
import { useImeText } from './use-ime-text.ts'

/** 核实说明: why an odd figure is right, written where the figure stands. */
export function VerifyReason({
  id,
  reason,
  disabled,
  onReason,
  onLeave,
}: {
  id: string
  reason: string
  disabled: boolean
  onReason: (text: string) => void
  onLeave: () => void
}) {
  const ime = useImeText(reason, onReason)
  const missing = minReasonCharacters - countCharacters(ime.props.value)
  return (
    <div className="verify-reason">
      <label htmlFor={id}>核实说明</label>
      <Input
        {...ime.props}
        id={id}
        maxLength={200}
        disabled={disabled}
        placeholder="数字没有错的话，写明原因"
        aria-describedby={`${id}-count`}
        onBlur={onLeave}
        autoComplete="off"
      />
      <span id={`${id}-count`} className="verify-count" data-enough={missing <= 0} aria-live="polite">
        {missing > 0 ? `还差 ${missing} 字` : '已说明'}
      </span>
    </div>
  )
}
