/** Every container but MP4 and its kin, by their headers. */
import type { VideoContainer, VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'
import { seeAsf } from './asf.ts'
import { aviFacts } from './avi.ts'
import type { ByteSource } from './byte-source.ts'
import { seeFlv } from './flv.ts'
import { matroskaFacts } from './matroska.ts'
import { seeOgg } from './ogg.ts'
import { partialFacts } from './partial-facts.ts'
import { seeProgramStream } from './program-stream.ts'
import { seeTransport } from './transport.ts'

const nothing = {
  majorBrand: null,
  complete: true,
  durationSeconds: null,
  pictureSeconds: null,
  codedWidth: null,
  codedHeight: null,
  displayWidth: null,
  displayHeight: null,
  rotationClockwise: null,
  videoCodec: null,
  audioCodec: null,
  bitDepth: null,
  frameRate: null,
  fragmented: false,
  faults: [] as readonly VideoFault[],
} as const

/** Of a file whose container is known and whose index is beyond reading. */
export const namedOnly = (container: VideoContainer): VideoFacts => ({ container, ...nothing, faults: ['index-lies'] })

/** @throws OverBudget */
export function otherFacts(source: ByteSource, head: Buffer, container: VideoContainer): VideoFacts {
  switch (container) {
    case 'avi':
      return { container, ...nothing, ...aviFacts(source) }
    case 'matroska':
    case 'webm':
      return { container, ...nothing, ...matroskaFacts(source, head) }
    case 'mpeg-ts':
      return { container, ...transportFacts(source, head) }
    case 'mpeg-ps':
      return { container, ...partialFacts(seeProgramStream(source)) }
    case 'flv':
      return { container, ...partialFacts(seeFlv(source)) }
    case 'asf':
      return { container, ...partialFacts(seeAsf(source)) }
    case 'ogg':
      return { container, ...partialFacts(seeOgg(source)) }
    default:
      return { container, ...nothing }
  }
}

function transportFacts(source: ByteSource, head: Buffer): Omit<VideoFacts, 'container'> {
  const seen = seeTransport(source, head)
  if (!seen) return nothing
  const { audioCodec, picture, seconds } = seen
  return partialFacts({ seconds, picture, sound: audioCodec === null ? null : { codec: audioCodec } })
}
