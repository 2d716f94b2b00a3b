/** What the register has new for a record, and what a person decided about it. */
import type { Queryable } from '../../../db/connection.ts'
import type { Offers } from '../../../shared/api/register.ts'
import { type FormValues, takenField } from '../../../shared/form/definition.ts'
import { isEmpty, tableRows } from '../../../shared/form/evaluate.ts'
import { Problem } from '../../../shared/problems.ts'
import { decideOffers } from '../../../shared/register/decide.ts'
import { type FoundOffer, findOffers } from '../../../shared/register/offers.ts'
import type { RegisterNow } from '../../../shared/register/present.ts'
import { seenPart, type TakenRow, takenRows } from '../../../shared/register/taken.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needOwnDraft, type OwnDraft } from '../records/load.ts'
import { refuseLocked } from '../records/return-lock.ts'
import { registerOf } from './figures.ts'
import { registerNow } from './register-now.ts'

interface Compared {
  readonly own: OwnDraft
  readonly values: FormValues
  readonly taken: readonly TakenRow[]
  /** Null: nothing was taken, its notice is gone, or its personal data are purged. */
  readonly now: RegisterNow | null
  readonly found: readonly FoundOffer[]
}

/** Only queries of `db` are awaited. @throws Problem record.unknown, record.not-ours, keys.locked */
async function compared(db: Queryable, ctx: HandlerContext, recordId: string): Promise<Compared> {
  const own = await needOwnDraft(db, recordId)
  const values = draftValues(ctx.vault, own.draft)
  const taken = takenRows(tableRows(values[takenField]))
  const pack = ctx.notices.find(own.record.notice_id)?.pack
  if (taken.length === 0 || !pack || ctx.vault.isPurged(recordId)) return { own, values, taken, now: null, found: [] }
  const register = registerOf(ctx, own.record)
  const place = { recordId, pack, definition: own.definition, register }
  const now = await registerNow(db, ctx, place, values)
  return { own, values, taken, now, found: findOffers(now, values, taken) }
}

/** @throws Problem record.unknown, record.not-ours, keys.locked */
export async function recordOffers(ctx: HandlerContext, recordId: string): Promise<Offers> {
  const { found, taken } = await compared(ctx.db, ctx, recordId)
  return { offers: found.map(({ offer }) => offer), taken: taken.filter(({ part }) => part !== seenPart).length }
}

/**
 * Keys of offers that are no longer made are passed over: what a person did not see is not done.
 * @throws Problem record.unknown, record.not-ours, record.conflict, record.purged, record.field-locked, keys.locked
 */
export async function decideRecordOffers(
  ctx: HandlerContext,
  { recordId, draftSeq, take, keep }: { recordId: string; draftSeq: number; take: string[]; keep: string[] },
): Promise<void> {
  await ctx.write(async (trx) => {
    const { own, values, taken, now, found } = await compared(trx, ctx, recordId)
    if (own.draft.draft_seq !== draftSeq) throw new Problem('record.conflict', { recordId })
    if (now === null) return
    const decided = decideOffers(now, values, taken, found, { take: new Set(take), keep: new Set(keep) })
    const filled = Object.fromEntries(Object.entries(decided.values).filter(([, value]) => !isEmpty(value)))
    await refuseLocked(trx, ctx, own, values, filled)
    const place = { recordId, definition: own.definition, deviceId: own.record.device_id, draftSeq: draftSeq + 1 }
    await writeDraft(trx, ctx, place, { ...filled, [takenField]: decided.taken })
  })
  changed(ctx, 'records')
}
