/** Records as pages see them. */
import { inboxVerdicts, type Sending, sendings, type Verdict } from '../../../db/queries/delivery.ts'
import { handoverSendings } from '../../../db/queries/handovers.ts'
import { purgedAt } from '../../../db/queries/personal.ts'
import { allNoticeForms } from '../../../db/queries/published-notices.ts'
import { allForms, latestRevisions, officeNames } from '../../../db/queries/record-list.ts'
import {
  type DraftRow,
  draft,
  draftAttachments,
  drafts,
  isTypedHere,
  listRecords,
  type RecordList,
  type RecordRow,
} from '../../../db/queries/records.ts'
import { latestRevision, type RevisionRow, revisionAttachments, revisionsOf } from '../../../db/queries/revisions.ts'
import { liveScans, type ScanRow } from '../../../db/queries/scans.ts'
import type { VideoFileRow } from '../../../db/queries/videos.ts'
import type { AttachmentInfo, RecordDetail, RecordSummary, RevisionInfo } from '../../../shared/api/records.ts'
import { recordState } from '../../../shared/domain/record-state.ts'
import type { RecordState } from '../../../shared/domain/states.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { validateForm } from '../../../shared/form/validate.ts'
import { isVideoField } from '../../../shared/notice/video-forms.ts'
import { formRegister } from '../../../shared/register/rules.ts'
import { carriesTotals } from '../../../shared/rollup/rows.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { registerOf } from '../register/figures.ts'
import { scanSum } from '../scans/sum.ts'
import { fieldVideos, keptFacts, videoRows } from '../videos/video-files.ts'
import { asValues, draftValues, maskedValues, recordTitle, revisionContent } from './content.ts'
import { countFiles } from './draft-state.ts'
import { changedTitle, isFrozenSound, isKnownSound } from './frozen.ts'
import { parsedForm } from './kept-forms.ts'
import { lastYearValues } from './last-year.ts'
import { formOf, needRecord } from './load.ts'
import { ownVerdicts } from './own-verdicts.ts'

const noRegister = formRegister.parse({ scope: 'notice' })

interface Known {
  readonly definition: FormDefinition
  readonly officeName: string
  readonly draft: DraftRow | undefined
  readonly latest: RevisionRow | undefined
  /** Oldest first; of any revision. */
  readonly sent: readonly Sending[]
  readonly verdicts: readonly Verdict[]
  readonly scans: readonly ScanRow[]
}

function byRecord<T extends { record_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.record_id)
    if (group) group.push(row)
    else groups.set(row.record_id, [row])
  }
  return groups
}

type FormKey = { notice_id?: string; form_id: string; form_version: string }
const formKey = (row: FormKey): string => `${row.notice_id ?? ''}\n${row.form_id}\n${row.form_version}`

/** Of another office's record what came last counts; what is typed here is written with the form that its draft has. */
function formRow(row: RecordRow, latest: RevisionRow | undefined): RecordRow {
  if (isTypedHere(row) || !latest || !isKnownSound(latest)) return row
  const { formVersion } = JSON.parse(latest.frozen_json) as { formVersion: string }
  return { ...row, form_version: formVersion }
}

/**
 * Records (of one notice) that were not discarded, the last changed first.
 * @param part not all of them: nothing is read of the others
 */
export async function recordSummaries(
  ctx: HandlerContext,
  noticeId: string | null,
  part: Omit<RecordList, 'noticeId'> | null = null,
): Promise<RecordSummary[]> {
  const rows = await listRecords(ctx.db, { ...part, noticeId })
  if (rows.length === 0) return []
  const which = part && rows.map((row) => row.record_id)
  const ours = part && rows.flatMap((row) => (row.own === 1 ? [row.record_id] : []))
  const others = part && rows.flatMap((row) => (row.own === 0 ? [row.record_id] : []))
  const forms = new Map(
    [...(await allForms(ctx.db)), ...(await allNoticeForms(ctx.db))].map((form) => [
      formKey(form),
      parsedForm(form.definition_json),
    ]),
  )
  const names = new Map((await officeNames(ctx.db)).map((office) => [office.office_id, office.name]))
  const draftOf = new Map((await drafts(ctx.db, which)).map((row) => [row.record_id, row]))
  const latestOf = new Map((await latestRevisions(ctx.db, noticeId, which)).map((row) => [row.record_id, row]))
  const sentOf = byRecord([...(await sendings(ctx.db, which)), ...(await handoverSendings(ctx.db, which))])
  const received = byRecord(ours?.length === 0 ? [] : await ownVerdicts(ctx.db, ours))
  const given = byRecord(others?.length === 0 ? [] : await inboxVerdicts(ctx.db, others))
  const scansOf = byRecord(await liveScans(ctx.db, which))
  return rows.flatMap((row) => {
    const id = row.record_id
    const { notice_id, ...anyNotice } = formRow(row, latestOf.get(id))
    const definition = forms.get(formKey({ ...anyNotice, notice_id })) ?? forms.get(formKey(anyNotice))
    if (!definition) return []
    return summary(ctx, row, {
      definition,
      officeName: names.get(row.office_id) ?? '',
      draft: draftOf.get(id),
      latest: latestOf.get(id),
      sent: sentOf.get(id) ?? [],
      verdicts: (row.own === 1 ? received : given).get(id) ?? [],
      scans: scansOf.get(id) ?? [],
    })
  })
}

