/** Records with personal data, and when it is due to be purged. */
import { arrivals, type PersonalRecordRow, personalRecords, sealedFiles } from '../../../db/queries/personal.ts'
import type { PurgeCandidate, PurgePreview } from '../../../shared/api/personal.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { asValues, recordTitle } from '../records/content.ts'
import { formOf } from '../records/load.ts'
import { ownVerdicts } from '../records/own-verdicts.ts'
import { backupsHolding } from './backups-holding.ts'
import { readPersonalSettings } from './settings.ts'

/** @throws Problem notice.unknown */
export async function purgePreview(ctx: HandlerContext, noticeId: string | null): Promise<PurgePreview> {
  const pack = noticeId === null ? null : ctx.notices.get(noticeId).pack
  const candidates = await purgeCandidates(ctx, noticeId)
  const kept = candidates.filter((one) => one.purgedAt === null).map((one) => one.recordId)
  const days = pack?.deliverables.flatMap(({ video }) => video?.retentionDays ?? []) ?? []
  return {
    candidates,
    retentionDays: days.length === 0 ? null : Math.max(...days),
    backups: await backupsHolding(ctx, kept),
  }
}

/** Those of which it was purged already are told too. Those that are due come first. */
export async function purgeCandidates(ctx: HandlerContext, noticeId: string | null): Promise<PurgeCandidate[]> {
  const rows = await personalRecords(ctx.db, noticeId)
  const accepted = await acceptedOn(ctx)
  const arrived = await arrivals(ctx.db)
  const files = new Map<string, number>()
  for (const { record_id } of await sealedFiles(ctx.db, null)) files.set(record_id, (files.get(record_id) ?? 0) + 1)
  const formFor = formsOnce(ctx)
  const usual = (await readPersonalSettings(ctx.db)).retentionDays
  const today = chinaDay(ctx.now())
  const found: PurgeCandidate[] = []
  for (const row of rows) {
    const definition = await formFor(row)
    if (!definition?.fields.some((field) => field.personal)) continue
    const id = row.record_id
    const pack = ctx.notices.find(row.notice_id)?.pack
    const at = row.own === 1 ? accepted(row) : (arrived.get(id) ?? row.collected_at ?? row.created_at)
    const from = at === null ? null : chinaDay(new Date(at))
    const byNotice = retentionOf(pack, row.form_id)
    const days = byNotice ?? usual
    const dueAt = from === null || days === null ? null : dayAfter(from, days)
    found.push({
      recordId: id,
      title: titleOf(definition, row),
      formShortName: definition.shortName,
      noticeId: row.notice_id,
      noticeShortTitle: pack?.shortTitle ?? row.notice_id,
      officeName: row.office_name,
      own: row.own === 1,
      discarded: row.deleted_at !== null,
      from,
      retentionDays: days,
      retentionBy: byNotice !== null ? 'notice' : usual !== null ? 'office' : null,
      dueAt,
      due: dueAt !== null && dueAt <= today && row.destroyed_at === null,
      files: row.destroyed_at === null ? (files.get(id) ?? 0) : 0,
      purgedAt: row.destroyed_at,
    })
  }
  return found.sort((a, b) => Number(b.due) - Number(a.due))
}

/** Days that the notice lets a work's papers be kept; null: it names none. */
function retentionOf(pack: NoticePack | undefined, formId: string): number | null {
  for (const { video } of pack?.deliverables ?? [])
    if (video && (video.registrationFormId === formId || video.authorizationFormId === formId))
      return video.retentionDays
  return null
}

/** When the recipient said that the latest revision had come; null while it was not sent, or was returned. */
async function acceptedOn(ctx: HandlerContext): Promise<(row: PersonalRecordRow) => string | null> {
  const last = new Map<string, { state: string; at: string }>()
  for (const { record_id, revision, state, at } of await ownVerdicts(ctx.db, null))
    last.set(`${record_id}-${revision}`, { state, at })
  return ({ record_id, revision }) => {
    const verdict = last.get(`${record_id}-${revision}`)
    return verdict === undefined || verdict.state === 'returned' ? null : verdict.at
  }
}

function formsOnce(ctx: HandlerContext) {
  const known = new Map<string, FormDefinition | null>()
  return async (row: PersonalRecordRow): Promise<FormDefinition | null> => {
    const key = `${row.notice_id}\n${row.form_id}\n${row.form_version}`
    const before = known.get(key)
    if (before !== undefined) return before
    const form = await formOf(ctx.db, row).catch(() => null)
    known.set(key, form)
    return form
  }
}

function titleOf(definition: FormDefinition, row: PersonalRecordRow): string {
  const frozen = row.frozen_json === null ? {} : (JSON.parse(row.frozen_json) as { values?: Record<string, unknown> })
  const open = row.draft_json === null ? (frozen.values ?? {}) : (JSON.parse(row.draft_json) as Record<string, unknown>)
  return recordTitle(definition, asValues(open))
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
