import { basename } from 'node:path'
import type { Queryable } from '../../../db/connection.ts'
import {
  addDraftAttachment,
  removeDraftAttachment,
  saveAttachment,
  titleDraftAttachment,
} from '../../../db/queries/attachments.ts'
import type { AttachmentsTable } from '../../../db/schema.ts'
import type { VideoFacts, VideoLimits } from '../../../shared/domain/video-facts.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { cleanText } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import type { StagedFile } from '../attachments/attachment-store.ts'
import { type MediaFacts, mediaFacts } from '../attachments/media.ts'
import { sourceMark, takeIn } from '../attachments/source-file.ts'
import { draftValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needAttachment, needFileField, needOwnDraft } from '../records/load.ts'
import { recordDetail } from '../records/view.ts'
import { killPoint } from '../store/kill-points.ts'
import { saveForPerson } from '../store/person-file.ts'
import { inspectVideo } from '../videos/inspect.ts'
import { posterOf } from '../videos/posters.ts'
import { keepFacts, videoMedia } from '../videos/video-files.ts'
import { type Call, changed, type HandlerContext, type Handlers } from './context.ts'

/** Quotas of a notice only warn; this bounds what a slip of the mouse can do. */
const maxFilesPerField = 200
/** What one call may hand to a page in memory. */
const maxReadBytes = 256 * 1024 * 1024

type FileField = ReturnType<typeof needFileField>

export const attachmentsHandlers = {
  'records.attach': async ({ recordId, field: fieldId, path }, ctx, call) => {
    ctx.vault.refusePurged(recordId)
    const { definition, files } = await needOwnDraft(ctx.db, recordId)
    const field = needFileField(definition, fieldId)
    const count = files.filter((file) => file.field === fieldId).length
    if (count >= maxFilesPerField)
      throw new Problem('attachment.too-many', { fieldLabel: field.label, count: count + 1, limit: maxFilesPerField })
    const { staged, media, video } = await takeFile(ctx, call, { recordId, field }, path)
    killPoint('attach.staged')
    const fresh = !ctx.attachments.has(staged.digest)
    await ctx.attachments.put(staged)
    const row: AttachmentsTable = {
      digest: staged.digest,
      bytes: staged.bytes,
      media_type: media.mediaType,
      width: media.width,
      height: media.height,
      personal: field.personal ? 1 : 0,
      thumb: null,
      added_at: ctx.now().toISOString(),
    }
    // Never the name of the source file: it may hold a person's name (bundle-format §3).
    const title = `${field.label}${count + 1}`
    try {
      await rewriteDraft(ctx, recordId, async (trx) => {
        await saveAttachment(trx, row)
        if (video) await keepFacts(trx, ctx, staged.digest, video)
        await addDraftAttachment(trx, recordId, fieldId, staged.digest, title)
      })
    } catch (error) {
      // Gigabytes that no row names would lie there until the next start.
      if (fresh) await ctx.attachments.takeBack(staged.digest)
      throw error
    }
    return recordDetail(ctx, recordId)
  },

  'records.detach': async ({ recordId, field, digest }, ctx) => {
    await rewriteDraft(ctx, recordId, async (trx, definition) => {
      needFileField(definition, field)
      if ((await removeDraftAttachment(trx, recordId, field, digest)) === 0)
        throw new Problem('attachment.unknown', { digest })
    })
    return recordDetail(ctx, recordId)
  },

  'records.caption': async ({ recordId, field, digest, title }, ctx) => {
    await rewriteDraft(ctx, recordId, async (trx, definition) => {
      const { label } = needFileField(definition, field)
      const text = cleanText(title).replace(/\s+/g, ' ').trim() || label
      if ((await titleDraftAttachment(trx, recordId, field, digest, text)) === 0)
        throw new Problem('attachment.unknown', { digest })
    })
    return recordDetail(ctx, recordId)
  },

  // Thumbnails are scaled by the page: `thumb` gives the whole picture as well. Of a video it is its poster.
  'attachments.read': async ({ digest, size }, ctx) => {
    const row = await needAttachment(ctx.db, digest)
    if (size === 'thumb' && row.media_type.startsWith('video/')) return posterOf(ctx, digest)
    if (row.bytes > maxReadBytes)
      throw new Problem('attachment.too-large', { fileName: digest, bytes: row.bytes, limit: maxReadBytes })
    return { bytes: new Uint8Array(await ctx.attachments.readAll(digest)), mime: row.media_type }
  },

  'attachments.save': async ({ digest, out }, ctx) => {
    const row = await needAttachment(ctx.db, digest)
    if (row.bytes > maxReadBytes)
      throw new Problem('attachment.too-large', { fileName: digest, bytes: row.bytes, limit: maxReadBytes })
    const bytes = await ctx.attachments.readAll(digest)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>

interface TakenFile {
  readonly staged: StagedFile
  readonly media: { readonly mediaType: string; readonly width: number | null; readonly height: number | null }
  /** Of a video in a field with limits for it. */
  readonly video: VideoFacts | null
}

/** Looks at a video before it is copied: what is none is refused before a gigabyte was moved. */
async function takeFile(
  ctx: HandlerContext,
  call: Call,
  { recordId, field }: { recordId: string; field: FileField },
  path: string,
): Promise<TakenFile> {
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
  const { verdicts: _, ...facts } = await inspectVideo(path, { limits, signal })
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

/**
 * Changes the files of a draft and works its findings out again. The counter of the draft stays: a page that is
 * saving text at this moment must not be told of a conflict.
 */
async function rewriteDraft(
  ctx: HandlerContext,
  recordId: string,
  change: (trx: Queryable, definition: FormDefinition) => Promise<void>,
): Promise<void> {
  await ctx.write(async (trx) => {
    const { record, draft, definition } = await needOwnDraft(trx, recordId)
    await change(trx, definition)
    const place = { recordId, definition, deviceId: record.device_id, draftSeq: draft.draft_seq }
    await writeDraft(trx, ctx, place, draftValues(ctx.vault, draft))
    killPoint('attach.before-commit')
  })
  changed(ctx, 'records')
}
