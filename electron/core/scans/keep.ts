/** A photo or scan into the store: read and staged first, then noted in one transaction, with the mark 已盖章. */
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import { updateRecord } from '../../../db/queries/records.ts'
import { type RevisionRow, setStamped } from '../../../db/queries/revisions.ts'
import { countScans, insertScan, liveScans, type ScanRow, scanOfFile, updateScan } from '../../../db/queries/scans.ts'
import type { ScanPaper } from '../../../shared/api/scans.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { letterTable } from '../../../shared/form/letter-table.ts'
import { Problem } from '../../../shared/problems.ts'
import { openSource } from '../attachments/attachment-store.ts'
import { type MediaFacts, mediaFacts } from '../attachments/media.ts'
import { aboutRecord } from '../deeds/look.ts'
import { noteDeed } from '../deeds/note.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { formOfRevision, needRecord, needRevision } from '../records/load.ts'
import { killPoint } from '../store/kill-points.ts'
import { type ReadScan, readScan } from './read-scan.ts'
import { isProof } from './sum.ts'
import { verdictOf } from './verdict.ts'

/** A scan of ten pages at 300 dpi has less. */
export const maxScanBytes = 40 * 1024 * 1024
const accepted: readonly MediaFacts['mediaType'][] = ['image/jpeg', 'image/png', 'application/pdf']

/** What comes back of a form: with a seal, or with signatures. */
export const paperOf = (definition: FormDefinition): ScanPaper =>
  letterTable(definition) === null ? 'stamped' : 'signed'
export const scanTitles: Readonly<Record<ScanPaper, string>> = { stamped: '盖章扫描件', signed: '签名扫描件' }

/** Whether a picture of the whole page shows something personal. */
export const scanIsPersonal = (definition: FormDefinition): boolean => definition.fields.some((field) => field.personal)

export interface PictureSource {
  readonly bytes: Buffer
  readonly facts: MediaFacts
}
export interface ScanSource extends PictureSource {
  readonly read: ReadScan
}

/** @throws as `openPicture`; Problem cancelled */
export async function openScan(ctx: HandlerContext, path: string, signal: AbortSignal): Promise<ScanSource> {
  const source = await openPicture(path)
  return { ...source, read: await readScan(source.bytes, { resourcesDir: ctx.resourcesDir, signal }) }
}

/** @throws Problem file.unreadable, attachment.too-large, attachment.type, attachment.not-a-picture */
export async function openPicture(path: string): Promise<PictureSource> {
  const fileName = basename(path)
  const { stream, bytes: size } = await openSource(path)
  if (size > maxScanBytes) {
    stream.destroy()
    throw new Problem('attachment.too-large', { fileName, bytes: size, limit: maxScanBytes })
  }
  const chunks: Buffer[] = []
  let read = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    read += chunk.length
    // A file that grows while it is read.
    if (read > maxScanBytes) throw new Problem('attachment.too-large', { fileName, bytes: read, limit: maxScanBytes })
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const facts = mediaFacts(bytes.subarray(0, 256 * 1024))
  if (facts === 'broken-picture') throw new Problem('attachment.not-a-picture', { fileName })
  if (facts === null || !accepted.includes(facts.mediaType))
    throw new Problem('attachment.type', { fileName, accepted: [...accepted] })
  return { bytes, facts }
}

/**
 * A picture of a whole page may show anything, so it lies sealed.
 * @param recordId the key is of this record; null: the paper belongs to none
 * @returns what is noted of the file, still to be saved
 * @throws Problem keys.locked, cancelled
 */
export async function keepSealed(
  ctx: HandlerContext,
  call: Call,
  { bytes, facts }: PictureSource,
  recordId: string | null,
) {
  const staged = await ctx.attachments.stage(Readable.from([bytes], { objectMode: false }), {
    sealed: true,
    ...(recordId !== null && { recordId }),
    signal: call.signal,
  })
  await ctx.attachments.put(staged)
  const { mediaType, width, height } = facts
  return {
    digest: staged.digest,
    bytes: staged.bytes,
    media_type: mediaType,
    width,
    height,
    personal: 1,
    thumb: null,
  } as const
}

