import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import { earlierPapers, insertEarlierPaper, removeEarlierPaper } from '../../../db/queries/earlier-papers.ts'
import { Problem } from '../../../shared/problems.ts'
import { openSource } from '../attachments/attachment-store.ts'
import { type EarlierReading, earlierSources, paperInfo, readingLabel, showEarlier } from '../earlier/sources.ts'
import { maxReceivedBytes, readReceived } from '../received/read-received.ts'
import { needRecord } from '../records/load.ts'
import { changed, type Handlers } from './context.ts'

export const earlierHandlers = {
  'earlier.sources': async ({ recordId }, ctx) => earlierSources(ctx, recordId),

  'earlier.show': async ({ recordId, source }, ctx) => showEarlier(ctx, recordId, source),

  /** The file as it is, sealed: whether it shows somebody's number is not known. */
  'earlier.import': async ({ recordId, path }, ctx, call) => {
    const record = await needRecord(ctx.db, recordId)
    const fileName = basename(path)
    const read = await readReceived(path, { resourcesDir: ctx.resourcesDir, signal: call.signal, tables: true })
    const { stream } = await openSource(path)
    const staged = await ctx.attachments.stage(stream, {
      sealed: true,
      maxBytes: maxReceivedBytes,
      onTooLarge: () =>
        new Problem('received.too-large', { fileName, bytes: maxReceivedBytes, limit: maxReceivedBytes }),
      signal: call.signal,
    })
    const rows = (read.rows ?? []).map((row) => [...row])
    const reading: EarlierReading = { fileName, kind: read.kind, text: read.text, rows }
    const paperId = uuidv7()
    const row = {
      paper_id: paperId,
      form_id: record.form_id,
      digest: staged.digest,
      reading_sealed: ctx.vault.sealField(readingLabel(paperId), JSON.stringify(reading)),
      added_at: ctx.now().toISOString(),
    }
    try {
      await ctx.attachments.put(staged)
      await ctx.write(async (trx) => {
        const media_type = 'application/octet-stream'
        const { digest, bytes } = staged
        await saveAttachment(trx, { digest, bytes, media_type, personal: 1, thumb: null, added_at: row.added_at })
        await insertEarlierPaper(trx, row)
      })
    } catch (error) {
      await ctx.attachments.drop(staged)
      throw error
    }
    changed(ctx, 'records')
    return paperInfo(ctx, { ...row, bytes: staged.bytes })
  },

  'earlier.remove': async ({ paperId }, ctx) => {
    const known = (await earlierPapers(ctx.db)).some((row) => row.paper_id === paperId)
    if (!known) throw new Problem('earlier.unknown', { paperId })
    await ctx.write((trx) => removeEarlierPaper(trx, paperId))
    changed(ctx, 'records')
    return null
  },
} satisfies Partial<Handlers>
