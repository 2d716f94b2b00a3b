import type { ReactNode } from 'react'
import type { ProblemData } from '../../shared/problems.ts'
import { problemTexts } from '../text/problem.ts'
import { FailureNote } from '../ui/FailureNote.tsx'
import { helpOnProblem, useHelpAtHand } from './help/help.ts'

/** Codes after which something may be lost or was tampered with: told in red. */
const grave = new Set<ProblemData['code']>([
  'store.damaged',
  'revision.changed',
  'package.refused',
  'card.fork',
  'card.broken-chain',
  'card.fingerprint-mismatch',
])

export function ProblemNote({ problem, action }: { problem: ProblemData | null; action?: ReactNode }) {
  const helpAtHand = useHelpAtHand()
  if (!problem || problem.code === 'cancelled') return null
  const { code } = problem
  const more = helpAtHand ? (
    <button type="button" className="plain-button failure-why" onClick={() => void helpOnProblem(code)}>
      了解原因
    </button>
  ) : null
  return <FailureNote {...problemTexts(problem)} action={action} more={more} tone={grave.has(code) ? 'stop' : 'wait'} />
}
