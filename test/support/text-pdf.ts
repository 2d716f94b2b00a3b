/** Stands for the main process: a real PDF whose text is packed, so that only a program that reads PDFs sees it. */
import { deflateSync } from 'node:zlib'
import type { CoreOptions } from '../../electron/core/core.ts'

/** ASCII only: the standard fonts have nothing else. Each text of the document is a line of its own. */
function linesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value.replace(/[^\x20-\x7e]/g, ' ').trim()].filter((line) => line !== '')
  if (Array.isArray(value)) return value.flatMap(linesOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linesOf) : []
}

export function textPdf(document: unknown): Buffer {
  const shown = linesOf(document).map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`)
  const stream = deflateSync(Buffer.from(`BT /F1 1 Tf 1 TL 10 800 Td\n${shown.join('\n')}\nET`, 'latin1'))
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    ),
    Buffer.concat([
      Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
      stream,
      Buffer.from('\nendstream'),
    ]),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
  ]
  const parts = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [at, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    offsets.push(length)
    parts.push(part)
    length += part.length
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

export const textPdfStub: NonNullable<CoreOptions['ask']> = async (method, input) => {
  if (method !== 'print.render') throw new Error(`no answer to ${method}`)
  return new Uint8Array(textPdf((input as { document: unknown }).document))
}
