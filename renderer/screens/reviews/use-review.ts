/** One review on the screen: what the core says of it, and what was typed since. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Review } from '../../../shared/api/reviews.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf, subscribe } from '../../api.ts'
import { showSaveState } from '../../app/save-state.ts'
import { saveWhenLeaving } from '../../app/save-when-leaving.ts'
import { ScoreSaver, type SheetChange } from './score-saver.ts'

export type ReviewHold = {
  review: Review
  /** Why the last scores are not in the store. */
  saveProblem: ProblemData | null
  score: (change: SheetChange) => void
  /** True when all scores are in the store. */
  flush: () => Promise<boolean>
  /** Gives up what could not be saved. */
  drop: () => void
  reread: () => Promise<void>
  /** A call that answers with the review as it is then; scores are saved before. Rejects with its problem. */
  change: (work: () => Promise<Review>) => Promise<Review>
}

function withSheet(review: Review, { reviewerId, entryId, points, note }: SheetChange): Review {
  return {
    ...review,
    entries: review.entries.map((entry) => {
      if (entry.entryId !== entryId) return entry
      const sheet = entry.scores.find((one) => one.reviewerId === reviewerId) ?? { reviewerId, points: {}, note: '' }
      const next = Object.entries({ ...sheet.points, ...points }).flatMap(([id, value]): [string, string][] =>
        value === null ? [] : [[id, value]],
      )
      const others = entry.scores.filter((one) => one.reviewerId !== reviewerId)
      return {
        ...entry,
        scores: [...others, { reviewerId, points: Object.fromEntries(next), note: note ?? sheet.note }],
      }
    }),
  }
}

export function useReview(reviewId: string): {
  hold: ReviewHold | null
  problem: ProblemData | null
  reread: () => Promise<void>
} {
  const [review, setReview] = useState<Review | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [saveProblem, setSaveProblem] = useState<ProblemData | null>(null)
  const saver = useRef<ScoreSaver | null>(null)
  /** Counts what was typed and read: an answer that is older than either is not shown. */
  const turn = useRef(0)

  const reread = useCallback(async () => {
    const mine = ++turn.current
    try {
      const next = await call('reviews.open', { reviewId })
      if (mine !== turn.current || saver.current?.unsaved) return
      setReview(next)
      setProblem(null)
    } catch (thrown) {
      if (mine === turn.current) setProblem(problemOf(thrown))
    }
  }, [reviewId])

  useEffect(() => {
    const made = new ScoreSaver({
      save: (change) => call('reviews.score', { reviewId, ...change }),
      problemOf,
      onState: (state) => {
        setSaveProblem(state.kind === 'failed' ? state.problem : null)
        showSaveState(state)
      },
    })
    saver.current = made
    showSaveState({ kind: 'idle' })
    void reread()
    return () => {
      void made.close()
      saver.current = null
      showSaveState({ kind: 'idle' })
    }
  }, [reviewId, reread])

  const flush = useCallback(() => saver.current?.flush() ?? Promise.resolve(true), [])
  useEffect(() => {
    const endSaving = saveWhenLeaving(flush)
    const endEvents = subscribe('data.changed', ({ domain }) => {
      if (domain === 'records' || domain === 'packages' || domain === 'notices') void reread()
    })
    return () => {
      endSaving()
      endEvents()
    }
  }, [flush, reread])

  const score = useCallback((change: SheetChange) => {
    turn.current++
    saver.current?.change(change)
    setReview((before) => before && withSheet(before, change))
  }, [])
  const drop = useCallback(() => {
    saver.current?.drop()
    void reread()
  }, [reread])
  const change = useCallback(
    async (work: () => Promise<Review>) => {
      await flush()
      const next = await work()
      turn.current++
      setReview(next)
      return next
    },
    [flush],
  )
  const hold = review && { review, saveProblem, score, flush, drop, reread, change }
  return { hold, problem, reread }
}
