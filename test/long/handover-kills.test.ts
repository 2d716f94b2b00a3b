import { expect, it } from 'vitest'
import { runHandoverKills } from './handover-kills.ts'

const rounds = process.env.KEXIE_LONG === 'full' ? 50 : 20
/** Fixed, so that a failure comes back; the full run may be given another one. */
const seed = Number(process.env.KEXIE_SEED ?? '20220512')

it(`survives ${rounds} kills while a plain folder is written`, { timeout: rounds * 20_000 }, async () => {
  const summary = await runHandoverKills(rounds, seed)
  console.log(`handover kills, seed ${seed}: ${JSON.stringify(summary)}`)
  expect(summary.rounds).toBe(rounds)
  expect(summary.killed).toBeGreaterThan(rounds / 2)
  expect(summary.whole).toBeGreaterThan(0)
})
