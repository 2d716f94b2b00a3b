/** What the register says at this moment to one record of ours. */
import { createHash } from 'node:crypto'
import type { Queryable } from '../../../db/connection.ts'
import { activity } from '../../../db/queries/activities.ts'
import { activityOf, type FormDefinition, type FormValues } from '../../../shared/form/definition.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { candidateEvidence } from '../../../shared/register/candidates.ts'
import type { CountedActivity } from '../../../shared/register/figures.ts'
import type { RegisterNow } from '../../../shared/register/present.ts'
import type { FormRegister } from '../../../shared/register/rules.ts'
import { activityPersonalOf, noticeActivities, storedActivity } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { needOffice } from '../records/load.ts'
import { candidateSource } from './candidates.ts'

type Seals = Pick<HandlerContext, 'vault'>

/** With its personal data. Null: deleted. @throws Problem keys.locked */
export async function countedActivity(
  db: Queryable,
  { vault }: Seals,
  activityId: string,
): Promise<CountedActivity | null> {
  const row = await activity(db, activityId)
  if (!row || row.deleted_at !== null) return null
  return { activityId, values: { ...storedActivity(row).values, personal: activityPersonalOf(vault, row) } }
}

/** A digest alone would tell a telephone number to whoever tries them all, so the record's key seals it. */
export function personalNotes({ vault }: Seals, recordId: string): Pick<RegisterNow, 'seal' | 'opens'> {
  const label = (field: string): string => `drafts/${recordId}/taken-${field}`
  const digest = (clear: string): string => createHash('sha256').update(clear).digest('hex')
  return {
    seal: (field, clear) => vault.sealField(label(field), digest(clear)).toString('base64'),
    opens: (field, sealed, clear) => vault.openField(label(field), Buffer.from(sealed, 'base64')) === digest(clear),
  }
}

export interface RecordPlace {
  readonly recordId: string
  readonly pack: NoticePack
  readonly definition: FormDefinition
  readonly register: FormRegister | null
}

/** Only queries of `db` are awaited. @throws Problem office.missing, keys.locked */
export async function registerNow(
  db: Queryable,
  ctx: Pick<HandlerContext, 'vault' | 'notices'>,
  { recordId, pack, definition, register }: RecordPlace,
  values: FormValues,
): Promise<RegisterNow> {
  const { office } = await needOffice(db)
  const own = activityOf(values)
  const activities = await noticeActivities(db, pack.id)
  const candidates = register?.scope === 'notice' ? register.candidates : undefined
  const source = candidates ? await candidateSource(db, ctx, { pack, definition, activities, office }) : null
  const isOfOne = register?.scope === 'activity' && own !== null
  return {
    definition,
    notice: pack,
    register,
    officeName: office.name,
    activities,
    activity: isOfOne ? await countedActivity(db, ctx, own) : null,
    evidence: (kind, name) => (source ? candidateEvidence(source, kind, name) : null),
    ...personalNotes(ctx, recordId),
  }
}
