/** Pages with our two-dimensional code where it is printed, for tests that are not about paper itself. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { create } from 'qrcode'
import type { Picture } from './phone-photo.ts'

const run = promisify(execFile)
/** Where a code is printed, in millimetres, and how fine the picture is: pixels in a millimetre. */
export interface Printed {
  readonly x: number
  readonly y: number
  readonly side: number
  readonly perMillimetre: number
}
const revisionCode: Printed = { x: 172, y: 268, side: 20, perMillimetre: 5 }
/** Of a whole card on 单位备案表, as a scanner of 200 dpi sees it. */
export const cardCode: Printed = { x: 152, y: 248, side: 40, perMillimetre: 8 }

export function markedPage(
  qrText: string | null,
  { x, y, side: whole, perMillimetre }: Printed = revisionCode,
): Picture {
  const [width, height] = [210 * perMillimetre, 297 * perMillimetre]
  const pixels = new Uint8Array(width * height * 3).fill(255)
  const black = (x0: number, y0: number, w: number, h: number) => {
    const [left, right] = [Math.round(x0 * perMillimetre), Math.round((x0 + w) * perMillimetre)]
    const [top, bottom] = [Math.round(y0 * perMillimetre), Math.round((y0 + h) * perMillimetre)]
    for (let row = top; row < bottom; row++) pixels.fill(0, 3 * (row * width + left), 3 * (row * width + right))
  }
  // A table with something like writing in it.
  for (let line = 0; line < 12; line++) {
    black(25, 60 + 14 * line, 160, 0.3)
    for (let mark = 0; mark < 30; mark++) black(30 + 5 * mark, 65 + 14 * line, (mark * 7 + line * 3) % 4, 0.8)
  }
  if (qrText !== null) {
    const { modules } = create(qrText, { errorCorrectionLevel: 'M' })
    const side = whole / modules.size
    for (let row = 0; row < modules.size; row++)
      for (let column = 0; column < modules.size; column++)
        if (modules.get(row, column)) black(x + column * side, y + row * side, side, side)
  }
  return { width, height, pixels }
}

/** As a flat-bed scanner gives it. @param mark makes the bytes of two scans of one page differ */
export async function writeScan(qrText: string | null, out: string, mark: number, printed?: Printed): Promise<string> {
  const { width, height, pixels } = markedPage(qrText, printed)
  pixels.fill(mark % 251, 0, 60)
  writeFileSync(`${out}.ppm`, Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), pixels]))
  await run('convert', [`${out}.ppm`, '-quality', '70', out])
  return out
}

/** As an office's scanner writes it: one JPEG a page, as it is. */
export function scannedPdf(jpegs: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  jpegs.forEach((jpeg, index) => {
    const head = `${index + 1} 0 obj\n<< /Type /XObject /Subtype /Image /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`
    parts.push(Buffer.from(head), jpeg, Buffer.from('\nendstream\nendobj\n'))
  })
  parts.push(Buffer.from('%%EOF\n'))
  return Buffer.concat(parts)
}
