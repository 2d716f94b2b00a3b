/** Videos that ffmpeg makes, small and short, and what ffprobe says of them. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const quiet = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-threads', '1']

export const ffmpeg = (args: readonly string[]): Promise<unknown> => execute('ffmpeg', [...quiet, ...args])

export interface Probed {
  readonly durationSeconds: number | null
  readonly codedWidth: number | null
  readonly codedHeight: number | null
  readonly displayWidth: number | null
  readonly displayHeight: number | null
  readonly rotationClockwise: number | null
  readonly videoCodec: string | null
  readonly audioCodec: string | null
  readonly frameRate: number | null
}

interface ProbedStream {
  readonly codec_type: string
  readonly codec_name?: string
  readonly width?: number
  readonly height?: number
  readonly sample_aspect_ratio?: string
  readonly avg_frame_rate?: string
  readonly side_data_list?: readonly { readonly rotation?: number }[]
}

export async function ffprobe(file: string): Promise<Probed> {
  const { stdout } = await execute('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', file])
  const { format, streams } = JSON.parse(stdout) as { format: { duration?: string }; streams: ProbedStream[] }
  const picture = streams.find((stream) => stream.codec_type === 'video')
  const sound = streams.find((stream) => stream.codec_type === 'audio')
  const codedWidth = picture?.width ?? null
  const codedHeight = picture?.height ?? null
  const [across = 0, down = 0] = (picture?.sample_aspect_ratio ?? '').split(':').map(Number)
  const width = codedWidth !== null && across && down ? Math.round((codedWidth * across) / down) : codedWidth
  const turn = picture?.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0
  const rotation = ((-turn % 360) + 360) % 360 || 0
  const [frames = 0, seconds = 0] = (picture?.avg_frame_rate ?? '').split('/').map(Number)
  return {
    durationSeconds: format.duration === undefined ? null : Number(format.duration),
    codedWidth,
    codedHeight,
    displayWidth: rotation % 180 === 0 ? width : codedHeight,
    displayHeight: rotation % 180 === 0 ? codedHeight : width,
    rotationClockwise: picture ? rotation : null,
    videoCodec: picture?.codec_name ?? null,
    audioCodec: sound?.codec_name ?? null,
    frameRate: frames && seconds ? frames / seconds : null,
  }
}

export interface Variant {
  /** Its ending says the container. */
  readonly file: string
  readonly container: string
  /** Arguments of ffmpeg before the name of the file. */
  readonly args: readonly string[]
  /** Another variant, made before, that it is made from; stands as `@` in the arguments. */
  readonly from?: string
}

const sources = (seconds: number, size: string, rate: string): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`],
  ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`],
]
const x264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'
const aac = '-c:a aac -b:a 32k -ac 1'

interface Shape {
  readonly seconds?: number
  readonly size?: string
  readonly rate?: string
  readonly container?: string
}
const containers: Readonly<Record<string, string>> = {
  mp4: 'mp4',
  mov: 'quicktime',
  '3gp': '3gpp',
  '3g2': '3gpp',
  mkv: 'matroska',
  webm: 'webm',
  ts: 'mpeg-ts',
  m2ts: 'mpeg-ts',
  mpg: 'mpeg-ps',
  vob: 'mpeg-ps',
  avi: 'avi',
  flv: 'flv',
  wmv: 'asf',
  ogv: 'ogg',
}
const containerOf = (file: string): string => containers[file.split('.').pop() ?? ''] ?? 'mp4'

/** @param options as on a command line */
function made(file: string, options: string, { seconds = 1, size = '160x120', rate = '25' }: Shape = {}): Variant {
  return { file, container: containerOf(file), args: [...sources(seconds, size, rate), ...options.split(' ')] }
}
const copied = (file: string, from: string, options: string): Variant => ({
  file,
  container: containerOf(file),
  args: options.split(' '),
  from,
})

