import type { Queryable } from '../../../db/connection.ts'
import { removeDraftAttachment, titleDraftAttachment } from '../../../db/queries/attachments.ts'
import { cleanText } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import { changeDraftFiles, noteFile, putWith, takeFile } from '../attachments/take-file.ts'
import { needAttachment, needFileField, needTypedDraft, type OwnDraft } from '../records/load.ts'
import { refuseLockedFiles } from '../records/return-lock.ts'
import { recordDetail } from '../records/view.ts'
import { killPoint } from '../store/kill-points.ts'
import { saveForPerson } from '../store/person-file.ts'
import { posterOf } from '../videos/posters.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

/** Quotas of a notice only warn; this bounds what a slip of the mouse can do. */
const maxFilesPerField = 200
/** What one call may hand to a page in memory. */
const maxReadBytes = 256 * 1024 * 1024

export const attachmentsHandlers = {
  'records.attach': async ({ recordId, field: fieldId, path }, ctx, call) => {
    ctx.vault.refusePurged(recordId)
    const own = await needTypedDraft(ctx.db, recordId)
    const { definition, files } = own
    const field = needFileField(definition, fieldId)
    await refuseLockedFiles(ctx.db, own, fieldId)
    const count = files.filter((file) => file.field === fieldId).length
    if (count >= maxFilesPerField)
      throw new Problem('attachment.too-many', { fieldLabel: field.label, count: count + 1, limit: maxFilesPerField })
    const taken = await takeFile(ctx, call, { recordId, field }, path)
    killPoint('attach.staged')
    await putWith(ctx, taken, async () => {
      await rewriteDraft(ctx, recordId, async (trx, draft) => {
        await refuseLockedFiles(trx, draft, fieldId)
        await noteFile(trx, ctx, { recordId, field }, taken)
      })
      return { noted: true }
    })
    return recordDetail(ctx, recordId)
  },

  'records.detach': async ({ recordId, field, digest }, ctx) => {
    await rewriteDraft(ctx, recordId, async (trx, draft) => {
      needFileField(draft.definition, field)
      await refuseLockedFiles(trx, draft, field)
      if ((await removeDraftAttachment(trx, recordId, field, digest)) === 0)
        throw new Problem('attachment.unknown', { digest })
    })
    return recordDetail(ctx, recordId)
  },

  'records.caption': async ({ recordId, field, digest, title }, ctx) => {
    await rewriteDraft(ctx, recordId, async (trx, draft) => {
      const { label } = needFileField(draft.definition, field)
      await refuseLockedFiles(trx, draft, field)
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

async function rewriteDraft(
  ctx: HandlerContext,
  recordId: string,
  change: (trx: Queryable, draft: OwnDraft) => Promise<void>,
): Promise<void> {
  await ctx.write(async (trx) => {
    await changeDraftFiles(trx, ctx, recordId, (draft) => change(trx, draft))
    killPoint('attach.before-commit')
  })
  changed(ctx, 'records')
}
