/** XML as a row of tokens. No entity but the five of XML and characters by number: nothing expands, nothing is fetched. */
import { CannotRead } from '../received/received-text.ts'

export type XmlToken =
  | { readonly kind: 'open' | 'single'; readonly name: string; readonly attributes: string }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|([^<]+)|<!DOCTYPE/g

/** No word processor nests deeper. */
const maxDepth = 400

/** @throws CannotRead damaged (a document type, crossed elements), too-much (depth) */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  const open: string[] = []
  for (const match of xml.matchAll(token)) {
    const [whole, cdata, closing, name, rest, text] = match
    if (whole === '<!DOCTYPE') throw new CannotRead({ why: 'damaged' })
    if (text !== undefined) yield { kind: 'text', text: decodeEntities(text) }
    else if (cdata !== undefined) yield { kind: 'text', text: cdata }
    else if (name !== undefined && closing === '/') {
      if (open.pop() !== name) throw new CannotRead({ why: 'damaged' })
      yield { kind: 'close', name }
    } else if (name !== undefined) {
      const single = rest?.endsWith('/') === true
      const attributes = single ? (rest ?? '').slice(0, -1) : (rest ?? '')
      if (!single && open.push(name) > maxDepth) throw new CannotRead({ why: 'too-much' })
      yield { kind: single ? 'single' : 'open', name, attributes }
    }
  }
  if (open.length > 0) throw new CannotRead({ why: 'damaged' })
}

/** '' when it is not there. */
export function attribute(attributes: string, name: string): string {
  const at = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(attributes)
  return decodeEntities(at?.[1] ?? at?.[2] ?? '')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, body: string) => {
    if (!body.startsWith('#')) return named[body] ?? whole
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
