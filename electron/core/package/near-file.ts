/** Reading at positions: of a ZIP most texts are short and lie together, so they come in one reading of the disk. */

/** What a ZIP is read through; a FileHandle is one. */
export interface RandomReader {
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
}

const windowBytes = 64 * 1024

/**
 * Keeps one stretch of up to 64 KiB. Whatever is read again while it lies there is what was read before, whoever writes
 * into the file meanwhile; digests are taken of what is handed over, as ever.
 */
export class NearFile implements RandomReader {
  readonly #file: RandomReader
  readonly #window: Buffer
  #start = 0
  #length = 0
  #filling = false
  /** Nothing of it is read twice. */
  readonly holdsAll: boolean

  /** @param size bytes of the file */
  constructor(file: RandomReader, size: number) {
    this.#file = file
    this.#window = Buffer.allocUnsafe(Math.min(windowBytes, size))
    this.holdsAll = size <= windowBytes
  }

  async read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }> {
    if (!this.#holds(position, length)) {
      // Long ones gain nothing, and the window belongs to one reading at a time.
      if (this.#filling || (!this.holdsAll && length > windowBytes / 2))
        return this.#file.read(buffer, offset, length, position)
      await this.#fill(this.holdsAll ? 0 : position)
    }
    const from = position - this.#start
    if (from >= this.#length) return { bytesRead: 0 }
    const bytesRead = this.#window.copy(buffer, offset, from, Math.min(from + length, this.#length))
    return { bytesRead }
  }

  async #fill(position: number): Promise<void> {
    this.#filling = true
    this.#length = 0
    try {
      this.#start = position
      for (let done = 0; done < this.#window.length; ) {
        const left = this.#window.length - done
        const { bytesRead } = await this.#file.read(this.#window, done, left, position + done)
        if (bytesRead === 0) break
        done += bytesRead
        this.#length = done
      }
    } finally {
      this.#filling = false
    }
  }

  #holds(position: number, length: number): boolean {
    return position >= this.#start && position + length <= this.#start + this.#length
  }
}
