import { Input } from 'antd'
import { normaliseText } from '../../shared/form/normalise.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { useImeText } from './use-ime-text.ts'

/** A number with its unit behind it. Empty stays empty: it is not zero. Typed freely (１ ２００, 1,200), tidied on leaving. */
export function NumberControl({ field, value, onChange, onLeave, ids }: ControlProps<'integer' | 'decimal'>) {
  const ime = useImeText(textOf(value), (text) => onChange(text === '' ? null : text))
  return (
    <Input
      {...ime.props}
      id={ids.id}
      className="number-control"
      size="large"
      inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
      suffix={field.unit}
      disabled={ids.disabled}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      aria-required={ids.required}
      status={ids.invalid ? 'warning' : ''}
      autoComplete="off"
      onBlur={() => {
        ime.settle((text) => normaliseText(field.kind, text))
        onLeave()
      }}
    />
  )
}
