/** Files of a package on their way to their place; taken back when the import does not come to its end. */
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import type { Insertable } from 'kysely'
import type { AttachmentsTable, DocumentsTable } from '../../../db/schema.ts'
import type { VideoFacts } from '../../../shared/domain/video-facts.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { isVideoField } from '../../../shared/notice/video-forms.ts'
import { Problem } from '../../../shared/problems.ts'
import type { FileStore, StagedFile as PutFile } from '../attachments/attachment-store.ts'
import { mediaFacts } from '../attachments/media.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { StagedFile } from '../package/extract.ts'
import { readPersonalFile } from '../package/personal-file.ts'
import { killPoint } from '../store/kill-points.ts'
import { inspectVideo } from '../videos/inspect.ts'
import { videoMedia } from '../videos/video-files.ts'

const headBytes = 256 * 1024

interface Placed {
  readonly bytes: number
  readonly digest: string
  readonly head: Buffer
}

export interface PlacedAttachment {
  readonly row: Insertable<AttachmentsTable>
  readonly field: string
  readonly title: string
  /** Read out of the file itself: the sender's word is nothing to go by. Null: no video field, or no video. */
  readonly video: VideoFacts | null
}

export class PlacedFiles {
  readonly #ctx: HandlerContext
  readonly #identity: string
  readonly #signal: AbortSignal
  readonly #fresh: { store: FileStore; digest: string }[] = []
  /** Two records may hold the same file: it is moved once. */
  readonly #done = new Map<string, Placed>()
  #attachments = 0

  constructor(ctx: HandlerContext, identity: string, signal: AbortSignal) {
    this.#ctx = ctx
    this.#identity = identity
    this.#signal = signal
  }

  /** How many attachments were brought. */
  get attachments(): number {
    return this.#attachments
  }

  /**
   * @param shown it shows personal fields although no such field holds it
   * @param recordId whose key seals it, when it must be sealed; left out: of the record that the file names, or the store
   */
  async attachment(
    file: StagedFile,
    form: FormDefinition,
    shown = false,
    recordId = file.header?.recordId,
  ): Promise<PlacedAttachment> {
    const { entry, header } = file
    const field = form.fields.find((candidate) => candidate.id === (header?.field ?? entry?.field))
    // Personal by the form as we have it, or because the sender sealed it: sealed at rest in both cases.
    const personal = file.sealed || shown || field?.personal === true
    const { bytes, head } = await this.#place(this.#ctx.attachments, file, personal ? (recordId ?? 'store') : null)
    this.#attachments++
    const video = field && isVideoField(field) && !personal ? await this.#inspect(file.digest) : null
    const facts = video ? videoMedia(video) : mediaFacts(head)
    const known = facts !== null && facts !== 'broken-picture' ? facts : null
    return {
      video,
      row: {
        digest: file.digest,
        bytes,
        media_type: known?.mediaType ?? 'application/octet-stream',
        width: known?.width ?? null,
        height: known?.height ?? null,
        personal: personal ? 1 : 0,
        thumb: null,
        added_at: this.#ctx.now().toISOString(),
      },
      field: field?.id ?? header?.field ?? entry?.field ?? '',
      title: (entry?.title ?? header?.name.replace(/\.[a-z0-9]+$/i, '') ?? '').slice(0, 80),
    }
  }

  async #inspect(digest: string): Promise<VideoFacts | null> {
    const path = this.#ctx.attachments.clearFile(digest)
    if (path === null) return null
    try {
      const { verdicts: _, ...facts } = await inspectVideo(path, { signal: this.#signal, fileName: digest })
      return facts
    } catch (error) {
      // What cannot be read is no reason to refuse the package: the entry shows that it lacks a sound video.
      if (error instanceof Problem && error.code !== 'cancelled') return null
      throw error
    }
  }

  async document(
    file: StagedFile,
    recordId: string,
    revision: number,
  ): Promise<Insertable<DocumentsTable> & { masked: 0 | 1; sealed: 0 | 1 }> {
    const { bytes, digest } = await this.#place(this.#ctx.documents, file, file.sealed ? recordId : null)
    return {
      record_id: recordId,
      revision,
      masked: file.sealed ? 0 : 1,
      digest,
      bytes,
      sealed: file.sealed ? 1 : 0,
      made_at: this.#ctx.now().toISOString(),
    }
  }

  /** Removes what this import brought and nothing had before, or has come to use since. */
  async takeBack(): Promise<void> {
    for (const { store, digest } of this.#fresh) await store.takeBack(digest).catch(() => undefined)
  }

  /** @param by record that seals it, `store`, or null: stays in clear. A second record finds what the first one sealed. */
  async #place(store: FileStore, file: StagedFile, by: string | null): Promise<Placed> {
    const key = `${store === this.#ctx.documents ? 'd' : 'a'} ${by !== null} ${file.digest}`
    const known = this.#done.get(key)
    if (known) return known
    const staged = by !== null ? await this.#seal(store, file, by) : await asStaged(file)
    if (!store.has(staged.digest)) this.#fresh.push({ store, digest: staged.digest })
    await store.put(staged)
    killPoint('import.mid-move')
    const placed = { bytes: staged.bytes, digest: staged.digest, head: staged.head }
    this.#done.set(key, placed)
    return placed
  }

  /** From age in the package to our own seal; the clear bytes touch no disk. */
  async #seal(store: FileStore, file: StagedFile, by: string): Promise<PutFile> {
    const through = new PassThrough({ highWaterMark: 1024 * 1024 })
    const staging = store.stage(through, {
      sealed: true,
      ...(by === 'store' ? {} : { recordId: by }),
      signal: this.#signal,
    })
    staging.catch(() => undefined)
    const sink = async (chunk: Uint8Array): Promise<void> => {
      if (!through.write(chunk)) await Promise.race([once(through, 'drain'), staging])
    }
    try {
      if (file.sealed) await readPersonalFile(file.file, this.#identity, sink, this.#signal)
      else await readClear(file.file, sink)
      through.end()
    } catch (error) {
      through.destroy(error instanceof Error ? error : new Error('seal'))
      await staging.catch(() => undefined)
      throw error
    }
    return staging
  }
}

async function readClear(file: string, sink: (chunk: Uint8Array) => Promise<void>): Promise<void> {
  const handle = await open(file, 'r')
  try {
    for await (const chunk of handle.createReadStream({
      autoClose: false,
      highWaterMark: 1024 * 1024,
    }) as AsyncIterable<Buffer>)
      await sink(chunk)
  } finally {
    await handle.close()
  }
}

async function asStaged(file: StagedFile): Promise<PutFile> {
  const handle = await open(file.file, 'r')
  try {
    const { size } = await handle.stat()
    const head = Buffer.allocUnsafe(Math.min(headBytes, size))
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return {
      path: file.file,
      digest: file.digest,
      bytes: size,
      sealed: false,
      head: head.subarray(0, bytesRead),
    }
  } finally {
    await handle.close()
  }
}
