/** Whether a photo says when it was taken: in a corner of the picture, or in its file. Looks, never changes anything. */
import type { PhotoDateMark } from '../../../shared/api/photos.ts'
import { photoMessage } from '../../../shared/wording/photos.ts'
import { inThread } from '../received/in-thread.ts'
import type { PhotoFault } from './decode-photo.ts'
import { exifFacts } from './exif-facts.ts'
import type { PhotoAnswer, PhotoOrder } from './photo-thread.ts'

const maxMilliseconds = 25_000

/** Too long, too large, or the thread ended without a word. */
class GaveNothing extends Error {}

export type PhotoLook = Omit<PhotoDateMark, 'digest'>

/**
 * A file that is broken, too large or of another kind gives 'no' and a message that says that nobody looked.
 * @param today YYYY-MM-DD: a later date is none that can be
 * @param asked the notice asks for photos without a date mark
 * @param timeout milliseconds; for tests
 * @throws Problem cancelled
 */
export async function checkPhoto(
  bytes: Uint8Array,
  {
    today,
    asked,
    signal,
    timeout = maxMilliseconds,
  }: { today: string; asked: boolean; signal?: AbortSignal | undefined; timeout?: number },
): Promise<PhotoLook> {
  const exif = exifFacts(bytes, today)
  const found = await look({ bytes, today }, signal, timeout)
  const stamp = 'stamp' in found ? found.stamp : { burnt: 'no' as const, burntText: '', corner: null }
  const facts = {
    cameraDate: exif.day,
    cameraDateOdd: exif.odd,
    burnt: stamp.burnt,
    burntText: stamp.burntText,
    corner: stamp.corner,
    hasPosition: exif.hasPosition,
  }
  return { ...facts, message: photoMessage(facts, 'fault' in found ? found.fault : null, asked) }
}

async function look(
  order: PhotoOrder,
  signal: AbortSignal | undefined,
  timeout: number,
): Promise<PhotoAnswer | { fault: PhotoFault | 'too-hard' }> {
  const nothing = (): Error => new GaveNothing()
  const plan = { sourceDir: import.meta.dirname, name: 'photo-thread', order, timeout, signal }
  try {
    return await inThread<PhotoAnswer>({ ...plan, slow: nothing, tooMuch: nothing, silent: nothing })
  } catch (error) {
    if (error instanceof GaveNothing) return { fault: 'too-hard' }
    throw error
  }
}
