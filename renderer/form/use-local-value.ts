import { useState } from 'react'
import type { FieldValue } from '../../shared/form/definition.ts'
import { useHandedOn } from './use-handed-on.ts'

type Value = FieldValue | null

/** A value that stands in its control at once; see use-handed-on.ts. */
export function useLocalValue(
  outer: FieldValue | undefined,
  onChange: (value: Value) => void,
): [Value, (next: Value) => void] {
  const [value, setValue] = useState<Value>(outer ?? null)
  const handOn = useHandedOn<Value>(outer ?? null, onChange, setValue)
  return [
    value,
    (next) => {
      setValue(next)
      handOn(next)
    },
  ]
}
