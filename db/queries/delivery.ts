/** What became of revisions on their way: in which packages they went, and what came back. */
import type { Queryable } from '../connection.ts'
import { among, type WhichRecords } from './record-choice.ts'
import { isNewest } from './revisions.ts'
import { arrivedRevisions, type ReceivedState } from './verdicts.ts'

export type Sending = {
  record_id: string
  revision: number
  /** Package, or handover when it went `by` folder. */
  package_id: string
  by: 'package' | 'folder'
  written_at: string | null
  recipient_name: string | null
}
export type Verdict = {
  record_id: string
  revision: number
  state: ReceivedState
  /** JSON list of reasons; of a folder, an object with `reason`. */
  reasons_sealed: Buffer | null
  /** `phone`: entered by hand about a package (record_returns). */
  by: 'package' | 'folder' | 'phone'
  /** Label that the reasons were sealed with. */
  label: string
  at: string
}

/** Written packages only: a cancelled or unfinished one delivered nothing. */
export async function sendings(db: Queryable, which: WhichRecords): Promise<Sending[]> {
  const all = db
    .selectFrom('outbox_records')
    .innerJoin('outbox', 'outbox.package_id', 'outbox_records.package_id')
    .leftJoin('offices', 'offices.office_id', 'outbox.recipient_office_id')
    .select([
      'outbox_records.record_id',
      'outbox_records.revision',
      'outbox.package_id',
      'outbox.written_at',
      'offices.name as recipient_name',
    ])
    .where('outbox.state', '=', 'written')
    .orderBy('outbox.written_at')
  const rows = await (which === null ? all : all.where(among('outbox_records.record_id', which))).execute()
  return rows.map((row) => ({ ...row, by: 'package' as const }))
}

/** Verdicts of receipts on our own revisions, the newest last. */
export async function receiptVerdicts(db: Queryable, which: WhichRecords): Promise<Verdict[]> {
  const all = db
    .selectFrom('receipt_records')
    .innerJoin('receipts', 'receipts.receipt_id', 'receipt_records.receipt_id')
    .select([
      'receipt_records.receipt_id',
      'receipt_records.record_id',
      'receipt_records.revision',
      'receipt_records.state',
      'receipt_records.reasons_sealed',
      'receipts.created_at as at',
    ])
    .where('receipts.direction', '=', 'in')
    .orderBy('receipts.sequence')
    .orderBy('receipts.created_at')
    // Packages of one receipt keep their order.
    .orderBy('receipts.receipt_id')
  const rows = await (which === null ? all : all.where(among('receipt_records.record_id', which))).execute()
  return rows.map(({ receipt_id, ...row }) => ({
    ...row,
    by: 'package' as const,
    label: `receipt_records/${receipt_id}-${row.record_id}-${row.revision}/reasons_sealed`,
  }))
}

/** Our own verdicts on revisions that others sent us, the newest last. */
export async function inboxVerdicts(db: Queryable, which: WhichRecords): Promise<Verdict[]> {
  const all = arrivedRevisions(db)
    .select([
      'inbox_records.tag_manifest_digest',
      'inbox_records.record_id',
      'inbox_records.revision',
      'inbox_records.state',
      'inbox_records.reasons_sealed',
      'inbox_records.decided_at',
      'inbox.received_at',
    ])
    .orderBy('inbox.received_at')
  const rows = await (which === null ? all : all.where(among('inbox_records.record_id', which))).execute()
  return rows.map(({ tag_manifest_digest, decided_at, received_at, ...row }) => ({
    ...row,
    by: 'package' as const,
    label: `inbox_records/${tag_manifest_digest}-${row.record_id}-${row.revision}/reasons_sealed`,
    at: decided_at ?? received_at,
  }))
}

/**
 * Records of others whose latest revision waits for a decision, and held packages. What lost a conflict (its digest is
 * not the revision's) waits for nothing.
 */
export async function inboxCounts(db: Queryable): Promise<{ toDecide: number; held: number }> {
  const { toDecide } = await arrivedRevisions(db)
    .innerJoin('records', 'records.record_id', 'inbox_records.record_id')
    .select((eb) => eb.fn.count<number>('inbox_records.record_id').distinct().as('toDecide'))
    .where('records.own', '=', 0)
    .where('inbox_records.state', '=', 'received')
    // The last copy of a revision that came counts: an earlier one may have been decided.
    .where(({ eb, selectFrom }) =>
      eb(
        'inbox.received_at',
        '=',
        selectFrom('inbox_records as other')
          .innerJoin('inbox as arrival', 'arrival.tag_manifest_digest', 'other.tag_manifest_digest')
          .whereRef('other.record_id', '=', 'inbox_records.record_id')
          .whereRef('other.revision', '=', 'inbox_records.revision')
          .whereRef('other.digest', '=', 'inbox_records.digest')
          .where('arrival.result', '=', 'imported')
          .select((sub) => sub.fn.max('arrival.received_at').as('last')),
      ),
    )
    .where(isNewest)
    .executeTakeFirstOrThrow()
  const { held } = await db
    .selectFrom('inbox')
    .select((eb) => eb.fn.countAll<number>().as('held'))
    .where('result', '=', 'held')
    .where('tag_manifest_digest', 'not in', (eb) => eb.selectFrom('set_asides').select('tag_manifest_digest'))
    .executeTakeFirstOrThrow()
  return { toDecide: Number(toDecide), held: Number(held) }
}
