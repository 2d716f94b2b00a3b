/** Which row the cursor stands on, and which are marked for a common action. */
import { type KeyboardEvent, useState } from 'react'
import { pressed } from '../../shared/domain/shortcuts.ts'

export type Chosen = {
  current: string | null
  marked: ReadonlySet<string>
  goTo: (index: number) => void
  toggle: (index: number) => void
  /** Marks everything from where the cursor was set last. */
  extendTo: (index: number) => void
  /** Marks these beside what is marked. */
  mark: (ids: readonly string[]) => void
  clear: () => void
  /** Arrows, Space, Shift and arrows, Ctrl+A, Escape; true when the key was one of them. */
  press: (event: KeyboardEvent) => boolean
}

type Held = { current: string | null; anchor: string | null; marked: ReadonlySet<string> }

/** @param ids of the rows as they are shown, in that order */
export function useChosen(ids: readonly string[]): Chosen {
  const [held, setHeld] = useState<Held>({ current: null, anchor: null, marked: new Set() })
  const shown = new Set(ids)
  // What a filter hides is not acted on.
  const current = held.current !== null && shown.has(held.current) ? held.current : null
  const marked = new Set([...held.marked].filter((id) => shown.has(id)))
  const idAt = (index: number) => ids[index] ?? null

  const goTo = (index: number) => setHeld((before) => ({ ...before, current: idAt(index), anchor: idAt(index) }))
  const toggle = (index: number) => {
    const id = idAt(index)
    if (id === null) return
    const next = new Set(marked)
    if (!next.delete(id)) next.add(id)
    setHeld({ current: id, anchor: id, marked: next })
  }
  const extendTo = (index: number) => {
    const from = ids.indexOf(held.anchor ?? held.current ?? '')
    const start = from < 0 ? index : from
    const between = ids.slice(Math.min(start, index), Math.max(start, index) + 1)
    setHeld({ current: idAt(index), anchor: idAt(start), marked: new Set([...marked, ...between]) })
  }
  const mark = (more: readonly string[]) => setHeld((before) => ({ ...before, marked: new Set([...marked, ...more]) }))
  const clear = () => setHeld((before) => ({ ...before, marked: new Set() }))
  const press = (event: KeyboardEvent): boolean => {
    const at = current === null ? -1 : ids.indexOf(current)
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -ids.length, End: ids.length }[event.key]
    if (move !== undefined) {
      const next = Math.min(Math.max(at + move, 0), ids.length - 1)
      if (event.shiftKey) extendTo(next)
      else goTo(next)
    } else if (event.key === ' ' && at >= 0) toggle(at)
    else if (pressed(event, 'markAll')) setHeld((before) => ({ ...before, marked: shown }))
    else if (event.key === 'Escape' && marked.size > 0) clear()
    else return false
    return true
  }
  return { current, marked, goTo, toggle, extendTo, mark, clear, press }
}
