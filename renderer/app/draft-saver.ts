/**
 * Saves while somebody types: the draft of a record, an activity. Keeps every change until the core has confirmed it: a
 * failed save is tried again and nothing typed is ever dropped. One save at a time; only changed fields travel.
 */
import type { ProblemData } from '../../shared/problems.ts'

/** The counter and the moment of a save. */
export type Saved = { draftSeq: number; savedAt: string }
export type SaverState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; problem: ProblemData }

export type DraftSaverOptions<C extends object, S extends Saved> = {
  draftSeq: number
  save: (draftSeq: number, changes: C) => Promise<S>
  problemOf: (thrown: unknown) => ProblemData
  onState: (state: SaverState) => void
  onSaved: (saved: S) => void
  /** Quiet time after the last change, in milliseconds. */
  quietMs?: number
  /** Time until a failed save is tried again, in milliseconds. */
  retryMs?: number
}

/** Trying again cannot mend these: a person must decide first. */
const needsPerson: ReadonlySet<string> = new Set([
  'activity.conflict',
  'activity.unknown',
  'record.conflict',
  'record.field-locked',
  'record.unknown',
  'input.invalid',
  'core.gone',
  'field.unknown',
])

/** @typeParam C fields that may change; what is absent stays */
export class DraftSaver<C extends object, S extends Saved> {
  private readonly options: Required<DraftSaverOptions<C, S>>
  private draftSeq: number
  private waiting: C = {} as C
  private timer: ReturnType<typeof setTimeout> | undefined
  /** Saves and other writes of this record follow each other. */
  private line: Promise<unknown> = Promise.resolve()
  private closed = false

  constructor(options: DraftSaverOptions<C, S>) {
    this.options = { quietMs: 400, retryMs: 5000, ...options }
    this.draftSeq = options.draftSeq
  }

  get unsaved(): boolean {
    return Object.keys(this.waiting).length > 0
  }

  /** Changes that no save has confirmed yet. */
  get pending(): Readonly<C> {
    return this.waiting
  }

  change<K extends keyof C>(field: K, value: C[K]): void {
    this.waiting = { ...this.waiting, [field]: value }
    this.schedule(this.options.quietMs)
  }

  /** Saves now. True when everything typed so far is in the store. */
  flush(): Promise<boolean> {
    clearTimeout(this.timer)
    return this.inLine(() => this.saveWaiting())
  }

  /** Does another write of this record after saving; it brings the draft counter that holds from then on. */
  async exclusive<T>(work: (draftSeq: number) => Promise<T>, seqOf: (value: T) => number | null): Promise<T> {
    clearTimeout(this.timer)
    return this.inLine(async () => {
      await this.saveWaiting()
      const value = await work(this.draftSeq)
      this.adopt(seqOf(value) ?? this.draftSeq)
      return value
    })
  }

  /** Changes that a person gave up are not saved any more. */
  drop(fields: readonly (keyof C)[]): void {
    const gone = new Set<string>(fields.map(String))
    this.waiting = Object.fromEntries(Object.entries(this.waiting).filter(([field]) => !gone.has(field))) as C
  }

  adopt(draftSeq: number): void {
    this.draftSeq = draftSeq
  }

  close(): Promise<boolean> {
    const saved = this.flush()
    this.closed = true
    return saved
  }

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = this.line.then(work, work)
    this.line = result.catch(() => undefined)
    return result
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer)
    if (!this.closed) this.timer = setTimeout(() => void this.flush(), delay)
  }

  private async saveWaiting(): Promise<boolean> {
    if (!this.unsaved) return true
    const changes = this.waiting
    this.options.onState({ kind: 'saving' })
    try {
      const saved = await this.options.save(this.draftSeq, changes)
      this.draftSeq = saved.draftSeq
      this.waiting = Object.fromEntries(
        Object.entries(this.waiting).filter(([field, value]) => changes[field as keyof C] !== value),
      ) as C
      this.options.onSaved(saved)
      this.options.onState({ kind: 'saved', at: saved.savedAt })
      if (this.unsaved) this.schedule(this.options.quietMs)
      return !this.unsaved
    } catch (thrown) {
      const problem = this.options.problemOf(thrown)
      this.options.onState({ kind: 'failed', problem })
      if (!needsPerson.has(problem.code)) this.schedule(this.options.retryMs)
      return false
    }
  }
}
