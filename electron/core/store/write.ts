import type { Transaction } from 'kysely'
import type { StoreSchema } from '../../../db/schema.ts'

/** One transaction on the writer queue (writer.ts). */
export type Write = <T>(work: (transaction: Transaction<StoreSchema>) => Promise<T>) => Promise<T>
