import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../../../shared/problems.ts'
import { moveDurable, syncFolder } from '../store/durable-file.ts'
import { killPoint } from '../store/kill-points.ts'
import { sealedHead, sealedHeadBytes } from '../store/sealed-file.ts'
import type { Vault } from '../store/vault.ts'

export interface StagedFile {
  /** In the staging folder, flushed; clear, or sealed when `sealed`. */
  readonly path: string
  /** SHA-256 of the clear bytes. */
  readonly digest: string
  readonly bytes: number
  readonly sealed: boolean
  /** First bytes (at most 256 KiB): enough for the type and the size of a picture. */
  readonly head: Buffer
}

export interface StageOptions {
  readonly sealed: boolean
  /** Seals with the key of this record; left out: with the store's own. */
  readonly recordId?: string
  /** Stops with `limit` exceeded: `onTooLarge` says with which Problem. */
  readonly maxBytes?: number
  readonly onTooLarge?: () => Problem
  readonly signal?: AbortSignal
  readonly onBytes?: (done: number) => void
}

const headBytes = 256 * 1024

/**
 * Files by the SHA-256 of their clear bytes: `<root>/ab/cd…`, or `<root>/ab/cd….sealed` when they show something
 * personal. The same for attachments and for documents, in two folders.
 */
export class FileStore {
  readonly #root: string
  readonly #staging: string
  readonly #vault: Vault
  readonly #label: string
  /** Digests that were put once more while they were there: more than one call counts on these files. */
  readonly #shared = new Set<string>()
  constructor(root: string, staging: string, vault: Vault, label: string) {
    this.#root = root
    this.#staging = staging
    this.#vault = vault
    this.#label = label
  }

