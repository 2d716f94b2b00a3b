/** All records for a list that filters and searches them: the last changed at once, the rest of a long store after them. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RecordSummary } from '../../shared/api/records.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { call, problemOf, subscribe } from '../api.ts'
import type { Domain } from './use-method.ts'

/** The first part is more than a screen shows; the others leave the core free for what the clerk does meanwhile. */
const partSizes = [500, 2000, 5000] as const

export interface AllRecords {
  readonly records: readonly RecordSummary[] | null
  /** False while more are being read. */
  readonly complete: boolean
  readonly problem: ProblemData | null
  readonly reread: () => void
}

type State = Omit<AllRecords, 'reread'>

/** @param active false waits: nothing is read until the list is looked at */
export function useAllRecords(domains: readonly Domain[], active = true): AllRecords {
  const [state, setState] = useState<State>({ records: null, complete: false, problem: null })
  const [round, setRound] = useState(0)
  const stood = useRef(false)
  const watched = domains.join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a reason to read again
  useEffect(() => {
    if (!active) return
    let wanted = true
    void readParts(
      () => wanted,
      (records, complete) => {
        // A list that stood whole is replaced by the next whole one: nothing vanishes from it while it is read again.
        if (!complete && stood.current) return
        stood.current = complete
        setState({ records, complete, problem: null })
      },
    ).catch((thrown: unknown) => {
      if (wanted) setState((before) => ({ ...before, problem: problemOf(thrown) }))
    })
    return () => {
      wanted = false
    }
  }, [round, active])

  const reread = useCallback(() => setRound((n) => n + 1), [])
  useEffect(() => {
    const names = watched.split(' ')
    return subscribe('data.changed', ({ domain }) => {
      if (names.includes(domain)) reread()
    })
  }, [watched, reread])
  return { ...state, reread }
}

async function readParts(
  wanted: () => boolean,
  show: (records: readonly RecordSummary[], complete: boolean) => void,
): Promise<void> {
  const found = new Map<string, RecordSummary>()
  let last: RecordSummary | undefined
  for (let n = 0; ; n++) {
    const limit = partSizes[Math.min(n, partSizes.length - 1)] ?? 1
    const after = last ? { updatedAt: last.updatedAt, recordId: last.recordId } : null
    const rows = await call('records.list', { limit, after })
    if (!wanted()) return
    const end = rows.length < limit
    for (const row of rows) found.set(row.recordId, row)
    last = rows.at(-1)
    show([...found.values()], end)
    if (end) return
  }
}
