/** What is told of records, their papers, and the notices that they answer. */
import { findHandover } from '../../../db/queries/handovers.ts'
import { ownDates } from '../../../db/queries/notices.ts'
import { ownNotice } from '../../../db/queries/own-notices.ts'
import { findReturn } from '../../../db/queries/returns.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import { scan as findScan } from '../../../db/queries/scans.ts'
import type { PaperOrder } from '../../../shared/api/papers.ts'
import { aboutNotice, aboutRecord, dutyTitle, fieldLabels } from './look.ts'
import { change, changesOf } from './note.ts'
import { compared, type DeedRules, done, fileName, type Look, ofStore, often, saved, written } from './rule.ts'

const ofRecord = ({ recordId }: { recordId: string }, { trx }: Look) => aboutRecord(trx, recordId)
const ofRecordFile = ({ recordId }: { recordId: string; out: string }, { trx }: Look) => aboutRecord(trx, recordId)
const files = ({ recordId }: { recordId: string }) =>
  ({ deed: 'record.files', subject: 'record', subjectId: recordId }) as const
const edits = ({ recordId }: { recordId: string }) =>
  ({ deed: 'record.edited', subject: 'record', subjectId: recordId }) as const
const ofScan = async ({ trx }: Look, scanId: string) => {
  const row = await findScan(trx, scanId)
  const about = await aboutRecord(trx, row?.record_id ?? '')
  return { ...about, facts: { ...about.facts, ...(row && { revision: row.revision, verdict: row.verdict }) } }
}
const filesIn = async (input: { recordId: string; field: string }, look: Look) => {
  const about = await aboutRecord(look.trx, input.recordId)
  return { ...about, facts: { ...about.facts, field: await fieldLabels(look.trx, input.recordId, [input.field]) } }
}

const paperNames: Record<PaperOrder['paper'], string> = {
  draft: '发文稿纸',
  'seal-approval': '用印审批单',
  'stamp-list': '用印清单',
  'office-registration': '单位备案表',
  'package-slip': '交接单',
  'handover-slip': '交接单',
}
const paper = done<{ order: PaperOrder; out: string }, unknown>(async ({ order, out }, _output, { trx }) => ({
  deed: 'file.saved',
  ...('recordIds' in order && order.recordIds.length === 1
    ? await aboutRecord(trx, order.recordIds[0] ?? '')
    : ofStore),
  facts: { what: paperNames[order.paper], file: fileName(out) },
}))

const returned = async (returnId: string, { trx }: Look) => {
  const row = await findReturn(trx, returnId)
  return { ...(await aboutRecord(trx, row?.record_id ?? '')), facts: { revision: row?.revision ?? 0 } }
}
const ofHandover = async ({ handoverId }: { handoverId: string }, { trx, ctx }: Look) => {
  const row = await findHandover(trx, handoverId)
  return {
    subject: 'handover',
    subjectId: handoverId,
    title: row?.recipient_name ?? '',
    facts: { notice: ctx.notices.find(row?.notice_id ?? '')?.pack.shortTitle ?? '' },
  } as const
}
const ownDateOf = async (look: Look, noticeId: string, deliverableId: string): Promise<string | null> =>
  (await ownDates(look.trx)).find((row) => row.notice_id === noticeId && row.deliverable_id === deliverableId)
    ?.own_due_at ?? null
const ownTitle = async ({ trx }: Look, noticeId: string) => {
  const row = await ownNotice(trx, noticeId)
  const { title = '' } = row ? (JSON.parse(row.draft_json) as { title?: string }) : {}
  return { subject: 'notice', subjectId: noticeId, title } as const
}

