import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import './virtual-rows.css'

type Props<Row> = {
  label: string
  rows: readonly Row[]
  keyOf: (row: Row) => string
  current: string | null
  /** Of every row, in pixels. */
  rowHeight: number
  onChoose: (key: string) => void
  /** Enter, or a second click. */
  onOpen?: (key: string) => void
  /** The last rows are in sight: more of them may be read. */
  onEnd?: () => void
  children: (row: Row) => ReactNode
}

/** Rows from the end on which the end counts as near. */
const nearEnd = 20

/** A long list of which only what is in sight is drawn: one stop of Tab, arrows, Home and End walk, Enter opens. */
export function VirtualRows<Row>({
  label,
  rows,
  keyOf,
  current,
  rowHeight,
  onChoose,
  onOpen,
  onEnd,
  children,
}: Props<Row>) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const last = list.getVirtualItems().at(-1)?.index ?? 0
  const isNearEnd = rows.length > 0 && last >= rows.length - nearEnd
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again once more rows are here and their end is in sight
  useEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, rows.length])
  const at = rows.findIndex((row) => keyOf(row) === current)
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' })
  }, [at, list])

  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' && current !== null) onOpen?.(current)
    else {
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -rows.length, End: rows.length }[
        event.key
      ]
      if (step === undefined) return
      const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
      if (row !== undefined) onChoose(keyOf(row))
    }
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className="virtual-rows"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      onKeyDown={press}
    >
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          const key = keyOf(row)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={key}
              id={`${id}-${index}`}
              className="virtual-row"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => {
                // A row that scrolls away would take the focus with it.
                scroller.current?.focus({ preventScroll: true })
                onChoose(key)
              }}
              onDoubleClick={() => onOpen?.(key)}
            >
              {children(row)}
            </div>
          )
        })}
      </div>
    </div>
  )
}
