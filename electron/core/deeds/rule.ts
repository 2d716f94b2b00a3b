/** What each method of the contract tells: see rules.ts for the table. */
import { basename } from 'node:path'
import type { Queryable } from '../../../db/connection.ts'
import type { MethodName, MethodOutput, MethodParsed } from '../../../shared/api/contract.ts'
import type { DeedSubject } from '../../../shared/api/deeds.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { DeedNote } from './note.ts'

export interface Look {
  /** Of the transaction that is told; only its own queries are awaited. */
  readonly trx: Queryable
  readonly ctx: HandlerContext
}
export type Told = DeedNote | readonly DeedNote[] | null

export interface WriteRule<I> {
  readonly at: 'write'
  /** Of what is told once in a sitting: whom it is about, known without a look. Its note says `sitting` too. */
  readonly sitting?: (input: I) => Pick<DeedNote, 'deed' | 'subject' | 'subjectId'>
  /** How it was, at the start of the transaction. */
  readonly before?: (input: I, look: Look) => unknown
  /** At the end of the first transaction of the call that changes a row. Null: nothing worth an entry. */
  readonly tell: (input: I, look: Look, before: unknown) => Told | Promise<Told>
}
export interface DoneRule<I, O> {
  readonly at: 'done'
  /** In a transaction of its own, before the call is answered. */
  readonly after: (input: I, output: O, look: Look) => Told | Promise<Told>
}
/** `noted`: the code that does it tells it (`noteDeed`). Null: it only looks, or nobody would ask for it. */
export type DeedRule<M extends MethodName> =
  | WriteRule<MethodParsed<M>>
  | DoneRule<MethodParsed<M>, MethodOutput<M>>
  | 'noted'
  | null
export type DeedRules = { readonly [M in MethodName]: DeedRule<M> }

/** As dispatch uses it: input and output are paired by the contract. */
export type AnyRule = WriteRule<unknown> | DoneRule<unknown, unknown> | 'noted' | null

export const written = <I>(tell: (input: I, look: Look) => Told | Promise<Told>): WriteRule<I> => ({
  at: 'write',
  tell,
})

/** With how it was before. */
export function compared<I, B>(
  before: (input: I, look: Look) => Promise<B>,
  tell: (input: I, look: Look, before: B) => Told | Promise<Told>,
): WriteRule<I> {
  return { at: 'write', before, tell: (input, look, was) => tell(input, look, was as B) }
}

/** Once in a sitting: autosaves, and one photo after the other. */
export const often = <I>(
  sitting: (input: I) => Pick<DeedNote, 'deed' | 'subject' | 'subjectId'>,
  title: (input: I, look: Look) => Promise<Pick<DeedNote, 'title' | 'facts'>>,
): WriteRule<I> => ({
  at: 'write',
  sitting,
  tell: async (input, look) => ({ ...sitting(input), ...(await title(input, look)), sitting: true }),
})

export const done = <I, O>(after: (input: I, output: O, look: Look) => Told | Promise<Told>): DoneRule<I, O> => ({
  at: 'done',
  after,
})

type About = Pick<DeedNote, 'subject' | 'subjectId' | 'title'>

/** Names of files are the program's or the clerk's; what bears other people's names is called by its ending alone. */
export const fileName = (path: string, secret = false): string =>
  secret ? (/\.[A-Za-z0-9]{1,8}$/.exec(path)?.[0] ?? '') : basename(path)

/** A file that leaves the store. */
export const saved = <I extends { out: string }>(
  what: string,
  about: (input: I, look: Look) => About | Promise<About>,
  secret = false,
): DoneRule<I, unknown> => ({
  at: 'done',
  after: async (input, _output, look) => ({
    deed: 'file.saved',
    ...(await about(input, look)),
    facts: { what, file: fileName(input.out, secret) },
  }),
})

export const ofStore: About & { subject: DeedSubject } = { subject: 'store', subjectId: '', title: '' }
export const ofSettings: About = { subject: 'settings', subjectId: '', title: '' }
