import type { Transaction } from 'kysely'
import type { Queryable } from '../../../db/connection.ts'
import type { StoreSchema } from '../../../db/schema.ts'

/** One transaction on the writer queue (writer.ts). */
export type Write = <T>(work: (transaction: Transaction<StoreSchema>) => Promise<T>) => Promise<T>

/** What a transaction tells of itself. */
export interface TransactionPage {
  /** At its end, before the commit. */
  close(): Promise<void>
  /** After the commit. */
  saved(): void
}
export interface TransactionLog {
  /** When a transaction is asked for: of whose call it is. @returns what opens its page once it has begun */
  enter(): (trx: Queryable) => Promise<TransactionPage>
  /** What was told by a transaction that did not go through is not so. */
  rolledBack(): void
}
