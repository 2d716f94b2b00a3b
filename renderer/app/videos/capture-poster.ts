import { useSyncExternalStore } from 'react'
import { call } from '../../api.ts'

/** Longer side of a poster, in pixels. */
const posterSide = 480
/** As much as `videos.savePoster` takes. */
const maxPosterBytes = 400_000
/** A file whose pictures do not come within this time gets its poster another day. */
const patienceMs = 15_000

/** Once in the life of the page: a file that does not play today will not play at the next look either. */
const tried = new Map<string, Promise<boolean>>()

/** Drawn since then: lists that were read before do not know of them. */
const drawn = new Set<string>()
const listeners = new Set<() => void>()
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const isTried = (digest: string): boolean => tried.has(digest)

/** Whether there is a poster by now. @param video as it was read; null: no film, and no poster */
export function useHasPoster(video: { readonly digest: string; readonly hasPoster: boolean } | null): boolean {
  const isDrawn = useSyncExternalStore(listen, () => video !== null && drawn.has(video.digest))
  return isDrawn || video?.hasPoster === true
}

/**
 * Draws one picture out of a kept video and keeps it as its poster. Plays in an element of its own, so that the
 * player that a person looks at is not moved.
 * @returns false when this computer cannot decode the video; never rejects
 */
export function capturePoster(digest: string): Promise<boolean> {
  const before = tried.get(digest)
  if (before) return before
  const run = draw(digest)
    .then(async (bytes) => {
      if (!bytes) return false
      await call('videos.savePoster', { digest, bytes })
      drawn.add(digest)
      for (const listener of listeners) listener()
      return true
    })
    .catch(() => false)
  tried.set(digest, run)
  return run
}

async function draw(digest: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  // Without this the canvas could be drawn on and not be read.
  video.crossOrigin = 'anonymous'
  try {
    video.src = `kexie://video/${digest}`
    await happens(video, 'loadeddata')
    if (video.videoWidth === 0) return null
    // Films begin in black: a little way in there is something to be seen.
    const at = Number.isFinite(video.duration) ? Math.min(video.duration * 0.1, 3) : 0
    if (at > 0.05) {
      video.currentTime = at
      await happens(video, 'seeked')
    }
    const scale = Math.min(1, posterSide / Math.max(video.videoWidth, video.videoHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(video.videoWidth * scale))
    canvas.height = Math.max(1, Math.round(video.videoHeight * scale))
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
    for (const quality of [0.82, 0.5]) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
      if (blob && blob.size <= maxPosterBytes) return new Uint8Array(await blob.arrayBuffer())
    }
    return null
  } finally {
    // Lets go of the file.
    video.removeAttribute('src')
    video.load()
  }
}

function happens(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too slow')), patienceMs)
    const done = (work: () => void) => () => {
      clearTimeout(timer)
      work()
    }
    video.addEventListener(event, done(resolve), { once: true })
    video.addEventListener(
      'error',
      done(() => reject(new Error('not decoded'))),
      { once: true },
    )
  })
}
