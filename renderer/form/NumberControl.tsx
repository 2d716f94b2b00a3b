import { normaliseText } from '../../shared/form/normalise.ts'
import { type ControlProps, textOf } from './field-props.ts'
import { PlainInput } from './PlainInput.tsx'
import { useFreeText } from './use-free-text.ts'

/** A number with its unit behind it. Empty stays empty: it is not zero. Typed freely (１ ２００, 1,200), tidied on leaving. */
export function NumberControl({ field, value, onChange, onLeave, ids }: ControlProps<'integer' | 'decimal'>) {
  const free = useFreeText(textOf(value), (text) => onChange(text === '' ? null : text))
  return (
    <PlainInput
      {...free.props}
      ids={ids}
      unit={field.unit}
      className="number-control"
      inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
      onBlur={() => {
        free.settle((text) => normaliseText(field.kind, text))
        onLeave()
      }}
    />
  )
}
