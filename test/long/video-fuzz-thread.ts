/** Looks at mutated videos in one thread with the memory of the real one; says what it saw, or dies and is noticed. */
import { parentPort, workerData } from 'node:worker_threads'
import { CountedSource } from '../../electron/core/videos/byte-source.ts'
import { factsOf } from '../../electron/core/videos/structure.ts'
import { usualVideoLimits, videoVerdicts } from '../../shared/domain/video-rules.ts'
import { storedVideo } from '../support/stored-videos.ts'
import { seeded } from './seeded.ts'

export interface FuzzOrder {
  readonly seed: number
  readonly from: number
  readonly rounds: number
  /** `places`, in memory that outlives a thread that was stopped. */
  readonly sums: SharedArrayBuffer
}
/** What stands where in `sums`; `round` is the one that is under way. */
export const places = ['round', 'facts', 'unreadable', 'slowestMs', 'mostBytesRead', 'mostMegabytes'] as const

/** What offices send, mostly. */
const boxed = [
  ...['damaged-inside-mdat.mp4', 'moov-at-end.mp4', 'fragmented.mp4', 'ok-1080p-portrait-rotated.mp4', 'vfr-720p.mp4'],
  ...['audio-track-first.mp4', 'mov-renamed.mp4', 'mdat-64bit-length.mp4', 'moov-length-lies.mp4', 'ok-720p-hevc.mp4'],
  ...['h264-mp3-audio-720p.mp4', 'mpeg4-part2-720p.mp4', 'vp9-in-mp4-720p.mp4', 'h264-hi10p-720p.mp4', 'truncated.mp4'],
]
const others = [
  ...['mkv-renamed.mp4', 'vp8.webm', 'mpegts-renamed.mp4', 'flv1-mp3.flv', 'wmv2.wmv', 'mpeg2.mpg', 'theora.ogv'],
  'xvid.avi',
]

const extremes = [0, 1, 7, 8, 16, 0x7f, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]

type Random = () => number
const below = (random: Random, count: number): number => Math.floor(random() * count)

/** Where the structure is: the blanked media in between say nothing. */
function structuralPlace(random: Random, bytes: Buffer): number {
  const kind = random()
  if (kind < 0.1) return below(random, bytes.length)
  const span = Math.min(bytes.length, kind < 0.3 ? 64 : 8192)
  const atEnd = random() < 0.3
  return atEnd ? bytes.length - 1 - below(random, span) : below(random, span)
}

function mutate(random: Random, original: Buffer): Buffer {
  let bytes = Buffer.from(original)
  const times = 1 + below(random, 6)
  for (let n = 0; n < times && bytes.length > 16; n++) {
    const at = structuralPlace(random, bytes)
    const kind = random()
    if (kind < 0.35) bytes[at] = below(random, 256)
    else if (kind < 0.65)
      bytes.writeUInt32BE(extremes[below(random, extremes.length)] ?? 0, Math.min(at, bytes.length - 4))
    else if (kind < 0.75) bytes = bytes.subarray(0, at)
    else if (kind < 0.82) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(random, 200))])
    else if (kind < 0.9)
      bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - below(random, 400)))])
    else bytes.fill(random() < 0.5 ? 0 : 0xff, at, Math.min(bytes.length, at + below(random, 64)))
  }
  return bytes
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

async function play({ seed, from, rounds, sums }: FuzzOrder): Promise<void> {
  const originals = new Map([...boxed, ...others].map((name) => [name, storedVideo(name)]))
  const sum = new Float64Array(sums)
  const add = (name: (typeof places)[number]): void => {
    sum[places.indexOf(name)]! += 1
  }
  const most = (name: (typeof places)[number], value: number): void => {
    const at = places.indexOf(name)
    sum[at] = Math.max(sum[at]!, value)
  }
  for (let round = from; round < rounds; round++) {
    // Each from a seed of its own, so that one can be played alone.
    const random = seeded(seed + round * 7919)
    const names = round % 3 === 2 ? others : boxed
    const bytes = mutate(random, originals.get(names[below(random, names.length)] ?? '') ?? Buffer.alloc(0))
    const source = new CountedSource(bytes.length, (start, length) =>
      Buffer.from(bytes.subarray(start, start + length)),
    )
    sum[0] = round
    const before = usedBytes()
    const started = performance.now()
    try {
      const answer = await factsOf(source, 'a.mp4')
      if ('facts' in answer) {
        add('facts')
        videoVerdicts(answer.facts, usualVideoLimits)
        for (const value of Object.values(answer.facts))
          if (typeof value === 'number' && !(Number.isFinite(value) && value >= 0))
            throw new Error(`a value is ${value}`)
      } else add('unreadable')
    } catch (error) {
      throw new Error(`seed ${seed}, round ${round}: ${error instanceof Error ? error.stack : error}`)
    }
    most('slowestMs', performance.now() - started)
    most('mostBytesRead', source.bytesRead)
    most('mostMegabytes', (usedBytes() - before) / 1e6)
  }
}

// Imported for its types and places, it does nothing.
if (parentPort && workerData?.sums instanceof SharedArrayBuffer) {
  await play(workerData as FuzzOrder)
  parentPort.postMessage('done')
}
