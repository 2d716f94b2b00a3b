/** The rows of a grid (grid.css) that draws only what is in sight and keeps the current cell there. */
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useSlots } from './use-slots.ts'

/** In pixels, as the grid's own stylesheet sets them. */
export type GridSizes = { row: number; first: number; cell: number }

export type GridLines = {
  scroller: RefObject<HTMLDivElement | null>
  items: readonly VirtualItem[]
  /** Of all rows together, in pixels. */
  height: number
  keyOf: (item: VirtualItem) => number
}

/**
 * @param row index of the current row, -1 when it is none of the `count`
 * @param column index of the current cell, -1 for the head of the row
 */
export function useGridLines(count: number, sizes: GridSizes, row: number, column: number): GridLines {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => sizes.row,
    overscan: 4,
    useFlushSync: false,
  })
  const items = list.getVirtualItems()
  const keyOf = useSlots(items.length)

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    if (row >= 0) {
      const head = box.querySelector<HTMLElement>('.grid-heads')?.offsetHeight ?? 0
      const top = row * sizes.row
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + sizes.row + head > box.scrollTop + box.clientHeight)
        box.scrollTop = top + sizes.row + head - box.clientHeight
    }
    if (column < 0) return
    const left = column * sizes.cell
    if (left < box.scrollLeft) box.scrollLeft = left
    else if (left + sizes.cell + sizes.first > box.scrollLeft + box.clientWidth)
      box.scrollLeft = left + sizes.cell + sizes.first - box.clientWidth
  }, [row, column, sizes])

  return { scroller, items, height: list.getTotalSize(), keyOf }
}
