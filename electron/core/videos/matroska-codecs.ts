/** Names of codecs in Matroska (codec specifications of RFC 9559), as the rest of the program calls them. */
import { pictureCodec, waveCodec } from './codec-names.ts'

const pictures: Readonly<Record<string, string>> = {
  'V_MPEG4/ISO/AVC': 'h264',
  'V_MPEGH/ISO/HEVC': 'hevc',
  'V_MPEGI/ISO/VVC': 'vvc',
  'V_MPEG4/ISO/SP': 'mpeg4',
  'V_MPEG4/ISO/ASP': 'mpeg4',
  'V_MPEG4/ISO/AP': 'mpeg4',
  'V_MPEG4/MS/V3': 'msmpeg4v3',
  V_VP8: 'vp8',
  V_VP9: 'vp9',
  V_AV1: 'av1',
  V_MPEG1: 'mpeg1video',
  V_MPEG2: 'mpeg2video',
  V_THEORA: 'theora',
  V_PRORES: 'prores',
  V_MJPEG: 'mjpeg',
  V_FFV1: 'ffv1',
  V_DIRAC: 'dirac',
}
const sounds: Readonly<Record<string, string>> = {
  A_AAC: 'aac',
  A_OPUS: 'opus',
  A_VORBIS: 'vorbis',
  A_FLAC: 'flac',
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

/** @param description `CodecPrivate`; null for a name that nobody told us */
export function matroskaPicture(id: string, description: Buffer | null): string | null {
  // A BITMAPINFOHEADER, and a sample entry of QuickTime.
  if (id === 'V_MS/VFW/FOURCC' && description && description.length >= 20)
    return description.readUInt32LE(16) === 0 ? 'rawvideo' : pictureCodec(description.toString('latin1', 16, 20))
  if (id === 'V_QUICKTIME' && description && description.length >= 8)
    return pictureCodec(description.toString('latin1', 4, 8))
  return pictures[id] ?? null
}

export function matroskaSound(id: string, description: Buffer | null, bits: number): string | null {
  if (id === 'A_PCM/INT/LIT') return bits === 8 ? 'pcm_u8' : `pcm_s${bits}le`
  if (id === 'A_PCM/INT/BIG') return bits === 8 ? 'pcm_u8' : `pcm_s${bits}be`
  if (id === 'A_PCM/FLOAT/IEEE') return `pcm_f${bits}le`
  // A WAVEFORMATEX.
  if (id === 'A_MS/ACM' && description && description.length >= 16)
    return waveCodec(description.readUInt16LE(0), description.readUInt16LE(14))
  return sounds[id] ?? (id.startsWith('A_AAC/') ? 'aac' : null)
}
