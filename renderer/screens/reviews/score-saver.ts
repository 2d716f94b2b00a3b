/**
 * Saves scores while somebody types. Keeps every change until the core has confirmed it; a failed save is tried again.
 * One save at a time; only changed cells travel.
 */
import type { ProblemData } from '../../../shared/problems.ts'

export type SheetChange = {
  reviewerId: string
  entryId: string
  /** By criterion; null empties the cell. */
  points: Record<string, string | null>
  note?: string
}
export type SaverState =
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; problem: ProblemData }
  | { kind: 'idle' }

type Options = {
  save: (change: SheetChange) => Promise<{ savedAt: string }>
  problemOf: (thrown: unknown) => ProblemData
  onState: (state: SaverState) => void
}

/** Quiet time after the last change (milliseconds): long enough that half a number is not saved. */
const quietMs = 1200
const retryMs = 5000

/** Trying again cannot mend these. */
const needsPerson = ({ code }: ProblemData): boolean =>
  code.startsWith('review.') || code === 'input.invalid' || code === 'core.gone'

export class ScoreSaver {
  readonly #options: Options
  #waiting = new Map<string, SheetChange>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #line: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(options: Options) {
    this.#options = options
  }

  get unsaved(): boolean {
    return this.#waiting.size > 0
  }

  change(change: SheetChange): void {
    const key = `${change.reviewerId} ${change.entryId}`
    const before = this.#waiting.get(key)
    this.#waiting.set(key, { ...before, ...change, points: { ...before?.points, ...change.points } })
    this.#schedule(quietMs)
  }

  /** Saves now. True when everything typed so far is in the store. */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    const result = this.#line.then(() => this.#saveWaiting())
    this.#line = result
    return result
  }

  /** What could not be saved is given up. */
  drop(): void {
    clearTimeout(this.#timer)
    this.#waiting.clear()
    this.#options.onState({ kind: 'idle' })
  }

  close(): Promise<boolean> {
    const saved = this.flush()
    this.#closed = true
    return saved
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer)
    if (!this.#closed) this.#timer = setTimeout(() => void this.flush(), delay)
  }

  async #saveWaiting(): Promise<boolean> {
    if (!this.unsaved) return true
    this.#options.onState({ kind: 'saving' })
    let at = ''
    try {
      for (const [key, sent] of [...this.#waiting]) {
        at = (await this.#options.save(sent)).savedAt
        const left = rest(this.#waiting.get(key), sent)
        if (left) this.#waiting.set(key, left)
        else this.#waiting.delete(key)
      }
    } catch (thrown) {
      const problem = this.#options.problemOf(thrown)
      this.#options.onState({ kind: 'failed', problem })
      if (!needsPerson(problem)) this.#schedule(retryMs)
      return false
    }
    this.#options.onState({ kind: 'saved', at })
    if (this.unsaved) this.#schedule(quietMs)
    return !this.unsaved
  }
}

/** What has been typed since; null: nothing. */
function rest(now: SheetChange | undefined, sent: SheetChange): SheetChange | null {
  if (!now) return null
  const points = Object.fromEntries(Object.entries(now.points).filter(([id, value]) => sent.points[id] !== value))
  const noted = now.note !== undefined && now.note !== sent.note
  if (Object.keys(points).length === 0 && !noted) return null
  const { reviewerId, entryId, note } = now
  return { reviewerId, entryId, points, ...(noted && note !== undefined && { note }) }
}
