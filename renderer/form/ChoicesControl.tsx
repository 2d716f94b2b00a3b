import { Checkbox } from 'antd'
import { chosenOptions } from '../../shared/form/evaluate.ts'
import type { ControlProps } from './field-props.ts'

/** Ticks in a row, in the order of the paper. */
export function ChoicesControl({ field, value, onChange, onLeave, ids }: ControlProps<'choices'>) {
  const chosen = chosenOptions(value)
  const toggle = (id: string, ticked: boolean) => {
    const next = field.options
      .map((option) => option.id)
      .filter((option) => (option === id ? ticked : chosen.includes(option)))
    onChange(next.length === 0 ? null : next)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out beside its label
    <div
      className="choices"
      role="group"
      aria-labelledby={ids.labelledBy}
      aria-describedby={ids.describedBy}
      onBlur={onLeave}
    >
      {field.options.map((option, index) => (
        <Checkbox
          key={option.id}
          id={index === 0 ? ids.id : undefined}
          disabled={ids.disabled}
          checked={chosen.includes(option.id)}
          onChange={(event) => toggle(option.id, event.target.checked)}
        >
          {option.label}
        </Checkbox>
      ))}
    </div>
  )
}
