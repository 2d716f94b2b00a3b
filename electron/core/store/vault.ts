import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable, Transform } from 'node:stream'
import type { StoreDb } from '../../../db/connection.ts'
import { type KeyWrap, keyWraps, replaceKeyWraps } from '../../../db/queries/keys.ts'
import type { KeyState } from '../../../shared/api/offices.ts'
import { Problem } from '../../../shared/problems.ts'
import { keepWraps } from '../backup/kept-wraps.ts'
import { syncFolder, writeDurableSync } from './durable-file.ts'
import type { StorePaths } from './folder.ts'
import {
  newRecoveryCode,
  newScryptParams,
  openBytes,
  readRecoveryCode,
  readScryptParams,
  sealBytes,
  subKey,
  wrappingKey,
} from './key-wrap.ts'
import { killPoint } from './kill-points.ts'
import { type KeySeal, type RecordKey, type RecordKeys, recordOfLabel } from './record-keys.ts'
import { openSealedFile, sealStream } from './sealed-file.ts'
import type { Write } from './write.ts'

/** Asks main; rejects when there is no main or it cannot do it. */
export type Ask = (
  method: 'print.render' | 'keys.protect' | 'keys.unprotect' | 'upkeep.machine',
  input: unknown,
) => Promise<unknown>

const minPassphrase = 8
const storeKeyBytes = 32

interface OpenKeys {
  readonly storeKey: Buffer
  readonly fields: Buffer
  readonly files: Buffer
  readonly privateKeys: Buffer
}

export interface VaultParts {
  readonly db: StoreDb
  readonly write: Write
  readonly paths: StorePaths
  readonly recordKeys: RecordKeys
  readonly ask: Ask | null
  /** As CoreOptions. */
  readonly keyWork?: number | undefined
  now(): Date
}

/**
 * Keys at rest (bundle-format §8). Everything that needs a key throws Problem `keys.locked` while the vault is locked.
 * Labels are `table/row/column`, or the kind of file. A label that names a record is sealed with that record's own key.
 */
export class Vault {
  readonly #parts: VaultParts
  #keys: OpenKeys | null = null
  #wraps: readonly KeyWrap[] = []
  /** A second click must not make a second recovery code: only the last one would open the store. */
  #protecting = false
  /** Each try of a passphrase takes 64 MiB and a thread: one after the other. */
  #unlocking: Promise<unknown> = Promise.resolve()

  private constructor(parts: VaultParts) {
    this.#parts = parts
  }

