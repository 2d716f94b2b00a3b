/** Photos of a record's field, one after the other; what was looked at once is not looked at again. */
import type { z } from 'zod'
import type { checkPhotosInput, PhotoDateMark } from '../../../shared/api/photos.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { needFileField, needTypedDraft } from '../records/load.ts'
import { checkPhoto, type PhotoLook } from './check-photo.ts'

/** Looks kept in memory: of a store at a time, the oldest go first. */
const mostKept = 2000
const kept = new WeakMap<HandlerContext['attachments'], Map<string, PhotoLook>>()

/** @throws Problem record.unknown, record.not-ours, field.unknown, cancelled */
export async function checkPhotos(
  ctx: HandlerContext,
  call: Call,
  { recordId, field: fieldId }: z.output<typeof checkPhotosInput>,
): Promise<PhotoDateMark[]> {
  const { definition, files } = await needTypedDraft(ctx.db, recordId)
  const field = needFileField(definition, fieldId)
  const asked = field.noDateMark === true
  const known = kept.get(ctx.attachments) ?? new Map<string, PhotoLook>()
  kept.set(ctx.attachments, known)
  const today = chinaDay(ctx.now())
  const photos = files.filter((file) => file.field === fieldId && file.media_type.startsWith('image/'))
  const marks: PhotoDateMark[] = []
  for (const { digest } of photos) {
    const key = `${digest} ${asked} ${today.slice(0, 4)}`
    let look = known.get(key)
    if (look === undefined) {
      const bytes = await bytesOf(ctx, digest, call.signal)
      if (bytes === null) continue
      look = await checkPhoto(bytes, { today, asked, signal: call.signal })
      known.set(key, look)
      for (const oldest of known.keys()) {
        if (known.size <= mostKept) break
        known.delete(oldest)
      }
    }
    marks.push({ digest, ...look })
  }
  return marks
}

/** Null where the file is no longer to be had: others find that, and say it better. */
async function bytesOf(ctx: HandlerContext, digest: string, signal: AbortSignal): Promise<Buffer | null> {
  try {
    return await ctx.attachments.readAll(digest)
  } catch (error) {
    if (signal.aborted) throw new Problem('cancelled', {})
    if (error instanceof Problem) return null
    throw error
  }
}
