/** Stores of earlier states of the program, made by the code of then (test/fixtures/stores/README.md). */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { factsOf } from '../fixtures/stores/facts.mjs'
import { unpackStore } from '../fixtures/stores/store-file.mjs'

const folder = path.resolve(import.meta.dirname, '../fixtures/stores')

/** Oldest first; each begins with the number of its last migration. */
export const oldStates: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
export const versionOf = (state: string): number => Number.parseInt(state, 10)

export const oldPassphrases = { county: '稻田夏天很绿很绿', city: '城里的灯都亮了呀' } as const
export type OldOffice = keyof typeof oldPassphrases

export interface OldRecord {
  readonly recordId: string
  readonly noticeId?: string
  readonly own?: boolean
  readonly state?: string
  readonly values: Readonly<Record<string, unknown>>
  readonly attachments: readonly { readonly digest: string }[]
  readonly revisions: readonly { readonly revision: number; readonly code?: string }[]
}
/** Sections that the code of then had, each as it said it. */
export type OldFacts = Readonly<Record<string, unknown>> & { readonly records: readonly OldRecord[] }
export interface OldState {
  /** Features that it had, and those that it had not yet. */
  readonly did: readonly string[]
  readonly missing: readonly string[]
  readonly county: OldFacts
  readonly city: OldFacts
}

export const stateOf = (state: string): OldState =>
  JSON.parse(readFileSync(path.join(folder, state, 'facts.json'), 'utf8')) as OldState

/** Puts the store into `dir`, as it lay when the program of then was closed. */
export function placeOldStore(state: string, office: OldOffice, dir: string): void {
  unpackStore(path.join(folder, state, `${office}.store`), dir)
}

export const factsNow = async (call: (method: string, input: unknown) => Promise<unknown>): Promise<OldFacts> =>
  (await factsOf(call)) as unknown as OldFacts
