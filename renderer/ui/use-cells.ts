/** Where one stands in a table of cells and which of its rows are ticked; arrows walk, Space ticks the row. */
import { type KeyboardEvent, useState } from 'react'

/** Column −1 is the head of the row. */
export type CellPlace = { row: string; column: number }
export type Cells = {
  /** Null until one goes somewhere. */
  at: CellPlace | null
  marked: ReadonlySet<string>
  goTo: (place: CellPlace) => void
  toggle: (row: string) => void
  markAll: () => void
  clear: () => void
  /** True when the key was one of the grid's. */
  press: (event: KeyboardEvent) => boolean
}

const pageRows = 10

/** @param ids of the rows as they are shown @param columns how many there are beside the head */
export function useCells(ids: readonly string[], columns: number): Cells {
  const [held, setHeld] = useState<CellPlace | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  // What a filter hides is not acted on.
  const shown = new Set(ids)
  const marked = new Set([...ticked].filter((id) => shown.has(id)))
  const at = held !== null && shown.has(held.row) ? { ...held, column: Math.min(held.column, columns - 1) } : null

  const toggle = (row: string) => {
    const next = new Set(marked)
    if (!next.delete(row)) next.add(row)
    setTicked(next)
  }
  const move = (rows: number, cells: number) => {
    const row = ids[at === null ? 0 : Math.min(Math.max(ids.indexOf(at.row) + rows, 0), ids.length - 1)]
    if (row === undefined) return
    setHeld({ row, column: Math.min(Math.max((at?.column ?? -1) + cells, -1), columns - 1) })
  }
  const press = (event: KeyboardEvent): boolean => {
    const { key } = event
    const jump = event.ctrlKey || event.metaKey
    if (jump && key.toLowerCase() === 'a') setTicked(shown)
    else if (key === 'Escape' && marked.size > 0) setTicked(new Set())
    else if (key === ' ' && at !== null) toggle(at.row)
    else if (key === 'ArrowDown') move(1, 0)
    else if (key === 'ArrowUp') move(-1, 0)
    else if (key === 'PageDown') move(pageRows, 0)
    else if (key === 'PageUp') move(-pageRows, 0)
    else if (key === 'ArrowRight') move(0, 1)
    else if (key === 'ArrowLeft') move(0, -1)
    else if (key === 'Home') move(jump ? -ids.length : 0, -columns - 1)
    else if (key === 'End') move(jump ? ids.length : 0, columns + 1)
    else return false
    return true
  }
  return {
    at,
    marked,
    goTo: setHeld,
    toggle,
    markAll: () => setTicked(shown),
    clear: () => setTicked(new Set()),
    press,
  }
}
