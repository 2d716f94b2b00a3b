/** How things are called in the log, as they are called at that time. Nothing personal: titles of records never are. */
import type { Queryable } from '../../../db/connection.ts'
import { activitiesOf } from '../../../db/queries/activities.ts'
import { office } from '../../../db/queries/offices.ts'
import { draft, record } from '../../../db/queries/records.ts'
import { review } from '../../../db/queries/reviews.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { recordTitle } from '../records/content.ts'
import { formOf, formOfRevision } from '../records/load.ts'
import type { DeedNote } from './note.ts'
import type { Look } from './rule.ts'

type About = Pick<DeedNote, 'subject' | 'subjectId' | 'title' | 'facts'>

const textFacts = (facts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''))

/** Title and form of a record; of one that is gone only its id. */
export async function aboutRecord(trx: Queryable, recordId: string): Promise<About> {
  const about = { subject: 'record', subjectId: recordId } as const
  const row = await record(trx, recordId)
  if (!row) return { ...about, title: '' }
  const own = await draft(trx, recordId)
  const latest = own ? undefined : await latestRevision(trx, recordId)
  try {
    const form = latest ? await formOfRevision(trx, row, latest) : await formOf(trx, row)
    const open = own
      ? (JSON.parse(own.values_json) as FormValues)
      : ((JSON.parse(latest?.frozen_json ?? '{"values":{}}') as { values: FormValues }).values ?? {})
    const title = recordTitle(form, open)
    return { ...about, title, facts: textFacts({ form: title === form.shortName ? '' : form.shortName }) }
  } catch {
    // A form that is not kept any more: the record is called by its id.
    return { ...about, title: '' }
  }
}

export function aboutNotice({ ctx }: Pick<Look, 'ctx'>, noticeId: string): About {
  return { subject: 'notice', subjectId: noticeId, title: ctx.notices.find(noticeId)?.pack.shortTitle ?? '' }
}

export const dutyTitle = ({ ctx }: Pick<Look, 'ctx'>, noticeId: string, deliverableId: string): string =>
  ctx.notices.find(noticeId)?.pack.deliverables.find(({ id }) => id === deliverableId)?.title ?? ''

export async function officeName(trx: Queryable, officeId: string | null): Promise<string> {
  return officeId === null ? '' : ((await office(trx, officeId))?.name ?? '')
}

export async function aboutOffice(trx: Queryable, officeId: string): Promise<About> {
  return { subject: 'office', subjectId: officeId, title: await officeName(trx, officeId) }
}

export async function aboutActivity(trx: Queryable, activityId: string): Promise<About> {
  const [row] = await activitiesOf(trx, [activityId])
  const title = row ? ((JSON.parse(row.values_json) as { title?: string }).title ?? '') : ''
  return { subject: 'activity', subjectId: activityId, title }
}

export async function aboutReview(look: Look, reviewId: string): Promise<About> {
  const row = await review(look.trx, reviewId)
  const title = row ? dutyTitle(look, row.notice_id, row.deliverable_id) : ''
  return { subject: 'review', subjectId: reviewId, title }
}

/** Labels of fields, for a return that names some. */
export async function fieldLabels(
  trx: Queryable,
  recordId: string,
  fields: readonly (string | null)[],
): Promise<string> {
  const row = await record(trx, recordId)
  const form = row && (await formOf(trx, row).catch(() => null))
  const labels = fields.map((id) =>
    id === null ? '整份材料' : (form?.fields.find((one) => one.id === id)?.label ?? id),
  )
  return [...new Set(labels)].join('、')
}
