import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { InspectedVideo } from '../../../shared/api/videos.ts'
import type { VideoContainer, VideoLimits } from '../../../shared/domain/video-facts.ts'
import { usualVideoLimits, videoVerdicts } from '../../../shared/domain/video-rules.ts'
import { Problem } from '../../../shared/problems.ts'
import { inThread } from '../received/in-thread.ts'
import { headBytes, videoContainerOf } from './box-walk.ts'
import { namedOnly } from './other-facts.ts'
import { isBoxed, type StructureAnswer } from './structure.ts'
import type { VideoOrder } from './video-thread.ts'

const maxMilliseconds = 2000
/** Milliseconds. For one of many, or before a copy of minutes: a slow stick or a busy computer is not a bad film. */
export const patientTimeout = 10_000
const maxHeapMegabytes = 100

export interface InspectOptions {
  readonly limits?: VideoLimits
  readonly signal?: AbortSignal | undefined
  /** The name that a person knows the file by, where `path` is a copy of ours. */
  readonly fileName?: string
  /** Milliseconds from when the thread runs; 2 s. */
  readonly timeout?: number
}

/**
 * What a video file says about itself, and how that stands to the limits. Only its structure is read, at most 2 MB of it,
 * in a thread of its own.
 * @throws Problem video.unreadable, file.unreadable, file.vanished, cancelled
 */
export async function inspectVideo(path: string, options: InspectOptions = {}): Promise<InspectedVideo> {
  const fileName = options.fileName ?? basename(path)
  const known = await stat(path).catch((error: NodeJS.ErrnoException) => String(error.code))
  if (typeof known === 'string') throw new Problem('file.unreadable', { path, reason: known })
  // Before it is opened: a pipe would wait for whoever writes into it.
  if (!known.isFile()) throw new Problem('file.unreadable', { path, reason: 'not-a-file' })
  const order: VideoOrder = { path, fileName }
  const plan = {
    sourceDir: import.meta.dirname,
    name: 'video-thread',
    order,
    timeout: options.timeout ?? maxMilliseconds,
    maxHeapMegabytes,
    signal: options.signal,
    slow: () => new TooSlow(),
    tooMuch: () => new Problem('video.unreadable', { fileName, reason: 'unknown' }),
    silent: () => new Problem('video.unreadable', { fileName, reason: 'unknown' }),
  }
  const answer = await inThread<StructureAnswer>(plan).catch(async (error: unknown): Promise<StructureAnswer> => {
    if (!(error instanceof TooSlow)) throw error
    const container = await otherContainer(path)
    return container === null ? { unreadable: 'too-slow', bytesRead: 0 } : { facts: namedOnly(container), bytesRead: 0 }
  })
  if ('unreadable' in answer) throw new Problem('video.unreadable', { fileName, reason: answer.unreadable })
  if ('system' in answer) {
    if (answer.gone) throw new Problem('file.vanished', { path })
    throw new Problem('file.unreadable', { path, reason: answer.system })
  }
  return { ...answer.facts, verdicts: videoVerdicts(answer.facts, options.limits ?? usualVideoLimits) }
}

class TooSlow extends Error {}

/** What a file is stands in its first bytes, also where the rest is slow to come. */
async function otherContainer(path: string): Promise<VideoContainer | null> {
  const file = await open(path, 'r').catch(() => null)
  if (!file) return null
  try {
    const head = Buffer.alloc(headBytes)
    const { bytesRead } = await file.read(head, 0, headBytes, 0)
    const container = videoContainerOf(head.subarray(0, bytesRead))
    return container === null || isBoxed(container) ? null : container
  } catch {
    return null
  } finally {
    await file.close()
  }
}
