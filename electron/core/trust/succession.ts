/** An office that became another one: merged, founded anew, or until now only a name on our roster. */
import type { Queryable } from '../../../db/connection.ts'
import { knownOffices, type OfficeRow, office } from '../../../db/queries/offices.ts'
import {
  putSuccession,
  removeSuccession,
  resolveSuccessor,
  type SuccessionRow,
  successionsOf,
  successorOf,
} from '../../../db/queries/successions.ts'
import type { OfficeWithoutCard, Succession } from '../../../shared/api/devices.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'

async function needOffice(db: Queryable, officeId: string): Promise<OfficeRow> {
  const row = await office(db, officeId)
  if (!row) throw new Problem('card.unknown-office', { officeId })
  return row
}

/**
 * Said again of the same office, the later word holds.
 * @throws Problem card.unknown-office, succession.own, succession.carded, succession.circle
 */
export async function succeed(
  ctx: HandlerContext,
  order: Pick<Succession, 'oldOfficeId' | 'newOfficeId' | 'kind' | 'from'>,
): Promise<Succession> {
  const { oldOfficeId, newOfficeId, kind, from } = order
  const done = await ctx.write(async (trx) => {
    const old = await needOffice(trx, oldOfficeId)
    const next = await needOffice(trx, newOfficeId)
    const names = { oldName: old.name, newName: next.name }
    if (old.own === 1) throw new Problem('succession.own', {})
    if (kind === 'carded' && (old.card_seq > 0 || next.card_seq === 0)) throw new Problem('succession.carded', names)
    const steps = new Map(await successorOf(trx))
    // Its own earlier step is the one that is being changed.
    steps.delete(oldOfficeId)
    if (resolveSuccessor(steps, newOfficeId) === oldOfficeId) throw new Problem('succession.circle', names)
    const at = ctx.now().toISOString()
    const row = { old_office_id: oldOfficeId, new_office_id: newOfficeId, kind, from_day: from, entered_at: at }
    await putSuccession(trx, row)
    return { ...order, ...names }
  })
  tell(ctx)
  return done
}

/** @throws Problem card.unknown-office, succession.none */
export async function undoSucceed(ctx: HandlerContext, oldOfficeId: string): Promise<void> {
  await ctx.write(async (trx) => {
    const { name } = await needOffice(trx, oldOfficeId)
    if ((await removeSuccession(trx, oldOfficeId)) === 0) throw new Problem('succession.none', { officeName: name })
  })
  tell(ctx)
}

/** What counts where has changed: lists of offices and of records alike. */
function tell(ctx: HandlerContext): void {
  changed(ctx, 'offices')
  changed(ctx, 'records')
}

/** Names of other offices that stand on rosters only, by name. */
export async function officesWithoutCard(db: Queryable): Promise<OfficeWithoutCard[]> {
  const steps = await successorOf(db)
  return (await knownOffices(db))
    .filter(({ card_seq }) => card_seq === 0)
    .map(({ office_id: officeId, name }) => ({ officeId, name, gone: steps.has(officeId) }))
}

export async function successionViews(db: Queryable, officeId: string): Promise<Succession[]> {
  const views: Succession[] = []
  for (const row of await successionsOf(db, officeId)) views.push(await viewOf(db, row))
  return views
}

async function viewOf(db: Queryable, row: SuccessionRow): Promise<Succession> {
  return {
    oldOfficeId: row.old_office_id,
    oldName: (await office(db, row.old_office_id))?.name ?? '',
    newOfficeId: row.new_office_id,
    newName: (await office(db, row.new_office_id))?.name ?? '',
    kind: row.kind,
    from: row.from_day,
  }
}
