/** How many samples a track has, how long they last together, and where the last of them ends (ISO/IEC 14496-12 8.6, 8.7). */
import type { Box } from './box-walk.ts'
import type { ByteSource } from './byte-source.ts'

export interface SampleTable {
  readonly samples: number
  /** Units of the track; null when the table is empty or longer than a look is worth. */
  readonly units: number | null
  /** Units between a picture's place in the order of decoding and in that of showing, for the first one. */
  readonly shift: number
  /** The byte behind the track's last; null without chunks. */
  readonly endByte: number | null
}

/** 32,000 runs of equal length: a phone that never holds its rate needs a quarter hour for so many. */
const maxRunBytes = 256_000
const maxLastSizes = 2000

/** Missing or broken parts give no value. @throws OverBudget */
export function sampleTable(source: ByteSource, boxes: readonly Box[]): SampleTable {
  const table = new Tables(source, boxes)
  const runs = table.runs()
  const sizes = table.sizes()
  return {
    samples: runs?.samples ?? sizes?.count ?? 0,
    units: runs?.units ?? null,
    shift: table.shift(),
    endByte: table.end(sizes),
  }
}

interface Sizes {
  readonly count: number
  /** Of every sample, or 0 when each has its own. */
  readonly same: number
  readonly start: number
}

class Tables {
  readonly #source: ByteSource
  readonly #boxes: readonly Box[]
  constructor(source: ByteSource, boxes: readonly Box[]) {
    this.#source = source
    this.#boxes = boxes
  }

  /** Bytes of a box behind its header; null when there are not so many. */
  #part(type: string, start: number, length: number): Buffer | null {
    const box = this.#boxes.find((one) => one.type === type)
    if (!box || box.dataStart + start + length > box.end) return null
    const bytes = this.#source.read(box.dataStart + start, length)
    return bytes.length === length ? bytes : null
  }
  #count(type: string, at = 4): number {
    return this.#part(type, at, 4)?.readUInt32BE(0) ?? 0
  }

  runs(): { samples: number; units: number } | null {
    const count = this.#count('stts')
    if (count === 0 || count * 8 > maxRunBytes) return null
    const bytes = this.#part('stts', 8, count * 8)
    if (!bytes) return null
    let samples = 0
    let units = 0
    for (let at = 0; at < bytes.length; at += 8) {
      const same = bytes.readUInt32BE(at)
      const delta = bytes.readUInt32BE(at + 4)
      samples += same
      // Some recorders write a negative step where their clock ran back.
      units += same * (delta > 0x7fffffff ? 0 : delta)
    }
    return units > 0 ? { samples, units } : null
  }

  shift(): number {
    return this.#part('ctts', 12, 4)?.readInt32BE(0) ?? 0
  }

  sizes(): Sizes | null {
    const head = this.#part('stsz', 4, 8)
    const start = this.#boxes.find((one) => one.type === 'stsz')?.dataStart
    if (!head || start === undefined) return null
    return { same: head.readUInt32BE(0), count: head.readUInt32BE(4), start: start + 12 }
  }

  /** @param at counted from 0 */
  chunk(at: number): number | null {
    if (at < this.#count('stco')) return this.#part('stco', 8 + 4 * at, 4)?.readUInt32BE(0) ?? null
    if (at < this.#count('co64')) {
      const place = this.#part('co64', 8 + 8 * at, 8)
      return place ? Number(place.readBigUInt64BE(0)) : null
    }
    return null
  }

  end(sizes: Sizes | null): number | null {
    const chunks = Math.max(this.#count('stco'), this.#count('co64'))
    const last = chunks === 0 ? null : this.chunk(chunks - 1)
    if (last === null || !sizes) return last
    const runs = this.#count('stsc')
    const inLast = (runs === 0 ? null : this.#part('stsc', 8 + 12 * (runs - 1), 12))?.readUInt32BE(4) ?? 0
    const samples = Math.min(inLast, sizes.count, maxLastSizes)
    if (sizes.same > 0) return last + samples * sizes.same
    const bytes = this.#source.read(sizes.start + 4 * (sizes.count - samples), 4 * samples)
    let length = 0
    for (let at = 0; at + 4 <= bytes.length; at += 4) length += bytes.readUInt32BE(at)
    return last + length
  }
}
