/** A file on its way into a field of a draft: looked at, copied in one pass, and then noted with the draft, or not at all. */
import { basename } from 'node:path'
import type { Queryable } from '../../../db/connection.ts'
import { addDraftAttachment, saveAttachment } from '../../../db/queries/attachments.ts'
import type { VideoFacts, VideoLimits } from '../../../shared/domain/video-facts.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { type needFileField, needTypedDraft, type OwnDraft } from '../records/load.ts'
import { inspectVideo, patientTimeout } from '../videos/inspect.ts'
import { keepFacts, videoMedia } from '../videos/video-files.ts'
import type { StagedFile } from './attachment-store.ts'
import { type MediaFacts, mediaFacts } from './media.ts'
import { sourceMark, takeIn } from './source-file.ts'

export type FileField = ReturnType<typeof needFileField>

export interface TakenFile {
  readonly staged: StagedFile
  readonly media: { readonly mediaType: string; readonly width: number | null; readonly height: number | null }
  /** Of a video in a field with limits for it. */
  readonly video: VideoFacts | null
}

/**
 * Looks at a video before it is copied: what is none is refused before a gigabyte was moved.
 * @param place `recordId`: whose key seals it; not asked for where the field is not personal
 * @throws Problem file.*, attachment.*, video.unreadable, disk.full, cancelled. Nothing of it is left then.
 */
export async function takeFile(
  ctx: HandlerContext,
  call: Call,
  { recordId, field }: { recordId: string; field: FileField },
  path: string,
): Promise<TakenFile> {
  // As it is before it is looked at: another file under this name would have the facts of this one.
  const mark = field.video ? await sourceMark(path) : null
  const video = field.video ? await inspect(path, field.video, call.signal) : null
  const staged = await takeIn(ctx.attachments, path, {
    sealed: field.personal,
    recordId,
    maxBytes: field.maxBytes,
    signal: call.signal,
    mark,
    dataDir: ctx.store.dataDir,
    onBytes: (done, total) => call.progress({ phase: 'copy', done, total, unit: 'bytes' }),
  })
  if (video) return { staged, media: videoMedia(video), video }
  return { staged, media: await checkMedia(ctx, field, staged, path), video: null }
}

/** The verdicts are worked out anew each time: a notice may change its limits. */
async function inspect(path: string, limits: VideoLimits, signal: AbortSignal): Promise<VideoFacts> {
  const { verdicts: _, ...facts } = await inspectVideo(path, { limits, signal, timeout: patientTimeout })
  return facts
}

/** Drops the staged file when it is not what the field takes. */
async function checkMedia(
  ctx: HandlerContext,
  field: FileField,
  staged: StagedFile,
  path: string,
): Promise<MediaFacts> {
  const facts = mediaFacts(staged.head)
  if (facts !== null && facts !== 'broken-picture' && field.accept.includes(facts.mediaType)) return facts
  await ctx.attachments.drop(staged)
  const fileName = basename(path)
  throw facts === 'broken-picture'
    ? new Problem('attachment.not-a-picture', { fileName })
    : new Problem('attachment.type', { fileName, accepted: field.accept })
}

/** Puts the file in place and has it noted; when that fails, or notes nothing, it is gone again. */
export async function putWith<T extends { readonly noted: boolean }>(
  ctx: HandlerContext,
  { staged }: TakenFile,
  note: () => Promise<T>,
): Promise<T> {
  const fresh = !ctx.attachments.has(staged.digest)
  await ctx.attachments.put(staged)
  let noted = false
  try {
    const done = await note()
    noted = done.noted
    return done
  } finally {
    // Gigabytes that no row names would lie there until the next start.
    if (fresh && !noted) await ctx.attachments.takeBack(staged.digest)
  }
}

/** One more file of a field, inside `changeDraftFiles`. */
export async function noteFile(
  trx: Queryable,
  ctx: HandlerContext,
  { recordId, field }: { recordId: string; field: FileField },
  { staged: { digest, bytes }, media, video }: TakenFile,
): Promise<void> {
  const { mediaType: media_type, width, height } = media
  const personal = field.personal ? 1 : 0
  const added_at = ctx.now().toISOString()
  await saveAttachment(trx, { digest, bytes, media_type, width, height, personal, thumb: null, added_at })
  if (video) await keepFacts(trx, ctx, digest, video)
  const { files } = await needTypedDraft(trx, recordId)
  const count = files.filter((file) => file.field === field.id).length
  // Never the name of the source file: it may hold a person's name (bundle-format §3).
  await addDraftAttachment(trx, recordId, field.id, digest, `${field.label}${count + 1}`)
}

/**
 * Changes the files of a draft and works its findings out again. The counter of the draft stays: a page that is
 * saving text at this moment must not be told of a conflict.
 */
export async function changeDraftFiles(
  trx: Queryable,
  ctx: HandlerContext,
  recordId: string,
  change: (draft: OwnDraft) => Promise<void>,
): Promise<void> {
  const own = await needTypedDraft(trx, recordId)
  await change(own)
  const { record, draft, definition } = own
  const place = { recordId, definition, deviceId: record.device_id, draftSeq: draft.draft_seq }
  await writeDraft(trx, ctx, place, draftValues(ctx.vault, draft))
}
