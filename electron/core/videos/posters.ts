/** One picture of a film, made by the page that plays it, and where a player finds the film. */
import { savePoster as keepPoster, poster } from '../../../db/queries/videos.ts'
import type { VideoPlace } from '../../../shared/api/videos.ts'
import { Problem } from '../../../shared/problems.ts'
import { mediaFacts } from '../attachments/media.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { needAttachment } from '../records/load.ts'

/** Pixels of the longer side. */
const maxSide = 480

/** @throws Problem attachment.unknown while there is none */
export async function posterOf(ctx: HandlerContext, digest: string): Promise<{ bytes: Uint8Array; mime: string }> {
  const bytes = await poster(ctx.db, digest)
  if (!bytes) throw new Problem('attachment.unknown', { digest })
  return { bytes: new Uint8Array(bytes), mime: 'image/jpeg' }
}

/**
 * Nobody is told: the page that drew it knows, and a list of two thousand need not be read again for each.
 * @throws Problem attachment.not-a-picture for anything but a small JPEG, attachment.unknown for no inspected video
 */
export async function savePoster(ctx: HandlerContext, digest: string, bytes: Uint8Array): Promise<void> {
  const picture = Buffer.from(bytes)
  const facts = mediaFacts(picture)
  const isPoster =
    facts !== null &&
    facts !== 'broken-picture' &&
    facts.mediaType === 'image/jpeg' &&
    Math.max(facts.width ?? 0, facts.height ?? 0) <= maxSide
  if (!isPoster) throw new Problem('attachment.not-a-picture', { fileName: digest })
  await ctx.write(async (trx) => {
    if ((await keepPoster(trx, digest, picture)) === 0) throw new Problem('attachment.unknown', { digest })
  })
}

/**
 * Only what lies here in clear: a player reads it piece by piece, which a sealed file does not allow.
 * @throws Problem attachment.unknown when it is no video, or sealed
 */
export async function placeOf(ctx: HandlerContext, digest: string): Promise<VideoPlace> {
  const row = await needAttachment(ctx.db, digest)
  const path = row.personal === 1 || !row.media_type.startsWith('video/') ? null : ctx.attachments.clearFile(digest)
  if (path === null) throw new Problem('attachment.unknown', { digest })
  return { path, bytes: row.bytes, mime: row.media_type }
}
