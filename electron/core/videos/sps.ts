/** Sequence parameter set of H.264 (ITU-T H.264 7.3.2.1.1): the size and shape of the pictures, as a decoder takes them. */

export interface SequenceSize {
  readonly width: number
  readonly height: number
  /** Width of a pixel to its height; null when not said. */
  readonly pixelShape: readonly [number, number] | null
  readonly bitDepth: number
}

export class NoMoreBits extends Error {}

export class Bits {
  #at = 0
  readonly #bytes: Buffer
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }
  take(count: number): number {
    let value = 0
    for (let n = 0; n < count; n++) {
      const byte = this.#bytes[this.#at >> 3]
      if (byte === undefined) throw new NoMoreBits()
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1)
      this.#at++
    }
    return value
  }
  /** Exponential-Golomb code, 9.1. */
  golomb(): number {
    let zeros = 0
    while (this.take(1) === 0) if (++zeros > 31) throw new NoMoreBits()
    return 2 ** zeros - 1 + this.take(zeros)
  }
  signedGolomb(): number {
    const code = this.golomb()
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2
  }
}

/** @param unit the whole unit, its one header byte included; null when it breaks off or gives no size */
export function sequenceSize(unit: Buffer): SequenceSize | null {
  try {
    return readSequence(new Bits(withoutEscapes(unit.subarray(1))))
  } catch (error) {
    if (error instanceof NoMoreBits) return null
    throw error
  }
}

/** 7.4.1: 00 00 03 stands for 00 00. */
export function withoutEscapes(bytes: Buffer): Buffer {
  const clear: number[] = []
  for (const [at, byte] of bytes.entries())
    if (!(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0)) clear.push(byte)
  return Buffer.from(clear)
}

const withChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135])

function readSequence(bits: Bits): SequenceSize | null {
  const profile = bits.take(8)
  bits.take(16)
  bits.golomb()
  const { chroma, bitDepth } = withChroma.has(profile) ? readChroma(bits) : { chroma: 1, bitDepth: 8 }
  bits.golomb()
  skipOrder(bits)
  bits.golomb()
  bits.take(1)
  const across = bits.golomb() + 1
  const down = bits.golomb() + 1
  const framesOnly = bits.take(1)
  if (framesOnly === 0) bits.take(1)
  bits.take(1)
  let width = across * 16
  let height = down * 16 * (2 - framesOnly)
  if (bits.take(1) === 1) {
    const unitX = chroma === 1 || chroma === 2 ? 2 : 1
    const unitY = (chroma === 1 ? 2 : 1) * (2 - framesOnly)
    width -= unitX * (bits.golomb() + bits.golomb())
    height -= unitY * (bits.golomb() + bits.golomb())
  }
  if (width <= 0 || height <= 0 || width > 65_535 || height > 65_535) return null
  return { width, height, pixelShape: readShape(bits), bitDepth }
}

function readChroma(bits: Bits): { chroma: number; bitDepth: number } {
  const chroma = bits.golomb()
  if (chroma === 3) bits.take(1)
  const bitDepth = 8 + bits.golomb()
  bits.golomb()
  bits.take(1)
  const lists = bits.take(1) === 0 ? 0 : chroma === 3 ? 12 : 8
  for (let list = 0; list < lists; list++) if (bits.take(1) === 1) skipScaling(bits, list < 6 ? 16 : 64)
  return { chroma, bitDepth }
}

function skipScaling(bits: Bits, size: number): void {
  let next = 8
  for (let at = 0; at < size && next !== 0; at++) next = (next + bits.signedGolomb() + 256) % 256
}

function skipOrder(bits: Bits): void {
  const kind = bits.golomb()
  if (kind === 0) bits.golomb()
  if (kind !== 1) return
  bits.take(1)
  bits.golomb()
  bits.golomb()
  const cycle = Math.min(255, bits.golomb())
  for (let n = 0; n < cycle; n++) bits.golomb()
}

/** Table E-1; 255 stands for a shape written out. */
const shapes = '1:1 12:11 10:11 16:11 40:33 24:11 20:11 32:11 80:33 18:11 15:11 64:33 160:99 4:3 3:2 2:1'.split(' ')

function readShape(bits: Bits): readonly [number, number] | null {
  try {
    if (bits.take(1) === 0 || bits.take(1) === 0) return null
    const kind = bits.take(8)
    const [across, down] =
      kind === 255 ? [bits.take(16), bits.take(16)] : (shapes[kind - 1] ?? '').split(':').map(Number)
    return across && down ? [across, down] : null
  } catch (error) {
    if (error instanceof NoMoreBits) return null
    throw error
  }
}
