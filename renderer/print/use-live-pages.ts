import { startTransition, useEffect, useRef, useState } from 'react'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { type BrowserMeasure, makeBrowserMeasure } from './browser-measure.ts'
import { keepPages, type LaidOut } from './keep-pages.ts'
import { paginate } from './paginate.ts'
import { loadPaperFonts } from './paper-fonts.ts'

/** Quiet time after a key before the page is laid out anew. */
const quietMs = 140
/** The page follows at the latest after this much longer, however busy the window is. */
const patienceMs = 400

let measure: BrowserMeasure | null = null
let fonts: Promise<void> | null = null

/** Pages of a document that changes while somebody types; null until the fonts of the paper are there. */
export function useLivePages(document: PrintDocument): LaidOut | null {
  const [live, setLive] = useState<LaidOut | null>(null)
  const [ready, setReady] = useState(false)
  const first = useRef(true)

  useEffect(() => {
    let left = false
    fonts ??= loadPaperFonts()
    void fonts.then(() => {
      if (!left) setReady(true)
    })
    return () => {
      left = true
    }
  }, [])

  useEffect(() => {
    if (!ready) return
    let idle = 0
    const layOut = () => {
      measure ??= makeBrowserMeasure()
      const pages = paginate(document, measure)
      startTransition(() => setLive((before) => keepPages(before, { document, pages })))
    }
    const timer = setTimeout(
      () => {
        idle = requestIdleCallback(layOut, { timeout: patienceMs })
      },
      first.current ? 0 : quietMs,
    )
    first.current = false
    return () => {
      clearTimeout(timer)
      cancelIdleCallback(idle)
    }
  }, [document, ready])

  return live
}
