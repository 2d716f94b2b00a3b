import { plainCharacters } from './plain-characters.ts'
import { CannotRead, type ReceivedText } from './received-text.ts'
import type { ZipParts } from './zip-part.ts'

/** @throws CannotRead damaged, too-much */
export function readDocx(parts: ZipParts): ReceivedText {
  const xml = parts.read('word/document.xml')
  if (!xml) throw new CannotRead({ why: 'damaged' })
  const text = plainCharacters(documentText(xml.toString('utf8')))
  return { kind: 'docx', text, pages: [{ start: 0, end: text.length }], pictures: [] }
}

/**
 * The visible words of a document: one paragraph a line, a row of a table as one line with its cells apart. Deleted
 * text of tracked changes (`w:delText`), field codes and the second copy of drawings are left out.
 */
export function documentText(xml: string): string {
  const lines: string[] = []
  let line = ''
  let inText = false
  let skipped = 0
  /** Nested tables count: only the outermost row ends a line. */
  let rows = 0
  const endLine = (): void => {
    const clean = line.replace(/[ \t]+/g, ' ').trim()
    if (clean !== '') lines.push(clean)
    line = ''
  }
  for (const [, closing, name = '', attributes = '', single, text] of xml.matchAll(token)) {
    if (text !== undefined) {
      if (inText && skipped === 0) line += decodeEntities(text)
      continue
    }
    const opens = closing !== '/' && single !== '/'
    if (name === 'mc:Fallback') skipped += opens ? 1 : closing === '/' ? -1 : 0
    if (skipped > 0) continue
    switch (name) {
      case 'w:t':
        inText = opens
        break
      case 'w:tr':
        if (opens) rows++
        else if (closing === '/' && --rows === 0) endLine()
        break
      case 'w:tc':
        if (closing === '/') line = `${line.trimEnd()}  `
        break
      case 'w:p':
        if (closing === '/' && rows === 0) endLine()
        else if (closing === '/' && line !== '' && !line.endsWith(' ')) line += ' '
        break
      case 'w:br':
      case 'w:cr':
        if (rows === 0 && !attributes.includes('textWrapping')) endLine()
        break
      case 'w:tab':
        // A tab stop of the paragraph's own settings has a position.
        if (!attributes.includes('w:pos')) line += ' '
        break
    }
  }
  endLine()
  return lines.join('\n')
}

const token = /<(\/?)([A-Za-z][\w:.-]*)([^<>]*?)(\/?)>|([^<]+)/g

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, body: string) => {
    if (!body.startsWith('#')) return named[body] ?? whole
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
