import { useState } from 'react'

/** Rows of a small table: those that are not whole yet stay on the page and are not handed on. */
export function useDraftRows<T>(
  outer: readonly T[],
  isWhole: (row: T) => boolean,
  onRows: (rows: T[]) => void,
): [readonly T[], (rows: T[]) => void] {
  const [rows, setRows] = useState(outer)
  const [given, setGiven] = useState(outer)
  // 撤销 or another change beside us: theirs is what holds.
  if (outer !== given) {
    setGiven(outer)
    setRows(outer)
  }
  return [
    rows,
    (next) => {
      const whole = next.filter(isWhole)
      setRows(next)
      setGiven(whole)
      onRows(whole)
    },
  ]
}
