import type { ComponentProps } from 'react'
import type { ControlIds } from './field-props.ts'

/** A line to write in, as light as it can be: a form may have hundreds. */
export function PlainInput({
  ids,
  unit,
  ...props
}: { ids: ControlIds; unit?: string | undefined } & ComponentProps<'input'>) {
  const input = (
    <input
      {...props}
      id={ids.id}
      className={`plain-input ${props.className ?? ''}`}
      disabled={ids.disabled}
      aria-describedby={ids.describedBy}
      aria-invalid={ids.invalid}
      aria-required={ids.required}
      autoComplete="off"
      spellCheck={false}
    />
  )
  if (unit === undefined) return input
  return (
    <span className="with-unit">
      {input}
      <span className="unit">{unit}</span>
    </span>
  )
}
