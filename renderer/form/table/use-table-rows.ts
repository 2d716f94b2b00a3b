import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { FieldValue } from '../../../shared/form/definition.ts'
import { afterPaint } from '../../ui/after-paint.ts'
import { useHandedOn } from '../use-handed-on.ts'
import { type Rows, rowsOf, tableValue } from './table-edits.ts'

const same = (rows: Rows, value: FieldValue | null): boolean =>
  JSON.stringify(tableValue(rows)) === JSON.stringify(value)

/** Rows on screen, handed on as the table's value; `undo` is the state before the last thing that can be taken back. */
export function useTableRows(value: FieldValue | undefined, onChange: (value: FieldValue | null) => void) {
  const [rows, setRows] = useState<Rows>(() => rowsOf(value))
  const [undo, setUndo] = useState<{ text: string; before: Rows } | null>(null)
  const latest = useRef(rows)
  const show = (next: Rows) => {
    latest.current = next
    setRows(next)
  }
  const handOn = useHandedOn<FieldValue | null>(value ?? null, onChange, (outer) => {
    // The same rows keep their keys, and so the cursor its place.
    if (!same(latest.current, outer)) show(rowsOf(outer))
    setUndo(null)
  })
  const hand = useRef(handOn)
  useEffect(() => {
    hand.current = handOn
  })
  /** @param told says what was done, where it can be taken back */
  const edit = useCallback((work: (rows: Rows) => Rows, told: string | null = null): boolean => {
    const before = latest.current
    const next = work(before)
    if (next === before) return false
    latest.current = next
    setRows(next)
    // What was done since would be lost with it: only the last step can be taken back.
    setUndo(told === null ? null : { text: told, before })
    hand.current(tableValue(next))
    return true
  }, [])
  const takingUp = useRef(false)
  /** A cell that is being typed in: it shows the text itself, the rows follow when there is time. */
  const type = useCallback((work: (rows: Rows) => Rows) => {
    latest.current = work(latest.current)
    hand.current(tableValue(latest.current))
    setUndo(null)
    if (takingUp.current) return
    takingUp.current = true
    afterPaint(() => {
      takingUp.current = false
      startTransition(() => setRows(latest.current))
    })
  }, [])
  const takeBack = () => {
    if (!undo) return
    edit(() => undo.before)
  }
  return { rows, latest, edit, type, undo, takeBack }
}
