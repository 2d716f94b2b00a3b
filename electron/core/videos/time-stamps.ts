/** Time stamps of MPEG streams (ISO/IEC 13818-1 2.4.3.6): the length of a stream goes from the first to the last of them. */

const clock = 90_000
/** 33 bits. */
const turn = 2 ** 33

export interface Stamp {
  readonly units: number
  readonly picture: boolean
}

/** Of an MPEG-2 PES packet that begins at `start`; null for one without a stamp. */
export function stampOf(bytes: Buffer, start: number): Stamp | null {
  if (start + 14 > bytes.length || bytes.readUIntBE(start, 3) !== 1) return null
  const stream = bytes[start + 3] ?? 0
  if (stream !== 0xbd && stream < 0xc0) return null
  const at = stampPlace(bytes, start)
  return at === null ? null : { units: stampAt(bytes, at), picture: stream >= 0xe0 && stream <= 0xef }
}

/** MPEG-2 marks its header with 10; MPEG-1 puts stuffing and a buffer size before the stamp. */
function stampPlace(bytes: Buffer, start: number): number | null {
  if (((bytes[start + 6] ?? 0) & 0xc0) === 0x80) return ((bytes[start + 7] ?? 0) & 0x80) === 0 ? null : start + 9
  let at = start + 6
  for (let n = 0; n < 16 && bytes[at] === 0xff; n++) at++
  if (((bytes[at] ?? 0) & 0xc0) === 0x40) at += 2
  return ((bytes[at] ?? 0) & 0xe0) === 0x20 && at + 5 <= bytes.length ? at : null
}

const stampAt = (bytes: Buffer, at: number): number =>
  ((bytes[at] ?? 0) & 0x0e) * 2 ** 29 +
  (bytes[at + 1] ?? 0) * 2 ** 22 +
  ((bytes[at + 2] ?? 0) & 0xfe) * 2 ** 14 +
  (bytes[at + 3] ?? 0) * 2 ** 7 +
  ((bytes[at + 4] ?? 0) >> 1)

/** @param frameRate for the last picture, which lasts until the next would come */
export function secondsBetween(
  start: readonly Stamp[],
  end: readonly Stamp[],
  frameRate: number | null,
): number | null {
  if (start.length === 0 || end.length === 0) return null
  const from = Math.min(...start.map(({ units }) => units))
  const last = Math.max(
    ...end.map(({ units, picture }) => {
      const unwrapped = units < from - turn / 2 ? units + turn : units
      return unwrapped + (picture && frameRate ? clock / frameRate : 0)
    }),
  )
  return last > from ? Math.round(((last - from) / clock) * 1e6) / 1e6 : null
}

/** Pictures at the end of a piece may come before others that are shown earlier: they say nothing yet. */
const maxReordered = 4

/** By the stamps of the pictures of one piece; null for fewer than two. */
export function pictureRate(stamps: readonly Stamp[]): number | null {
  const units = [...new Set(stamps.map((stamp) => stamp.units))].sort((a, b) => a - b)
  const steps = units.slice(1).map((at, n) => at - (units[n] ?? 0))
  if (steps.length === 0) return null
  // Few: the shortest step is the one without a picture missing in between.
  if (steps.length <= 2 * maxReordered) return clock / Math.min(...steps)
  const sure = steps.slice(0, -maxReordered)
  return clock / (sure.reduce((sum, step) => sum + step, 0) / sure.length)
}
