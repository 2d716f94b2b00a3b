/** What `stsd` says of a track: codec, size and shape of the pictures (ISO/IEC 14496-12 12.1.3, 12.2.3; QuickTime's own forms). */
import { type Box, listBoxes } from './box-walk.ts'
import { type ByteSource, memorySource } from './byte-source.ts'
import { objectTypeCodec, pictureCodec, soundCodec } from './codec-names.ts'
import { sequenceSize } from './sps.ts'

export interface PictureEntry {
  readonly codec: string
  readonly width: number
  readonly height: number
  /** Of a pixel; null when neither the container nor the codec says. */
  readonly containerShape: readonly [number, number] | null
  readonly codecShape: readonly [number, number] | null
  readonly bitDepth: number | null
}
export interface SoundEntry {
  readonly codec: string
}

/** More than any description of a codec needs. */
const maxEntryBytes = 65_536

/** The first sample entry with its header; null when there is none. @throws OverBudget */
export function firstEntry(source: ByteSource, stsd: Box): Buffer | null {
  const bytes = source.read(stsd.dataStart, Math.min(maxEntryBytes, stsd.end - stsd.dataStart))
  if (bytes.length < 16) return null
  const length = bytes.readUInt32BE(8)
  return bytes.subarray(8, 8 + (length >= 16 ? Math.min(length, bytes.length - 8) : bytes.length - 8))
}

export function pictureEntry(entry: Buffer): PictureEntry | null {
  if (entry.length < 86) return null
  const parts = childrenOf(entry, 86)
  const fourcc = originalFormat(entry, parts)
  const codec = codecByDescriptor(fourcc, parts, 'mp4v') ?? pictureCodec(fourcc)
  const avc = parts.get('avcC')
  const sequence = avc && codec === 'h264' ? sequenceOfAvc(avc) : null
  return {
    codec,
    // A decoder goes by the sequence, whatever the container says.
    width: sequence?.width ?? entry.readUInt16BE(32),
    height: sequence?.height ?? entry.readUInt16BE(34),
    containerShape: pixelShape(parts.get('pasp')),
    codecShape: sequence?.pixelShape ?? null,
    bitDepth: sequence?.bitDepth ?? depthOf(codec, parts),
  }
}

export function soundEntry(entry: Buffer): SoundEntry | null {
  if (entry.length < 36) return null
  const version = entry.readUInt16BE(16)
  const parts = childrenOf(entry, version === 1 ? 52 : version === 2 ? 72 : 36)
  const wave = parts.get('wave')
  if (wave) for (const [type, box] of boxesOf(wave)) parts.set(type, box)
  const fourcc = originalFormat(entry, parts)
  const described = codecByDescriptor(fourcc, parts, 'mp4a')
  return { codec: described ?? pcmCodec(fourcc, entry, version, parts) ?? soundCodec(fourcc) }
}

function childrenOf(entry: Buffer, start: number): Map<string, Buffer> {
  return boxesOf(entry.subarray(Math.min(start, entry.length)))
}
function boxesOf(bytes: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  for (const box of listBoxes(memorySource(bytes), 0, bytes.length, 64).boxes)
    if (!parts.has(box.type)) parts.set(box.type, bytes.subarray(box.dataStart, Math.min(box.end, bytes.length)))
  return parts
}

/** Of a protected track the name lies one deeper, 8.12.2. */
function originalFormat(entry: Buffer, parts: ReadonlyMap<string, Buffer>): string {
  const fourcc = entry.toString('latin1', 4, 8)
  const protection = fourcc === 'encv' || fourcc === 'enca' ? parts.get('sinf') : undefined
  return (protection && boxesOf(protection).get('frma')?.toString('latin1', 0, 4)) || fourcc
}

function codecByDescriptor(fourcc: string, parts: ReadonlyMap<string, Buffer>, described: string): string | null {
  const descriptor = parts.get('esds')
  if (fourcc !== described || !descriptor) return null
  const type = objectType(descriptor)
  return type === null ? null : objectTypeCodec(type)
}

