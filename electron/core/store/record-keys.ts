/**
 * A key for each record with something personal in it (bundle-format §8): destroying it makes the record's personal
 * columns and files unreadable wherever they still lie. A key is read when it is needed: an office has hundreds of thousands.
 * A new one is written by the next transaction, which is at the latest the one of the row that needs it.
 */
import { randomBytes } from 'node:crypto'
import type { Queryable, StoreDb } from '../../../db/connection.ts'
import { destroyedKeys, insertRecordKeys } from '../../../db/queries/personal.ts'
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

export const recordKeyLabel = (recordId: string): string => `record_keys/${recordId}/key_sealed`

/** What the vault lends while it is open. */
export interface KeySeal {
  seal(label: string, clear: Uint8Array): Buffer
  open(label: string, sealed: Uint8Array): Buffer
}

export class RecordKeys {
  readonly #read: (recordId: string) => Buffer | null
  #destroyed = new Set<string>()
  readonly #opened = new Map<string, RecordKey>()
  /** Made and not yet committed. */
  readonly #unsaved = new Map<string, { at: string; sealed: Buffer }>()

  /** @param read the sealed key of a record, in or out of a transaction; null: none, or none any more */
  constructor(read: (recordId: string) => Buffer | null) {
    this.#read = read
  }

  async load(db: StoreDb): Promise<void> {
    this.#destroyed = new Set(await destroyedKeys(db))
  }

  isDestroyed(recordId: string): boolean {
    return this.#destroyed.has(recordId)
  }

  /** Null when the record has none, or none any more. */
  find(recordId: string, by: KeySeal): RecordKey | null {
    if (this.isDestroyed(recordId)) return null
    const known = this.#opened.get(recordId)
    if (known) return known
    const sealed = this.#unsaved.get(recordId)?.sealed ?? this.#read(recordId)
    return sealed ? this.#keep(recordId, by.open(recordKeyLabel(recordId), sealed)) : null
  }

  /** @throws Problem record.purged: nothing personal is written for it any more */
  findOrMake(recordId: string, by: KeySeal, at: string): RecordKey {
    if (this.isDestroyed(recordId)) throw new Problem('record.purged', { recordId })
    const known = this.find(recordId, by)
    if (known) return known
    const key = randomBytes(keyBytes)
    this.#unsaved.set(recordId, { at, sealed: by.seal(recordKeyLabel(recordId), key) })
    return this.#keep(recordId, key)
  }

  /** For the writer, before each commit. @returns what to call when it went through */
  async flush(trx: Queryable): Promise<() => void> {
    if (this.#unsaved.size === 0) return () => undefined
    const rows = [...this.#unsaved].map(([record_id, { at, sealed }]) => {
      return { record_id, key_sealed: sealed, created_at: at, destroyed_at: null }
    })
    await insertRecordKeys(trx, rows)
    return () => {
      for (const { record_id } of rows) this.#unsaved.delete(record_id)
    }
  }

  /** After the transaction that destroyed them. */
  forgetDestroyed(recordIds: readonly string[]): void {
    for (const id of recordIds) {
      this.#destroyed.add(id)
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
