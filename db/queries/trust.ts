/** Why offices are trusted, names of our own computers, signed packages of our own cards. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { RegistrationsTable, TrustEventsTable, UnprovenCardsTable } from '../schema-exchange.ts'

export type TrustEventRow = Selectable<TrustEventsTable>
export type RegistrationRow = Selectable<RegistrationsTable>
export type UnprovenCardRow = Selectable<UnprovenCardsTable>

/** Older ones go when more come: whoever floods us with made-up cards fills no disk. */
const mostUnproven = 20

export async function deviceLabels(db: Queryable): Promise<Map<string, string>> {
  const rows = await db.selectFrom('device_labels').selectAll().execute()
  return new Map(rows.map((row) => [row.device_id, row.name]))
}

export async function nameDevice(db: Queryable, deviceId: string, name: string): Promise<void> {
  await db
    .insertInto('device_labels')
    .values({ device_id: deviceId, name })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ name }))
    .execute()
}

export async function dropPrivateKey(db: Queryable, deviceId: string): Promise<void> {
  await db.updateTable('devices').set({ private_sealed: null }).where('device_id', '=', deviceId).execute()
}

export async function ownCardPackage(db: Queryable, cardDigest: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('own_card_packages')
    .select('package')
    .where('card_digest', '=', cardDigest)
    .executeTakeFirst()
  return row?.package ?? null
}

export async function keepOwnCardPackage(
  db: Queryable,
  cardDigest: string,
  bytes: Uint8Array,
  at: string,
): Promise<void> {
  const row = { card_digest: cardDigest, package: Buffer.from(bytes), kept_at: at }
  await db
    .insertInto('own_card_packages')
    .values(row)
    .onConflict((conflict) => conflict.column('card_digest').doNothing())
    .execute()
}

/** The newest first. */
export function unprovenCards(db: Queryable, officeId: string): Promise<UnprovenCardRow[]> {
  return db
    .selectFrom('unproven_cards')
    .selectAll()
    .where('office_id', '=', officeId)
    .orderBy('taken_in_at', 'desc')
    .orderBy('digest')
    .execute()
}

export async function putUnprovenCard(db: Queryable, row: Insertable<UnprovenCardsTable>): Promise<void> {
  await db
    .insertInto('unproven_cards')
    .values(row)
    .onConflict((conflict) => conflict.columns(['office_id', 'digest']).doUpdateSet({ taken_in_at: row.taken_in_at }))
    .execute()
  const all = await unprovenCards(db, row.office_id)
  for (const old of all.slice(mostUnproven))
    await db
      .deleteFrom('unproven_cards')
      .where('office_id', '=', row.office_id)
      .where('digest', '=', old.digest)
      .execute()
}

export async function dropUnprovenCards(db: Queryable, officeId: string): Promise<void> {
  await db.deleteFrom('unproven_cards').where('office_id', '=', officeId).execute()
}

export async function insertTrustEvent(db: Queryable, row: Insertable<TrustEventsTable>): Promise<void> {
  await db
    .insertInto('trust_events')
    .values(row)
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .execute()
}

/** The oldest first. */
export function trustEvents(db: Queryable, officeId: string): Promise<TrustEventRow[]> {
  return db.selectFrom('trust_events').selectAll().where('office_id', '=', officeId).orderBy('at').execute()
}

/** Card of any state by its digest, for the 指纹码 that was compared then. */
export async function cardJsonOf(db: Queryable, officeId: string, digest: string): Promise<string | null> {
  const row = await db
    .selectFrom('office_cards')
    .select('card_json')
    .where('office_id', '=', officeId)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row?.card_json ?? null
}

export async function insertRegistration(db: Queryable, row: Insertable<RegistrationsTable>): Promise<void> {
  await db.insertInto('registrations').values(row).execute()
}

/** Without the removed ones, the oldest first. */
export function liveRegistrations(db: Queryable, officeId: string): Promise<RegistrationRow[]> {
  return db
    .selectFrom('registrations')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('registration_id')
    .execute()
}

/** How many there ever were: numbers in titles are not given twice. */
export async function countRegistrations(db: Queryable, officeId: string): Promise<number> {
  const { count } = await db
    .selectFrom('registrations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('office_id', '=', officeId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Scans on which the person's 指纹码 stands agree with the card that was trusted by it. @returns whether there is one */
export async function matchRegistrations(
  db: Queryable,
  officeId: string,
  groups: string,
  cardSeq: number,
): Promise<boolean> {
  const result = await db
    .updateTable('registrations')
    .set({ verdict: 'match', card_seq: cardSeq })
    .where('office_id', '=', officeId)
    .where('groups', '=', groups)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** Number of rows marked: 0 or 1. */
export async function removeRegistration(db: Queryable, registrationId: string, at: string): Promise<number> {
  const result = await db
    .updateTable('registrations')
    .set({ removed_at: at })
    .where('registration_id', '=', registrationId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Offices with a card that a person has not compared yet, signed by its office or not. */
export async function officesWithWaitingCard(db: Queryable): Promise<Set<string>> {
  const signed = await db.selectFrom('office_cards').select('office_id').where('state', '=', 'waiting').execute()
  const unsigned = await db.selectFrom('unproven_cards').select('office_id').distinct().execute()
  return new Set([...signed, ...unsigned].map((row) => row.office_id))
}