/** ISO/IEC 14496-1 7.2.6: an ES descriptor holds the decoder's, which begins with the object type. */
function objectType(esds: Buffer): number | null {
  let at = 4
  const skipHead = (tag: number): boolean => {
    if (esds[at] !== tag) return false
    at++
    for (let n = 0; n < 4 && ((esds[at] ?? 0) & 0x80) !== 0; n++) at++
    at++
    return true
  }
  if (skipHead(3)) {
    const flags = esds[at + 2] ?? 0
    at += 3
    if (flags & 0x80) at += 2
    if (flags & 0x40) at += 1 + (esds[at] ?? 0)
    if (flags & 0x20) at += 2
  } else at += 2
  return skipHead(4) ? (esds[at] ?? null) : null
}

/** QuickTime's ways to say uncompressed sound. */
function pcmCodec(fourcc: string, entry: Buffer, version: number, parts: ReadonlyMap<string, Buffer>): string | null {
  const little = (parts.get('enda')?.[1] ?? 0) === 1
  const end = little ? 'le' : 'be'
  const bits = entry.readUInt16BE(26)
  switch (fourcc) {
    case 'sowt':
      return bits === 8 ? 'pcm_s8' : 'pcm_s16le'
    case 'twos':
      return bits === 8 ? 'pcm_s8' : 'pcm_s16be'
    case 'raw ':
      return bits === 16 ? 'pcm_s16be' : 'pcm_u8'
    case 'in24':
      return `pcm_s24${end}`
    case 'in32':
      return `pcm_s32${end}`
    case 'fl32':
      return `pcm_f32${end}`
    case 'fl64':
      return `pcm_f64${end}`
    case 'lpcm':
      return version === 2 && entry.length >= 72 ? linearPcm(entry) : 'pcm_s16be'
    case 'ipcm':
    case 'fpcm': {
      const config = parts.get('pcmC')
      const kind = fourcc === 'fpcm' ? 'f' : 's'
      return config ? `pcm_${kind}${config[5] ?? 16}${((config[4] ?? 0) & 1) === 1 ? 'le' : 'be'}` : null
    }
    default:
      return null
  }
}
function linearPcm(entry: Buffer): string {
  const bits = entry.readUInt32BE(56)
  const flags = entry.readUInt32BE(60)
  const end = flags & 2 ? 'be' : 'le'
  if (flags & 1) return `pcm_f${bits}${end}`
  return bits === 8 ? (flags & 4 ? 'pcm_s8' : 'pcm_u8') : `pcm_s${bits}${end}`
}

function sequenceOfAvc(avc: Buffer) {
  if (avc.length < 8 || ((avc[5] ?? 0) & 0x1f) === 0) return null
  const length = avc.readUInt16BE(6)
  return sequenceSize(avc.subarray(8, 8 + length))
}

function pixelShape(pasp: Buffer | undefined): readonly [number, number] | null {
  if (!pasp || pasp.length < 8) return null
  const across = pasp.readUInt32BE(0)
  const down = pasp.readUInt32BE(4)
  return across > 0 && down > 0 ? [across, down] : null
}

function depthOf(codec: string, parts: ReadonlyMap<string, Buffer>): number | null {
  const hevc = codec === 'hevc' ? parts.get('hvcC')?.[17] : undefined
  if (hevc !== undefined) return 8 + (hevc & 7)
  const vp = codec === 'vp9' ? parts.get('vpcC')?.[6] : undefined
  if (vp !== undefined) return vp >> 4
  const av1 = codec === 'av1' ? parts.get('av1C')?.[2] : undefined
  if (av1 !== undefined) return av1 & 0x40 ? (av1 & 0x20 ? 12 : 10) : 8
  return codec === 'mpeg4' || codec === 'h263' ? 8 : null
}
