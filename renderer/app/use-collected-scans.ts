import { useState } from 'react'
import type { DroppedScan } from '../../shared/api/scans.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { problemOf } from '../api.ts'
import { runTask } from './tasks.ts'

export type CollectedScans = {
  busy: boolean
  problem: ProblemData | null
  dismiss: () => void
  /** The newest first. */
  dropped: readonly DroppedScan[]
  collect: (paths: readonly string[]) => Promise<void>
}

/**
 * Photos of papers at once: each finds its record by the code on it.
 * @param what of the task, e.g. 收盖章件 @param found what became of those that were taken, e.g. 已归位
 */
export function useCollectedScans(what: string, found: string): CollectedScans {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [dropped, setDropped] = useState<readonly DroppedScan[]>([])
  const collect = async (paths: readonly string[]) => {
    if (paths.length === 0 || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const fresh = await runTask({
        title: `${what} ${paths.length} 张`,
        method: 'scans.drop',
        input: { paths: [...paths] },
        ending: (done) => {
          const taken = done.filter((one) => one.scan !== null).length
          const left = done.length - taken
          return { sentence: `${taken} 张${found}${left > 0 ? `，${left} 张没有收` : ''}。`, next: null }
        },
      })
      // The same file a second time is told once.
      setDropped((before) => [...fresh, ...before.filter((old) => fresh.every(({ path }) => path !== old.path))])
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, dismiss: () => setProblem(null), dropped, collect }
}
