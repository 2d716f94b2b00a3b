/** Lays the paper that was read beside the one that was written, line by line. Pure. */
import { diffArrays } from 'diff'
import type { ExpectedLine, ReadLine } from './paper-lines.ts'
import { bagOf, bagsAlike, plainText } from './word-text.ts'

/** One expected line to one read: the same or changed. One to several: split. Several to one: joined. */
export type Step = { readonly expected: readonly ExpectedLine[]; readonly read: readonly ReadLine[] }

/** Equal lines hold the two papers together; what lies between them is matched by likeness. */
export function align(expected: readonly ExpectedLine[], read: readonly ReadLine[]): Step[] {
  const full = expected.map((line, at) => ({ line, at })).filter(({ line }) => line.key !== '')
  const steps: Step[] = []
  let [e, r] = [0, 0]
  let [fullAt, readAt] = [0, 0]
  const gap = (toE: number, toR: number): void => {
    steps.push(...between(expected.slice(e, toE), read.slice(r, toR)))
    e = toE
    r = toR
  }
  const parts = diffArrays(
    full.map(({ line }) => `${line.kind} ${line.key}`),
    read.map(({ line, key }) => `${line.kind} ${key}`),
  )
  for (const part of parts) {
    const count = part.value.length
    if (part.removed) fullAt += count
    else if (part.added) readAt += count
    else
      for (let n = 0; n < count; n++) {
        const same = full[fullAt++]
        const other = read[readAt++]
        if (!same || !other) continue
        gap(same.at, readAt - 1)
        steps.push({ expected: [same.line], read: [other] })
        e = same.at + 1
        r = readAt
      }
  }
  gap(expected.length, read.length)
  return steps
}

const most = 4
/** Beyond this many pairs lines are matched in their order. */
const maxPairs = 90_000

function between(expected: readonly ExpectedLine[], read: readonly ReadLine[]): Step[] {
  if (expected.length === 0) return read.map((one) => ({ expected: [], read: [one] }))
  if (read.length === 0) return expected.map((one) => ({ expected: [one], read: [] }))
  if (expected.length * read.length > maxPairs) return inOrder(expected, read)
  return cheapest(expected, read)
}

function inOrder(expected: readonly ExpectedLine[], read: readonly ReadLine[]): Step[] {
  const length = Math.max(expected.length, read.length)
  return Array.from({ length }, (_none, at): Step[] => {
    const [one, other] = [expected[at], read[at]]
    if (one && other && one.kind === other.line.kind) return [{ expected: [one], read: [other] }]
    return [...(one ? [{ expected: [one], read: [] }] : []), ...(other ? [{ expected: [], read: [other] }] : [])]
  }).flat()
}

type Move = { cost: number; e: number; r: number }

function cheapest(expected: readonly ExpectedLine[], read: readonly ReadLine[]): Step[] {
  const price = prices(expected, read)
  const width = read.length + 1
  const best: Move[] = [{ cost: 0, e: 0, r: 0 }]
  for (let e = 0; e <= expected.length; e++)
    for (let r = 0; r <= read.length; r++) {
      if (e === 0 && r === 0) continue
      let chosen: Move = { cost: Number.POSITIVE_INFINITY, e: 0, r: 0 }
      const offer = (takesE: number, takesR: number, cost: number): void => {
        const before = best[(e - takesE) * width + r - takesR]
        if (before && before.cost + cost < chosen.cost) chosen = { cost: before.cost + cost, e: takesE, r: takesR }
      }
      if (e > 0) offer(1, 0, expected[e - 1]?.key === '' ? 0 : 1)
      if (r > 0) offer(0, 1, 1)
      if (e > 0 && r > 0) offer(1, 1, price.pair(e - 1, r - 1))
      for (let n = 2; n <= most; n++) {
        if (e > 0 && r >= n) offer(1, n, price.split(e - 1, r - n, n))
        if (r > 0 && e >= n) offer(n, 1, price.joined(e - n, n, r - 1))
      }
      best[e * width + r] = chosen
    }
  const steps: Step[] = []
  let [e, r] = [expected.length, read.length]
  while (e > 0 || r > 0) {
    const move = best[e * width + r]
    if (!move || move.e + move.r === 0) break
    steps.unshift({ expected: expected.slice(e - move.e, e), read: read.slice(r - move.r, r) })
    e -= move.e
    r -= move.r
  }
  return steps
}

const never = Number.POSITIVE_INFINITY

function prices(expected: readonly ExpectedLine[], read: readonly ReadLine[]) {
  const bagsE = expected.map((line) => bagOf(line.key))
  const bagsR = read.map((line) => bagOf(line.key))
  const none = bagOf('')
  const running = (lines: readonly { kind: string }[]): boolean => lines.every(({ kind }) => kind === 'paragraph')
  return {
    pair(e: number, r: number): number {
      const [one, other] = [expected[e], read[r]]
      if (!one || !other || one.kind !== other.line.kind) return never
      // A place to be written in takes what was written.
      if (one.key === '') return one.numbers.some((number) => other.marks.includes(number)) ? 0.2 : 0.5
      const like = bagsAlike(bagsE[e] ?? none, bagsR[r] ?? none)
      if (one.numbers.some((number) => other.marks.includes(number))) return 0.01 + 0.3 * (1 - like)
      return one.fixed && like < 0.3 ? never : 1.6 * (1 - like)
    },
    split(e: number, r: number, n: number): number {
      const [one, others] = [expected[e], read.slice(r, r + n)]
      if (one?.kind !== 'paragraph' || one.key === '' || !running(others.map(({ line }) => line))) return never
      return whole(one.key, others)
    },
    joined(e: number, n: number, r: number): number {
      const [ones, other] = [expected.slice(e, e + n), read[r]]
      if (other?.line.kind !== 'paragraph' || !running(ones) || ones.some(({ key }) => key === '')) return never
      return whole(other.key, ones)
    },
  }
}

/** Pieces that make up a whole, but for a few words. */
function whole(key: string, pieces: readonly { key: string }[]): number {
  const length = pieces.reduce((sum, piece) => sum + piece.key.length, 0)
  if (Math.abs(length - key.length) > key.length * 0.15 + 2) return never
  const like = bagsAlike(bagOf(key), bagOf(plainText(pieces.map((piece) => piece.key).join('\n'))))
  return like < 0.85 ? never : 0.05 + 1.6 * (1 - like)
}
