/** What a copy holds, and what the store holds beyond it. Only tables and columns that the first version had already. */
import { sql } from 'kysely'
import type { Queryable } from '../connection.ts'

export interface CopyFacts {
  readonly records: number
  readonly revisions: number
  readonly packages: number
  readonly files: { readonly digest: string; readonly bytes: number; readonly store: 'attachments' | 'documents' }[]
}

async function countOf(db: Queryable, table: 'records' | 'revisions' | 'outbox' | 'inbox'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(row.rows)
}

export async function copyFacts(db: Queryable): Promise<CopyFacts> {
  const { rows } = await db
    .selectFrom('records')
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const attachments = await db.selectFrom('attachments').select(['digest', 'bytes']).execute()
  const documents = await db.selectFrom('documents').select(['digest', 'bytes']).distinct().execute()
  return {
    records: Number(rows),
    revisions: await countOf(db, 'revisions'),
    packages: (await countOf(db, 'outbox')) + (await countOf(db, 'inbox')),
    files: [
      ...attachments.map((row) => ({ ...row, store: 'attachments' as const })),
      ...documents.map((row) => ({ ...row, store: 'documents' as const })),
    ],
  }
}

export interface Comparable {
  readonly records: { record_id: string; deleted_at: string | null; draft_seq: number; updated_at: string }[]
  readonly revisions: { record_id: string; revision: number; digest: string; frozen_at: string }[]
  readonly outbox: {
    package_id: string
    sequence: number
    volume_n: number
    recipient_office_id: string
    file_name: string
    state: string
    created_at: string
  }[]
  readonly sentRevisions: { record_id: string; revision: number }[]
  readonly inbox: {
    tag_manifest_digest: string
    package_id: string
    sender_name: string
    file_name: string
    received_at: string
  }[]
  readonly receipts: {
    receipt_id: string
    direction: 'in' | 'out'
    issuer_office_id: string
    addressee_office_id: string
    created_at: string
  }[]
}

/** Everything that is compared between the store and a copy, without any content. */
export async function comparable(db: Queryable): Promise<Comparable> {
  const records = await db
    .selectFrom('records')
    .leftJoin('drafts', 'drafts.record_id', 'records.record_id')
    .select(['records.record_id', 'records.deleted_at', 'records.updated_at', 'drafts.draft_seq'])
    .execute()
  return {
    records: records.map((row) => ({ ...row, draft_seq: row.draft_seq ?? 0 })),
    revisions: await db.selectFrom('revisions').select(['record_id', 'revision', 'digest', 'frozen_at']).execute(),
    outbox: await db
      .selectFrom('outbox')
      .select(['package_id', 'sequence', 'volume_n', 'recipient_office_id', 'file_name', 'state', 'created_at'])
      .where('kind', '<>', 'office-card')
      .execute(),
    sentRevisions: await sentRevisions(db),
    inbox: await db
      .selectFrom('inbox')
      .select(['tag_manifest_digest', 'package_id', 'sender_name', 'file_name', 'received_at'])
      .execute(),
    receipts: await db
      .selectFrom('receipts')
      .select(['receipt_id', 'direction', 'issuer_office_id', 'addressee_office_id', 'created_at'])
      .execute(),
  }
}

/** In packages and in folders; a store from before there were folders has only the first. */
async function sentRevisions(db: Queryable): Promise<Comparable['sentRevisions']> {
  const inPackages = await db
    .selectFrom('outbox_records')
    .innerJoin('outbox', 'outbox.package_id', 'outbox_records.package_id')
    .where('outbox.state', '<>', 'cancelled')
    .select(['outbox_records.record_id', 'outbox_records.revision'])
    .distinct()
    .execute()
  if ((await rowsOf(db, 'handover_records')) === 0) return inPackages
  const inFolders = await db.selectFrom('handover_records').select(['record_id', 'revision']).distinct().execute()
  return [...inPackages, ...inFolders]
}

/** Rows of tables that later versions brought or that are told by number only; 0 where the table is not there. */
export async function rowsOf(db: Queryable, table: string): Promise<number> {
  const { rows: found } = await sql<{ name: string }>`
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ${table}`.execute(db)
  if (found.length === 0) return 0
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

/** Tells one store from another: the device that holds a private key. Null before the office was founded. */
export async function ownDeviceId(db: Queryable): Promise<string | null> {
  const row = await db
    .selectFrom('devices')
    .select('device_id')
    .where('private_sealed', 'is not', null)
    .executeTakeFirst()
  return row?.device_id ?? null
}

export interface StreamEnd {
  readonly deviceId: string
  readonly recipientOfficeId: string
  /** The highest number that was given, cancelled ones included. */
  readonly highest: number
  /** Volume 1 of the last package that was not cancelled. */
  readonly last: {
    readonly packageId: string
    readonly kind: 'submission' | 'receipt' | 'notice' | 'office-card'
    readonly sequence: number
    readonly tagManifestDigest: string | null
    readonly noticeId: string | null
    readonly fileName: string
    readonly createdAt: string
  } | null
}

export async function streamEnds(db: Queryable): Promise<StreamEnd[]> {
  const rows = await db
    .selectFrom('outbox')
    .select([
      'device_id',
      'recipient_office_id',
      'sequence',
      'package_id',
      'kind',
      'tag_manifest_digest',
      'notice_id',
      'file_name',
      'created_at',
      'state',
    ])
    .where('volume_n', '=', 1)
    .orderBy('sequence')
    .execute()
  const ends = new Map<string, StreamEnd>()
  for (const row of rows) {
    const key = `${row.device_id}\n${row.recipient_office_id}`
    const last =
      row.state === 'cancelled'
        ? (ends.get(key)?.last ?? null)
        : {
            packageId: row.package_id,
            kind: row.kind,
            sequence: row.sequence,
            tagManifestDigest: row.tag_manifest_digest,
            noticeId: row.notice_id,
            fileName: row.file_name,
            createdAt: row.created_at,
          }
    ends.set(key, {
      deviceId: row.device_id,
      recipientOfficeId: row.recipient_office_id,
      highest: row.sequence,
      last,
    })
  }
  return [...ends.values()]
}

/** The highest revision of each record that went into a package. */
export async function sentRevisionNumbers(db: Queryable): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('outbox_records')
    .select((eb) => ['record_id', eb.fn.max('revision').as('highest')])
    .groupBy('record_id')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.record_id, Number(row.highest)]))
}

const floorName = (recordId: string): string => `revision-floor/${recordId}`

/** A revision number that was given out before a restore and that the store no longer knows; 0 where there is none. */
export async function revisionFloor(db: Queryable, recordId: string): Promise<number> {
  const row = await db
    .selectFrom('settings')
    .select('value_json')
    .where('name', '=', floorName(recordId))
    .executeTakeFirst()
  return row ? Number(JSON.parse(row.value_json)) : 0
}