/** @throws Problem keys.locked, cancelled */
export async function keepScan(
  ctx: HandlerContext,
  call: Call,
  { bytes, facts, read }: ScanSource,
  to: { readonly row: RevisionRow; readonly definition: FormDefinition },
): Promise<string> {
  const { record_id: recordId, revision } = to.row
  ctx.vault.refusePurged(recordId)
  const sealed = scanIsPersonal(to.definition)
  const source = Readable.from([bytes], { objectMode: false })
  const staged = await ctx.attachments.stage(source, { sealed, recordId, signal: call.signal })
  killPoint('attach.staged')
  await ctx.attachments.put(staged)
  const at = ctx.now().toISOString()
  const scanId = await ctx.write(async (trx) => {
    const row = await needRevision(trx, recordId, revision)
    const { digest } = staged
    const { mediaType, width, height } = facts
    const personal = sealed ? 1 : 0
    const file = { digest, bytes: staged.bytes, media_type: mediaType, width, height, personal, thumb: null } as const
    await saveAttachment(trx, { ...file, added_at: at })
    const verdict = verdictOf(row, read.marks)
    const known = await scanOfFile(trx, recordId, revision, digest)
    if (known) {
      await bringBack(trx, known, at)
      return known.scan_id
    }
    const fresh: ScanRow = {
      scan_id: uuidv7(),
      record_id: recordId,
      revision,
      digest,
      pages: read.pages,
      verdict,
      marks_json: JSON.stringify(read.marks),
      typed_code: null,
      // Never the name of the source file: it may hold a person's name (bundle-format §3).
      title: `${scanTitles[paperOf(to.definition)]}${(await countScans(trx, recordId, revision)) + 1}`,
      added_at: at,
      removed_at: null,
      stamped_at: null,
    }
    await insertScan(trx, fresh)
    await stampBy(trx, fresh, at)
    const about = await aboutRecord(trx, recordId)
    noteDeed(trx, { deed: 'scan.added', ...about, facts: { ...about.facts, revision, verdict } })
    killPoint('attach.before-commit')
    return fresh.scan_id
  })
  changed(ctx, 'records')
  return scanId
}

/** A paper that matches is the stamped one: the mark comes with the scan, unless it was there already. A letter takes none. */
export async function stampBy(trx: Queryable, scan: ScanRow, at: string): Promise<void> {
  const { record_id: recordId, revision } = scan
  await updateRecord(trx, recordId, { updated_at: at })
  if (!isProof(scan.verdict) || (await paperOfRevision(trx, recordId, revision)) === 'signed') return
  if ((await needRevision(trx, recordId, revision)).stamped_at !== null) return
  await setStamped(trx, recordId, revision, at)
  await updateScan(trx, scan.scan_id, { stamped_at: at })
}

export async function paperOfRevision(db: Queryable, recordId: string, revision: number): Promise<ScanPaper> {
  const record = await needRecord(db, recordId)
  return paperOf(await formOfRevision(db, record, await needRevision(db, recordId, revision)))
}

/** The mark that came with a scan goes with it, unless another paper that matches still stands for it. */
export async function unstampBy(trx: Queryable, scan: ScanRow, at: string): Promise<void> {
  const { record_id: recordId, revision, stamped_at: mark } = scan
  await updateRecord(trx, recordId, { updated_at: at })
  if (mark === null) return
  await updateScan(trx, scan.scan_id, { stamped_at: null })
  if ((await needRevision(trx, recordId, revision)).stamped_at !== mark) return
  const others = (await liveScans(trx, recordId)).filter((one) => one.revision === revision && isProof(one.verdict))
  const other = others.find((one) => one.scan_id !== scan.scan_id)
  if (other) await updateScan(trx, other.scan_id, { stamped_at: mark })
  else await setStamped(trx, recordId, revision, null)
}

export async function bringBack(trx: Queryable, scan: ScanRow, at: string): Promise<void> {
  if (scan.removed_at === null) return
  await updateScan(trx, scan.scan_id, { removed_at: null })
  await stampBy(trx, scan, at)
}
