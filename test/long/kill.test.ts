import { expect, it } from 'vitest'
import { runKillLoop } from './kill-loop.ts'

const rounds = process.env.KEXIE_LONG === 'full' ? 200 : 20
/** Fixed, so that a failure comes back; the full run may be given another one. */
const seed = Number(process.env.KEXIE_SEED ?? '20220530')

it(`survives ${rounds} kills in save, export and import`, { timeout: rounds * 20_000 }, async () => {
  const summary = await runKillLoop(rounds, seed)
  console.log(`kills, seed ${seed}: ${JSON.stringify(summary)}`)
  expect(summary.rounds).toBe(rounds)
  expect(summary.killed).toBeGreaterThan(rounds / 2)
  expect(summary.confirmedSaves).toBeGreaterThan(0)
  expect(summary.importsWhole + summary.importsAbsent).toBe(Math.floor(rounds / 3))
})
