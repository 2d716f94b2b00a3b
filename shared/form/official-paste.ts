/** What Word, WPS and web pages bring along with a copied text, put into the form of an official document. Pure. */
import { readLine } from './numbering.ts'

const fullWidth = (text: string): string =>
  text.replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

/** ⑴ ① ㈠ and 1） as marks of their level; 第一、 and the like stay words. */
function plainMark(line: string): string {
  return line
    .replace(/^[⑴-⒇]/u, (mark) => `（${mark.charCodeAt(0) - 0x2474 + 1}）`)
    .replace(/^[①-⑳]/u, (mark) => `（${mark.charCodeAt(0) - 0x2460 + 1}）`)
    .replace(/^[㈠-㈩]/u, (mark) => `（${'一二三四五六七八九十'.charAt(mark.charCodeAt(0) - 0x3220)}）`)
    .replace(/^(\d{1,2})[）)]/u, '（$1）')
    .replace(/^[０-９]{1,3}[.．、]/u, fullWidth)
    .replace(/^[（(][０-９]{1,3}[）)]/u, fullWidth)
    .replace(/^[·•●▪■◆➢✓\uf0b7\uf06c\uf0d8]\s*/u, '')
}

/** Lines without indents, tabs behind numbers and empty lines; one line alone only loses what cannot be seen. */
export function cleanPasted(text: string): string {
  const plain = text
    .replace(/\r\n?|[\v\f\u2028\u2029]/gu, '\n')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/gu, '')
    .replace(/\u00a0/gu, ' ')
  if (!plain.includes('\n')) return plain.replace(/\t/gu, ' ')
  const ends = plain.endsWith('\n') ? '\n' : ''
  const lines = plain.split('\n').flatMap((line) => {
    const written = plainMark(line.trim())
    if (written === '') return []
    const read = readLine(written)
    // A number behind which stands a tab or blanks, as automatic numbering writes it.
    const rest = read.rest.trimStart().replace(/\t+/gu, ' ')
    if (read.level === 0) return [rest]
    const joined = `${read.mark}${rest}`
    return [readLine(joined).level === read.level ? joined : `${read.mark} ${rest}`]
  })
  return lines.length === 0 ? '' : lines.join('\n') + ends
}
