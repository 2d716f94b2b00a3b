import { expect, it } from 'vitest'
import { runBackupKills } from './backup-kills.ts'

const rounds = process.env.KEXIE_LONG === 'full' ? 50 : 20
/** Fixed, so that a failure comes back; the full run may be given another one. */
const seed = Number(process.env.KEXIE_SEED ?? '20220530')

it(`survives ${rounds} kills while copies are made and restored`, { timeout: rounds * 20_000 }, async () => {
  const summary = await runBackupKills(rounds, seed)
  console.log(`backup kills, seed ${seed}: ${JSON.stringify(summary)}`)
  expect(summary.rounds).toBe(rounds)
  expect(summary.killed).toBeGreaterThan(rounds / 2)
  expect(summary.confirmedCopies).toBeGreaterThan(0)
  expect(summary.restored).toBeGreaterThan(0)
})
