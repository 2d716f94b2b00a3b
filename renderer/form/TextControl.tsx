import { Input } from 'antd'
import { type ControlProps, textOf } from './field-props.ts'
import { GrowingText } from './GrowingText.tsx'
import { useImeText } from './use-ime-text.ts'

const modes = { text: 'text', phone: 'tel', mobile: 'tel', email: 'email' } as const

/** One line of text, a telephone number or an address of mail. */
export function TextControl({
  field,
  value,
  onChange,
  onLeave,
  ids,
}: ControlProps<'text' | 'phone' | 'mobile' | 'email'>) {
  const ime = useImeText(textOf(value), (text) => onChange(text === '' ? null : text))
  const common = {
    ...ime,
    id: ids.id,
    disabled: ids.disabled,
    'aria-describedby': ids.describedBy,
    'aria-invalid': ids.invalid,
    'aria-required': field.required,
    status: ids.invalid ? ('warning' as const) : ('' as const),
    onBlur: onLeave,
    autoComplete: 'off',
  }
  if (field.kind === 'text' && field.multiline) return <GrowingText {...common} rows={2} />
  return <Input {...common} size="large" inputMode={modes[field.kind]} />
}
