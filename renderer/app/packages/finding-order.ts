import type { PackageFinding } from '../../../shared/problems.ts'

const order: Readonly<Record<PackageFinding['severity'], number>> = { error: 0, hold: 1, info: 2 }

export function gravestFirst(findings: readonly PackageFinding[]): PackageFinding[] {
  return [...findings].sort((a, b) => order[a.severity] - order[b.severity])
}

/** A finding's message begins with what happened; what is safe and what to do follow. */
export function findingParts(message: string): { what: string; rest: string } {
  const end = message.indexOf('。')
  return end < 0 ? { what: message, rest: '' } : { what: message.slice(0, end + 1), rest: message.slice(end + 1) }
}
