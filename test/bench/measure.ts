/** Ratios against a reference of the same run: alternating rounds, median of the pairs. Nothing here asserts a time. */

export interface Ratio {
  readonly name: string
  readonly ours: number[]
  readonly reference: number[]
  readonly aim: number
  readonly unit: string
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** Runs `ours` and `reference` in turn, after one uncounted pair. */
export async function alternate(
  rounds: number,
  ours: (round: number) => Promise<number>,
  reference: (round: number) => Promise<number>,
): Promise<{ ours: number[]; reference: number[] }> {
  const figures = { ours: [] as number[], reference: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    const a = await ours(round)
    const b = await reference(round)
    if (round === 0) continue
    figures.ours.push(a)
    figures.reference.push(b)
  }
  return figures
}

export function report({ name, ours, reference, aim, unit }: Ratio): void {
  const pairs = ours.map((value, index) => value / (reference[index] ?? Number.NaN))
  const ratio = median(pairs)
  const verdict = ratio <= aim ? 'aim met' : 'AIM MISSED'
  const list = (values: readonly number[]) => values.map((value) => value.toFixed(0)).join(' ')
  process.stdout.write(
    `${name}: ratio ${ratio.toFixed(2)} (aim ≤ ${aim}) ${verdict}\n` +
      `  ours      ${list(ours)} ${unit}, median ${median(ours).toFixed(0)}\n` +
      `  reference ${list(reference)} ${unit}, median ${median(reference).toFixed(0)}\n`,
  )
}
