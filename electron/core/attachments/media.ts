/** What a file is, by its first bytes: a name or its ending proves nothing. */
export type MediaType = 'image/jpeg' | 'image/png' | 'application/pdf' | 'video/mp4'

export interface MediaFacts {
  readonly mediaType: MediaType
  /** Pixels as stored, before any EXIF rotation; null for what is not a picture. */
  readonly width: number | null
  readonly height: number | null
}

/** Null when it is none of the closed list. A picture whose size cannot be read gives 'broken-picture'. */
export function mediaFacts(head: Buffer): MediaFacts | 'broken-picture' | null {
  if (head.length >= 3 && head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff)
    return picture('image/jpeg', jpegSize(head))
  if (head.subarray(0, 8).equals(pngMagic)) return picture('image/png', pngSize(head))
  if (head.toString('latin1', 0, 5) === '%PDF-') return { mediaType: 'application/pdf', width: null, height: null }
  if (head.length >= 12 && head.toString('latin1', 4, 8) === 'ftyp')
    return { mediaType: 'video/mp4', width: null, height: null }
  return null
}

const pngMagic = Buffer.from('89504e470d0a1a0a', 'hex')

type Size = { width: number; height: number }

function picture(mediaType: MediaType, size: Size | null): MediaFacts | 'broken-picture' {
  return size && size.width > 0 && size.height > 0 ? { mediaType, ...size } : 'broken-picture'
}

function pngSize(head: Buffer): Size | null {
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') return null
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
}

/** Walks the segments up to the frame header; a camera's EXIF block with its preview picture is jumped over. */
function jpegSize(head: Buffer): Size | null {
  let at = 2
  while (at + 9 < head.length) {
    if (head[at] !== 0xff) return null
    const marker = head[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    // SOF0 to SOF15 without the tables DHT, JPG and DAC that lie among them.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) }
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    at += standsAlone ? 2 : 2 + head.readUInt16BE(at + 2)
  }
  return null
}
