/** Which store the window shows: our own, or 示例单位 beside it. A start of the program is always on our own. */
import type { WebContents } from 'electron'
import type { StoreChoice } from '../../shared/api/bridge.ts'
import { exampleFolder } from '../../shared/domain/example.ts'
import type { CoreLink } from './core-link.ts'

export class Stores {
  readonly #link: CoreLink
  readonly #own: string
  #current: string

  /** @param own absolute path of our own store */
  constructor(link: CoreLink, own: string) {
    this.#link = link
    this.#own = own
    this.#current = own
  }

  /** Absolute path of the store that is open. */
  get current(): string {
    return this.#current
  }

  get isExample(): boolean {
    return this.#current !== this.#own
  }

  /** Rejects with the core's `Problem` when the example could not be deleted; the own store is open then all the same. */
  async switchTo(page: WebContents, to: StoreChoice): Promise<void> {
    await this.#open(to === 'example' ? exampleFolder(this.#own) : this.#own)
    try {
      if (to === 'discard') await this.#link.call('example.discard', {})
    } finally {
      show(page)
    }
  }

  /** @returns whether it was the example that did not start, and our own store is on its way */
  leaveBrokenExample(page: WebContents | null): boolean {
    if (this.#current === this.#own) return false
    // A damaged one is worth nothing: the next opening makes a fresh one. One that another program holds stays.
    void this.#open(this.#own)
      .then(() => this.#link.call('example.discard', {}))
      .catch(() => undefined)
      .then(() => page && show(page))
    return true
  }

  async #open(dataDir: string): Promise<void> {
    if (dataDir === this.#current) return
    await this.#link.stop()
    this.#current = dataDir
    this.#link.start()
  }
}

/** Loaded anew: nothing of the other store stays on the page. */
function show(page: WebContents): void {
  if (!page.isDestroyed()) page.loadURL('kexie://app/index.html').catch(() => undefined)
}
