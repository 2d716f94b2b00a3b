/** One open activity: what is typed in it, and the saving of it. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ActivityDetail } from '../../../../shared/api/activities.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import type { ActivityValues } from '../../../../shared/register/activity.ts'
import { call, problemOf, subscribe } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { DraftSaver, type Saved } from '../../../app/draft-saver.ts'
import { showSaveState } from '../../../app/save-state.ts'
import { saveWhenLeaving } from '../../../app/save-when-leaving.ts'

type Changes = Partial<ActivityValues>

/** Milliseconds of quiet before what changed beside us is read. */
const calmMs = 250

export type OpenActivity = {
  detail: ActivityDetail
  /** With everything typed so far. */
  values: ActivityValues
  saveProblem: ProblemData | null
  change: <K extends keyof ActivityValues>(fact: K, value: ActivityValues[K]) => void
  flush: () => Promise<boolean>
  /** Another write of this activity that answers with the whole of it; the problem of one that was refused. */
  write: (work: () => Promise<ActivityDetail>) => Promise<ProblemData | null>
  /** Reads what somebody else wrote and puts what was typed here on top of it. */
  settleConflict: () => Promise<void>
}

export function useActivity(activityId: string): {
  activity: OpenActivity | null
  problem: ProblemData | null
  reopen: () => void
} {
  const [detail, setDetail] = useState<ActivityDetail | null>(null)
  const [values, setValues] = useState<ActivityValues | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [saveProblem, setSaveProblem] = useState<ProblemData | null>(null)
  const [round, setRound] = useState(0)
  const saver = useRef<DraftSaver<Changes, Saved> | null>(null)
  /** Counter of what the page shows. */
  const seq = useRef(0)

  const take = useCallback((next: ActivityDetail) => {
    seq.current = next.seq
    saver.current?.adopt(next.seq)
    setDetail(next)
    setValues({ ...next.values, ...saver.current?.pending })
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round opens it again
  useEffect(() => {
    let left = false
    showSaveState({ kind: 'idle' })
    call('activities.open', { activityId }).then(
      (opened) => {
        if (left) return
        setProblem(null)
        saver.current = new DraftSaver<Changes, Saved>({
          draftSeq: opened.seq,
          save: async (expected, changes) => {
            const saved = await call('activities.save', { activityId, seq: expected, changes })
            return { draftSeq: saved.seq, savedAt: saved.savedAt }
          },
          problemOf,
          onState: (state) => {
            setSaveProblem(state.kind === 'failed' ? state.problem : null)
            showSaveState(state)
          },
          onSaved: (saved) => {
            seq.current = saved.draftSeq
          },
        })
        showSaveState({ kind: 'saved', at: opened.updatedAt })
        take(opened)
      },
      (thrown: unknown) => {
        if (!left) setProblem(problemOf(thrown))
      },
    )
    return () => {
      left = true
      void saver.current?.close()
      saver.current = null
      showSaveState({ kind: 'idle' })
    }
  }, [activityId, round, take])

  const flush = useCallback(() => saver.current?.flush() ?? Promise.resolve(true), [])
  useEffect(() => {
    let told: Element | null = null
    return saveWhenLeaving(flush, async () => {
      // What could not be read was not saved: it is shown before the page goes, and given up only by leaving again.
      const unread = document.querySelector<HTMLInputElement>('.fact input[aria-invalid="true"]')
      if (unread && unread !== told) {
        told = unread
        unread.focus()
        announce(`“${unread.value}”不是数字，没有保存。改好再走；不要它，就再点一次离开。`)
        return false
      }
      return flush()
    })
  }, [flush])

  // 撤销, a bulk edit, a table taken in: what changed beside us is shown at once; our own saves come back with our counter.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const held = saver.current
        if (held?.unsaved) look()
        else if (held) void reread(held)
      }, calmMs)
    }
    const reread = async (held: DraftSaver<Changes, Saved>) => {
      try {
        const next = await held.exclusive(
          () => call('activities.open', { activityId }),
          () => null,
        )
        if (saver.current !== held) return
        if (next.seq !== seq.current) take(next)
        else setDetail((before) => before && { ...before, usedIn: next.usedIn, updatedAt: next.updatedAt })
      } catch (thrown) {
        const told = problemOf(thrown)
        // Deleted, or its making was taken back.
        if (saver.current === held && told.code === 'activity.unknown') setProblem(told)
      }
    }
    const end = subscribe('data.changed', ({ domain }) => {
      if (domain === 'activities' || domain === 'records') look()
    })
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [activityId, take])

  const change = useCallback(<K extends keyof ActivityValues>(fact: K, value: ActivityValues[K]) => {
    saver.current?.change(fact, value)
    setValues((before) => before && { ...before, [fact]: value })
  }, [])

  const write = useCallback(
    async (work: () => Promise<ActivityDetail>): Promise<ProblemData | null> => {
      const held = saver.current
      if (!held) return null
      try {
        take(await held.exclusive(work, (next) => next.seq))
        return null
      } catch (thrown) {
        return problemOf(thrown)
      }
    },
    [take],
  )

  const settleConflict = useCallback(async () => {
    take(await call('activities.open', { activityId }))
    await flush()
  }, [activityId, take, flush])

  const activity = detail && values ? { detail, values, saveProblem, change, flush, write, settleConflict } : null
  return { activity, problem, reopen: () => setRound((count) => count + 1) }
}