/** The dozen of the suite: one of each kind of trap. */
export const fewVariants: readonly Variant[] = [
  made('plain.mp4', `${x264} ${aac} -shortest`, { seconds: 2 }),
  copied('turned-90.mp4', 'plain.mp4', '-i @ -c copy -metadata:s:v:0 rotate=270 -movflags +faststart'),
  copied('turned-270.mov', 'plain.mp4', '-i @ -c copy -metadata:s:v:0 rotate=90'),
  copied('fragments.mp4', 'plain.mp4', '-i @ -c copy -movflags +frag_keyframe+empty_moov+default_base_moof'),
  copied('late-sound.mp4', 'plain.mp4', '-i @ -itsoffset 0.7 -i @ -map 0:v -map 1:a -c copy'),
  copied('cut-copy.mp4', 'plain.mp4', '-ss 0.5 -i @ -c copy'),
  made('wide-pixels.mp4', `-vf setsar=16/15 ${x264} -bf 2 -an`),
  made('mpeg4-mp3.mp4', '-c:v mpeg4 -c:a libmp3lame -b:a 48k'),
  made('odd-size.mp4', `-c:v libx264 -preset ultrafast -pix_fmt yuv444p ${aac}`, { size: '161x121' }),
  made('pcm.mov', '-c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s24le'),
  copied('plain.mkv', 'plain.mp4', '-i @ -c copy'),
  made('vp9-opus.webm', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus'),
  copied('plain.ts', 'plain.mp4', '-i @ -c copy'),
  made('xvid.avi', '-c:v mpeg4 -vtag XVID -c:a libmp3lame -b:a 48k'),
]

const pictureCodecs = [
  ...['libx264 -preset ultrafast -bf 3', 'libx265 -preset ultrafast -x265-params log-level=error -tag:v hvc1'],
  ...[
    'mpeg4',
    'libvpx-vp9 -deadline realtime -cpu-used 8',
    'libsvtav1 -preset 12',
    'mpeg2video',
    'mpeg1video',
    'mjpeg',
  ],
]
const mp4Sounds = [
  'aac',
  'libmp3lame',
  'mp2',
  'ac3',
  'eac3',
  'libopus -strict -2',
  'flac -strict -2',
  'alac',
  'libvorbis -ac 2',
]
const movPictures = [
  ...['prores_ks', 'qtrle -pix_fmt rgb24', 'png', 'rawvideo -pix_fmt uyvy422', 'cinepak', 'svq1 -pix_fmt yuv410p'],
  ...['jpeg2000 -pix_fmt yuv420p', 'libxvid', 'mjpeg -huffman default', 'v210 -pix_fmt yuv422p10le'],
  ...['ffv1 -strict -2', 'huffyuv -pix_fmt yuv422p'],
]
const movSounds = [
  ...['pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le', 'pcm_s32be', 'pcm_f32le', 'pcm_f32be'],
  ...['pcm_f64le', 'pcm_f64be', 'pcm_u8', 'pcm_s8', 'pcm_mulaw', 'pcm_alaw', 'adpcm_ima_qt', 'alac', 'aac', 'ac3'],
]
const moveFlags = [
  ...[
    'faststart',
    'frag_keyframe',
    'frag_keyframe+empty_moov',
    'frag_keyframe+delay_moov',
    'frag_every_frame+empty_moov',
  ],
  ...['frag_keyframe+empty_moov+default_base_moof', 'dash+frag_keyframe+delay_moov', 'cmaf+frag_keyframe'],
  ...[
    'frag_keyframe+separate_moof',
    'frag_keyframe+omit_tfhd_offset+empty_moov',
    'frag_keyframe+global_sidx+empty_moov',
  ],
  ...[
    'frag_keyframe+skip_trailer+empty_moov',
    'negative_cts_offsets',
    'rtphint',
    'write_colr',
    'prefer_icc',
    'isml+frag_keyframe',
  ],
]
const plain = (options: string): string => `${x264} ${aac} ${options}`.trim()

/** Whatever ffmpeg can put together that offices might send. */
export const manyVariants: readonly Variant[] = [
  ...fewVariants,
  ...pictureCodecs.map((codec, n) => made(`picture-${n}.mp4`, `-c:v ${codec} ${aac}`)),
  ...pictureCodecs.map((codec, n) => made(`picture-${n}.mkv`, `-c:v ${codec} ${aac}`)),
  ...mp4Sounds.map((codec, n) => made(`sound-${n}.mp4`, `${x264} -c:a ${codec}`)),
  ...mp4Sounds.map((codec, n) => made(`sound-${n}.mkv`, `${x264} -c:a ${codec}`)),
  ...movPictures.map((codec, n) => made(`picture-${n}.mov`, `-c:v ${codec} -c:a pcm_s16le`)),
  ...movSounds.map((codec, n) => made(`sound-${n}.mov`, `${x264} -c:a ${codec}`)),
  made('dv.mov', '-c:v dvvideo -pix_fmt yuv420p -c:a pcm_s16le', { size: '720x576' }),
  made('dnx.mov', '-c:v dnxhd -b:v 36M -pix_fmt yuv422p -an', { size: '1920x1080', seconds: 0.2 }),
  made('h263.3gp', '-c:v h263 -c:a aac', { size: '176x144' }),
  made('h264.3gp', plain('')),
  made('h264.3g2', plain('')),
  made('h263.mov', '-c:v h263 -an', { size: '352x288' }),
  ...moveFlags.map((flags, n) => copied(`flags-${n}.mp4`, 'plain.mp4', `-i @ -c copy -movflags +${flags}`)),
  ...moveFlags.map((flags, n) => copied(`flags-${n}.mov`, 'plain.mp4', `-i @ -c copy -movflags +${flags}`)),
  ...[90, 180, 270, 0].map((turn) =>
    copied(`turned-${turn}-long.mp4`, 'plain.mp4', `-i @ -c copy -metadata:s:v:0 rotate=${turn}`),
  ),
  ...['4/3', '8/9', '10/11', '1/2', '64/45', '12/11'].flatMap((shape, n) => [
    made(`shape-${n}.mp4`, `-vf setsar=${shape} ${plain('')}`),
    made(`shape-${n}.mov`, `-vf setsar=${shape} -c:v mpeg4 -an`),
    made(`shape-${n}.mkv`, `-vf setsar=${shape} ${plain('')}`),
  ]),
  ...['24000/1001', '30000/1001', '60', '1', '12.5', '120'].map((rate, n) =>
    made(`rate-${n}.mp4`, plain(''), { rate, seconds: 2 }),
  ),
  ...['2x2', '176x144', '638x358', '1366x768', '1080x1920', '4096x2160', '854x480'].map((size) =>
    made(`size-${size}.mp4`, plain(''), { size, seconds: 0.4 }),
  ),
  ...[1, 3, 7].map((seconds) => made(`seconds-${seconds}.mp4`, plain(''), { seconds, rate: '10' })),
  made('one-frame.mp4', `${x264} -frames:v 1 -an`),
  made('vfr.mp4', `-vf select='not(mod(n\\,3))+lt(n\\,12)' -vsync vfr ${plain('')}`, { seconds: 3 }),
  made('no-edits.mp4', plain('-use_editlist 0')),
  made('movie-600.mp4', plain('-movie_timescale 600')),
  made('track-scale.mp4', plain('-video_track_timescale 600')),
  made('b-pyramid.mp4', `-c:v libx264 -preset medium -bf 8 -pix_fmt yuv420p ${aac}`, { seconds: 2 }),
  made('ten-bit.mp4', `-c:v libx264 -preset ultrafast -pix_fmt yuv420p10le ${aac}`),
  made('hevc-ten-bit.mp4', `-c:v libx265 -preset ultrafast -x265-params log-level=error -pix_fmt yuv420p10le ${aac}`),
  made('interlaced.mp4', `-c:v libx264 -preset ultrafast -flags +ildct+ilme -pix_fmt yuv420p ${aac}`, {
    size: '720x576',
  }),
  made('short-sound.mp4', `${x264} -af atrim=0:0.4 ${aac}`, { seconds: 2 }),
  made('short-picture.mp4', `-vf trim=0:0.4 ${x264} ${aac}`, { seconds: 2 }),
  made('sound-only.mp4', `-vn ${aac}`),
  copied('sound-first.mp4', 'plain.mp4', '-i @ -map 0:a -map 0:v -c copy'),
  copied('late-picture.mp4', 'plain.mp4', '-i @ -itsoffset 0.7 -i @ -map 1:v -map 0:a -c copy'),
  copied('cut-end.mp4', 'plain.mp4', '-i @ -t 1.3 -c copy'),
  copied('two-pictures.mp4', 'plain.mp4', '-i @ -map 0:v -map 0:v -map 0:a -map 0:a -c copy'),
  copied('later.mp4', 'plain.mp4', '-i @ -c copy -output_ts_offset 5'),
  copied('timecode.mov', 'plain.mp4', '-i @ -c copy -timecode 01:00:00:00'),
  copied('titled.mp4', 'plain.mp4', '-i @ -c copy -metadata title=科普 -metadata comment=现场'),
  copied('plain.m2ts', 'plain.mp4', '-i @ -c copy'),
  copied('long.ts', 'seconds-7.mp4', '-i @ -c copy'),
  made('mpeg2.ts', '-c:v mpeg2video -c:a mp2'),
  made('hevc.ts', `-c:v libx265 -preset ultrafast -x265-params log-level=error -c:a ac3`),
  copied('turned.mkv', 'turned-90.mp4', '-i @ -c copy'),
  copied('live.mkv', 'plain.mp4', '-i @ -c copy -cluster_size_limit 4000'),
  made('pcm.mkv', `${x264} -c:a pcm_s24le`),
  made('named.mkv', '-c:v wmv2 -c:a wmav2'),
  made('hevc-cropped.ts', `-c:v libx265 -preset ultrafast -x265-params log-level=error -c:a aac`, { size: '638x358' }),
  made('large.ts', plain('-bf 2'), { size: '1920x1080', rate: '30000/1001' }),
  made('shaped.ts', `-vf setsar=16/15 ${plain('')}`, { size: '720x576' }),
  made('vp8.webm', '-c:v libvpx -deadline realtime -cpu-used 8 -c:a libvorbis -ac 2'),
  made('av1.webm', '-c:v libsvtav1 -preset 12 -c:a libopus'),
  made('mjpeg.avi', '-c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le'),
  made('h264.avi', plain('')),
  made('ms.avi', '-c:v msmpeg4 -c:a ac3'),
  made('wmv2.avi', '-c:v wmv2 -c:a mp2'),
  made('huff.avi', '-c:v huffyuv -pix_fmt yuv422p -c:a pcm_u8'),
  made('spark.flv', '-c:v flv -c:a libmp3lame -ar 44100'),
  made('h264.flv', plain('')),
  made('wm.wmv', '-c:v wmv2 -c:a wmav2'),
  made('ps.mpg', '-c:v mpeg2video -c:a mp2'),
  made('ps1.mpg', '-c:v mpeg1video -c:a mp2'),
  made('disc.vob', '-c:v mpeg2video -c:a ac3', { size: '720x576' }),
  made('theora.ogv', '-c:v libtheora -c:a libvorbis -ac 2'),
]
