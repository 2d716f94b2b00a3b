import type { PrintDocument } from '../../shared/form/print-document.ts'
import type { PictureSource } from './PicturesPiece.tsx'
import { PrintPage } from './PrintPage.tsx'
import type { Page } from './pages.ts'
import './print.css'

/** The pages of a document: the same component beside the form and on paper. */
export function PrintPages({
  document,
  pages,
  source,
}: {
  document: PrintDocument
  pages: readonly Page[]
  source: PictureSource
}) {
  return (
    <div className="paper-pages">
      {pages.map((page, index) => (
        <PrintPage
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          key={`${index}`}
          document={document}
          page={page}
          number={index + 1}
          pages={pages.length}
          source={source}
        />
      ))}
    </div>
  )
}
