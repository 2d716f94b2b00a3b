/** The log of a core under test. */
import { expect } from 'vitest'
import type { Deed } from '../../shared/api/deeds.ts'
import { deedSentence } from '../../shared/wording/deed-sentences.ts'
import type { Desk } from './desks.ts'

/** Oldest first. */
export async function deedsOf(desk: Pick<Desk, 'call'>): Promise<Deed[]> {
  const { deeds, total } = await desk.call('deeds.list', { limit: 500 })
  expect(total).toBe(deeds.length)
  return deeds.toReversed()
}

/** What a piece of work tells. */
export async function deedsDuring(desk: Pick<Desk, 'call'>, work: () => Promise<unknown>): Promise<Deed[]> {
  const before = (await deedsOf(desk)).at(-1)?.seq ?? 0
  await work()
  return (await deedsOf(desk)).filter(({ seq }) => seq > before)
}

export const codesOf = (deeds: readonly Deed[]): string[] => deeds.map(({ deed }) => deed)
export const sentencesOf = (deeds: readonly Deed[]): string[] => deeds.map(deedSentence)
