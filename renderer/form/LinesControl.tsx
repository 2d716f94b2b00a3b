import { type ControlProps, textOf } from './field-props.ts'
import { GrowingText } from './GrowingText.tsx'
import { useImeText } from './use-ime-text.ts'

/** A text of a few lines. */
export function LinesControl({ value, onChange, onLeave, ids }: ControlProps<'text'>) {
  const ime = useImeText(textOf(value), (text) => onChange(text === '' ? null : text))
  return (
    <GrowingText
      {...ime.props}
      id={ids.id}
      disabled={ids.disabled}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      aria-required={ids.required}
      status={ids.invalid ? 'warning' : ''}
      autoComplete="off"
      onBlur={onLeave}
      rows={2}
    />
  )
}
