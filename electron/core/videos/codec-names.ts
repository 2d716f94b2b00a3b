/** Codecs as ffprobe names them, by what the containers write for them. */

/** Sample entries of MP4 and QuickTime, and the four characters of AVI. */
const pictureFourcc: Readonly<Record<string, string>> = {
  h264: 'avc1 avc2 avc3 avc4 dva1 dvav h264 x264 davc ai12 ai15 ai1p ai1q ai5p ai5q ai52 ai53 ai55 ai56',
  hevc: 'hvc1 hev1 dvh1 dvhe hevc x265',
  vvc: 'vvc1 vvi1',
  av1: 'av01',
  vp8: 'vp08 vp80',
  vp9: 'vp09 vp90',
  mpeg4: 'xvid divx dx50 fmp4 3ivd 3iv2 mp4s m4s2 mp4v',
  mpeg2video: 'm2v1 mx5p mx4p mx3p mpg2 mp2v mpgv xd51 xd54 xd55 xd59 xdvb xdvc hdv1 hdv2 hdv3 hdv5',
  mpeg1video: 'm1v1 mpeg mpg1',
  h263: 's263 h263 u263',
  msmpeg4v3: 'div3 mp43 div4 div5',
  msmpeg4v2: 'mp42 div2',
  mjpeg: 'mjpg mjpa avdj jpeg dmb1',
  mjpegb: 'mjpb',
  prores: 'apcn apch apcs apco ap4h ap4x',
  dnxhd: 'avdn avdh',
  dvvideo: 'dvc dvcp dvpp dv5p dv5n dvh5 dvh6 dvhp dvhq dvsd dvsl dv25 dv50',
  png: 'png mpng',
  qtrle: 'rle',
  svq1: 'svq1 svqi',
  svq3: 'svq3',
  cinepak: 'cvid',
  rpza: 'rpza azpr',
  smc: 'smc',
  jpeg2000: 'mjp2 mj2c',
  rawvideo: 'raw 2vuy yuv2 uyvy i420 yv12 yuy2 dib',
  v210: 'v210',
  v308: 'v308',
  v408: 'v408',
  v410: 'v410',
  huffyuv: 'hfyu',
  ffvhuff: 'ffvh',
  ffv1: 'ffv1',
  utvideo: 'uly0 uly2 ulrg ulra ulh0 ulh2',
  cfhd: 'cfhd',
  hap: 'hap1 hap5 hapy hapa hapm',
  flv1: 'flv1',
  vp6f: 'vp6f',
  vc1: 'wvc1 vc-1',
  wmv1: 'wmv1',
  wmv2: 'wmv2',
  wmv3: 'wmv3',
  theora: 'theo thra',
  snow: 'snow',
  dirac: 'drac bbcd',
  qdraw: 'qdrw',
}
const soundFourcc: Readonly<Record<string, string>> = {
  aac: 'mp4a',
  mp3: '.mp3 ms\0U',
  ac3: 'ac-3 sac3',
  eac3: 'ec-3',
  opus: 'opus',
  flac: 'flac',
  alac: 'alac',
  amr_nb: 'samr',
  amr_wb: 'sawb',
  pcm_mulaw: 'ulaw',
  pcm_alaw: 'alaw',
  adpcm_ima_qt: 'ima4',
  adpcm_ms: 'ms\0\u0002',
  adpcm_ima_wav: 'ms\0\u0011',
  dts: 'dtsc dtsh dtsl dtse',
  truehd: 'mlpa',
  mace3: 'mac3',
  mace6: 'mac6',
  qdm2: 'qdm2',
  qcelp: 'qclp sqcp',
  speex: 'spex',
}
const byFourcc = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([name, codes]) => codes.split(' ').map((code) => [code, name] as const)))
const pictures = byFourcc(pictureFourcc)
const sounds = byFourcc(soundFourcc)

const key = (fourcc: string): string => fourcc.toLowerCase().replace(/ +$/, '')

/** A name nobody knows stays as it stands in the file, if it can be printed. */
const asItStands = (fourcc: string): string => (/^[\x20-\x7e]+$/.test(fourcc) ? key(fourcc) : 'unknown')

export const pictureCodec = (fourcc: string): string => pictures.get(key(fourcc)) ?? asItStands(fourcc)
export const soundCodec = (fourcc: string): string => sounds.get(key(fourcc)) ?? asItStands(fourcc)

/** Object types of an MPEG-4 descriptor (ISO/IEC 14496-1, table 5 and the registration authority). */
const objectTypes: Readonly<Record<number, string>> = {
  32: 'mpeg4',
  33: 'h264',
  35: 'hevc',
  64: 'aac',
  96: 'mpeg2video',
  97: 'mpeg2video',
  98: 'mpeg2video',
  99: 'mpeg2video',
  100: 'mpeg2video',
  101: 'mpeg2video',
  102: 'aac',
  103: 'aac',
  104: 'aac',
  105: 'mp3',
  106: 'mpeg1video',
  107: 'mp3',
  108: 'mjpeg',
  109: 'png',
  110: 'jpeg2000',
  163: 'vc1',
  164: 'dirac',
  165: 'ac3',
  166: 'eac3',
  169: 'dts',
  173: 'opus',
  177: 'vp9',
  221: 'vorbis',
  225: 'qcelp',
}
export const objectTypeCodec = (type: number): string | null => objectTypes[type] ?? null

/** Format tags of WAVE, as AVI and ASF use them. */
const waveTags: Readonly<Record<number, string>> = {
  2: 'adpcm_ms',
  6: 'pcm_alaw',
  7: 'pcm_mulaw',
  17: 'adpcm_ima_wav',
  80: 'mp2',
  85: 'mp3',
  255: 'aac',
  352: 'wmav1',
  353: 'wmav2',
  354: 'wmapro',
  355: 'wmalossless',
  8192: 'ac3',
  8193: 'dts',
  61868: 'flac',
  5632: 'aac',
  22127: 'vorbis',
  28781: 'opus',
}
export function waveCodec(tag: number, bits: number): string {
  if (tag === 1) return bits <= 8 ? 'pcm_u8' : `pcm_s${bits}le`
  if (tag === 3) return bits === 64 ? 'pcm_f64le' : 'pcm_f32le'
  return waveTags[tag] ?? 'unknown'
}
