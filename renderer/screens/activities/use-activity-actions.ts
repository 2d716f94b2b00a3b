/** What can be done with chosen activities. Every change is told with its way back; nothing is asked beforehand. */
import { useCallback, useMemo, useState } from 'react'
import type { ActivityChangeInfo, ActivitySelection } from '../../../shared/api/activities.ts'
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { undoneText } from '../../text/activities.ts'
import { lastDone, lastUndone } from './steps.ts'

export type ActivityActions = {
  problem: ProblemData | null
  dismiss: () => void
  /** True when it was done. */
  edit: (input: MethodInput<'activities.edit'>) => Promise<boolean>
  duplicate: (selection: ActivitySelection) => Promise<string[] | null>
  remove: (selection: ActivitySelection) => Promise<boolean>
  undo: (changeId: string) => Promise<boolean>
  redo: (changeId: string) => Promise<boolean>
  /** The newest step that stands. */
  undoLast: () => Promise<void>
  /** The step that was taken back last, while nothing newer was done. */
  redoLast: () => Promise<void>
}

export function useActivityActions(): ActivityActions {
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const attempt = useCallback(async <T>(work: () => Promise<T>): Promise<T | null> => {
    setProblem(null)
    try {
      return await work()
    } catch (thrown) {
      setProblem(problemOf(thrown))
      return null
    }
  }, [])
  const actions = useMemo(() => {
    const undo = async (changeId: string): Promise<boolean> => {
      const done = await attempt(() => call('activities.undo', { changeId }))
      if (done) announce(undoneText('撤销', done), { label: '恢复', run: () => void redo(changeId) })
      return done !== null
    }
    const redo = async (changeId: string): Promise<boolean> => {
      const done = await attempt(() => call('activities.redo', { changeId }))
      if (done) announce(undoneText('恢复', done), { label: '撤销', run: () => void undo(changeId) })
      return done !== null
    }
    const tell = ({ words, changeId }: ActivityChangeInfo) =>
      announce(words, { label: '撤销', run: () => void undo(changeId) })
    const changed = async (work: () => Promise<ActivityChangeInfo>): Promise<boolean> => {
      const info = await attempt(work)
      if (info) tell(info)
      return info !== null
    }
    return {
      undo,
      redo,
      edit: (input: MethodInput<'activities.edit'>) => changed(() => call('activities.edit', input)),
      remove: (selection: ActivitySelection) => changed(() => call('activities.remove', { selection })),
      duplicate: async (selection: ActivitySelection) => {
        const info = await attempt(() => call('activities.duplicate', { selection }))
        if (info) tell(info)
        return info?.ids ?? null
      },
      undoLast: async () => {
        const changes = await attempt(() => call('activities.changes', {}))
        const last = changes && lastDone(changes)
        if (last) await undo(last.changeId)
        else if (changes) announce('没有可以撤销的改动')
      },
      redoLast: async () => {
        const changes = await attempt(() => call('activities.changes', {}))
        const last = changes && lastUndone(changes)
        if (last) await redo(last.changeId)
        else if (changes) announce('没有可以恢复的改动')
      },
    }
  }, [attempt])
  const dismiss = useCallback(() => setProblem(null), [])
  return { problem, dismiss, ...actions }
}
