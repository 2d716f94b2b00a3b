/** Cards that wait for a person, and what a new card changes about known devices. */
import type { Insertable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { DevicesTable, OfficeCardsTable } from '../schema.ts'
import type { OfficeCardRow } from './offices.ts'

export function waitingCard(db: Queryable, officeId: string): Promise<OfficeCardRow | undefined> {
  return db
    .selectFrom('office_cards')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('state', '=', 'waiting')
    .orderBy('card_seq', 'desc')
    .executeTakeFirst()
}

/** Replaces an earlier one that waited under the same number; the current card is never touched. */
export async function putWaitingCard(db: Queryable, row: Omit<Insertable<OfficeCardsTable>, 'state'>): Promise<void> {
  await dropWaitingCard(db, row.office_id)
  await db
    .insertInto('office_cards')
    .values({ ...row, state: 'waiting' })
    .execute()
}

export async function dropWaitingCard(db: Queryable, officeId: string): Promise<void> {
  await db.deleteFrom('office_cards').where('office_id', '=', officeId).where('state', '=', 'waiting').execute()
}

/** Everything that an office that nobody trusts said about itself; its rows in other tables stay. */
export async function forgetCards(db: Queryable, officeId: string): Promise<void> {
  await db.deleteFrom('office_cards').where('office_id', '=', officeId).execute()
  await db.deleteFrom('devices').where('office_id', '=', officeId).where('private_sealed', 'is', null).execute()
}

export async function promoteWaitingCard(db: Queryable, officeId: string, cardSeq: number): Promise<void> {
  await db
    .updateTable('office_cards')
    .set({ state: 'superseded' })
    .where('office_id', '=', officeId)
    .where('state', '=', 'current')
    .execute()
  await db
    .updateTable('office_cards')
    .set({ state: 'current' })
    .where('office_id', '=', officeId)
    .where('card_seq', '=', cardSeq)
    .execute()
}

export async function replaceOfficeNames(
  db: Queryable,
  officeId: string,
  names: readonly { name: string; from: string }[],
): Promise<void> {
  await db.deleteFrom('office_names').where('office_id', '=', officeId).execute()
  await db
    .insertInto('office_names')
    .values(names.map(({ name, from }) => ({ office_id: officeId, name, valid_from: from })))
    .execute()
}

/** A device that was revoked stays revoked, and a device of another office is left alone: cards, not rows, prove keys. */
export async function putDevice(db: Queryable, row: Insertable<DevicesTable>): Promise<void> {
  await db
    .insertInto('devices')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('device_id')
        .doUpdateSet((eb) => ({
          revoked_at: eb.fn.coalesce(eb.ref('devices.revoked_at'), eb.ref('excluded.revoked_at')),
        }))
        .whereRef('devices.office_id', '=', 'excluded.office_id'),
    )
    .execute()
}
