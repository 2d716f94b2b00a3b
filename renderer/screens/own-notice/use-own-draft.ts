/** The draft on the page and its way to the store: saved shortly after each change and before the clerk leaves. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { OwnNotice } from '../../../shared/api/own-notices.ts'
import type { OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { guardLeaving } from '../../app/route.ts'
import { showSaveState } from '../../app/save-state.ts'

/** Long enough for a word, short enough that nothing is lost with the power. */
const saveAfterMs = 500

export type DraftChange = (change: (draft: OwnNoticeDraft) => OwnNoticeDraft) => void

export function useOwnDraft(notice: OwnNotice): {
  draft: OwnNoticeDraft
  change: DraftChange
  /** Writes what is still waiting; false when it could not be written. */
  flush: () => Promise<boolean>
  /** When the store last got it. */
  savedAt: string
  problem: ProblemData | null
} {
  const [draft, setDraft] = useState(notice.draft)
  const [savedAt, setSavedAt] = useState(notice.savedAt)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const latest = useRef(notice.draft)
  const saved = useRef(notice.draft)
  const running = useRef<Promise<boolean> | null>(null)
  const { noticeId } = notice

  const flush = useCallback(async (): Promise<boolean> => {
    // One after the other: an older text must never come after a newer one.
    await running.current
    if (latest.current === saved.current) return true
    const sending = latest.current
    showSaveState({ kind: 'saving' })
    running.current = call('ownNotices.save', { noticeId, draft: sending }).then(
      ({ savedAt: at }) => {
        saved.current = sending
        setSavedAt(at)
        showSaveState({ kind: 'saved', at })
        setProblem(null)
        return true
      },
      (thrown: unknown) => {
        showSaveState({ kind: 'failed' })
        setProblem(problemOf(thrown))
        return false
      },
    )
    return running.current
  }, [noticeId])

  const change = useCallback<DraftChange>((apply) => {
    latest.current = apply(latest.current)
    setDraft(latest.current)
  }, [])

  useEffect(() => {
    if (draft === saved.current) return
    const timer = setTimeout(() => void flush(), saveAfterMs)
    return () => clearTimeout(timer)
  }, [draft, flush])

  useEffect(() => {
    const end = guardLeaving(flush)
    return () => {
      end()
      showSaveState({ kind: 'idle' })
    }
  }, [flush])

  return { draft, change, flush, savedAt, problem }
}
