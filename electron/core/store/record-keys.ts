/**
 * A key for each record with something personal in it (bundle-format §8): destroying it makes the record's personal
 * columns and files unreadable wherever they still lie. Sealed keys are held in memory, so that opening a value waits for
 * nothing; a new key is written by the next transaction, which is at the latest the one of the row that needs it.
 */
import { randomBytes } from 'node:crypto'
import type { Queryable, StoreDb } from '../../../db/connection.ts'
import { allRecordKeys, insertRecordKeys } from '../../../db/queries/personal.ts'
import { Problem } from '../../../shared/problems.ts'
import { subKey } from './key-wrap.ts'

export interface RecordKey {
  readonly fields: Buffer
  readonly files: Buffer
}

const keyBytes = 32
/** Opened keys that are kept at hand; opening one again takes some 20 µs. */
const mostOpen = 4096

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const labelled = [
  new RegExp(`^(?:drafts|revisions|rival_revisions|word_copies|record_moves|consents|record_returns)/(${uuid})[-/]`),
  new RegExp(`^inbox_records/[0-9a-f]{64}-(${uuid})-`),
  new RegExp(`^receipt_records/${uuid}-(${uuid})-`),
]

/** The record that a label `table/row/column` speaks of; null: none, the store's own key seals it. */
export function recordOfLabel(label: string): string | null {
  for (const pattern of labelled) {
    const found = pattern.exec(label)?.[1]
    if (found !== undefined) return found
  }
  return null
}

/** In memory of its own: a short Buffer is cut from 8 KiB that stay as long as it does, here once for each record. */
function alone(short: Uint8Array): Buffer {
  const copy = Buffer.alloc(short.length)
  copy.set(short)
  return copy
}

export const recordKeyLabel = (recordId: string): string => `record_keys/${recordId}/key_sealed`

/** What the vault lends while it is open. */
export interface KeySeal {
  seal(label: string, clear: Uint8Array): Buffer
  open(label: string, sealed: Uint8Array): Buffer
}

export class RecordKeys {
  /** Sealed; null: destroyed. */
  readonly #sealed = new Map<string, Buffer | null>()
  readonly #opened = new Map<string, RecordKey>()
  /** Made and not yet committed. */
  readonly #unsaved = new Map<string, string>()

  async load(db: StoreDb): Promise<void> {
    this.#sealed.clear()
    for (const row of await allRecordKeys(db)) this.#sealed.set(row.record_id, row.key_sealed)
  }

  isDestroyed(recordId: string): boolean {
    return this.#sealed.get(recordId) === null
  }

  /** Null when the record has none, or none any more. */
  find(recordId: string, by: KeySeal): RecordKey | null {
    const known = this.#opened.get(recordId)
    if (known) return known
    const sealed = this.#sealed.get(recordId)
    return sealed ? this.#keep(recordId, by.open(recordKeyLabel(recordId), sealed)) : null
  }

  /** @throws Problem record.purged: nothing personal is written for it any more */
  findOrMake(recordId: string, by: KeySeal, at: string): RecordKey {
    if (this.isDestroyed(recordId)) throw new Problem('record.purged', { recordId })
    const known = this.find(recordId, by)
    if (known) return known
    const key = randomBytes(keyBytes)
    this.#sealed.set(recordId, alone(by.seal(recordKeyLabel(recordId), key)))
    this.#unsaved.set(recordId, at)
    return this.#keep(recordId, key)
  }

  /** For the writer, before each commit. @returns what to call when it went through */
  async flush(trx: Queryable): Promise<() => void> {
    if (this.#unsaved.size === 0) return () => undefined
    const rows = [...this.#unsaved].flatMap(([record_id, created_at]) => {
      const key_sealed = this.#sealed.get(record_id)
      return key_sealed ? [{ record_id, key_sealed, created_at, destroyed_at: null }] : []
    })
    await insertRecordKeys(trx, rows)
    return () => {
      for (const { record_id } of rows) this.#unsaved.delete(record_id)
    }
  }

  /** After the transaction that destroyed them. */
  forgetDestroyed(recordIds: readonly string[]): void {
    for (const id of recordIds) {
      this.#sealed.set(id, null)
      this.#unsaved.delete(id)
      this.#wipe(id)
    }
  }

  /** When the vault is locked: what is sealed stays. */
  lock(): void {
    for (const id of [...this.#opened.keys()]) this.#wipe(id)
  }

  #keep(recordId: string, key: Buffer): RecordKey {
    const opened = { fields: subKey(key, 'fields'), files: subKey(key, 'files') }
    key.fill(0)
    const [oldest] = this.#opened.keys()
    // Only let go: a file that is being sealed may still hold it.
    if (this.#opened.size >= mostOpen && oldest !== undefined) this.#opened.delete(oldest)
    this.#opened.set(recordId, opened)
    return opened
  }

  #wipe(recordId: string): void {
    const opened = this.#opened.get(recordId)
    opened?.fields.fill(0)
    opened?.files.fill(0)
    this.#opened.delete(recordId)
  }
}
