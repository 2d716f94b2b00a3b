/** The order in which a batch is taken in: what others need first, then each computer's packages by their numbers. */
import type { FoundPath } from './find-files.ts'
import type { Claimed, Peeked } from './peek.ts'

export interface Peek {
  readonly found: FoundPath
  readonly peeked: Peeked
}

/** A card lets the others be known, a notice lets its records be read, a receipt waits for nothing. */
const kinds = ['office-card', 'notice', 'receipt', 'submission'] as const

/** Clocks order nothing: a sender's may be wrong (domain §5.5). */
export function inOrder(peeks: readonly Peek[]): Peek[] {
  return [...peeks].sort((a, b) => rank(a) - rank(b) || byNumber(a, b) || byName.compare(a.found.path, b.found.path))
}

function rank({ peeked }: Peek): number {
  if (peeked.is === 'package') return kinds.indexOf(peeked.claimed.kind)
  return peeked.is === 'unclear' ? kinds.length : kinds.length + 1
}

function byNumber(a: Peek, b: Peek): number {
  if (a.peeked.is !== 'package' || b.peeked.is !== 'package') return 0
  const [one, other] = [key(a.peeked.claimed), key(b.peeked.claimed)]
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? ''
    if (value !== against) return value < against ? -1 : 1
  }
  return 0
}

const key = ({ kind, sender, sequence, volume }: Claimed): (string | number)[] =>
  kind === 'office-card'
    ? [sender.officeId, sender.cardSeq]
    : [sender.officeId, sender.deviceId, sequence, volume?.n ?? 1]

const byName = new Intl.Collator('zh-CN', { numeric: true })
