import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { PrintPages } from './PrintPages.tsx'
import { paper, pixelsPerMillimetre } from './paper.ts'
import { useLivePages } from './use-live-pages.ts'

const gapMm = 8

/** Scrolls the place around the paper, and nothing else; a field that is in sight already stays where it is. */
function bringIntoSight(frame: HTMLElement, field: string): void {
  const place = frame.parentElement
  const target = frame.querySelector(`[data-field="${CSS.escape(field)}"]`)
  if (!place || !target) return
  const inside = target.getBoundingClientRect()
  const around = place.getBoundingClientRect()
  if (inside.top >= around.top && inside.top <= around.bottom - 48) return
  // As much of its page as goes with it: what stands above a field says what it is.
  const page = (target.closest('.paper-page') ?? target).getBoundingClientRect()
  const fromPage = inside.top - page.top < around.height * 0.7
  place.scrollTop += fromPage ? page.top - around.top - 12 : inside.top - around.top - around.height / 4
}

/** The paper beside the form: the very pages that will be printed, made as small as the place. */
export function LivePages({
  document,
  field = null,
  onPick,
}: {
  document: PrintDocument
  /** The field being edited: its place on the paper is brought into sight. */
  field?: string | null
  /** A place on the paper was clicked that belongs to this field. */
  onPick?: (field: string) => void
}) {
  const live = useLivePages(document)
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)

  useLayoutEffect(() => {
    const place = frame.current
    if (!place) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width)
    })
    observer.observe(place)
    return () => observer.disconnect()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: new pages may have moved the field
  useEffect(() => {
    if (field !== null && frame.current) bringIntoSight(frame.current, field)
  }, [field, live?.pages.length])

  const scale = Math.min(1, width / (paper.width * pixelsPerMillimetre))
  const count = live?.pages.length ?? 1
  const heightMm = count * paper.height + (count - 1) * gapMm
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; every field is reached by keyboard in the form
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      ref={frame}
      className="live-pages"
      style={{ height: `${heightMm * scale}mm` }}
      data-ready={live !== null}
      onClick={(event) => {
        const picked = (event.target as Element).closest<HTMLElement>('[data-field]')?.dataset.field
        // Marking text to copy it is no wish to leave it.
        if (picked && getSelection()?.isCollapsed !== false) onPick?.(picked)
      }}
    >
      {live === null || width === 0 ? null : (
        <div style={{ transform: `scale(${scale})`, transformOrigin: '0 0', width: `${paper.width}mm` }}>
          <PrintPages document={live.document} pages={live.pages} source="thumb" />
        </div>
      )}
    </div>
  )
}
