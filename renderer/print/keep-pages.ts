/** Pages that say the same as before keep their identity: only the page that was typed on is drawn anew. Pure. */
import type { PrintDocument } from '../../shared/form/print-document.ts'
import type { Page } from './pages.ts'

export type LaidOut = { document: PrintDocument; pages: Page[] }

const texts = new WeakMap<object, string>()

function textOf(part: object): string {
  const known = texts.get(part)
  if (known !== undefined) return known
  const text = JSON.stringify(part)
  texts.set(part, text)
  return text
}

/** What a page shows of its document beside its pieces. */
const frames = new WeakMap<PrintDocument, string>()
function frameOf(document: PrintDocument): string {
  const known = frames.get(document)
  if (known !== undefined) return known
  const { blocks: _blocks, ...frame } = document
  const text = JSON.stringify(frame)
  frames.set(document, text)
  return text
}

export function keepPages(before: LaidOut | null, now: LaidOut): LaidOut {
  if (before === null || frameOf(before.document) !== frameOf(now.document)) return now
  const pages = now.pages.map((page, at) => {
    const old = before.pages[at]
    return old && textOf(old) === textOf(page) ? old : page
  })
  return { document: before.document, pages }
}
