import { type DragEvent, useState } from 'react'
import { droppedPaths } from './pick-scans.ts'

type DropProps = {
  'data-over': boolean
  onDragOver: (event: DragEvent) => void
  onDragLeave: () => void
  onDrop: (event: DragEvent) => void
}

/**
 * Files dropped on a place; a button beside it is the first way.
 * @param pick asks for files where the runtime does not tell a dropped file's path
 */
export function useDrop(take: (paths: string[]) => void, pick: () => void, disabled = false): DropProps {
  const [over, setOver] = useState(false)
  return {
    'data-over': over,
    onDragOver: (event) => {
      event.preventDefault()
      if (!disabled) setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault()
      setOver(false)
      if (disabled) return
      const paths = droppedPaths(event)
      if (paths.length > 0) take(paths)
      else pick()
    },
  }
}
