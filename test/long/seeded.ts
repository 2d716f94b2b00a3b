/** What the kill scripts share: places and moments chosen by a seed, so that a failed round can be played again. */

/** mulberry32: small, seeded, good enough to choose places. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const fail = (what: string): never => {
  throw new Error(what)
}

/** Plays the rounds; a failure names the seed, the round and what was being done. */
export async function playRounds(
  rounds: number,
  seed: number,
  loop: { readonly doing: string; round(number: number): Promise<void> },
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    try {
      await loop.round(round)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(`seed ${seed}, round ${round}, ${loop.doing}: ${why}`, { cause: error })
    }
  }
}
