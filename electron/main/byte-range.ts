/** RFC 9110 §14: the part of a file that a request asks for. Pure. */

/** Both inclusive. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * @param header value of `Range`, or null
 * @param bytes length of the whole
 * @returns null: the whole (no header, or one that is to be ignored: another unit, several parts, nonsense);
 *   'unsatisfiable': nothing of what is asked for is there (416)
 */
export function byteRange(header: string | null, bytes: number): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(header ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return null
    // The last so many bytes; more than there are is the whole.
    const suffix = Number(last)
    return suffix === 0 || bytes === 0 ? 'unsatisfiable' : { start: Math.max(0, bytes - suffix), end: bytes - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return null
  if (start >= bytes) return 'unsatisfiable'
  return { start, end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
}
