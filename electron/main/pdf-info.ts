/** Description of a PDF: its title, and neither the day nor the browser that made it. */

/** Text string of PDF 1.4 §3.8.1: UTF-16BE with a byte order mark, in hexadecimal. */
function hexText(text: string): string {
  let hex = 'FEFF'
  for (let i = 0; i < text.length; i++) hex += text.charCodeAt(i).toString(16).padStart(4, '0').toUpperCase()
  return `<${hex}>`
}

function indexOf(bytes: Buffer, text: string, from: number): number {
  return bytes.indexOf(text, from, 'latin1')
}

/**
 * Rewrites the information dictionary where it stands, in the same number of bytes, so that no offset moves and equal
 * documents become equal files. A file that is built differently is returned as it is.
 */
export function describePdf(pdf: Uint8Array, title: string): Uint8Array {
  const bytes = Buffer.from(pdf)
  const trailer = bytes.lastIndexOf('trailer', undefined, 'latin1')
  if (trailer === -1) return bytes
  const reference = /\/Info (\d+) 0 R/.exec(bytes.toString('latin1', trailer))
  if (!reference) return bytes
  const start = indexOf(bytes, `\n${reference[1]} 0 obj`, 0)
  const open = start === -1 ? -1 : indexOf(bytes, '<<', start)
  const end = open === -1 ? -1 : indexOf(bytes, 'endobj', open)
  if (end === -1) return bytes
  const room = end - open
  const producer = /\/Producer \([^()]*\)/.exec(bytes.toString('latin1', open, end))?.[0] ?? ''
  const dictionary = (shown: string) => `<</Title ${hexText(shown)} /Creator (Kexie Desk) ${producer}>>`
  let shown = title
  while (shown !== '' && dictionary(shown).length + 1 > room) shown = [...shown].slice(0, -1).join('')
  const written = dictionary(shown)
  if (written.length + 1 > room) return bytes
  bytes.write(`${written.padEnd(room - 1)}\n`, open, 'latin1')
  return bytes
}
