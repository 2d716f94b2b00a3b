import { useRef } from 'react'

/**
 * Keys of the rows in sight: a row that leaves gives its elements to the one that comes, so that while one scrolls only
 * words change.
 * @param shown how many rows are drawn now
 */
export function useSlots(shown: number): (item: { index: number }) => number {
  const slots = useRef(1)
  slots.current = Math.max(slots.current, shown)
  return (item) => item.index % slots.current
}
