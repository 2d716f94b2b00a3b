/** 传统报送包: what was written for offices without the program, and what was entered by hand about it. */
import type { Insertable, Selectable } from 'kysely'
import type { Queryable } from '../connection.ts'
import type {
  HandoverEventsTable,
  HandoverFilesTable,
  HandoverRecordsTable,
  HandoversTable,
} from '../schema-handovers.ts'
import type { Sending } from './delivery.ts'
import { among, type WhichRecords } from './record-choice.ts'

export type HandoverRow = Selectable<HandoversTable>
export type HandoverRecordRow = Selectable<HandoverRecordsTable>
export type HandoverFileRow = Selectable<HandoverFilesTable>
export type HandoverEventRow = Selectable<HandoverEventsTable>

export async function insertHandover(
  db: Queryable,
  row: Insertable<HandoversTable>,
  records: readonly Insertable<HandoverRecordsTable>[],
  files: readonly Insertable<HandoverFilesTable>[],
): Promise<void> {
  await db.insertInto('handovers').values(row).execute()
  for (const record of records) await db.insertInto('handover_records').values(record).execute()
  for (const file of files) await db.insertInto('handover_files').values(file).execute()
}

export async function markHandover(
  db: Queryable,
  handoverId: string,
  end: { state: 'written'; at: string } | { state: 'cancelled' },
): Promise<void> {
  await db
    .updateTable('handovers')
    .set(end.state === 'written' ? { state: 'written', written_at: end.at } : { state: 'cancelled' })
    .where('handover_id', '=', handoverId)
    .execute()
}

/** Newest first; only what is whole. */
export function listHandovers(db: Queryable, noticeId: string | null): Promise<HandoverRow[]> {
  const all = db
    .selectFrom('handovers')
    .selectAll()
    .where('state', '=', 'written')
    .orderBy('written_at', 'desc')
    .orderBy('handover_id', 'desc')
  return (noticeId === null ? all : all.where('notice_id', '=', noticeId)).execute()
}

export function findHandover(db: Queryable, handoverId: string): Promise<HandoverRow | undefined> {
  return db.selectFrom('handovers').selectAll().where('handover_id', '=', handoverId).executeTakeFirst()
}

/** Cut off by a crash. */
export function unfinishedHandovers(db: Queryable): Promise<HandoverRow[]> {
  return db.selectFrom('handovers').selectAll().where('state', '=', 'writing').execute()
}

export function handoverRecords(db: Queryable, handoverId: string): Promise<HandoverRecordRow[]> {
  return db
    .selectFrom('handover_records')
    .selectAll()
    .where('handover_id', '=', handoverId)
    .orderBy('position')
    .execute()
}

export function handoverFiles(db: Queryable, handoverId: string): Promise<HandoverFileRow[]> {
  return db.selectFrom('handover_files').selectAll().where('handover_id', '=', handoverId).orderBy('position').execute()
}

/** In the order in which they were entered. */
export function handoverEvents(db: Queryable, handoverId: string): Promise<HandoverEventRow[]> {
  return db
    .selectFrom('handover_events')
    .selectAll()
    .where('handover_id', '=', handoverId)
    .orderBy('entered_at')
    .orderBy('event_id')
    .execute()
}

export async function insertHandoverEvent(db: Queryable, row: Insertable<HandoverEventsTable>): Promise<void> {
  await db.insertInto('handover_events').values(row).execute()
}

/** @returns whether there is such an entry */
export async function setEventUndone(
  db: Queryable,
  handoverId: string,
  eventId: string,
  at: string | null,
): Promise<boolean> {
  const result = await db
    .updateTable('handover_events')
    .set({ undone_at: at })
    .where('handover_id', '=', handoverId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function setWithdrawn(db: Queryable, handoverId: string, at: string | null): Promise<void> {
  await db.updateTable('handovers').set({ withdrawn_at: at }).where('handover_id', '=', handoverId).execute()
}

/** Revisions that went out in a folder, oldest first; a withdrawn folder delivered nothing. */
export async function handoverSendings(db: Queryable, which: WhichRecords): Promise<Sending[]> {
  const all = db
    .selectFrom('handover_records')
    .innerJoin('handovers', 'handovers.handover_id', 'handover_records.handover_id')
    .select([
      'handover_records.record_id',
      'handover_records.revision',
      'handovers.handover_id',
      'handovers.written_at',
      'handovers.recipient_name',
    ])
    .where('handovers.state', '=', 'written')
    .where('handovers.withdrawn_at', 'is', null)
    .orderBy('handovers.written_at')
  const rows = await (which === null ? all : all.where(among('handover_records.record_id', which))).execute()
  return rows.map(({ handover_id, ...row }) => ({ ...row, package_id: handover_id, by: 'folder' as const }))
}

export type HandoverVerdict = {
  record_id: string
  revision: number
  event_id: string
  kind: 'confirmed' | 'returned'
  words_sealed: Buffer | null
  recipient_id: string | null
  at: string
}

/** Confirmations and returns that hold, in the order of their entry. */
export function handoverVerdicts(db: Queryable, which: WhichRecords): Promise<HandoverVerdict[]> {
  const all = db
    .selectFrom('handover_events')
    .innerJoin('handovers', 'handovers.handover_id', 'handover_events.handover_id')
    .innerJoin('handover_records', 'handover_records.handover_id', 'handover_events.handover_id')
    .select([
      'handover_records.record_id',
      'handover_records.revision',
      'handover_events.event_id',
      'handover_events.words_sealed',
      'handovers.recipient_id',
      'handover_events.entered_at as at',
    ])
    .select((eb) => eb.ref('handover_events.kind').$castTo<'confirmed' | 'returned'>().as('kind'))
    .where('handover_events.kind', '!=', 'given')
    .where('handover_events.undone_at', 'is', null)
    .where('handovers.state', '=', 'written')
    .where('handovers.withdrawn_at', 'is', null)
    .orderBy('handover_events.entered_at')
    .orderBy('handover_events.event_id')
  return (which === null ? all : all.where(among('handover_records.record_id', which))).execute()
}
