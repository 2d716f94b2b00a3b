/** Elements of EBML (RFC 8794), of which Matroska is made: an id, a length, and what is in it. */

export interface Element {
  readonly id: number
  readonly dataStart: number
  /** Null: it goes on until something else begins (a recording that was never closed). */
  readonly length: number | null
}

/** An id of at most 4 bytes and a length of at most 8. */
export const maxHeadBytes = 12

/** @param start within `bytes`; null where no element begins */
export function elementAt(bytes: Buffer, start: number): Element | null {
  const id = variable(bytes, start, true)
  const length = id && id.bytes <= 4 ? variable(bytes, start + id.bytes, false) : null
  if (!id || !length) return null
  const unknown = length.value === 2 ** (7 * length.bytes) - 1
  return { id: id.value, dataStart: start + id.bytes + length.bytes, length: unknown ? null : length.value }
}

/** 4: the leading zeros of the first byte count the bytes. */
function variable(bytes: Buffer, start: number, keepMarker: boolean): { value: number; bytes: number } | null {
  const first = bytes[start] ?? 0
  if (first === 0) return null
  const count = Math.clz32(first) - 23
  if (start + count > bytes.length) return null
  let value = keepMarker ? first : first & (0xff >> count)
  for (let n = 1; n < count; n++) value = value * 256 + (bytes[start + n] ?? 0)
  return { value, bytes: count }
}

/** The number that a block begins with, in the way of a length; null at the end. */
export const numberAt = (bytes: Buffer, start: number): { value: number; bytes: number } | null =>
  variable(bytes, start, false)

/** What lies in an element, by id: the first of each, or all where several are meant. */
export class Parts {
  readonly #parts: readonly { readonly id: number; readonly data: Buffer }[]

  constructor(bytes: Buffer) {
    const parts: { id: number; data: Buffer }[] = []
    for (let at = 0; at < bytes.length && parts.length < 1000; ) {
      const one = elementAt(bytes, at)
      if (!one || one.length === null) break
      parts.push({ id: one.id, data: bytes.subarray(one.dataStart, one.dataStart + one.length) })
      at = one.dataStart + one.length
    }
    this.#parts = parts
  }
  all(id: number): Buffer[] {
    return this.#parts.filter((part) => part.id === id).map(({ data }) => data)
  }
  data(id: number): Buffer | null {
    return this.all(id)[0] ?? null
  }
  inside(id: number): Parts {
    return new Parts(this.data(id) ?? Buffer.alloc(0))
  }
  /** Null: not said, or longer than any. */
  unsigned(id: number): number | null {
    const data = this.data(id)
    if (!data || data.length > 8) return null
    return data.reduce((value, byte) => value * 256 + byte, 0)
  }
  float(id: number): number | null {
    const data = this.data(id)
    if (data?.length === 4) return data.readFloatBE(0)
    return data?.length === 8 ? data.readDoubleBE(0) : null
  }
  text(id: number): string {
    return (this.data(id)?.toString('latin1') ?? '').replace(/\0.*$/su, '')
  }
}