  static async open(parts: VaultParts): Promise<Vault> {
    const vault = new Vault(parts)
    await parts.recordKeys.load(parts.db)
    await vault.#start()
    keepWraps(parts.paths, vault.#wraps)
    return vault
  }

  get keptIn(): 'file' | 'keychain' | 'passphrase' {
    if (this.#wraps.some((wrap) => wrap.kind === 'keychain')) return 'keychain'
    return this.#isProtected() ? 'passphrase' : 'file'
  }

  get state(): KeyState {
    if (!this.#keys) return 'locked'
    return this.#isProtected() ? 'protected' : 'open'
  }

  /**
   * With the key of the record that the label names, or the store's own.
   * @throws Problem record.purged, keys.locked
   */
  sealField(label: string, clear: string): Buffer {
    const { fields } = this.#open()
    const recordId = recordOfLabel(label)
    const key = recordId === null ? fields : this.#recordKey(recordId).fields
    return sealBytes(key, label, Buffer.from(clear, 'utf8'))
  }
  /** @throws Problem record.purged, record.personal-lost, keys.locked */
  openField(label: string, sealed: Uint8Array): string {
    const { fields } = this.#open()
    const recordId = recordOfLabel(label)
    const own = recordId === null ? null : this.#findKey(recordId)
    // Rows from before records had keys of their own were sealed with the store's.
    const clear = (own && openBytes(own.fields, label, sealed)) ?? openBytes(fields, label, sealed)
    if (!clear && recordId !== null) {
      this.refusePurged(recordId)
      throw new Problem('record.personal-lost', { recordId })
    }
    return opened(clear).toString('utf8')
  }
  isPurged(recordId: string): boolean {
    return this.#parts.recordKeys.isDestroyed(recordId)
  }
  /** At the end of the transaction that destroys the keys: nothing is sealed with them from then on. */
  forgetPurged(recordIds: readonly string[]): void {
    this.#parts.recordKeys.forgetDestroyed(recordIds)
  }
  /** When that transaction did not go through. */
  reloadRecordKeys(): Promise<void> {
    return this.#parts.recordKeys.load(this.#parts.db)
  }
  /** @throws Problem record.purged */
  refusePurged(recordId: string): void {
    if (this.isPurged(recordId)) throw new Problem('record.purged', { recordId })
  }
  sealPrivate(label: string, clear: Uint8Array): Buffer {
    return sealBytes(this.#open().privateKeys, label, clear)
  }
  openPrivate(label: string, sealed: Uint8Array): Buffer {
    return opened(openBytes(this.#open().privateKeys, label, sealed))
  }
  /** @param recordId seals with this record's key; null: with the store's own */
  sealFile(label: string, recordId: string | null = null): Transform {
    const { files } = this.#open()
    return sealStream(recordId === null ? files : this.#recordKey(recordId).files, label, recordId)
  }
  openFile(path: string, label: string): Readable {
    const { files } = this.#open()
    return openSealedFile(path, (recordId) => (recordId === null ? files : this.#keyOfFile(recordId)), label)
  }

  /**
   * Sets the passphrase, makes the recovery code and removes the clear key. The code is shown once and kept nowhere.
   * @throws Problem keys.already-set-up, keys.passphrase-weak, keys.locked
   */
  async protect(passphrase: string): Promise<string> {
    if (this.#isProtected()) throw new Problem('keys.already-set-up', {})
    refuseWeak(passphrase)
    // A copy: locking or closing in between wipes the keys in place, and zeros would be wrapped.
    const storeKey = Buffer.from(this.#open().storeKey)
    if (this.#protecting) throw new Problem('keys.already-set-up', {})
    this.#protecting = true
    try {
      return await this.#protectWith(passphrase, storeKey)
    } finally {
      this.#protecting = false
      storeKey.fill(0)
    }
  }

  async #protectWith(passphrase: string, storeKey: Buffer): Promise<string> {
    const recoveryCode = newRecoveryCode()
    const wraps = [
      await this.#wrap('passphrase', passphrase, storeKey),
      await this.#wrap('recovery', recoveryCode, storeKey),
      ...this.#wraps.filter((wrap) => wrap.kind === 'keychain'),
    ]
    // While the clear file exists, protecting has not happened: a crash here starts over at the next start.
    await this.#parts.write((trx) => replaceKeyWraps(trx, wraps))
    keepWraps(this.#parts.paths, wraps)
    killPoint('protect.before-erase')
    await this.#eraseClearKey()
    this.#wraps = wraps
    return recoveryCode
  }

  /**
   * Another passphrase and another recovery code; the old ones open this store no longer. What was copied out of the
   * store before still opens with those of its time.
   * @throws Problem keys.not-set-up, keys.passphrase-wrong, keys.passphrase-weak, keys.locked
   */
  async changePassphrase(old: string, fresh: string): Promise<string> {
    const wrap = this.#wraps.find(({ kind }) => kind === 'passphrase')
    if (!wrap) throw new Problem('keys.not-set-up', {})
    refuseWeak(fresh)
    if (this.#protecting) throw new Problem('keys.already-set-up', {})
    this.#protecting = true
    const storeKey = Buffer.from(this.#open().storeKey)
    try {
      const found = await unwrapped(wrap, old)
      if (!found?.equals(storeKey)) throw new Problem('keys.passphrase-wrong', {})
      return await this.#protectWith(fresh, storeKey)
    } finally {
      this.#protecting = false
      storeKey.fill(0)
    }
  }

  /** The keychain may open the store beside it. */
  get hasPassphrase(): boolean {
    return this.#isProtected()
  }

  /** A copy of the store key where no passphrase keeps it; null where one does. @throws Problem keys.locked */
  unprotectedKey(): Buffer | null {
    return this.#isProtected() ? null : Buffer.from(this.#open().storeKey)
  }

  /** @throws Problem keys.passphrase-wrong */
  unlock(secret: { passphrase: string | null; recoveryCode: string | null }): Promise<void> {
    const run = this.#unlocking.then(() => this.#unlock(secret))
    this.#unlocking = run.catch(() => undefined)
    return run
  }

  async #unlock(secret: { passphrase: string | null; recoveryCode: string | null }): Promise<void> {
    if (!this.#isProtected() && this.#keys) return
    const code = secret.recoveryCode === null ? null : readRecoveryCode(secret.recoveryCode)
    const tries: [KeyWrap['kind'], string | null][] = [
      ['passphrase', secret.passphrase],
      ['recovery', code],
    ]
    for (const [kind, text] of tries) {
      const wrap = this.#wraps.find((candidate) => candidate.kind === kind)
      if (!wrap || text === null) continue
      const key = await unwrapped(wrap, text)
      if (!key) continue
      this.#use(key)
      return
    }
    throw new Problem('keys.passphrase-wrong', {})
  }

  /** @throws Problem keys.not-set-up: without a passphrase there would be no way back in */
  lock(): void {
    if (!this.#isProtected()) throw new Problem('keys.not-set-up', {})
    this.#forget()
  }

  close(): void {
    this.#forget()
  }

  async #start(): Promise<void> {
    this.#wraps = await keyWraps(this.#parts.db)
    if (existsSync(this.#clearFile)) {
      if (this.#isProtected()) {
        this.#wraps = this.#wraps.filter((wrap) => wrap.kind === 'keychain')
        await this.#parts.write((trx) => replaceKeyWraps(trx, this.#wraps))
      }
      const key = readFileSync(this.#clearFile)
      if (key.length !== storeKeyBytes) return
      await this.#handToKeychain(key)
      this.#use(key)
      return
    }
    const keychain = this.#wraps.find((wrap) => wrap.kind === 'keychain')
    if (keychain) {
      const key = await this.#askKeychain('keys.unprotect', keychain.wrapped)
      if (key?.length === storeKeyBytes) this.#use(key)
      return
    }
    if (this.#wraps.length === 0) await this.#found()
  }

  async #found(): Promise<void> {
    const key = randomBytes(storeKeyBytes)
    const wrapped = await this.#askKeychain('keys.protect', key)
    if (wrapped) {
      this.#wraps = [{ kind: 'keychain', params_json: '{}', wrapped, created_at: this.#parts.now().toISOString() }]
      await this.#parts.write((trx) => replaceKeyWraps(trx, this.#wraps))
    } else {
      writeDurableSync(this.#clearFile, key, 0o600)
    }
    this.#use(key)
  }

  /** A clear key that came with a moved office, or from before there was a keychain. Erased once the keychain gives it back. */
  async #handToKeychain(key: Buffer): Promise<void> {
    const wrapped = await this.#askKeychain('keys.protect', key)
    if (!wrapped || !(await this.#askKeychain('keys.unprotect', wrapped))?.equals(key)) return
    this.#wraps = [{ kind: 'keychain', params_json: '{}', wrapped, created_at: this.#parts.now().toISOString() }]
    await this.#parts.write((trx) => replaceKeyWraps(trx, this.#wraps))
    await this.#eraseClearKey()
  }

  /** Null when there is no keychain: main refuses, or the core runs without main. */
  async #askKeychain(method: 'keys.protect' | 'keys.unprotect', bytes: Uint8Array): Promise<Buffer | null> {
    if (!this.#parts.ask) return null
    try {
      const answer = await this.#parts.ask(method, { bytes: Uint8Array.from(bytes) })
      const sealed = typeof answer === 'object' && answer !== null && 'bytes' in answer ? answer.bytes : null
      return sealed instanceof Uint8Array ? Buffer.from(sealed) : null
    } catch {
      return null
    }
  }

  async #wrap(kind: 'passphrase' | 'recovery', secret: string, storeKey: Buffer): Promise<KeyWrap> {
    const params = newScryptParams(this.#parts.keyWork)
    const wrapped = sealBytes(await wrappingKey(secret, params), wrapLabel(kind), storeKey)
    return { kind, params_json: JSON.stringify(params), wrapped, created_at: this.#parts.now().toISOString() }
  }

  async #eraseClearKey(): Promise<void> {
    if (!existsSync(this.#clearFile)) return
    const handle = openSync(this.#clearFile, 'r+')
    try {
      writeSync(handle, Buffer.alloc(storeKeyBytes), 0, storeKeyBytes, 0)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    rmSync(this.#clearFile)
    await syncFolder(dirname(this.#clearFile))
  }

  get #keySeal(): KeySeal {
    const { fields } = this.#open()
    return {
      seal: (label, clear) => sealBytes(fields, label, clear),
      open: (label, sealed) => opened(openBytes(fields, label, sealed)),
    }
  }
  #recordKey(recordId: string): RecordKey {
    return this.#parts.recordKeys.findOrMake(recordId, this.#keySeal, this.#parts.now().toISOString())
  }
  /** Null also when its own seal does not open any more. */
  #findKey(recordId: string): RecordKey | null {
    try {
      return this.#parts.recordKeys.find(recordId, this.#keySeal)
    } catch (error) {
      if (error instanceof Problem) throw error
      return null
    }
  }
  #keyOfFile(recordId: string): Buffer {
    const key = this.#findKey(recordId)
    if (key) return key.files
    this.refusePurged(recordId)
    throw new Problem('record.personal-lost', { recordId })
  }

  get #clearFile(): string {
    return join(this.#parts.paths.keys, 'store.key')
  }
  #isProtected(): boolean {
    return this.#wraps.some((wrap) => wrap.kind === 'passphrase')
  }
  #open(): OpenKeys {
    if (!this.#keys) throw new Problem('keys.locked', {})
    return this.#keys
  }
  #use(storeKey: Buffer): void {
    this.#keys = {
      storeKey,
      fields: subKey(storeKey, 'fields'),
      files: subKey(storeKey, 'files'),
      privateKeys: subKey(storeKey, 'private-keys'),
    }
  }
  #forget(): void {
    this.#parts.recordKeys.lock()
    for (const key of Object.values(this.#keys ?? {})) key.fill(0)
    this.#keys = null
  }
}

function refuseWeak(passphrase: string): void {
  if ([...passphrase.trim()].length < minPassphrase)
    throw new Problem('keys.passphrase-weak', { minLength: minPassphrase })
}

const unwrapped = async ({ kind, params_json, wrapped }: KeyWrap, secret: string): Promise<Buffer | null> =>
  openBytes(await wrappingKey(secret, readScryptParams(params_json)), wrapLabel(kind), wrapped)

const wrapLabel = (kind: string): string => `key_wraps/${kind}/wrapped`

function opened(clear: Buffer | null): Buffer {
  if (!clear) throw new Error('a sealed value does not open with the key of this store')
  return clear
}
