import { Input } from 'antd'
import { useState } from 'react'
import { normaliseText } from '../../shared/form/normalise.ts'
import { maskPersonal } from '../../shared/form/value-words.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { GrowingText } from './GrowingText.tsx'
import { useImeText } from './use-ime-text.ts'

const modes = {
  text: 'text',
  address: 'text',
  phone: 'tel',
  mobile: 'tel',
  email: 'email',
  postcode: 'numeric',
  'credit-code': 'text',
  'identity-number': 'text',
} as const

/** One line: text, an address, a number or code with a standard behind it. */
export function TextControl({ field, value, onChange, onLeave, ids }: ControlProps<keyof typeof modes>) {
  const [focused, setFocused] = useState(false)
  const ime = useImeText(textOf(value), (text) => onChange(text === '' ? null : text))
  const common = {
    ...ime.props,
    id: ids.id,
    disabled: ids.disabled,
    'aria-describedby': ids.describedBy,
    'aria-invalid': ids.invalid,
    'aria-required': ids.required,
    status: ids.invalid ? ('warning' as const) : ('' as const),
    onFocus: () => setFocused(true),
    onBlur: () => {
      setFocused(false)
      if (field.kind !== 'text' && field.kind !== 'address') ime.settle((text) => normaliseText(field.kind, text))
      onLeave()
    },
    autoComplete: 'off',
  }
  if (field.kind === 'text' && field.multiline) return <GrowingText {...common} rows={2} />
  const secret = field.kind === 'identity-number' && !focused
  return (
    <Input
      {...common}
      value={secret ? maskPersonal(common.value) : common.value}
      className={`text-control-${field.kind}`}
      size="large"
      inputMode={modes[field.kind]}
    />
  )
}
