import { useLayoutEffect, useRef, useState } from 'react'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { PrintPages } from './PrintPages.tsx'
import { paper, pixelsPerMillimetre } from './paper.ts'
import { useLivePages } from './use-live-pages.ts'

const gapMm = 8

/** The paper beside the form: the very pages that will be printed, made as small as the place. */
export function LivePages({ document }: { document: PrintDocument }) {
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

  const scale = Math.min(1, width / (paper.width * pixelsPerMillimetre))
  const count = live?.pages.length ?? 1
  const heightMm = count * paper.height + (count - 1) * gapMm
  return (
    <div ref={frame} className="live-pages" style={{ height: `${heightMm * scale}mm` }} data-ready={live !== null}>
      {live === null || width === 0 ? null : (
        <div style={{ transform: `scale(${scale})`, transformOrigin: '0 0', width: `${paper.width}mm` }}>
          <PrintPages document={live.document} pages={live.pages} source="thumb" />
        </div>
      )}
    </div>
  )
}
