import { plainCharacters } from './plain-characters.ts'
import { CannotRead, type ReceivedText } from './received-text.ts'

/** UTF-8, UTF-16 with its mark, or GB 18030 (which holds GBK and GB 2312). @throws CannotRead unknown-type */
export function readPlain(bytes: Uint8Array): ReceivedText {
  const text = plainCharacters(decodePlain(bytes))
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[\u3000 \t]+$/, '').replace(/^[\u3000 \t]+/, ''))
    .filter((line) => line !== '')
    .join('\n')
  return { kind: 'text', text, pages: [{ start: 0, end: text.length }], pictures: [] }
}

/** @throws CannotRead unknown-type */
export function decodePlain(bytes: Uint8Array): string {
  const mark = [bytes[0], bytes[1]]
  if (mark[0] === 0xff && mark[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (mark[0] === 0xfe && mark[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // No text of an office holds a NUL.
  if (bytes.subarray(0, 65_536).includes(0)) throw new CannotRead({ why: 'unknown-type' })
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one.
    }
  }
  throw new CannotRead({ why: 'unknown-type' })
}
