/** The little of Matroska (RFC 9559) that mediabunny does not say: where the file should end, and names of older codecs. */

/** Where the one segment says it ends; null while it says nothing (a recording that was never closed). */
export function matroskaEnd(head: Buffer): number | null {
  const header = elementAt(head, 0)
  if (header?.id !== 0x1a45dfa3 || header.length === null) return null
  const segment = elementAt(head, header.dataStart + header.length)
  return segment?.id === 0x18538067 && segment.length !== null ? segment.dataStart + segment.length : null
}

interface Element {
  readonly id: number
  readonly dataStart: number
  readonly length: number | null
}

function elementAt(bytes: Buffer, start: number): Element | null {
  const id = variable(bytes, start, true)
  const length = id && variable(bytes, start + id.bytes, false)
  if (!id || !length) return null
  const unknown = length.value === 2 ** (7 * length.bytes) - 1
  return { id: id.value, dataStart: start + id.bytes + length.bytes, length: unknown ? null : length.value }
}

/** RFC 8794 4: the leading zeros of the first byte count the bytes. */
function variable(bytes: Buffer, start: number, keepMarker: boolean): { value: number; bytes: number } | null {
  const first = bytes[start] ?? 0
  if (first === 0) return null
  const count = Math.clz32(first) - 23
  if (start + count > bytes.length) return null
  let value = keepMarker ? first : first & (0xff >> count)
  for (let n = 1; n < count; n++) value = value * 256 + (bytes[start + n] ?? 0)
  return { value, bytes: count }
}

const names: Readonly<Record<string, string>> = {
  'V_MPEG4/ISO/SP': 'mpeg4',
  'V_MPEG4/ISO/ASP': 'mpeg4',
  'V_MPEG4/ISO/AP': 'mpeg4',
  'V_MPEG4/MS/V3': 'msmpeg4v3',
  V_MPEG1: 'mpeg1video',
  V_MPEG2: 'mpeg2video',
  V_THEORA: 'theora',
  V_PRORES: 'prores',
  V_MJPEG: 'mjpeg',
  V_FFV1: 'ffv1',
  V_DIRAC: 'dirac',
  'A_MPEG/L1': 'mp1',
  'A_MPEG/L2': 'mp2',
  'A_MPEG/L3': 'mp3',
  A_AC3: 'ac3',
  A_EAC3: 'eac3',
  A_DTS: 'dts',
  A_TRUEHD: 'truehd',
  A_ALAC: 'alac',
  A_TTA1: 'tta',
  A_WAVPACK4: 'wavpack',
}
export const matroskaCodec = (id: string): string | null => names[id] ?? null
