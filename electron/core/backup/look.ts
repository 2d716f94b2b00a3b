import type { StoreReading } from '../../../db/store-reading.ts'
import type { StoreFinding } from '../../../shared/api/backups.ts'
import type { HandlerContext } from '../handlers/context.ts'

/** One look: where findings gather, and how the work is cut up. */
export interface Look {
  readonly ctx: HandlerContext
  readonly reading: StoreReading
  readonly looked: { revisions: number; files: number; entries: number }
  /** In the background; asked for by a person: no pauses, and every file. */
  readonly patient: boolean
  /** Bytes of files that may be read. */
  budget: number
  /** Set when something was left out. */
  whole: boolean
  find(finding: Omit<StoreFinding, 'recordId' | 'revision'> & Partial<StoreFinding>): void
  /** Between two slices. @throws Problem cancelled */
  turn(): Promise<void>
}
