/** What a file is, by its first bytes, and the boxes of ISO base media files (MP4, QuickTime, 3GPP: ISO/IEC 14496-12 4.2). */
import type { VideoContainer } from '../../../shared/domain/video-facts.ts'
import type { ByteSource } from './byte-source.ts'

/** So many first bytes are enough for `videoContainerOf`. */
export const headBytes = 4096

/** Still pictures in the same boxes. */
const pictureBrands = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'avif', 'jpx ', 'jp2 ', 'crx '])
/** Boxes that a QuickTime file without `ftyp` begins with. */
const oldQuickTime = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])

/** @param head the first bytes, `headBytes` or the whole of a shorter file; null when it is none of the containers */
export function videoContainerOf(head: Uint8Array): VideoContainer | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  return isoContainer(bytes) ?? otherContainer(bytes)
}

/** Of `ftyp`; null without one. */
export function majorBrandOf(head: Buffer): string | null {
  return head.length >= 12 && head.toString('latin1', 4, 8) === 'ftyp' ? head.toString('latin1', 8, 12) : null
}

export const isStillPicture = (head: Buffer): boolean => pictureBrands.has(majorBrandOf(head) ?? '')

function isoContainer(head: Buffer): VideoContainer | null {
  const brand = majorBrandOf(head)
  if (brand !== null) {
    if (pictureBrands.has(brand)) return null
    if (brand === 'qt  ') return 'quicktime'
    return /^3g[2efghprst]/.test(brand) ? '3gpp' : 'mp4'
  }
  const first = head.length >= 8 ? head.readUInt32BE(0) : 0
  const sound = first === 0 || first === 1 || first >= 8
  return sound && oldQuickTime.has(head.toString('latin1', 4, 8)) ? 'quicktime' : null
}

function otherContainer(head: Buffer): VideoContainer | null {
  const word = (start: number, length: number): string => head.toString('latin1', start, start + length)
  const begins = (hex: string): boolean => head.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'))
  if (begins('1a45dfa3')) return word(0, 128).includes('webm') ? 'webm' : 'matroska'
  if (word(0, 4) === 'RIFF' && word(8, 4) === 'AVI ') return 'avi'
  if (word(0, 3) === 'FLV' && (head[3] ?? 0) >= 1 && (head[3] ?? 0) <= 8) return 'flv'
  if (begins('3026b2758e66cf11a6d900aa0062ce6c')) return 'asf'
  if (word(0, 4) === 'OggS') return 'ogg'
  if (begins('000001ba')) return 'mpeg-ps'
  if (packetBytes(head) !== null) return 'mpeg-ts'
  return null
}

/** Length of a packet of a transport stream and where the first begins: each begins with 0x47, in Blu-ray's form behind a time. */
export function packetBytes(head: Buffer): { readonly length: number; readonly first: number } | null {
  for (const [length, first] of [
    [188, 0],
    [192, 4],
  ] as const) {
    const packets = Math.min(8, Math.floor((head.length - first) / length))
    if (packets < 2) continue
    let all = true
    for (let n = 0; n < packets; n++) all &&= head[first + n * length] === 0x47
    if (all) return { length, first }
  }
  return null
}

export interface Box {
  readonly type: string
  readonly start: number
  /** Behind the header. */
  readonly dataStart: number
  /** As the box says: it may lie behind the end of what holds it. */
  readonly end: number
}
export interface BoxList {
  readonly boxes: readonly Box[]
  /** What stands behind the last box: nothing, bytes that are no box, or more boxes than anybody writes. */
  readonly rest: 'nothing' | 'no-box' | 'too-many'
}

/** Two a second over two hours. */
const maxBoxes = 30_000

/** The boxes one after the other between two places. @throws OverBudget */
export function listBoxes(source: ByteSource, start: number, end: number, most = maxBoxes): BoxList {
  const boxes: Box[] = []
  const last = Math.min(end, source.size)
  let at = start
  while (at + 8 <= last) {
    if (boxes.length === most) return { boxes, rest: 'too-many' }
    const box = boxAt(source, at, last)
    if (box === null) return { boxes, rest: 'no-box' }
    boxes.push(box)
    at = box.end
  }
  return { boxes, rest: 'nothing' }
}

function boxAt(source: ByteSource, start: number, last: number): Box | null {
  const head = source.read(start, Math.min(16, last - start))
  const type = head.toString('latin1', 4, 8)
  // Printable, or with the © that QuickTime puts before names.
  if (head.length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) return null
  const short = head.readUInt32BE(0)
  if (short === 1) {
    if (head.length < 16) return null
    const long = Number(head.readBigUInt64BE(8))
    return long < 16 || !Number.isSafeInteger(start + long)
      ? null
      : { type, start, dataStart: start + 16, end: start + long }
  }
  // 0: to the end of the file.
  if (short === 0) return { type, start, dataStart: start + 8, end: last }
  return short < 8 ? null : { type, start, dataStart: start + 8, end: start + short }
}
