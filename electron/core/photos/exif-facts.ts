/** What a camera has written into a JPEG: when, and whether it says where. Never throws: a damaged block counts as none. */
export interface ExifFacts {
  /** YYYY-MM-DD */
  readonly day: string | null
  /** There is a date, and it can't be: 0000, 2098. */
  readonly odd: boolean
  readonly hasPosition: boolean
}

const nothing: ExifFacts = { day: null, odd: false, hasPosition: false }
const tags = { changed: 0x0132, exif: 0x8769, gps: 0x8825, taken: 0x9003, latitude: 2, longitude: 4 } as const
/** No digital photo is older. */
const firstYear = 1990
/** A directory with more entries than this is no directory. */
const mostEntries = 500

/** @param today YYYY-MM-DD */
export function exifFacts(bytes: Uint8Array, today: string): ExifFacts {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 10 < data.length && data[at] === 0xff; ) {
    const marker = data[at + 1] ?? 0
    if (marker === 0xda) break
    const length = data.readUInt16BE(at + 2)
    if (length < 2) break
    if (marker === 0xe1 && data.toString('latin1', at + 4, at + 8) === 'Exif')
      return factsOf(data.subarray(at + 10, at + 2 + length), today)
    at += 2 + length
  }
  return nothing
}

function factsOf(tiff: Buffer, today: string): ExifFacts {
  try {
    const little = tiff.toString('latin1', 0, 2) === 'II'
    const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
    const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
    const directory = (at: number): Map<number, number> => {
      const count = Math.min(short(at), mostEntries)
      return new Map(Array.from({ length: count }, (_none, entry) => [short(at + 2 + entry * 12), at + 2 + entry * 12]))
    }
    /** Of a text longer than four bytes: where it lies stands in its place. */
    const text = (entry: number | undefined): string =>
      entry === undefined ? '' : tiff.toString('latin1', long(entry + 8), long(entry + 8) + 19)
    const first = directory(long(4))
    const below = (tag: number): Map<number, number> => {
      const entry = first.get(tag)
      return entry === undefined ? new Map() : directory(long(entry + 8))
    }
    const place = below(tags.gps)
    const hasPosition = place.has(tags.latitude) && place.has(tags.longitude)
    const written = text(below(tags.exif).get(tags.taken)) || text(first.get(tags.changed))
    return { ...dayOf(written, today), hasPosition }
  } catch {
    return nothing
  }
}

function dayOf(written: string, today: string): Pick<ExifFacts, 'day' | 'odd'> {
  const match = /^(\d{4})[:/-](\d\d)[:/-](\d\d)/.exec(written)
  if (!match) return { day: null, odd: false }
  const day = `${match[1]}-${match[2]}-${match[3]}`
  const at = new Date(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day
  // A clock may stand in another zone; not in another year.
  const limit = `${Number(today.slice(0, 4)) + 1}-01-02`
  const can = exists && Number(match[1]) >= firstYear && day < limit
  return can ? { day, odd: false } : { day: null, odd: true }
}
