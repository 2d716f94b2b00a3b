/** Stamped paper come back as photos and scans. The work is in scans/; here stands the contract. */
import { latestRevision, type RevisionRow } from '../../../db/queries/revisions.ts'
import { scan as findScan, liveScans, type ScanRow, updateScan } from '../../../db/queries/scans.ts'
import type { DroppedScan } from '../../../shared/api/scans.ts'
import { typedRevisionCode } from '../../../shared/domain/revision-qr.ts'
import { Problem } from '../../../shared/problems.ts'
import { scannedPictures } from '../received/scanned-pictures.ts'
import { needAttachment, needRecord, needRevision, needTypedDraft } from '../records/load.ts'
import { dropScans } from '../scans/drop.ts'
import { bringBack, keepScan, openScan, stampBy, unstampBy } from '../scans/keep.ts'
import { typedVerdict } from '../scans/verdict.ts'
import { scanInfo } from '../scans/view.ts'
import { runTask } from '../submission/long-task.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

export const scansHandlers = {
  'scans.list': async ({ recordId }, ctx) => {
    await needRecord(ctx.db, recordId)
    const rows = await liveScans(ctx.db, recordId)
    return Promise.all(rows.map((row) => scanInfo(ctx, row)))
  },

  'scans.attach': async ({ recordId, path, revision }, ctx, call) => {
    const { definition } = await needTypedDraft(ctx.db, recordId)
    const row = await revisionAtHand(ctx, recordId, revision)
    const source = await openScan(ctx, path, call.signal)
    return infoOf(ctx, await keepScan(ctx, call, source, { row, definition }))
  },

  'scans.typeCode': async ({ scanId, code: typed }, ctx) => {
    const { marks_json: marks } = await needOwnScan(ctx, scanId)
    if (marks !== '[]') throw new Problem('scan.read-already', {})
    const code = typedRevisionCode(typed)
    if (code === null) throw new Problem('scan.code-shape', {})
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      const row = await needScan({ db: trx }, scanId)
      // What a first code brought, a second one takes back.
      await unstampBy(trx, row, at)
      const verdict = typedVerdict(await needRevision(trx, row.record_id, row.revision), code)
      await updateScan(trx, scanId, { verdict, typed_code: code })
      await stampBy(trx, { ...row, verdict, typed_code: code, stamped_at: null }, at)
    })
    changed(ctx, 'records')
    return infoOf(ctx, scanId)
  },

  'scans.remove': async ({ scanId }, ctx) => {
    await needOwnScan(ctx, scanId)
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      const row = await needScan({ db: trx }, scanId)
      if (row.removed_at !== null) return
      await updateScan(trx, scanId, { removed_at: at })
      await unstampBy(trx, row, at)
    })
    changed(ctx, 'records')
    return infoOf(ctx, scanId)
  },

  'scans.restore': async ({ scanId }, ctx) => {
    await needOwnScan(ctx, scanId)
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => bringBack(trx, await needScan({ db: trx }, scanId), at))
    changed(ctx, 'records')
    return infoOf(ctx, scanId)
  },

  'scans.read': async ({ scanId }, ctx) => {
    const { digest } = await needScan(ctx, scanId)
    const file = await needAttachment(ctx.db, digest)
    return { bytes: new Uint8Array(await ctx.attachments.readAll(digest)), mime: file.media_type }
  },

  'scans.pages': async ({ scanId }, ctx) => {
    const { digest } = await needScan(ctx, scanId)
    const { media_type: type } = await needAttachment(ctx.db, digest)
    if (type !== 'application/pdf') return []
    const pictures = scannedPictures(await ctx.attachments.readAll(digest))
    return pictures.map(({ bytes, mediaType: mime }) => ({ bytes, mime }))
  },

  'scans.drop': async ({ paths }, ctx, call) => {
    let dropped: DroppedScan[] = []
    // The row of the task keeps numbers only: the name of a photo may be a person's.
    await runTask(ctx, call, { kind: 'import', title: `收盖章件 ${paths.length} 张` }, async (task) => {
      dropped = await dropScans(ctx, task, paths)
      return { taken: dropped.filter(({ scan }) => scan !== null).length, of: paths.length }
    })
    return dropped
  },
} satisfies Partial<Handlers>

/** @throws Problem scan.no-revision, revision.unknown */
async function revisionAtHand(ctx: HandlerContext, recordId: string, revision: number | null): Promise<RevisionRow> {
  if (revision !== null) return needRevision(ctx.db, recordId, revision)
  const latest = await latestRevision(ctx.db, recordId)
  if (!latest) throw new Problem('scan.no-revision', { recordId })
  return latest
}

/** @throws Problem scan.unknown */
async function needScan({ db }: Pick<HandlerContext, 'db'>, scanId: string): Promise<ScanRow> {
  const row = await findScan(db, scanId)
  if (!row) throw new Problem('scan.unknown', { scanId })
  return row
}

/** @throws Problem scan.unknown, record.not-ours: what another office sent is only shown */
async function needOwnScan(ctx: HandlerContext, scanId: string): Promise<ScanRow> {
  const row = await needScan(ctx, scanId)
  await needTypedDraft(ctx.db, row.record_id)
  return row
}

const infoOf = async (ctx: HandlerContext, scanId: string) => scanInfo(ctx, await needScan(ctx, scanId))
