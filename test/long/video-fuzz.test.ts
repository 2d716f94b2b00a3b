/** 20,000 mutated videos (2,000 in the suite): no crash, none over the 2 s of the real thread, none over its 100 MB. */
import path from 'node:path'
import { expect, it } from 'vitest'
import { inThread } from '../../electron/core/received/in-thread.ts'
import type { FuzzOrder, FuzzSum } from './video-fuzz-thread.ts'

const rounds = process.env.KEXIE_LONG === 'full' ? 20_000 : 2_000
const seed = Number(process.env.KEXIE_SEED ?? '20220530')

it(`looks at ${rounds} mutated videos`, { timeout: 30_000 + rounds * 20 }, async () => {
  const order: FuzzOrder = { seed, rounds }
  const fail = (what: string) => () => new Error(`seed ${seed}: ${what}`)
  const sum = await inThread<FuzzSum>({
    sourceDir: path.join(import.meta.dirname),
    name: 'video-fuzz-thread',
    order,
    timeout: 20_000 + rounds * 20,
    maxHeapMegabytes: 100,
    signal: undefined,
    slow: fail('hangs'),
    tooMuch: fail('needs more than 100 MB'),
    silent: fail('ended without a word'),
  })
  console.log(`mutated videos, seed ${seed}:`, sum)
  expect(sum.facts + sum.unreadable).toBe(rounds)
  expect(sum.facts).toBeGreaterThan(rounds / 4)
  expect(sum.slowestMs).toBeLessThan(2000)
  expect(sum.mostMegabytes).toBeLessThan(100)
  expect(sum.mostBytesRead).toBeLessThanOrEqual(2_000_000)
})
