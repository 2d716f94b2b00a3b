/** A video's facts, verdicts and problems in a clerk's words. */
import type { VideoContainer, VideoFault } from '../domain/video-facts.ts'
import type { ProblemDetails, UnreadableVideo } from '../problems.ts'
import type { Sentences } from './problem-sentence.ts'

const containers: Readonly<Record<VideoContainer, string>> = {
  mp4: 'MP4',
  quicktime: 'MOV（苹果 QuickTime）',
  '3gpp': '3GP（老式手机）',
  matroska: 'MKV（Matroska）',
  webm: 'WebM',
  'mpeg-ts': 'TS（电视传输流）',
  'mpeg-ps': 'MPG（MPEG 节目流）',
  avi: 'AVI',
  flv: 'FLV',
  asf: 'WMV（Windows Media）',
  ogg: 'OGG',
}
export const containerText = (container: VideoContainer): string => containers[container]

const codecs: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'H.265（HEVC）',
  vvc: 'H.266（VVC）',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  mpeg4: 'MPEG-4 第 2 部分（DivX、Xvid 一类）',
  mpeg2video: 'MPEG-2',
  mpeg1video: 'MPEG-1',
  mjpeg: 'Motion JPEG',
  prores: 'ProRes',
  h263: 'H.263',
}
export const codecText = (codec: string): string => codecs[codec] ?? codec
export const bitDepthText = (bits: number): string => ` ${bits} 位色`

const sounds: Readonly<Record<string, string>> = { aac: 'AAC', mp3: 'MP3', opus: 'Opus', ac3: 'AC-3', flac: 'FLAC' }
export const soundText = (codec: string): string => sounds[codec] ?? codec

/**
 * 3 分 01 秒. Parts of a second are shown only close to a limit, where they decide.
 * @param seconds not negative
 */
export function durationText(seconds: number, near: number | null = null): string {
  const digits = near !== null && Math.abs(seconds - near) < 1 ? fewestDigits(seconds) : 0
  const shown = Number(seconds.toFixed(digits))
  const hours = Math.floor(shown / 3600)
  const minutes = Math.floor((shown % 3600) / 60)
  const [whole = '0', part] = (shown % 60).toFixed(digits).split('.')
  const rest = `${hours + minutes > 0 ? whole.padStart(2, '0') : whole}${part ? `.${part}` : ''} 秒`
  if (hours > 0) return `${hours} 小时 ${String(minutes).padStart(2, '0')} 分 ${rest}`
  return minutes > 0 ? `${minutes} 分 ${rest}` : rest
}
/** At most thousandths. */
function fewestDigits(seconds: number): number {
  return [0, 1, 2].find((digits) => Math.abs(Number(seconds.toFixed(digits)) - seconds) < 0.002) ?? 3
}

export const sizeText = (width: number, height: number): string => `${width} × ${height}`

const sendAgain = '请对方用原文件重新发送：微信里选“文件”发，不要选“视频”或“相册”发；也可以用邮件、U盘。'
const exportAgain = '请用剪辑软件或手机重新导出为 MP4（H.264 画面、AAC 声音）。'

const pixels = (count: number): string => `${count} 像素`