  /** Copies into staging, hashing in the same pass, and flushes. The caller then puts it in place or drops it. */
  async stage(source: Readable, options: StageOptions): Promise<StagedFile> {
    const path = join(this.#staging, `${randomUUID()}.part`)
    const hash = createHash('sha256')
    const head: Buffer[] = []
    let headLength = 0
    let bytes = 0
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        if (options.maxBytes !== undefined && bytes > options.maxBytes && options.onTooLarge)
          return done(options.onTooLarge())
        hash.update(chunk)
        if (headLength < headBytes) {
          head.push(chunk.subarray(0, headBytes - headLength))
          headLength += chunk.length
        }
        options.onBytes?.(bytes)
        done(null, chunk)
      },
    })
    // The digest is known only at the end, so the label names the kind of file, not the file.
    const out = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
    const through = options.signal ? { signal: options.signal } : {}
    try {
      if (options.sealed)
        await pipeline(source, meter, this.#vault.sealFile(this.#label, options.recordId ?? null), out, through)
      else await pipeline(source, meter, out, through)
    } catch (error) {
      // A stream that was cut off while it was opening its file would make it after it was removed.
      if (!out.closed) await once(out, 'close')
      await rm(path, { force: true })
      if (options.signal?.aborted) throw new Problem('cancelled', {})
      throw error
    }
    return { path, digest: hash.digest('hex'), bytes, sealed: options.sealed, head: Buffer.concat(head) }
  }

  /** Moves a staged file to its place; drops it when the same content is there already. */
  async put(file: StagedFile): Promise<void> {
    const target = this.#place(file.digest, file.sealed)
    if (existsSync(target) && (!file.sealed || (await this.#opens(target)))) {
      this.#shared.add(file.digest)
      await rm(file.path, { force: true })
      return
    }
    const folder = dirname(target)
    if (!existsSync(folder)) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await syncFolder(this.#root)
    }
    killPoint('attachment.before-move')
    await moveDurable(file.path, target)
    killPoint('attachment.after-move')
  }

  async drop(file: StagedFile): Promise<void> {
    await rm(file.path, { force: true })
  }

  has(digest: string): boolean {
    return existsSync(this.#place(digest, false)) || existsSync(this.#place(digest, true))
  }

  /**
   * Clear bytes, streamed; the stream ends with Problem file.unreadable when they are not what was put in.
   * @throws Problem attachment.unknown when no such file is kept; keys.locked when it is sealed and the vault is locked
   */
  read(digest: string): Readable {
    const clear = this.#place(digest, false)
    if (existsSync(clear))
      return Readable.from(proven(createReadStream(clear, { highWaterMark: 1024 * 1024 }), digest), {
        objectMode: false,
      })
    const sealed = this.#place(digest, true)
    if (existsSync(sealed))
      return Readable.from(proven(this.#vault.openFile(sealed, this.#label), digest), { objectMode: false })
    throw new Problem('attachment.unknown', { digest })
  }

  /** Where the clear file lies, for an export that reads it itself; null when it is sealed or not kept. */
  clearFile(digest: string): string | null {
    const clear = this.#place(digest, false)
    return existsSync(clear) ? clear : null
  }

  async readAll(digest: string): Promise<Buffer> {
    const chunks: Buffer[] = []
    for await (const chunk of this.read(digest) as AsyncIterable<Buffer>) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** Removes what one call put in place and does not need after all, unless another call has found it there. */
  async takeBack(digest: string): Promise<void> {
    if (!this.#shared.has(digest)) await this.remove(digest)
  }

  /** Removes a file, both forms. Only for content that no row names any more. */
  async remove(digest: string): Promise<void> {
    await rm(this.#place(digest, false), { force: true })
    await rm(this.#place(digest, true), { force: true })
  }

  /** The record whose key a sealed file was sealed with; `store`: the store's own; null: it is not kept sealed. */
  async sealedFor(digest: string): Promise<{ recordId: string } | 'store' | null> {
    const file = this.#place(digest, true)
    if (!existsSync(file)) return null
    const recordId = await recordOfFile(file)
    return recordId === null ? 'store' : { recordId }
  }

  /** Seals a kept file anew, with the key of another record or (null) of the store. The clear bytes touch no disk. */
  async sealAnew(digest: string, recordId: string | null): Promise<void> {
    const sealed = this.#place(digest, true)
    const clear = Readable.from(proven(this.#vault.openFile(sealed, this.#label), digest), { objectMode: false })
    const staged = await this.stage(clear, recordId === null ? { sealed: true } : { sealed: true, recordId })
    await moveDurable(staged.path, sealed)
  }

  /** Removes the sealed form; an open use of the same content keeps its own. */
  async removeSealed(digest: string): Promise<void> {
    await rm(this.#place(digest, true), { force: true })
  }

  /** False for what was left behind by a key that is gone: such a file is replaced. */
  async #opens(file: string): Promise<boolean> {
    try {
      const stream = this.#vault.openFile(file, this.#label)
      for await (const _first of stream) break
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'keys.locked') throw error
      return false
    }
  }

  /** Digests of all kept files. */
  async *digests(): AsyncGenerator<string> {
    for (const prefix of await readdir(this.#root)) {
      if (!/^[0-9a-f]{2}$/.test(prefix)) continue
      for (const name of await readdir(join(this.#root, prefix))) {
        const match = /^([0-9a-f]{62})(\.sealed)?$/.exec(name)
        if (match) yield prefix + match[1]
      }
    }
  }

  #place(digest: string, sealed: boolean): string {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new Problem('attachment.unknown', { digest })
    return join(this.#root, digest.slice(0, 2), digest.slice(2) + (sealed ? '.sealed' : ''))
  }
}

async function recordOfFile(file: string): Promise<string | null> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sealedHeadBytes), 0, sealedHeadBytes, 0)
    return sealedHead(buffer.subarray(0, bytesRead))?.recordId ?? null
  } finally {
    await handle.close()
  }
}

/** A file that was changed where it lies, or put in another's place, is noticed by its digest. */
async function* proven(clear: AsyncIterable<Buffer>, digest: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of clear) {
    hash.update(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== digest) throw new Problem('file.unreadable', { path: digest, reason: 'changed' })
}

/**
 * Opens a file that a person named.
 * @throws Problem file.unreadable when it is missing, a folder, or may not be read
 */
export async function openSource(path: string): Promise<{ stream: Readable; bytes: number }> {
  try {
    // Before it is opened: a pipe would wait for whoever writes into it.
    const facts = await stat(path)
    if (!facts.isFile()) throw new Problem('file.unreadable', { path, reason: 'not-a-file' })
    const handle = await open(path, 'r')
    return { stream: handle.createReadStream({ highWaterMark: 1024 * 1024 }), bytes: facts.size }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('file.unreadable', { path, reason: reasonOf(error) })
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
