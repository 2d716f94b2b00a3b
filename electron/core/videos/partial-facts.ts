/** What the readers of containers that are only named and measured have in common. */
import type { VideoFacts, VideoFault } from '../../../shared/domain/video-facts.ts'

export interface SeenPicture {
  readonly codec: string | null
  readonly width: number
  readonly height: number
  /** Of a pixel. */
  readonly shape?: readonly [number, number] | undefined
  readonly rate: number | null
}
export interface Seen {
  readonly seconds: number | null
  readonly picture: SeenPicture | null
  /** Null: none; the name may not be known. */
  readonly sound: { readonly codec: string | null } | null
  readonly cut?: boolean
}

export function partialFacts({ seconds, picture, sound, cut = false }: Seen): Omit<VideoFacts, 'container'> {
  const faults: VideoFault[] = cut ? ['cut-off'] : []
  if (!picture) faults.push('no-video-track')
  if (!sound) faults.push('no-audio-track')
  const size = picture && picture.width > 0 && picture.height > 0 ? picture : null
  const [across, down] = size?.shape ?? [1, 1]
  return {
    majorBrand: null,
    complete: !cut,
    durationSeconds: seconds === null ? null : Math.round(seconds * 1e6) / 1e6,
    pictureSeconds: null,
    codedWidth: size?.width ?? null,
    codedHeight: size?.height ?? null,
    displayWidth: size ? Math.round((size.width * across) / down) : null,
    displayHeight: size?.height ?? null,
    rotationClockwise: size ? 0 : null,
    videoCodec: picture?.codec ?? null,
    audioCodec: sound?.codec ?? null,
    bitDepth: null,
    frameRate: picture?.rate ? Math.round(picture.rate * 1000) / 1000 : null,
    fragmented: false,
    faults,
  }
}
