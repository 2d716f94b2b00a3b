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
import {
  chooseOwn,
  composeRecords,
  freezeOwn,
  needFolder,
  needRecipient,
  revisionTitle,
  sendRevisions,
} from './export.ts'
import { needProtectedKeys } from './own-keys.ts'

export interface ForwardOrder {
  readonly noticeId: string
  readonly to: string
  readonly out: string
  readonly recordIds: readonly string[]
  /** Ours that go in the same package: the totals that stand on the others. */
  readonly ownRecordIds: readonly string[]
  readonly volumeBytes: number | null
}

/**
 * The latest received revision of each; the letter of authorization that belongs to an entry goes with it, and earlier
 * letters with signatures that still count. Ours are frozen as a submission freezes them, and stand first.
 * @throws Problem keys.not-set-up, keys.locked, package.no-recipient, office.not-trusted, notice.unknown, record.unknown,
 *   record.purged, record.invalid, forward.entered, forward.not-received, forward.other-notice, forward.incomplete,
 *   forward.no-evidence, package.target-missing, and what writePackage throws
 */
export async function forwardRecords(ctx: HandlerContext, call: Call, order: ForwardOrder): Promise<ExportedPackage> {
  needProtectedKeys(ctx)
  const recipient = await needRecipient(ctx, order.to)
  const notice = ctx.notices.get(order.noticeId)
  await needFolder(order.out)
  const passedOn = await chosen(ctx, order)
  const { noticeId, ownRecordIds } = order
  const mine =
    ownRecordIds.length === 0 ? [] : await chooseOwn(ctx, { noticeId, to: order.to, recordIds: ownRecordIds })
  const ours = mine.length === 0 ? [] : await freezeOwn(ctx, call, mine, recipient.office_id)
  return sendRevisions(ctx, call, order, {
    recipient,
    revisions: [...ours, ...passedOn],
    name: (office) => `${passedOn.length === 0 ? '报送包' : '转报包'}_${office}_${notice.pack.shortTitle}`,
    parts: async (officeId) => {
      const { id, version, title } = notice.pack
      const own = await composeRecords(ctx, call, ours)
      if (passedOn.length === 0) return { notice: { id, version, digest: notice.digest, title }, records: own }
      const records = await composeRecords(ctx, call, passedOn)
      for (const record of records) await needWhole(ctx, record)
      const parts = await withEvidence(ctx, officeId, records)
      // Of a notice that we published ourselves ours bear another id than those of the offices that we asked.
      const stray = own.find(({ revision }) => revision.noticeId !== parts.notice.id)
      if (stray) {
        const { recordId, revision } = stray.revision
        throw new Problem('forward.other-notice', { title: await revisionTitle(ctx, recordId, revision) })
      }
      return { notice: { ...parts.notice, title }, records: [...own, ...parts.records] }
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
    // Typed here from paper: its office signed nothing.
    if (record.entered_at !== null)
      throw new Problem('forward.entered', {
        title: latest ? await revisionTitle(ctx, recordId, latest.revision) : '',
      })
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
