import type { ReactNode } from 'react'
import type { ProblemData } from '../../shared/problems.ts'
import { problemTexts } from '../text/problem.ts'
import { FailureNote } from '../ui/FailureNote.tsx'

/** Codes after which something may be lost or was tampered with: told in red. */
const grave = new Set<ProblemData['code']>([
  'store.damaged',
  'package.refused',
  'card.fork',
  'card.broken-chain',
  'card.fingerprint-mismatch',
])

export function ProblemNote({ problem, action }: { problem: ProblemData | null; action?: ReactNode }) {
  if (!problem || problem.code === 'cancelled') return null
  return <FailureNote {...problemTexts(problem)} action={action} tone={grave.has(problem.code) ? 'stop' : 'wait'} />
}
