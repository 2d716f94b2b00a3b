import { expect, it } from 'vitest'
import { kinds } from './corruption-kinds.ts'
import { runCorruptions } from './corruptions.ts'

const isFull = process.env.KEXIE_LONG === 'full'
const rounds = isFull ? 200 : kinds.length
/** Fixed, so that a failure comes back; the full run may be given another one. */
const seed = Number(process.env.KEXIE_SEED ?? '20220530')

it(`shows nothing changed as sound in ${rounds} damaged stores`, { timeout: 60_000 + rounds * 10_000 }, async () => {
  const { rounds: played, classes, lines } = await runCorruptions(rounds, seed)
  console.log(`corruptions, seed ${seed}: ${JSON.stringify(classes)}\n${lines.join('\n')}`)
  expect(played).toBe(rounds)
  expect(classes['refused at start, restored']).toBeGreaterThan(0)
  expect(classes['found by the check']).toBeGreaterThan(rounds / 3)
})
