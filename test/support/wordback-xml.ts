/** What people do to a Word document, made by a script on its XML: one function an edit, and what must come back. */
import type { FieldValue } from '../../shared/form/definition.ts'

/** Parts of the document by name; an edit changes them in place. */
export type WordParts = Map<string, string>

export type WordEdit = {
  name: string
  form: 'JS-F2' | 'LIB-SUMMARY-4' | 'LIB-BEST-WORKS' | 'LIB-COLLECTION'
  edit: (parts: WordParts) => void
  /** `kind field: what went out → what came in`, common beginnings and ends left out; in the order of the paper. */
  shown: string[]
  comments?: string[]
  /** What taking everything makes of the answers, beside what they were. */
  values?: Record<string, FieldValue | undefined>
}

export const main = 'word/document.xml'
export const change = (parts: WordParts, name: string, work: (xml: string) => string): void => {
  const before = parts.get(name) ?? ''
  const after = work(before)
  if (after === before) throw new Error(`nothing was edited in ${name}`)
  parts.set(name, after)
}
export const body = (work: (xml: string) => string) => (parts: WordParts) => change(parts, main, work)

export function once(xml: string, from: string, to: string): string {
  if (xml.split(from).length !== 2) throw new Error(`${xml.split(from).length - 1} places of ${from}`)
  return xml.replace(from, () => to)
}
export const words = (from: string, to: string) => body((xml) => once(xml, from, to))

type Piece = { xml: string; start: number; end: number }
/** The innermost element that holds these words. */
export function around(xml: string, tag: string, text: string): Piece {
  const at = xml.indexOf(text)
  const start = Math.max(xml.lastIndexOf(`<w:${tag}>`, at), xml.lastIndexOf(`<w:${tag} `, at))
  const end = xml.indexOf(`</w:${tag}>`, at) + `</w:${tag}>`.length
  if (at < 0 || start < 0 || xml.slice(start, at).includes(`</w:${tag}>`)) throw new Error(`no ${tag} with ${text}`)
  return { xml: xml.slice(start, end), start, end }
}
export const replaced = (xml: string, { start, end }: Piece, by: string): string =>
  xml.slice(0, start) + by + xml.slice(end)
/** The element with these words, made into something else. */
export const remade = (tag: string, text: string, work: (xml: string) => string) =>
  body((xml) => {
    const piece = around(xml, tag, text)
    return replaced(xml, piece, work(piece.xml))
  })

export const run = (text: string, inside = ''): string => `<w:r>${inside}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const paragraph = (text: string): string => `<w:p>${run(text)}</w:p>`
export const by = 'w:id="900" w:author="局长" w:date="2022-05-11T10:00:00Z"'
/** The run that holds `text`, cut in three so that the words stand in a run of their own. */
export const cutRun = (text: string, make: (before: string, cut: string, after: string, facts: string) => string) =>
  body((xml) => {
    const piece = around(xml, 'r', text)
    const facts = /<w:rPr>.*?<\/w:rPr>/u.exec(piece.xml)?.[0] ?? ''
    const whole = /<w:t[^>]*>([^<]*)<\/w:t>/u.exec(piece.xml)?.[1] ?? ''
    const at = whole.indexOf(text)
    return replaced(xml, piece, make(whole.slice(0, at), text, whole.slice(at + text.length), facts))
  })
export const deleted = (text: string, facts: string): string =>
  `<w:del ${by}><w:r>${facts}<w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`
export const inserted = (text: string, facts: string): string => `<w:ins ${by}>${run(text, facts)}</w:ins>`
export const withoutMarks = (xml: string): string => xml.replace(/<w:bookmark(?:Start|End)[^>]*\/>/gu, '')
export const inParagraph = (xml: string, inside: string): string => xml.replace(/<\/w:p>$/u, `${inside}</w:p>`)

export const cells = (xml: string, texts: readonly string[]): string => {
  let at = 0
  return withoutMarks(xml).replace(/<w:p>.*?<\/w:p>/gsu, () => paragraph(texts[at++] ?? ''))
}