export async function recordSummary(ctx: HandlerContext, recordId: string): Promise<RecordSummary> {
  const row = await needRecord(ctx.db, recordId)
  return summary(ctx, row, await known(ctx, row))
}

async function known(ctx: HandlerContext, row: RecordRow): Promise<Known> {
  const id = row.record_id
  const names = await officeNames(ctx.db)
  const latest = await latestRevision(ctx.db, id)
  return {
    definition: await formOf(ctx.db, formRow(row, latest)),
    officeName: names.find((office) => office.office_id === row.office_id)?.name ?? '',
    draft: await draft(ctx.db, id),
    latest,
    sent: [...(await sendings(ctx.db, id)), ...(await handoverSendings(ctx.db, id))],
    verdicts: await (row.own === 1 ? ownVerdicts : inboxVerdicts)(ctx.db, id),
    scans: await liveScans(ctx.db, id),
  }
}

function summary(ctx: HandlerContext, row: RecordRow, facts: Known): RecordSummary {
  const { definition, draft: ownDraft, latest } = facts
  const sound = latest === undefined || isKnownSound(latest)
  const open: FormValues =
    isTypedHere(row) && ownDraft
      ? (JSON.parse(ownDraft.values_json) as FormValues)
      : asValues(latest && sound ? (JSON.parse(latest.frozen_json) as { values: Record<string, unknown> }).values : {})
  const state = stateOf(ctx, row, facts)
  const verdict = latest && verdictOn(facts, latest.revision)
  const purged = ctx.vault.isPurged(row.record_id)
  return {
    recordId: row.record_id,
    noticeId: row.notice_id,
    noticeShortTitle: ctx.notices.find(row.notice_id)?.pack.shortTitle ?? row.notice_id,
    formId: row.form_id,
    formShortName: definition.shortName,
    title: sound || (isTypedHere(row) && ownDraft) ? recordTitle(definition, open) : changedTitle,
    state,
    officeId: row.office_id,
    officeName: facts.officeName,
    own: row.own === 1,
    entered: row.entered_at !== null,
    latestRevision: latest?.revision ?? null,
    code: latest && sound ? revisionCode(latest.digest) : null,
    scanVerdict: scanSum(facts.scans, latest?.revision ?? null).scanVerdict,
    updatedAt: row.updated_at,
    // What is missing was purged: nobody can fill it in.
    blocking: purged ? 0 : (ownDraft?.blocking ?? 0),
    returnedReasons: state === 'returned' && verdict ? reasons(ctx, verdict) : [],
    purged,
    ...(!sound && { damaged: true as const }),
  }
}

const verdictOn = (facts: Known, revision: number): Verdict | undefined =>
  facts.verdicts.findLast((verdict) => verdict.revision === revision)

function stateOf(ctx: HandlerContext, row: RecordRow, facts: Known): RecordState {
  const { latest } = facts
  const verdict = latest && verdictOn(facts, latest.revision)
  if (row.entered_at !== null && (!latest || facts.draft?.changed !== 0)) return 'draft'
  if (row.own === 0) return verdict?.state ?? 'received'
  const deliverable = ctx.notices.find(row.notice_id)?.pack.deliverables.find((item) => item.formId === row.form_id)
  return recordState({
    hasRevision: latest !== undefined,
    changed: facts.draft?.changed !== 0,
    mustStamp: deliverable?.stamped ?? false,
    stamped: latest?.stamped_at != null,
    sent: facts.sent.some((sending) => sending.revision === latest?.revision),
    receipt: verdict?.state ?? null,
  })
}

