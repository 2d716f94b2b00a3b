/**
 * 20,000 mutated videos (2,000 in the suite): no crash, none past the 2 s after which the real thread is stopped, none over
 * its 100 MB.
 */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { type FuzzOrder, places } from './video-fuzz-thread.ts'

const rounds = process.env.KEXIE_LONG === 'full' ? 20_000 : 2_000
const seed = Number(process.env.KEXIE_SEED ?? '20220530')
/** The real limit, and time for a busy machine. */
const limitMs = 3000

/** Plays from a round on. @returns the round that had to be stopped, or null at the end */
function play(order: FuzzOrder): Promise<number | null> {
  const sum = new Float64Array(order.sums)
  return new Promise((resolve, reject) => {
    const thread = new Worker(path.join(import.meta.dirname, 'video-fuzz-thread.ts'), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: 100 },
      stdout: true,
      stderr: true,
      execArgv: [],
    })
    let round = -1
    let since = performance.now()
    const watch = setInterval(() => {
      const now = sum[0] ?? 0
      if (now !== round || performance.now() - since < limitMs) {
        if (now !== round) since = performance.now()
        round = now
        return
      }
      clearInterval(watch)
      void thread.terminate().then(() => resolve(round))
    }, 100)
    thread.once('message', () => resolve(null))
    thread.once('error', reject)
    thread.once('exit', () => clearInterval(watch))
  })
}

it(`looks at ${rounds} mutated videos`, { timeout: 60_000 + rounds * 20 }, async () => {
  const sums = new SharedArrayBuffer(8 * places.length)
  const stopped: number[] = []
  for (let from = 0; from < rounds; ) {
    const at = await play({ seed, from, rounds, sums })
    if (at === null) break
    stopped.push(at)
    from = at + 1
  }
  const sum = Object.fromEntries([...new Float64Array(sums)].map((value, at) => [places[at], value]))
  console.log(`mutated videos, seed ${seed}:`, { ...sum, stopped })
  expect((sum.facts ?? 0) + (sum.unreadable ?? 0)).toBe(rounds)
  expect(sum.facts).toBeGreaterThan(rounds / 4)
  expect(stopped).toEqual([])
  expect(sum.mostMegabytes).toBeLessThan(100)
  expect(sum.mostBytesRead).toBeLessThanOrEqual(2_000_000)
})
