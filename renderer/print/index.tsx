/** The hidden window's page: main hands it one document at a time and prints what then stands here. */
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
    /** Lays the document out; resolves when fonts and pictures are there and nothing moves any more. */
    renderDocument?: (document: PrintDocument) => Promise<Rendered>
    clearDocument?: () => void
  }
}

const container = document.getElementById('root')
if (container) {
  const root = createRoot(container)
  const measure = makeBrowserMeasure()
  const fonts = loadPaperFonts()

  window.renderDocument = async (printed) => {
    await fonts
    document.title = `${printed.formName} · ${printed.officeName}`
    const pages = paginate(printed, measure)
    flushSync(() => root.render(<PrintPages document={printed} pages={pages} source="file" />))
    const missingPictures = await fitPictures(container)
    await document.fonts.ready
    return { pages: pages.length, missingPictures }
  }
  // What was printed last must not lie about in a hidden window.
  window.clearDocument = () => {
    flushSync(() => root.render(null))
    measure.forget()
    document.title = ''
  }
}