/** Reasons may quote personal fields, so they are sealed; while the vault is locked they are not shown. */
function reasons(ctx: HandlerContext, verdict: Verdict): string[] {
  if (!verdict.reasons_sealed || ctx.vault.state === 'locked') return []
  const told = JSON.parse(ctx.vault.openField(verdict.label, verdict.reasons_sealed)) as string[] | { reason: string }
  return Array.isArray(told) ? told : [told.reason].filter((reason) => reason !== '')
}

function revisionInfo(ctx: HandlerContext, row: RevisionRow, facts: Known): RevisionInfo {
  const verdict = verdictOn(facts, row.revision)
  return {
    revision: row.revision,
    digest: row.digest,
    code: revisionCode(row.digest),
    ...(!isFrozenSound(row) && { damaged: true as const }),
    frozenAt: row.frozen_at,
    stampedAt: row.stamped_at,
    ...scanSum(facts.scans, row.revision),
    sentIn: facts.sent
      .filter((sending) => sending.revision === row.revision)
      .map((sending) => ({
        packageId: sending.package_id,
        writtenAt: sending.written_at,
        recipientName: sending.recipient_name ?? '',
        by: sending.by,
      })),
    receipt: verdict ? { state: verdict.state, reasons: reasons(ctx, verdict), at: verdict.at, by: verdict.by } : null,
  }
}

export async function oneRevisionInfo(ctx: HandlerContext, row: RevisionRow): Promise<RevisionInfo> {
  return revisionInfo(ctx, row, await known(ctx, await needRecord(ctx.db, row.record_id)))
}

type FileRow = {
  field: string
  digest: string
  title: string
  bytes: number
  media_type: string
  width: number | null
  height: number | null
}

const fileInfo = ({ field, digest, bytes, media_type, title, width, height }: FileRow): AttachmentInfo => ({
  field,
  digest,
  bytes,
  mediaType: media_type,
  title,
  width,
  height,
})

/** Of a frozen revision. */
export async function attachmentInfos(
  ctx: HandlerContext,
  definition: FormDefinition,
  recordId: string,
  revision: number,
  files: readonly FileRow[],
): Promise<AttachmentInfo[]> {
  const videos = await videoRows(ctx.db, definition, recordId, revision)
  return files.map((file) => withVideo(fileInfo(file), definition, videos.get(file.digest)))
}

function withVideo(info: AttachmentInfo, definition: FormDefinition, row: VideoFileRow | undefined): AttachmentInfo {
  if (!definition.fields.some((field) => field.id === info.field && isVideoField(field))) return info
  return { ...info, video: { facts: row ? keptFacts(row.facts_json) : null, hasPoster: row?.has_poster === 1 } }
}

/** @throws Problem record.unknown, keys.locked */
export async function recordDetail(ctx: HandlerContext, recordId: string): Promise<RecordDetail> {
  const row = await needRecord(ctx.db, recordId)
  const facts = await known(ctx, row)
  const { definition, draft: ownDraft, latest } = facts
  const own = isTypedHere(row) && ownDraft !== undefined
  const gone = ctx.vault.isPurged(recordId)
  const files = own
    ? await draftAttachments(ctx.db, recordId)
    : latest
      ? await revisionAttachments(ctx.db, recordId, latest.revision)
      : []
  const values = own ? draftValues(ctx.vault, ownDraft) : latest ? revisionContent(ctx.vault, latest).values : {}
  const revisions = await revisionsOf(ctx.db, recordId)
  const lastYear = own ? await lastYearValues(ctx.db, ctx, row, definition) : null
  const videos = await videoRows(ctx.db, definition, recordId, own ? null : (latest?.revision ?? null))
  const faults = fieldVideos(definition, files, videos)
  return {
    summary: summary(ctx, row, facts),
    definition,
    values: own ? values : maskedValues(definition, values),
    attachments: files.map((file) => withVideo(fileInfo(file), definition, videos.get(file.digest))),
    draftSeq: ownDraft?.draft_seq ?? 0,
    savedAt: ownDraft?.saved_at ?? row.updated_at,
    findings: own && !gone ? validateForm(definition, values, countFiles(files), lastYear, faults) : [],
    revisions: revisions.map((revision) => revisionInfo(ctx, revision, facts)),
    lastYear,
    // Totals ask for a reason where they are typed over, also on a form that draws on no register.
    register: registerOf(ctx, row) ?? (carriesTotals(values) ? noRegister : null),
    purgedAt: gone ? await purgedAt(ctx.db, recordId) : null,
    changedSinceRevision: own && latest !== undefined && ownDraft.changed === 1,
  }
}
