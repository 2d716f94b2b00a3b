/** Records of other offices passed upward: their own frozen revisions, sealed anew, with what their office signed. */
import { record as findRecord } from '../../../db/queries/records.ts'
import { latestRevision, type RevisionRow, revisionAttachments } from '../../../db/queries/revisions.ts'
import { videoEntry } from '../../../db/queries/videos.ts'
import type { ExportedPackage } from '../../../shared/api/packages.ts'
import { Problem } from '../../../shared/problems.ts'
import { earlierLetters } from '../authorizations/travel.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import type { ComposeRecord } from '../package/compose.ts'
import { frozenRevision } from '../package/schema.ts'
import { withEvidence } from './evidence-parts.ts'
import { composeRecords, needFolder, needRecipient, revisionTitle, sendRevisions } from './export.ts'
import { needProtectedKeys } from './own-keys.ts'

export interface ForwardOrder {
  readonly noticeId: string
  readonly to: string
  readonly out: string
  readonly recordIds: readonly string[]
  readonly volumeBytes: number | null
}

/**
 * The latest received revision of each; the letter of authorization that belongs to an entry goes with it, and earlier
 * letters with signatures that still count.
 * @throws Problem keys.not-set-up, keys.locked, package.no-recipient, office.not-trusted, notice.unknown, record.unknown,
 *   record.purged, forward.not-received, forward.incomplete, forward.no-evidence, package.target-missing, and what
 *   writePackage throws
 */
export async function forwardRecords(ctx: HandlerContext, call: Call, order: ForwardOrder): Promise<ExportedPackage> {
  needProtectedKeys(ctx)
  const recipient = await needRecipient(ctx, order.to)
  const notice = ctx.notices.get(order.noticeId)
  await needFolder(order.out)
  const revisions = await chosen(ctx, order)
  return sendRevisions(ctx, call, order, {
    recipient,
    revisions,
    name: (office) => `转报包_${office}_${notice.pack.shortTitle}`,
    parts: async (officeId) => {
      const records = await composeRecords(ctx, call, revisions)
      for (const record of records) await needWhole(ctx, record)
      const parts = await withEvidence(ctx, officeId, records)
      return { notice: { ...parts.notice, title: notice.pack.title }, records: parts.records }
    },
  })
}

async function chosen(ctx: HandlerContext, order: ForwardOrder): Promise<RevisionRow[]> {
  const ids = new Set<string>()
  for (const recordId of order.recordIds) {
    ids.add(recordId)
    const letter = (await videoEntry(ctx.db, recordId))?.authorization_id ?? null
    // It may not have come yet: the entry goes without it.
    if (letter !== null && (await latestRevision(ctx.db, letter))) ids.add(letter)
  }
  const revisions: RevisionRow[] = []
  for (const recordId of ids) {
    const record = await findRecord(ctx.db, recordId)
    if (!record || record.deleted_at !== null || record.notice_id !== order.noticeId)
      throw new Problem('record.unknown', { recordId })
    if (ctx.vault.isPurged(recordId)) throw new Problem('record.purged', { recordId })
    const latest = await latestRevision(ctx.db, recordId)
    // Our own are handed in, what was typed here from paper nobody signed, and nobody gets his own back.
    if (!latest || record.own === 1 || record.entered_at !== null || record.office_id === order.to)
      throw new Problem('forward.not-received', {
        title: latest ? await revisionTitle(ctx, recordId, latest.revision) : '',
      })
    revisions.push(...(await earlierLetters(ctx, latest, order.to)), latest)
  }
  return revisions
}

/** All that the frozen revision names must be here: of a package in volumes one may still be on its way. */
async function needWhole(ctx: HandlerContext, { revision, personal }: ComposeRecord): Promise<void> {
  const { recordId, revision: number, personalCommitment, attachments } = frozenRevision.parse(revision)
  const here = new Set((await revisionAttachments(ctx.db, recordId, number)).map((file) => file.digest))
  const lacking = attachments.some((digest) => !here.has(digest) || !ctx.attachments.has(digest))
  if (lacking || (personalCommitment !== null && personal === null))
    throw new Problem('forward.incomplete', { title: await revisionTitle(ctx, recordId, number) })
}
