/** What a paper says about the records that it goes with. Nothing personal: titles never are. */
import { draftAttachments } from '../../../db/queries/records.ts'
import { latestRevision, revisionAttachments } from '../../../db/queries/revisions.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { dutyForms } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { stampPlaces } from '../../../shared/wording/papers.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deliverablesFor, recipientOf } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { formOf, needOwnDraft, needRecord } from '../records/load.ts'
import { recordSummary } from '../records/view.ts'

export interface Subject {
  readonly recordId: string
  /** 特色亮点活动筹备方案：科技志愿者进乡村 */
  readonly title: string
  readonly noticeTitle: string
  readonly noticeShortTitle: string
  readonly dueWording: string
  /** Who gets it; the notice's issuer where it names nobody for an office like ours. */
  readonly recipient: string
  /** With its dash; '' while it is a draft. */
  readonly code: string
  /** Latest revision when the draft has not moved on. */
  readonly revision: number | null
  readonly place: string
  /** 照片3个；'' without files. */
  readonly files: string
}

/** @throws Problem office.missing, notice.unknown, record.unknown, record.not-ours */
export async function subjectOf(ctx: HandlerContext, recordId: string): Promise<Subject> {
  const own = await findOwnOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  await needOwnDraft(ctx.db, recordId)
  const summary = await recordSummary(ctx, recordId)
  const { pack } = ctx.notices.get(summary.noticeId)
  const definition = await formOf(ctx.db, await needRecord(ctx.db, recordId))
  const duties = pack.deliverables.filter((item) => dutyForms(item).includes(summary.formId))
  const owed = deliverablesFor(pack, own)
  const duty = duties.find((item) => owed.includes(item)) ?? duties[0]
  const to = duty ? recipientOf(pack, own, duty) : null
  const recipient = pack.recipients.find(({ id }) => id === to) ?? pack.recipients[0]
  const revision = summary.state === 'draft' ? null : summary.latestRevision
  return {
    recordId,
    title: titleOf(summary, duty?.title ?? definition.name),
    noticeTitle: pack.title.replace(/^《(.*)》$/u, '$1'),
    noticeShortTitle: pack.shortTitle,
    dueWording: duty?.dueWording ?? '',
    recipient: recipient?.unit ?? pack.issuer,
    code: revision === null || summary.code === null ? '' : codeText(summary.code),
    revision,
    place: definition.layout.stamp ? stampPlaces[definition.layout.stamp.at] : '',
    files: await fileWords(ctx, recordId, definition, revision !== null),
  }
}

const titleOf = ({ title, formShortName }: RecordSummary, duty: string): string =>
  title === '' || title === formShortName || title === duty ? duty : `${duty}：${title}`

async function fileWords(
  ctx: HandlerContext,
  recordId: string,
  { fields }: FormDefinition,
  frozen: boolean,
): Promise<string> {
  const latest = frozen ? await latestRevision(ctx.db, recordId) : undefined
  const files = latest
    ? await revisionAttachments(ctx.db, recordId, latest.revision)
    : await draftAttachments(ctx.db, recordId)
  return fields
    .flatMap(({ id, label }) => {
      const count = files.filter(({ field }) => field === id).length
      return count === 0 ? [] : [`${label}${count}个`]
    })
    .join('，')
}
