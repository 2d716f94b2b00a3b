import { screenLabel } from '../../shared/form/form-sections.ts'
import { normaliseText } from '../../shared/form/normalise.ts'
import { maskPersonal } from '../../shared/form/value-words.ts'
import { useCovered } from './cover-context.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { LookButton } from './LookButton.tsx'
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
  const secret = field.kind === 'identity-number'
  const label = screenLabel(field.label)
  const covered = useCovered({ field: field.id, label, row: null, column: null }, textOf(value), {
    secret,
    masked: ids.foreign === true && field.personal,
  })
  const free = useFreeText(
    covered.value,
    (text) => onChange(text === '' ? null : text),
    secret ? (text) => (covered.shown(text) ? text : maskPersonal(text)) : undefined,
    covered.hidden,
  )
  const input = (
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
  if (!secret && covered.look === null) return input
  return (
    <span className="covered-line">
      {input}
      {covered.look ? <LookButton label={label} onLook={covered.look} /> : null}
    </span>
  )
}
