/** Texts that the program writes a first draft of. Nothing is stored by composing: the page puts the text in its place. */
import type { Queryable } from '../../../db/connection.ts'
import type { Composed, TextFigure } from '../../../shared/api/register.ts'
import { activityOf, type FieldDefinition, type FormDefinition } from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { TextSource } from '../../../shared/register/compose-text.ts'
import { withHost } from '../../../shared/register/fact-words.ts'
import type { CountedActivity } from '../../../shared/register/figures.ts'
import { activityParagraphs, activityText } from '../../../shared/register/paragraphs.ts'
import { planText } from '../../../shared/register/plan-text.ts'
import type { TextDraft } from '../../../shared/register/rules.ts'
import { summaryTexts } from '../../../shared/register/summary-text.ts'
import { seenBy, seenRows, takenRows } from '../../../shared/register/taken.ts'
import { textFigures, textFigureValue } from '../../../shared/register/text-figures.ts'
import { noticeActivities } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { needOffice, needOwnDraft } from '../records/load.ts'
import { registerOf } from './figures.ts'
import { countedActivity } from './register-now.ts'

type LongText = Extract<FieldDefinition, { kind: 'long-text' }>

/** @throws Problem field.unknown when it is missing, takes no long text or is personal */
function needText(definition: FormDefinition, fieldId: string): LongText {
  const field = definition.fields.find((one) => one.id === fieldId)
  if (field?.kind !== 'long-text' || field.personal) throw new Problem('field.unknown', { fieldId })
  return field
}

export interface TextPlace {
  readonly pack: NoticePack
  readonly field: LongText
  readonly officeName: string
  /** With its personal data; null: the record belongs to none, or it was deleted. */
  readonly activity: CountedActivity | null
}

/** @throws Problem register.no-activity */
export function writeText(draft: TextDraft, place: TextPlace, activities: readonly CountedActivity[]): Composed {
  const { pack, field, officeName, activity } = place
  const source: TextSource = {
    field: field.id,
    officeName,
    notice: pack,
    activities,
    limit: field.limit?.max ?? null,
  }
  switch (draft) {
    case 'plan':
      return planText(source)
    case 'introduction':
    case 'opening':
    case 'progress':
    case 'results':
    case 'experience':
    case 'advice':
      return summaryTexts[draft](source)
    case 'activity-plan':
    case 'activity-intro':
    case 'activity-report':
    case 'risk-scope':
      if (activity === null) throw new Problem('register.no-activity', {})
      return activityText(draft, field.id, { ...activity, values: withHost(activity.values, officeName) }, pack)
  }
}

/** @throws Problem record.*, notice.unknown, field.unknown, register.no-activity, keys.locked */
export async function composeText(
  ctx: HandlerContext,
  { recordId, field, draft }: { recordId: string; field: string; draft: TextDraft },
): Promise<Composed> {
  const own = await needOwnDraft(ctx.db, recordId)
  const { pack } = ctx.notices.get(own.record.notice_id)
  const { office } = await needOffice(ctx.db)
  const activityId = activityOf(draftValues(ctx.vault, own.draft))
  const place: TextPlace = {
    pack,
    field: needText(own.definition, field),
    officeName: office.name,
    activity: activityId === null ? null : await countedActivity(ctx.db, ctx, activityId),
  }
  return writeText(draft, place, await noticeActivities(ctx.db, pack.id))
}

/**
 * In the order in which they are asked for, each once.
 * @throws Problem record.*, notice.unknown, field.unknown, activity.unknown, keys.locked
 */
export async function composeParagraphs(
  ctx: HandlerContext,
  {
    recordId,
    field,
    activityIds,
    as,
  }: { recordId: string; field: string; activityIds: string[]; as: 'items' | 'sentences' },
): Promise<Composed> {
  const own = await needOwnDraft(ctx.db, recordId)
  needText(own.definition, field)
  const { pack } = ctx.notices.get(own.record.notice_id)
  const { office } = await needOffice(ctx.db)
  const ofNotice = await noticeActivities(ctx.db, pack.id)
  const chosen: CountedActivity[] = []
  for (const activityId of new Set(activityIds)) {
    const found = ofNotice.find((one) => one.activityId === activityId) ?? (await needOne(ctx.db, ctx, activityId))
    chosen.push({ activityId, values: withHost(found.values, office.name) })
  }
  const composed = activityParagraphs(field, chosen, pack, as)
  const register = registerOf(ctx, own.record)
  const draft = register?.scope === 'notice' ? register.texts[field] : undefined
  const before = takenRows(tableRows(draftValues(ctx.vault, own.draft).taken))
  if ((draft !== 'plan' && draft !== 'progress') || seenBy(field, before).noted) return composed
  // From the first paragraph on the text is told of activities that come later, not of those that it left out.
  const known = ofNotice.filter(({ values: { state } }) =>
    draft === 'plan' ? state !== 'cancelled' : state === 'held',
  )
  const seen = seenRows(
    field,
    known.map(({ activityId }) => activityId),
  )
  return { text: composed.text, taken: [...composed.taken, ...seen] }
}

async function needOne(
  db: Queryable,
  ctx: Pick<HandlerContext, 'vault'>,
  activityId: string,
): Promise<CountedActivity> {
  const found = await countedActivity(db, ctx, activityId)
  if (!found) throw new Problem('activity.unknown', { activityId })
  return found
}

/** @throws Problem notice.unknown */
export async function quotableFigures(ctx: HandlerContext, noticeId: string): Promise<TextFigure[]> {
  const { pack } = ctx.notices.get(noticeId)
  const activities = await noticeActivities(ctx.db, pack.id)
  return textFigures.map(({ id, label, unit }) => ({
    id,
    label,
    unit,
    value: textFigureValue(id, activities, pack.id),
  }))
}
