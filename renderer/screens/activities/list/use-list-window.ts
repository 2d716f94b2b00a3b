import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf, subscribe } from '../../../api.ts'
import { type ListOrder, listInput } from '../list-state.ts'
import { ListWindow } from './list-window.ts'

export type Windowed = {
  /** Null until the first rows are here. What was asked for before stays until what is asked for now has come. */
  rows: ListWindow | null
  /** Goes up with every change of what the window holds. */
  version: number
  /** Of the question that `rows` answers. */
  key: string
  problem: ProblemData | null
  reread: () => void
}

export function useListWindow(order: ListOrder): Windowed {
  const key = JSON.stringify(listInput(order))
  const [shown, setShown] = useState<{ rows: ListWindow; key: string } | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [version, changed] = useReducer((count: number) => count + 1, 0)
  const latest = useRef<ListWindow | null>(null)

  useEffect(() => {
    const input = JSON.parse(key) as ReturnType<typeof listInput>
    const rows: ListWindow = new ListWindow({
      read: (offset, limit) => call('activities.list', { ...input, offset, limit }),
      onChange: () => {
        setProblem(null)
        setShown((before) => (before?.rows === rows ? before : { rows, key }))
        changed()
      },
      onProblem: (thrown) => setProblem(problemOf(thrown)),
    })
    latest.current = rows
    return () => rows.close()
  }, [key])

  const reread = useCallback(() => latest.current?.refresh(), [])
  useEffect(() => subscribe('data.changed', ({ domain }) => domain === 'activities' && reread()), [reread])

  return { rows: shown?.rows ?? null, version, key: shown?.key ?? '', problem, reread }
}