export const recordRules = {
  'records.list': null,
  'records.create': 'noted',
  'records.open': null,
  'records.saveDraft': often(edits, ofRecord),
  'records.attach': often(files, filesIn),
  'records.detach': often(files, filesIn),
  'records.caption': often(files, filesIn),
  'records.freeze': 'noted',
  'records.stamp': compared(
    async ({ recordId, revision }, { trx }) => (await findRevision(trx, recordId, revision))?.stamped_at ?? null,
    async ({ recordId, revision, stamped }, { trx }, before) => {
      if ((before !== null) === stamped) return null
      const about = await aboutRecord(trx, recordId)
      return {
        deed: stamped ? 'record.stamped' : 'record.unstamped',
        ...about,
        facts: { ...about.facts, revision },
      }
    },
  ),
  'records.discard': written(async (input, look) => ({ deed: 'record.discarded', ...(await ofRecord(input, look)) })),
  'records.restore': written(async (input, look) => ({
    deed: 'record.brought-back',
    ...(await ofRecord(input, look)),
  })),
  'records.printDocument': null,
  'records.pdf': null,
  'records.savePdf': saved('PDF', ofRecordFile),
  'records.origin': null,
  'records.moveToVersion': written(async (input, look) => ({ deed: 'record.moved', ...(await ofRecord(input, look)) })),
  'records.moveBack': written(async (input, look) => ({ deed: 'record.moved-back', ...(await ofRecord(input, look)) })),
  'records.differences': null,
  'records.returns': null,
  'records.returnedByPhone': written(async ({ recordId, reasons, department }, { trx }) => {
    const fields = await fieldLabels(
      trx,
      recordId,
      reasons.map(({ field }) => field),
    )
    const about = await aboutRecord(trx, recordId)
    return { deed: 'record.returned-by-phone', ...about, facts: { ...about.facts, department, fields } }
  }),
  'records.undoReturn': written(async ({ returnId }, look) => ({
    deed: 'record.return-undone',
    ...(await returned(returnId, look)),
  })),
  'records.unlockReturn': written(async ({ returnId }, look) => ({
    deed: 'record.return-unlocked',
    ...(await returned(returnId, look)),
  })),
  'attachments.save': saved('附件', () => ofStore, true),
  'attachments.read': null,
  'documents.docx': null,
  'documents.saveDocx': saved('Word 文档', ofRecordFile),
  'sheets.saveRecords': saved('Excel 表', ({ noticeId }, look) => aboutNotice(look, noticeId)),
  'sheets.savePrinted': saved('Excel 表', ofRecordFile),
  'papers.printDocument': null,
  'papers.savePdf': paper,
  'papers.saveDocx': paper,
  'papers.printed': done(async ({ formName, documents, recordId, revision }, _output, { trx }) => {
    const about: Awaited<ReturnType<typeof aboutRecord>> =
      recordId === null ? ofStore : await aboutRecord(trx, recordId)
    const facts = { ...about.facts, what: formName, count: documents, ...(revision !== null && { revision }) }
    return { deed: 'paper.printed', ...about, facts }
  }),
  'earlier.sources': null,
  'earlier.show': null,
  'earlier.import': written(async (input, look) => ({ deed: 'earlier.added', ...(await ofRecord(input, look)) })),
  'earlier.remove': written(() => ({ deed: 'earlier.removed', ...ofStore })),
  'scans.list': null,
  'scans.attach': 'noted',
  'scans.typeCode': written(async ({ scanId }, look) => ({ deed: 'scan.typed', ...(await ofScan(look, scanId)) })),
  'scans.remove': written(async ({ scanId }, look) => ({ deed: 'scan.removed', ...(await ofScan(look, scanId)) })),
  'scans.restore': written(async ({ scanId }, look) => ({
    deed: 'scan.brought-back',
    ...(await ofScan(look, scanId)),
  })),
  'scans.pages': null,
  'scans.read': null,
  'scans.drop': 'noted',
  'wordback.read': null,

  'notices.list': null,
  'notices.show': null,
  'forms.show': null,
  'forms.schema': null,
  'notices.passOn': written(({ noticeId, direction, by }, look) => ({
    deed: 'notice.passed-on',
    ...aboutNotice(look, noticeId),
    facts: { direction, by },
  })),
  'notices.setOwnDate': compared(
    ({ noticeId, deliverableId }, look) => ownDateOf(look, noticeId, deliverableId),
    ({ noticeId, deliverableId, ownDueAt }, look, before) => {
      const changes = changesOf(change('自定期限', before, ownDueAt))
      if (changes.length === 0) return null
      const facts = { duty: dutyTitle(look, noticeId, deliverableId) }
      return { deed: 'notice.own-date', ...aboutNotice(look, noticeId), facts, changes }
    },
  ),
  'notices.publishPreview': null,
  'notices.publish': 'noted',
  'notices.received': null,
  'notices.acceptReceived': written(({ noticeId, accept }, look) => ({
    deed: 'notice.accepted',
    ...aboutNotice(look, noticeId),
    facts: { accept: accept ? 1 : 0 },
  })),
  'notices.versionDifference': null,
  'ownNotices.read': null,
  'ownNotices.start': written(({ from }) => ({
    deed: 'notice.started',
    subject: 'notice',
    subjectId: '',
    title: '',
    facts: { from: from.kind },
  })),
  'ownNotices.list': null,
  'ownNotices.open': null,
  'ownNotices.save': often(
    ({ noticeId }) => ({ deed: 'notice.edited', subject: 'notice', subjectId: noticeId }),
    ({ noticeId }, look) => ownTitle(look, noticeId),
  ),
  'ownNotices.form': null,
  'ownNotices.check': null,
  'ownNotices.putInForce': written(async ({ noticeId }, look) => ({
    deed: 'notice.in-force',
    ...(await ownTitle(look, noticeId)),
  })),
  'ownNotices.discard': written(async ({ noticeId }, look) => ({
    deed: 'notice.discarded',
    ...(await ownTitle(look, noticeId)),
  })),
  'ownNotices.restore': written(async ({ noticeId }, look) => ({
    deed: 'notice.brought-back',
    ...(await ownTitle(look, noticeId)),
  })),

  'handovers.preview': null,
  'handovers.write': 'noted',
  'handovers.list': null,
  'handovers.given': written(async (input, look) => {
    const about = await ofHandover(input, look)
    return { deed: 'handover.given', ...about, facts: { ...about.facts, way: input.way } }
  }),
  'handovers.confirmed': written(async (input, look) => ({
    deed: 'handover.confirmed',
    ...(await ofHandover(input, look)),
  })),
  'handovers.returned': written(async (input, look) => ({
    deed: 'handover.returned',
    ...(await ofHandover(input, look)),
  })),
  'handovers.undo': written(async (input, look) => {
    const about = await ofHandover(input, look)
    return { deed: 'handover.undone', ...about, facts: { ...about.facts, undone: input.undone ? 1 : 0 } }
  }),
  'sent.page': null,
  'sent.changes': null,
  'sent.printDocument': null,
  'sent.savePdf': saved('报送情况', ({ noticeId }, look) => aboutNotice(look, noticeId)),
} satisfies Partial<DeedRules>
