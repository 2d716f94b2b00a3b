/**
 * The writer's side of 操作日志: knows which call a transaction belongs to, and adds what it tells at the end of that very
 * transaction. Head of the chain and the sittings are held in memory and are only believed once a commit went through.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Queryable } from '../../../db/connection.ts'
import { type DeedsHead, deedsHead, totalChanges } from '../../../db/queries/deeds.ts'
import { personAtDesk } from '../../../db/queries/people.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { TransactionLog, TransactionPage } from '../store/write.ts'
import { appendDeed } from './append.ts'
import { type DeedNote, gatherNotes } from './note.ts'
import type { AnyRule, Told, WriteRule } from './rule.ts'

/** A clerk who comes back to the record after that sits down anew. */
const sittingMs = 30 * 60_000
/** Records at hand in one sitting; more of them cost an entry too many, nothing else. */
const mostSittings = 2000

interface DeedScope {
  readonly rule: AnyRule
  readonly input: unknown
  readonly ctx: HandlerContext
  /** The rule has told. */
  told: boolean
}

type Subject = Pick<DeedNote, 'subject' | 'subjectId'>
type Sitting = Subject & Pick<DeedNote, 'deed' | 'sitting'>
const subjectKey = ({ subject, subjectId }: Subject): string => `${subject}\n${subjectId}`
/** What is told once: the deed, of this subject, of this part of it. */
const toldAs = (note: Sitting): string => `${subjectKey(note)}\n${partOf(note)}`
const partOf = ({ deed, sitting }: Sitting): string => (typeof sitting === 'string' ? `${deed}/${sitting}` : deed)
const asList = (told: Told): readonly DeedNote[] => (told === null ? [] : 'deed' in told ? [told] : told)

export class DeedBook implements TransactionLog {
  readonly #calls = new AsyncLocalStorage<DeedScope>()
  readonly #now: () => Date
  /** After entries were committed. */
  readonly #added: () => void
  #head: DeedsHead | null = null
  /** '' : nobody said. Undefined: not read, or it may have changed. */
  #person: string | undefined
  /** Per subject: deed and person, and when that was told. */
  readonly #sittings = new Map<string, Map<string, number>>()

  constructor(options: { now: () => Date; added: () => void }) {
    this.#now = options.now
    this.#added = options.added
  }

  /** Runs a call: its transactions, wherever they are made, are told by its rule. */
  during<T>(scope: Omit<DeedScope, 'told'>, work: () => Promise<T>): Promise<T> {
    return this.#calls.run({ ...scope, told: false }, work)
  }

  /** Who is at the desk may be another one now. */
  forgetPerson(): void {
    this.#person = undefined
  }

  enter(): (trx: Queryable) => Promise<TransactionPage> {
    // Null: the program's own doing.
    const scope = this.#calls.getStore() ?? null
    return (trx) => this.#open(trx, scope)
  }

  rolledBack(): void {
    this.#head = null
    this.#person = undefined
  }

  async #open(trx: Queryable, scope: DeedScope | null): Promise<TransactionPage> {
    const notes = gatherNotes(trx)
    const rule = this.#ruleOf(scope)
    const asked = rule && scope && { rule, scope, before: await rule.before?.(scope.input, { trx, ctx: scope.ctx }) }
    const changesBefore = asked ? await totalChanges(trx) : 0
    let told: readonly DeedNote[] = []
    let byRule = false
    return {
      close: async () => {
        const gathered = [...notes]
        if (asked && (await totalChanges(trx)) > changesBefore) {
          const look = { trx, ctx: asked.scope.ctx }
          gathered.push(...asList(await asked.rule.tell(asked.scope.input, look, asked.before)))
          byRule = true
        }
        told = await this.#append(trx, gathered, scope)
      },
      saved: () => {
        if (byRule && scope) scope.told = true
        this.#settle(told)
      },
    }
  }

  /** Null where nothing is to be told by rule: no call, told already, or in a sitting. */
  #ruleOf(scope: DeedScope | null): WriteRule<unknown> | null {
    if (!scope || scope.told || scope.rule === null || scope.rule === 'noted' || scope.rule.at !== 'write') return null
    const sitting = scope.rule.sitting?.(scope.input)
    return sitting && this.#isToldAlready(sitting) ? null : scope.rule
  }

  async #append(trx: Queryable, notes: readonly DeedNote[], scope: DeedScope | null): Promise<readonly DeedNote[]> {
    const fresh = notes.filter(
      (note, at) =>
        !note.sitting || (!this.#isToldAlready(note) && notes.findIndex((one) => toldAs(one) === toldAs(note)) === at),
    )
    if (fresh.length === 0) return fresh
    if (fresh.some(({ deed }) => deed.startsWith('person.'))) this.#person = undefined
    const person = scope ? await this.#personNow(trx) : null
    const telling = { at: this.#now().toISOString(), person }
    for (const note of fresh) this.#head = await appendDeed(trx, note, telling, this.#head ?? (await deedsHead(trx)))
    return fresh
  }

  async #personNow(trx: Queryable): Promise<string> {
    this.#person ??= (await personAtDesk(trx))?.name ?? ''
    return this.#person
  }

  #isToldAlready(note: Sitting): boolean {
    const at = this.#sittings.get(subjectKey(note))?.get(this.#sittingKey(note))
    return at !== undefined && this.#now().getTime() - at < sittingMs
  }

  /** Without a known person none is open: the next entry reads who it is. */
  #sittingKey(note: Sitting): string {
    return `${partOf(note)}\n${this.#person ?? '\u0000'}`
  }

  #settle(told: readonly DeedNote[]): void {
    if (told.length === 0) return
    const at = this.#now().getTime()
    for (const note of told) {
      const key = subjectKey(note)
      // Whatever is decided about a record ends the sitting: typing after that is told again.
      if (!note.sitting) this.#sittings.delete(key)
      else this.#sittings.set(key, (this.#sittings.get(key) ?? new Map()).set(this.#sittingKey(note), at))
    }
    for (const key of this.#sittings.keys()) {
      if (this.#sittings.size <= mostSittings) break
      this.#sittings.delete(key)
    }
    this.#added()
  }
}
