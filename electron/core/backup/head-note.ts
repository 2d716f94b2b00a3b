/** Writes down where 操作日志 ends, beside the store, a moment after it grew; not with every entry of a busy minute. */
const waitMs = 1000

export class HeadNote {
  readonly #note: () => Promise<void>
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(note: () => Promise<void>) {
    this.#note = note
  }

  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      // One that failed is made up for by the next, and at the end.
      this.#running = this.#note().catch(() => undefined)
    }, waitMs).unref()
  }

  /** Waits for what is being written; what is still to come is left to whoever closes the store. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#running
  }
}
