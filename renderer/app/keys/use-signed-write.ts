/** Writing a signed file: folder, passphrase where none is set yet, then the task; busy and failure for the screen. */
import { useState } from 'react'
import type { MethodName, MethodOutput } from '../../../shared/api/contract.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { problemOf } from '../../api.ts'
import { loadAppState, useAppState } from '../app-state.ts'
import type { TargetFolder } from '../TargetFolder.tsx'
import { runTask, type TaskPlan } from '../tasks.ts'
import { askForPassphrase, withKeys } from './protect.ts'

export type SignedWrite = {
  busy: boolean
  problem: ProblemData | null
  /** Null: the person closed a dialog, or it failed and `problem` says how. */
  write: <M extends MethodName>(plan: (out: string) => TaskPlan<M>) => Promise<MethodOutput<M> | null>
}

/** @param purpose a verb for the passphrase's dialog: 报送, 发布 */
export function useSignedWrite(purpose: string, target: TargetFolder): SignedWrite {
  const keysSetUp = useAppState((held) => held.state !== null && held.state.keys.state !== 'open')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  return {
    busy,
    problem,
    write: async (plan) => {
      setProblem(null)
      const out = await target.need()
      if (out === null) return null
      if (!keysSetUp && !(await askForPassphrase(purpose))) return null
      setBusy(true)
      try {
        return await withKeys(purpose, () => runTask(plan(out)))
      } catch (thrown) {
        const failed = problemOf(thrown)
        setProblem(failed)
        if (failed.code === 'keys.locked') await loadAppState()
        return null
      } finally {
        setBusy(false)
      }
    },
  }
}
