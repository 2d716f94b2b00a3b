/** One open record: its draft, what was typed since, and the saving of it. */
import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { RecordDetail, SavedDraft } from '../../../shared/api/records.ts'
import { type FieldValue, type FormValues, figureReasonsField } from '../../../shared/form/definition.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf, subscribe } from '../../api.ts'
import { DraftSaver } from '../../app/draft-saver.ts'
import { showSaveState } from '../../app/save-state.ts'
import { saveWhenLeaving } from '../../app/save-when-leaving.ts'
import { afterPaint } from '../../ui/after-paint.ts'
import { isTypedHere } from './typed-here.ts'

type Changes = Record<string, FieldValue | null>

export type OpenRecord = {
  detail: RecordDetail
  /** As the page shows them; a moment behind what is being typed. */
  values: FormValues
  /** With everything typed so far. */
  latest: () => FormValues
  saveProblem: ProblemData | null
  change: (field: string, value: FieldValue | null) => void
  /** Everything typed is in the store when it answers true. */
  flush: () => Promise<boolean>
  /** Another write of this record that answers with the whole of it. */
  write: (work: (draftSeq: number) => Promise<RecordDetail>) => Promise<RecordDetail>
  reread: () => Promise<RecordDetail>
  /** Reads what somebody else wrote and puts what was typed here on top of it. */
  settleConflict: () => Promise<void>
  /** Forgets what was typed into these fields and is not saved; what stands in the store is shown again. */
  giveUp: (fields: readonly string[]) => Promise<void>
}

const isTyping = (): boolean => document.activeElement?.matches('input, textarea') ?? false

function withPending(values: FormValues, pending: Readonly<Record<string, FieldValue | null>>): FormValues {
  const merged: Record<string, FieldValue> = { ...values }
  for (const [field, value] of Object.entries(pending)) {
    if (value === null) delete merged[field]
    else merged[field] = value
  }
  return merged
}

export function useRecord(recordId: string): {
  record: OpenRecord | null
  problem: ProblemData | null
  reopen: () => void
} {
  const [detail, setDetail] = useState<RecordDetail | null>(null)
  const [values, setValues] = useState<FormValues>({})
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [saveProblem, setSaveProblem] = useState<ProblemData | null>(null)
  const [round, setRound] = useState(0)
  const saver = useRef<DraftSaver<Changes, SavedDraft> | null>(null)
  const typed = useRef<FormValues>({})
  const takingUp = useRef(false)
  /** Figures that go back to the register's: an emptied box is not filled again under the typing hand. */
  const waiting = useRef<Changes>({})
  const settle = useRef((settled: Changes) => {
    const { [figureReasonsField]: reasons, ...figures } = settled
    waiting.current = { ...waiting.current, ...figures }
    const ready = isTyping() ? {} : waiting.current
    if (!isTyping()) waiting.current = {}
    const all = { ...ready, ...(reasons !== undefined && { [figureReasonsField]: reasons }) }
    // What was typed meanwhile goes before.
    typed.current = withPending(withPending(typed.current, all), saver.current?.pending ?? {})
    startTransition(() => setValues(typed.current))
  })

  const take = useCallback((next: RecordDetail) => {
    waiting.current = {}
    setDetail(next)
    typed.current = withPending(next.values, saver.current?.pending ?? {})
    setValues(typed.current)
    return next
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round opens it again
  useEffect(() => {
    let left = false
    showSaveState({ kind: 'idle' })
    call('records.open', { recordId }).then(
      (opened) => {
        if (left) return
        setProblem(null)
        saver.current = new DraftSaver<Changes, SavedDraft>({
          draftSeq: opened.draftSeq,
          save: (draftSeq, changes) => call('records.saveDraft', { recordId, draftSeq, changes }),
          problemOf,
          onState: (state) => {
            setSaveProblem(state.kind === 'failed' ? state.problem : null)
            showSaveState(state)
          },
          onSaved: (saved) => {
            if (saved.settled) settle.current(saved.settled)
            startTransition(() => {
              setDetail(
                (before) =>
                  before && {
                    ...before,
                    findings: saved.findings,
                    savedAt: saved.savedAt,
                    draftSeq: saved.draftSeq,
                    changedSinceRevision: true,
                    summary: { ...before.summary, state: saved.state },
                  },
              )
            })
          },
        })
        if (isTypedHere(opened.summary) && opened.purgedAt === null)
          showSaveState({ kind: 'saved', at: opened.savedAt })
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
  }, [recordId, round, take])

  useEffect(() => {
    const left = () => {
      // Once the focus has come to where it goes.
      if (Object.keys(waiting.current).length > 0) setTimeout(() => settle.current({}), 0)
    }
    document.addEventListener('focusout', left)
    return () => document.removeEventListener('focusout', left)
  }, [])

  const flush = useCallback(() => saver.current?.flush() ?? Promise.resolve(true), [])

  useEffect(() => saveWhenLeaving(flush), [flush])

  const reread = useCallback(async () => {
    const next = await call('records.open', { recordId })
    saver.current?.adopt(next.draftSeq)
    return take(next)
  }, [recordId, take])

  // A receipt or a package changes the state and the revisions beside us; the answers are ours until they are saved.
  useEffect(
    () =>
      subscribe('data.changed', ({ domain }) => {
        if (domain !== 'packages' || !saver.current) return
        call('records.open', { recordId }).then(
          (next) => setDetail((before) => before && { ...before, summary: next.summary, revisions: next.revisions }),
          () => undefined,
        )
      }),
    [recordId],
  )

  const change = useCallback((field: string, value: FieldValue | null) => {
    delete waiting.current[field]
    saver.current?.change(field, value)
    typed.current = withPending(typed.current, { [field]: value })
    if (takingUp.current) return
    takingUp.current = true
    // The control that was typed in shows it already; checks, sums and the paper follow when there is time.
    afterPaint(() => {
      takingUp.current = false
      startTransition(() => {
        setDetail((before) =>
          before && !before.changedSinceRevision ? { ...before, changedSinceRevision: true } : before,
        )
        setValues(typed.current)
      })
    })
  }, [])

  const write = useCallback(
    async (work: (draftSeq: number) => Promise<RecordDetail>) => {
      if (!saver.current) return work(0)
      return take(await saver.current.exclusive(work, (next) => next.draftSeq))
    },
    [take],
  )

  const settleConflict = useCallback(async () => {
    await reread()
    await flush()
  }, [reread, flush])

  const giveUp = useCallback(
    async (fields: readonly string[]) => {
      saver.current?.drop(fields)
      const { savedAt } = await reread()
      if (!(await flush())) return
      setSaveProblem(null)
      showSaveState({ kind: 'saved', at: savedAt })
    },
    [reread, flush],
  )

  const latest = useCallback(() => typed.current, [])
  const record = detail
    ? { detail, values, latest, saveProblem, change, flush, write, reread, settleConflict, giveUp }
    : null
  return { record, problem, reopen: () => setRound((n) => n + 1) }
}
