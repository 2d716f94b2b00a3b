import { useState } from 'react'
import type { ProblemData } from '../../shared/problems.ts'
import { problemOf } from '../api.ts'

/** One attempt at a time, by its name: what is under way, and what the last one failed with. */
export function useAttempt<Name extends string>() {
  const [busy, setBusy] = useState<Name | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const attempt = async (name: Name, work: () => Promise<unknown>): Promise<void> => {
    setBusy(name)
    setProblem(null)
    try {
      await work()
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(null)
    }
  }
  /** For the button that begins it. */
  const idle = (name: Name) => ({ loading: busy === name, disabled: busy !== null && busy !== name })
  return { busy, problem, setProblem, attempt, idle }
}
