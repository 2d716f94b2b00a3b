/** A record of a form that belongs to one activity, with everything in it that the register knows. */
import type { Queryable } from '../../../db/connection.ts'
import { activityAttachments } from '../../../db/queries/activities.ts'
import { addDraftAttachment } from '../../../db/queries/attachments.ts'
import { activityField, type FieldValue, type FormDefinition, takenField } from '../../../shared/form/definition.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { partValue } from '../../../shared/register/activity-parts.ts'
import { withHost } from '../../../shared/register/fact-words.ts'
import type { CountedActivity } from '../../../shared/register/figures.ts'
import { valueText } from '../../../shared/register/present.ts'
import type { ActivityPart, FormRegister } from '../../../shared/register/rules.ts'
import { type TakenRow, takenRow } from '../../../shared/register/taken.ts'
import { changeDraftFiles } from '../attachments/take-file.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { createOwnRecord } from '../records/create.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needOffice, needOwnDraft } from '../records/load.ts'
import { writeText } from './compose.ts'
import { countedActivity, personalNotes } from './register-now.ts'
import { fittingFiles } from './take-files.ts'

type ActivityRules = Extract<FormRegister, { scope: 'activity' }>

interface Filled {
  readonly values: Record<string, FieldValue>
  /** Personal ones in clear still: they are sealed once the record is there. */
  readonly taken: readonly TakenRow[]
}

/** Fields that the activity does not fill yet are noted as well: what it is told later is offered then. */
function filled(
  rules: ActivityRules,
  of: { readonly definition: FormDefinition; readonly pack: NoticePack; readonly officeName: string },
  activity: CountedActivity,
): Filled {
  const values: Record<string, FieldValue> = { [activityField]: activity.activityId }
  const taken: TakenRow[] = []
  const facts = withHost(activity.values, of.officeName)
  for (const field of of.definition.fields) {
    const part = Object.hasOwn(rules.parts, field.id) ? rules.parts[field.id] : undefined
    if (part !== undefined && field.kind !== 'attachments') {
      const value = partValue(part, facts, field, of.pack)
      if (value !== null) values[field.id] = value
      const text = valueText(value)
      taken.push(takenRow({ field: field.id, kind: 'fact', activity: activity.activityId, part, text }))
    }
    const draft = Object.hasOwn(rules.texts, field.id) ? rules.texts[field.id] : undefined
    if (draft === undefined || field.kind !== 'long-text' || field.personal) continue
    const composed = writeText(draft, { ...of, field, activity }, [])
    if (composed.text !== '') values[field.id] = composed.text
    taken.push(...composed.taken)
  }
  return { values, taken }
}

const filesOf = (part: ActivityPart | undefined): string | null =>
  part === 'photos' ? 'image/' : part === 'videos' ? 'video/' : null

/** Pictures and films of the activity into the fields for them, as many as each is meant to have; the files lie in the store already. */
async function addPictures(
  trx: Queryable,
  ctx: HandlerContext,
  recordId: string,
  of: { readonly definition: FormDefinition; readonly rules: ActivityRules; readonly activityId: string },
): Promise<void> {
  const fields = of.definition.fields.flatMap((field) =>
    field.kind === 'attachments' && filesOf(of.rules.parts[field.id]) !== null ? [field] : [],
  )
  const files = fields.length === 0 ? [] : await activityAttachments(trx, of.activityId)
  if (files.length === 0) return
  await changeDraftFiles(trx, ctx, recordId, async () => {
    for (const field of fields) {
      const type = filesOf(of.rules.parts[field.id]) ?? ''
      const fitting = fittingFiles(field, files).filter((file) => file.media_type.startsWith(type))
      for (const [at, file] of fitting.slice(0, field.max).entries())
        await addDraftAttachment(trx, recordId, field.id, file.digest, file.title || `${field.label}${at + 1}`)
    }
  })
}

/**
 * @returns its id
 * @throws Problem notice.unknown, form.unknown, activity.unknown, register.not-of-activity, office.missing, keys.locked
 */
export async function createFromActivity(
  ctx: HandlerContext,
  { noticeId, formId, activityId }: { noticeId: string; formId: string; activityId: string },
): Promise<string> {
  const { pack } = ctx.notices.get(noticeId)
  const definition = ctx.notices.form(formId, noticeId)
  const rules = ctx.notices.registerOf(noticeId, formId)
  if (rules?.scope !== 'activity') throw new Problem('register.not-of-activity', { formName: definition.name })
  const recordId = await ctx.write(async (trx) => {
    const { office, deviceId } = await needOffice(trx)
    const activity = await countedActivity(trx, ctx, activityId)
    if (!activity) throw new Problem('activity.unknown', { activityId })
    const { values, taken } = filled(rules, { definition, pack, officeName: office.name }, activity)
    const created = await createOwnRecord(trx, ctx, { pack, definition }, values)
    const { seal } = personalNotes(ctx, created)
    const personal = new Set(definition.fields.filter((field) => field.personal).map(({ id }) => id))
    const rows = taken.map((row) =>
      personal.has(row.field) && row.text !== '' ? { ...row, text: seal(row.field, row.text) } : row,
    )
    const { draft } = await needOwnDraft(trx, created)
    const place = { recordId: created, definition, deviceId, draftSeq: draft.draft_seq }
    await writeDraft(trx, ctx, place, { ...values, [takenField]: rows })
    await addPictures(trx, ctx, created, { definition, rules, activityId })
    return created
  })
  changed(ctx, 'records')
  changed(ctx, 'activities')
  return recordId
}
