import { normaliseText } from '../../shared/form/normalise.ts'
import { maskPersonal } from '../../shared/form/value-words.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { PlainInput } from './PlainInput.tsx'
import { useFreeText } from './use-free-text.ts'

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

/** One line: text, an address, a number or code with a standard behind it. Identity numbers are covered when left. */
export function TextControl({ field, value, onChange, onLeave, ids }: ControlProps<keyof typeof modes>) {
  const free = useFreeText(
    textOf(value),
    (text) => onChange(text === '' ? null : text),
    field.kind === 'identity-number' ? maskPersonal : undefined,
  )
  return (
    <PlainInput
      {...free.props}
      ids={ids}
      className={`text-control-${field.kind}`}
      inputMode={modes[field.kind]}
      onBlur={() => {
        free.settle((text) =>
          field.kind === 'text' || field.kind === 'address' ? text : normaliseText(field.kind, text),
        )
        onLeave()
      }}
    />
  )
}
