/** The index of an MP4 or QuickTime file (`moov`): its tracks, their times and where their bytes lie. */
import { type Box, listBoxes } from './box-walk.ts'
import type { ByteSource } from './byte-source.ts'
import { firstEntry, type PictureEntry, pictureEntry, type SoundEntry, soundEntry } from './sample-entry.ts'
import { type SampleTable, sampleTable } from './sample-table.ts'

/** A field lies behind the end of its box, or says what cannot be. */
class BrokenBox extends Error {}

export interface Edit {
  readonly seconds: number
  /** Units of the track; -1: nothing is shown. */
  readonly mediaStart: number
}
export interface Track {
  readonly id: number
  readonly picture: PictureEntry | null
  readonly sound: SoundEntry | null
  /** Of `tkhd`, whole pixels; 0 when not said. */
  readonly shownWidth: number
  readonly shownHeight: number
  readonly matrix: readonly number[]
  readonly unitsPerSecond: number
  /** What the header of the media says; null when it says nothing. */
  readonly saidSeconds: number | null
  readonly edits: readonly Edit[]
  readonly table: SampleTable
  /** `trex`: units a sample of a fragment lasts unless it says otherwise. */
  readonly fragmentDefault: number
}
export interface MovieIndex {
  readonly tracks: readonly Track[]
  readonly headerSeconds: number | null
  readonly matrix: readonly number[]
  readonly fragmented: boolean
  /** A track or the header could not be read. */
  readonly broken: boolean
  /** The index reaches behind the end of the file and holds the sound and pictures: its length is wrong. */
  readonly holdsMedia: boolean
}

const maxTracks = 64
const maxEdits = 10_000
const unit = [65_536, 0, 0, 0, 65_536, 0, 0, 0, 1_073_741_824]

/** @throws OverBudget */
export function readMovieIndex(source: ByteSource, moov: Box): MovieIndex {
  const { boxes, rest } = listBoxes(source, moov.dataStart, moov.end, 1000)
  const header = attempt(() => movieHeader(source, need(boxes, 'mvhd')))
  const extended = boxes.find((box) => box.type === 'mvex')
  const defaults = extended ? attempt(() => fragmentDefaults(source, extended)) : null
  const trakBoxes = boxes.filter((box) => box.type === 'trak').slice(0, maxTracks)
  const tracks: Track[] = []
  for (const trak of trakBoxes) {
    const track = attempt(() => readTrack(source, trak, header?.unitsPerSecond ?? 0, defaults ?? new Map()))
    if (track) tracks.push(track)
  }
  return {
    tracks,
    headerSeconds: header?.seconds ?? null,
    matrix: header?.matrix ?? unit,
    fragmented: extended !== undefined,
    broken: header === null || tracks.length < trakBoxes.length || rest === 'too-many',
    holdsMedia: moov.end > source.size && boxes.some((box) => box.type === 'mdat'),
  }
}

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof BrokenBox) return null
    throw error
  }
}

function need(boxes: readonly Box[], type: string): Box {
  const box = boxes.find((one) => one.type === type)
  if (!box) throw new BrokenBox(type)
  return box
}

/** The first bytes of a box without its header. */
function head(source: ByteSource, box: Box, length: number): Buffer {
  const bytes = source.read(box.dataStart, Math.min(length, box.end - box.dataStart))
  if (bytes.length < length) throw new BrokenBox(box.type)
  return bytes
}

interface Clock {
  readonly unitsPerSecond: number
  readonly seconds: number | null
}
/** `mvhd` and `mdhd` begin alike. */
function clockOf(bytes: Buffer): Clock {
  const long = bytes[0] === 1
  const unitsPerSecond = bytes.readUInt32BE(long ? 20 : 12)
  const units = long ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16)
  // All ones: not known.
  const known = units > 0 && units < (long ? 2 ** 63 : 0xffffffff) && unitsPerSecond > 0
  return { unitsPerSecond, seconds: known ? units / unitsPerSecond : null }
}

function movieHeader(source: ByteSource, box: Box): Clock & { matrix: number[] } {
  const long = head(source, box, 1)[0] === 1
  const bytes = head(source, box, long ? 84 : 72)
  return { ...clockOf(bytes), matrix: matrixAt(bytes, long ? 48 : 36) }
}

function matrixAt(bytes: Buffer, start: number): number[] {
  return Array.from({ length: 9 }, (_, at) => bytes.readInt32BE(start + 4 * at))
}

function readTrack(source: ByteSource, trak: Box, movieUnits: number, defaults: ReadonlyMap<number, number>): Track {
  const boxes = listBoxes(source, trak.dataStart, trak.end, 200).boxes
  const tkhd = need(boxes, 'tkhd')
  const long = head(source, tkhd, 1)[0] === 1
  const shown = head(source, tkhd, long ? 96 : 84)
  const media = childrenOf(source, need(boxes, 'mdia'))
  const clock = clockOf(head(source, need(media, 'mdhd'), head(source, need(media, 'mdhd'), 1)[0] === 1 ? 32 : 20))
  const handler = head(source, need(media, 'hdlr'), 12).toString('latin1', 8, 12)
  const table = childrenOf(source, need(childrenOf(source, need(media, 'minf')), 'stbl'))
  const entry = firstEntry(source, need(table, 'stsd'))
  const id = shown.readUInt32BE(long ? 20 : 12)
  return {
    id,
    picture: handler === 'vide' && entry ? pictureEntry(entry) : null,
    sound: handler === 'soun' && entry ? soundEntry(entry) : null,
    shownWidth: shown.readUInt32BE(long ? 88 : 76) >>> 16,
    shownHeight: shown.readUInt32BE(long ? 92 : 80) >>> 16,
    matrix: matrixAt(shown, long ? 52 : 40),
    unitsPerSecond: clock.unitsPerSecond,
    saidSeconds: clock.seconds,
    edits: readEdits(source, boxes, movieUnits),
    table: sampleTable(source, table),
    fragmentDefault: defaults.get(id) ?? 0,
  }
}

const childrenOf = (source: ByteSource, box: Box): readonly Box[] =>
  listBoxes(source, box.dataStart, box.end, 200).boxes

/** 8.6.6 */
function readEdits(source: ByteSource, track: readonly Box[], movieUnits: number): Edit[] {
  const edts = track.find((box) => box.type === 'edts')
  const elst = edts && childrenOf(source, edts).find((box) => box.type === 'elst')
  if (!elst || movieUnits === 0) return []
  const start = head(source, elst, 8)
  const long = start[0] === 1
  const each = long ? 20 : 12
  const count = Math.min(start.readUInt32BE(4), maxEdits)
  const bytes = source.read(elst.dataStart + 8, Math.min(count * each, Math.max(0, elst.end - elst.dataStart - 8)))
  return Array.from({ length: Math.floor(bytes.length / each) }, (_, at) => {
    const from = at * each
    const units = long ? Number(bytes.readBigUInt64BE(from)) : bytes.readUInt32BE(from)
    const mediaStart = long ? Number(bytes.readBigInt64BE(from + 8)) : bytes.readInt32BE(from + 4)
    return { seconds: units / movieUnits, mediaStart }
  })
}

function fragmentDefaults(source: ByteSource, mvex: Box): Map<number, number> {
  const defaults = new Map<number, number>()
  for (const box of childrenOf(source, mvex)) {
    if (box.type !== 'trex') continue
    const bytes = head(source, box, 16)
    defaults.set(bytes.readUInt32BE(4), bytes.readUInt32BE(12))
  }
  return defaults
}