export const videoMessages = {
  unknown: '看不出',
  whole: '完整',
  complete: '文件完整，没有被截断。',
  cutOffShort: '没有传完',
  cutOff: `文件到一半就断了，没有传完或没有录完，后面的内容放不出来。${sendAgain}`,
  wrongLength: '长度写错',
  indexLength: `文件里写的长度比文件本身还大，很多播放器打不开。${exportAgain}`,
  readable: (container: VideoContainer) => `文件格式是 ${containerText(container)}，结构能读出来。`,
  namedOnly: (container: VideoContainer) =>
    `文件格式是 ${containerText(container)}，里面的时长和尺寸看不出来。${exportAgain}`,
  container: (actual: string) => `格式是 ${actual}。`,
  otherContainer: ({ actual, limit, renamed }: { actual: string; limit: string; renamed: boolean }) =>
    `格式是 ${actual}，要求 ${limit}${renamed ? '。文件名的后缀是改过的，改后缀不能改变格式' : ''}。请用剪辑软件或转换工具另存为 ${limit}，不要只改后缀。`,
  withPicture: '有画面',
  picture: '文件里有画面。',
  noPictureShort: '没有画面',
  noPicture: '文件里只有声音，没有画面。请确认发来的是不是视频，再请对方重新发送。',
  noDuration: '从文件结构里看不出时长，请打开播放核对。',
  duration: (actual: string) => `时长 ${actual}。`,
  durationWithin: (actual: string, limit: string) => `时长 ${actual}（上限 ${limit}）。`,
  tooLong: (actual: string, limit: string) => `时长 ${actual}（上限 ${limit}），超过了。请退给作者剪短，剪完重新检查。`,
  pixels,
  noSize: '从文件结构里看不出画面尺寸，请打开播放核对。',
  size: (size: string) => `画面 ${size}。`,
  largeEnough: (size: string, short: number, least: number) => `画面 ${size}，短边 ${pixels(short)}（至少 ${least}）。`,
  tooSmall: (size: string, short: number, least: number) =>
    `画面 ${size}，短边 ${pixels(short)}（至少 ${least}），清晰度不够，可能是被微信压缩过。${sendAgain}原片就这么小的，放大没有用，要重新拍。`,
  codec: (actual: string) => `画面编码 ${actual}，一般电脑都能播放。`,
  noCodec: '看不出画面用的编码，请打开播放核对。',
  rareCodec: (actual: string) =>
    `画面编码 ${actual}，有些 Windows 电脑和浏览器放不出来。不影响报送；评审时放不出，${exportAgain}`,
  silentShort: '没有声音',
  silent: '文件里没有声音。本来就是无声作品的不用管；不是的，请作者重新导出。',
  sound: (actual: string) => `声音编码 ${actual}。`,
  rareSound: (actual: string) => `声音编码 ${actual}，有些电脑放不出声音。不影响报送；评审时没有声音，${exportAgain}`,
  soundStructure: '正常',
  structure: '文件结构没有发现问题。',
  oddities: (count: number) => `${count} 处异常`,
  faults: {
    'cut-off': '文件没有传完。',
    'index-lies': `文件的索引有错，有些播放器会打不开或放到一半停住。请播放核对；不行的话，${exportAgain}`,
    'duration-disagrees':
      '文件头写的时长和实际画面的时长不一致，以实际画面为准。有些播放器会显示错的时长，请播放核对。',
    'no-video-track': '文件里没有画面。',
    'no-audio-track': '文件里没有声音。',
    'other-name': '文件名的后缀和实际格式不一致，以实际格式为准。',
  } satisfies Readonly<Record<VideoFault, string>>,
  unseenShort: '未检查画面',
  unseen: '未检查画面：花屏、黑边、黑屏、没声音和内容是否切题，要打开播放才看得出来。',
} as const

const found: Readonly<Record<UnreadableVideo, string>> = {
  empty: '是空文件（0 字节）',
  zeros: '里面全是空白，没有任何内容，多半是拷贝或下载时断了',
  text: '不是视频，是文本文件改了后缀',
  picture: '不是视频，是一张图片',
  pdf: '不是视频，是 PDF 文件',
  archive: '不是视频，是压缩包',
  office: '不是视频，是 Word、Excel 一类的文档',
  audio: '不是视频，是录音或音乐',
  program: '不是视频，是一个程序，请不要双击打开',
  'header-only': '只有文件头，没有画面和声音，多半是刚开始传就断了',
  'no-index': '缺少播放要用的索引，没有传完或没有录完，放不出来',
  unknown: '看不出是什么格式，不是视频或者已经损坏',
  'too-slow': '结构太乱，看了很久也没看出结果，多半已经损坏',
}
const next: Partial<Readonly<Record<UnreadableVideo, string>>> = {
  archive: '请先解压，再把里面的视频文件拖进来。',
  picture: '请确认要交的是哪个文件；视频请对方用原文件发送。',
  audio: '请确认要交的是哪个文件；视频请对方用原文件发送。',
  program: '请删除这个文件，并告诉发件人；视频请对方用原文件重新发送。',
}

export const videoSentences = {
  'video.unreadable': ({ fileName, reason }) => ({
    what: `“${fileName}”${found[reason] ?? found.unknown}。`,
    safe: '没有收入任何内容，原文件没有改动。',
    next: next[reason] ?? sendAgain,
  }),
} satisfies Pick<Sentences, Extract<keyof ProblemDetails, `video.${string}`>>

/** What a letter lacks, before it is handed in. */
export const unsignedText = (count: number): string => `还有 ${count} 人没有签授权书`
export const guardiansText = (count: number): string => `还有 ${count} 名未成年人没有填监护人`
