import { useCallback, useState } from 'react'
import type { Checklist, Consent } from '../../../shared/api/authorizations.ts'
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useMethod } from '../../app/use-method.ts'

export type Decision = MethodInput<'authorizations.decide'>['decisions'][number]

export type Consents = {
  checklist: Checklist | null
  problem: ProblemData | null
  busy: boolean
  dismiss: () => void
  /** False: it was refused, and the problem says why. */
  decide: (decisions: Decision[], said: string) => Promise<boolean>
}

/** What stood there before, as a decision: a paper that waits for an eye waits again. */
function before({ position, state, reason }: Consent): Decision {
  switch (state) {
    case 'signed':
      return { position, state }
    case 'exception':
      return { position, state, reason: reason ?? '' }
    default:
      return { position, state: 'missing' }
  }
}

export function useConsents(entryId: string): Consents {
  const reading = useMethod('authorizations.checklist', { entryId }, ['records', 'packages'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const { value, reread } = reading
  const write = useCallback(
    async (decisions: Decision[]): Promise<boolean> => {
      setBusy(true)
      setProblem(null)
      try {
        await call('authorizations.decide', { entryId, decisions })
        return true
      } catch (thrown) {
        setProblem(problemOf(thrown))
        return false
      } finally {
        setBusy(false)
        reread()
      }
    },
    [entryId, reread],
  )
  const decide = useCallback(
    async (decisions: Decision[], said: string) => {
      const positions = new Set(decisions.map(({ position }) => position))
      const undo = (value?.consents ?? []).filter(({ position }) => positions.has(position)).map(before)
      if (decisions.length === 0 || !(await write(decisions))) return false
      announce(said, { label: '撤销', run: () => void write(undo) })
      return true
    },
    [value, write],
  )
  return {
    checklist: value,
    problem: problem ?? reading.problem,
    busy,
    dismiss: () => {
      setProblem(null)
      reread()
    },
    decide,
  }
}
