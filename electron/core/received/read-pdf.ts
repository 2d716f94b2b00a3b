import { getDocument, Util } from 'pdfjs-dist/legacy/build/pdf.mjs'
// Registers the parser in this very thread: nothing is fetched and no further worker is started.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { joinLines, type PageLine, type PageOfLines } from './join-lines.ts'
import { plainCharacters } from './plain-characters.ts'
import { CannotRead, type ReceivedText } from './received-text.ts'
import { scannedPictures } from './scanned-pictures.ts'

/** A notice has some ten pages; this bounds what a stray book can cost. */
const maxPages = 200

/**
 * @param cMapFolder the predefined character maps: many offices' PDFs do not embed theirs
 * @throws CannotRead locked, damaged, too-much
 */
export async function readPdf(bytes: Uint8Array, cMapFolder: string): Promise<ReceivedText> {
  // The parser takes the bytes over: the pictures are looked for in a copy.
  const copy = bytes.slice()
  const task = getDocument({
    data: bytes,
    cMapUrl: `${cMapFolder}/`,
    cMapPacked: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    if (document.numPages > maxPages) throw new CannotRead({ why: 'too-much' })
    const pages: PageOfLines[] = []
    for (let n = 1; n <= document.numPages; n++) pages.push(await pageLines(await document.getPage(n)))
    const joined = joinLines(pages)
    // A stray page number is no text layer.
    const scanned = joined.text.replace(/\s/g, '').length < 12 * pages.length
    return { kind: 'pdf', ...joined, text: joined.text, pictures: scanned ? scannedPictures(copy) : [] }
  } catch (error) {
    if (error instanceof CannotRead) throw error
    const name = error instanceof Error ? error.name : ''
    throw new CannotRead({ why: name === 'PasswordException' ? 'locked' : 'damaged' })
  } finally {
    await task.destroy()
  }
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>

interface Piece {
  text: string
  left: number
  right: number
  base: number
  size: number
}

async function pageLines(page: Page): Promise<PageOfLines> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const pieces: Piece[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = Util.transform(viewport.transform, item.transform) as number[]
    // Upright running text only: a watermark across the page is none of the notice's words.
    if (Math.abs(b) > Math.abs(a) * 0.2) continue
    const size = Math.hypot(c, d)
    pieces.push({ text: plainCharacters(item.str), left: x, right: x + item.width, base: y, size })
  }
  page.cleanup()
  return { height: viewport.height, lines: toLines(pieces) }
}

/** Pieces on one base line, left to right; the order of the file counts for nothing. */
function toLines(pieces: readonly Piece[]): PageLine[] {
  const rows: Piece[][] = []
  for (const piece of [...pieces].sort((a, b) => a.base - b.base)) {
    const row = rows.at(-1)
    const head = row?.[0]
    if (row && head && Math.abs(head.base - piece.base) < Math.min(head.size, piece.size) * 0.5) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => {
    const sorted = row.sort((a, b) => a.left - b.left)
    const text = sorted.reduce((line, piece, at) => line + gapBefore(sorted[at - 1], piece) + piece.text, '')
    return {
      text: text.replace(/\s+/g, ' ').trim(),
      left: Math.min(...row.map((piece) => piece.left)),
      right: Math.max(...row.map((piece) => piece.right)),
      top: Math.min(...row.map((piece) => piece.base - piece.size)),
      size: Math.max(...row.map((piece) => piece.size)),
    }
  })
}

/** Columns of a table and words of a Latin line stand apart; Chinese characters are set a little apart as it is. */
function gapBefore(before: Piece | undefined, piece: Piece): string {
  if (!before) return ''
  const gap = piece.left - before.right
  const latin = /[A-Za-z]$/.test(before.text) && /^[A-Za-z]/.test(piece.text)
  return gap > piece.size * (latin ? 0.2 : 0.9) ? ' ' : ''
}
