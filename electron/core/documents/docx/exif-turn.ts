/** How a JPEG must be turned to stand upright: Word and WPS draw the stored picture and do not read its EXIF. */
export type Turn = { degrees: 0 | 90 | 180 | 270; mirrored: boolean }

const upright: Turn = { degrees: 0, mirrored: false }
/** EXIF orientation 1 to 8, mirrored left to right before turning clockwise. */
const turns: readonly Turn[] = [
  upright,
  { degrees: 0, mirrored: true },
  { degrees: 180, mirrored: false },
  { degrees: 180, mirrored: true },
  { degrees: 270, mirrored: true },
  { degrees: 90, mirrored: false },
  { degrees: 90, mirrored: true },
  { degrees: 270, mirrored: false },
]

/** Never throws: a damaged block counts as none. */
export function exifTurn(bytes: Uint8Array): Turn {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 10 < data.length && data[at] === 0xff; ) {
    const marker = data[at + 1] ?? 0
    if (marker === 0xda) break
    const length = data.readUInt16BE(at + 2)
    if (marker === 0xe1 && data.toString('latin1', at + 4, at + 8) === 'Exif') {
      return turns[(orientation(data.subarray(at + 10, at + 2 + length)) ?? 1) - 1] ?? upright
    }
    at += 2 + length
  }
  return upright
}

/** Tag 0x0112 in the first directory of a TIFF block. */
function orientation(tiff: Buffer): number | null {
  if (tiff.length < 14) return null
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return null
  const count = short(first)
  for (let entry = 0; entry < count; entry++) {
    const at = first + 2 + entry * 12
    if (at + 12 > tiff.length) return null
    if (short(at) === 0x0112) return short(at + 8)
  }
  return null
}
