import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { DevicesTable, OfficeCardsTable, OfficesTable } from '../schema.ts'

export type OfficeRow = Selectable<OfficesTable>
export type DeviceRow = Selectable<DevicesTable>
export type OfficeCardRow = Selectable<OfficeCardsTable>

/** Written out: with a parameter SQLite prepares the query anew each time, to see whether its index (own = 1) fits. */
const isOwn = sql.lit<0 | 1>(1)

export function ownOffice(db: Queryable): Promise<OfficeRow | undefined> {
  return db.selectFrom('offices').selectAll().where('own', '=', isOwn).executeTakeFirst()
}

export function office(db: Queryable, officeId: string): Promise<OfficeRow | undefined> {
  return db.selectFrom('offices').selectAll().where('office_id', '=', officeId).executeTakeFirst()
}

export function knownOffices(db: Queryable): Promise<OfficeRow[]> {
  return db.selectFrom('offices').selectAll().where('own', '=', 0).orderBy('name').execute()
}

export function ownDevice(db: Queryable): Promise<DeviceRow | undefined> {
  return db
    .selectFrom('devices')
    .selectAll('devices')
    .innerJoin('offices', 'offices.office_id', 'devices.office_id')
    .where('offices.own', '=', isOwn)
    .where('devices.private_sealed', 'is not', null)
    .executeTakeFirst()
}

export async function insertOffice(db: Queryable, row: Insertable<OfficesTable>): Promise<void> {
  await db.insertInto('offices').values(row).execute()
}

export async function updateOffice(db: Queryable, officeId: string, change: Updateable<OfficesTable>): Promise<void> {
  await db.updateTable('offices').set(change).where('office_id', '=', officeId).execute()
}

export async function insertDevice(db: Queryable, row: Insertable<DevicesTable>): Promise<void> {
  await db.insertInto('devices').values(row).execute()
}

export function currentCard(db: Queryable, officeId: string): Promise<OfficeCardRow | undefined> {
  return db
    .selectFrom('office_cards')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('state', '=', 'current')
    .orderBy('card_seq', 'desc')
    .executeTakeFirst()
}

/** The card becomes the current one, the one before is kept as superseded. */
export async function insertCurrentCard(
  db: Queryable,
  row: Omit<Insertable<OfficeCardsTable>, 'state'>,
  names: readonly { name: string; from: string }[],
): Promise<void> {
  // One that waited under this number or a lower one is overtaken; it would stand in the way of its number.
  await db
    .deleteFrom('office_cards')
    .where('office_id', '=', row.office_id)
    .where('state', '=', 'waiting')
    .where('card_seq', '<=', row.card_seq)
    .execute()
  await db
    .updateTable('office_cards')
    .set({ state: 'superseded' })
    .where('office_id', '=', row.office_id)
    .where('state', '=', 'current')
    .execute()
  await db
    .insertInto('office_cards')
    .values({ ...row, state: 'current' })
    .execute()
  await db.deleteFrom('office_names').where('office_id', '=', row.office_id).execute()
  await db
    .insertInto('office_names')
    .values(names.map(({ name, from }) => ({ office_id: row.office_id, valid_from: from, name })))
    .execute()
}
