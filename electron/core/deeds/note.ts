/** What a transaction tells of itself. It goes into the log with the transaction, or not at all. */
import type { DeedChange, DeedSubject } from '../../../shared/api/deeds.ts'
import type { DeedCode } from '../../../shared/domain/deed-codes.ts'

export interface DeedNote {
  readonly deed: DeedCode
  readonly subject: DeedSubject
  readonly subjectId: string
  /** '' where there is nothing to call it by. Never a person's name but of our own staff. */
  readonly title?: string
  /** Of personal facts only that they changed. */
  readonly changes?: readonly DeedChange[]
  readonly facts?: Readonly<Record<string, string | number>>
  /** Told once in a sitting, however often it happens: autosaves. A word tells several of one subject apart. */
  readonly sitting?: true | string
}

/** By the transaction that the writer handed out; only while it runs. */
const running = new WeakMap<object, DeedNote[]>()

/** For the writer. @returns where the notes of this transaction gather */
export function gatherNotes(trx: object): DeedNote[] {
  const notes: DeedNote[] = []
  running.set(trx, notes)
  return notes
}

/**
 * Tells a deed where its facts are known. The entry is written by the same transaction, at its end.
 * @param trx as `ctx.write` gave it
 * @throws TypeError outside such a transaction: a deed that could be told without being done
 */
export function noteDeed(trx: object, note: DeedNote): void {
  const notes = running.get(trx)
  if (!notes) throw new TypeError(`deed ${note.deed} outside a transaction of the writer`)
  notes.push(note)
}

/** The change itself, or null where both are the same. Texts of personal facts are dropped here, whoever calls. */
export function change(
  what: string,
  before: string | number | null,
  after: string | number | null,
  personal = false,
): DeedChange | null {
  if (before === after) return null
  const text = (value: string | number | null): string | null => (value === null || value === '' ? null : String(value))
  return { what, before: personal ? null : text(before), after: personal ? null : text(after), personal }
}

export const changesOf = (...all: (DeedChange | null)[]): DeedChange[] => all.filter((one) => one !== null)
