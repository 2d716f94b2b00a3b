import type { ReceivedPicture } from './received-text.ts'

/** Scanners put one JPEG a page into the file as it is: it can be shown without drawing the page. */
const maxPictures = 20
/** A smaller one is a logo or a stamp. */
const minBytes = 5_000

/** The photographs that lie in a PDF in clear, in the order of the file; never throws. */
export function scannedPictures(pdf: Uint8Array): ReceivedPicture[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length)
  const found: ReceivedPicture[] = []
  let at = 0
  while (found.length < maxPictures) {
    const filter = bytes.indexOf('/DCTDecode', at, 'latin1')
    if (filter < 0) break
    const start = bytes.indexOf(jpegStart, filter)
    const stream = bytes.indexOf('stream', filter, 'latin1')
    const end = stream < 0 ? -1 : bytes.indexOf('endstream', stream, 'latin1')
    if (start < 0 || stream < 0 || end < 0) break
    at = end
    // Behind a second filter the bytes are no JPEG.
    if (start - stream > 10 || end - start < minBytes) continue
    found.push({ bytes: Uint8Array.from(bytes.subarray(start, end)), mediaType: 'image/jpeg' })
  }
  return found
}

const jpegStart = Buffer.from([0xff, 0xd8, 0xff])
