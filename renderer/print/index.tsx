/** The hidden window's page: main hands it documents and prints what then stands here. */
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { makeBrowserMeasure } from './browser-measure.ts'
import { fitPictures } from './fit-pictures.ts'
import { PrintPages } from './PrintPages.tsx'
import { paginate } from './paginate.ts'
import { loadPaperFonts } from './paper-fonts.ts'

type Rendered = { pages: number; missingPictures: string[] }

declare global {
  interface Window {
    /** Lays the documents out, one after the other; resolves when fonts and pictures are there and nothing moves any more. */
    renderDocuments?: (documents: PrintDocument[], title: string) => Promise<Rendered>
    clearDocument?: () => void
  }
}

const container = document.getElementById('root')
if (container) {
  const root = createRoot(container)
  const measure = makeBrowserMeasure()
  const fonts = loadPaperFonts()

  window.renderDocuments = async (printed, title) => {
    await fonts
    document.title = title
    const laidOut = printed.map((one) => ({ document: one, pages: paginate(one, measure) }))
    flushSync(() =>
      root.render(
        laidOut.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          <PrintPages key={`${index}`} document={one.document} pages={one.pages} source="file" />
        )),
      ),
    )
    const missingPictures = await fitPictures(container)
    await document.fonts.ready
    return { pages: laidOut.reduce((sum, { pages }) => sum + pages.length, 0), missingPictures }
  }
  // What was printed last must not lie about in a hidden window.
  window.clearDocument = () => {
    flushSync(() => root.render(null))
    measure.forget()
    document.title = ''
  }
}
