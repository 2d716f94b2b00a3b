import { Checkbox, Radio } from 'antd'
import { chosenOptions } from '../../shared/form/evaluate.ts'
import type { ControlProps } from './field-props.ts'
import { useLocalValue } from './use-local-value.ts'

/** Ticks in a row, in the order of the paper; where only one may be chosen, round ones. */
export function ChoicesControl({ field, value, onChange, onLeave, ids }: ControlProps<'choices'>) {
  const [local, put] = useLocalValue(value, onChange)
  const chosen = chosenOptions(local ?? undefined)
  const toggle = (id: string, ticked: boolean) => {
    const next = field.options
      .map((option) => option.id)
      .filter((option) => (option === id ? ticked : chosen.includes(option)))
    put(next.length === 0 ? null : next)
  }
  const single = field.max === 1
  const group = {
    className: 'choices',
    'aria-labelledby': ids.labelledBy,
    'aria-describedby': ids.describedBy,
    onBlur: onLeave,
  }
  const boxes = field.options.map((option, index) => {
    const common = {
      id: index === 0 ? ids.id : undefined,
      disabled: ids.disabled,
      checked: chosen.includes(option.id),
    }
    return single ? (
      <Radio
        key={option.id}
        {...common}
        name={ids.id}
        onChange={() => put([option.id])}
        onClick={(event) => {
          // A second click on the chosen one takes it back; what must be answered stays answered.
          const again = event.target instanceof HTMLInputElement && common.checked
          if (again && !ids.required) put(null)
        }}
      >
        {option.label}
      </Radio>
    ) : (
      <Checkbox key={option.id} {...common} onChange={(event) => toggle(option.id, event.target.checked)}>
        {option.label}
      </Checkbox>
    )
  })
  return single ? (
    <div role="radiogroup" {...group}>
      {boxes}
    </div>
  ) : (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out beside its label
    <div role="group" {...group}>
      {boxes}
    </div>
  )
}
