import { expect, it } from 'vitest'
import { runAllKills, tellKills } from './all-kills.ts'

const rounds = process.env.KEXIE_LONG === 'full' ? 1000 : 50
/** Fixed, so that a failure comes back; the full run may be given another one. */
const seed = Number(process.env.KEXIE_SEED ?? '20220530')

it(`${rounds} kills lose nothing that was confirmed`, { timeout: rounds * 5000 }, async () => {
  const told = await runAllKills(rounds, seed)
  console.log(tellKills(seed, told))
  const all = Object.values(told)
  expect(all.reduce((sum, one) => sum + one.rounds, 0)).toBe(rounds)
  expect(all.reduce((sum, one) => sum + one.killed, 0)).toBeGreaterThan(rounds / 2)
  const seen = Object.assign({}, ...all.map((one) => one.seen)) as Record<string, number>
  for (const what of ['saves confirmed', 'copies confirmed', 'folders whole', 'found as new'])
    expect(seen[what] ?? 0, what).toBeGreaterThan(0)
})
