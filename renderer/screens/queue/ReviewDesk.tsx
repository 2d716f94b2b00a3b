import { useEffect, useState } from 'react'
import type { FieldReason, QueueItem } from '../../../shared/api/returns.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useMethod } from '../../app/use-method.ts'
import { QueueList } from './QueueList.tsx'
import { QueuePaper } from './QueuePaper.tsx'
import { itemInput, itemKey, nextKey } from './queue-items.ts'
import { focusField } from './ReviewFieldRow.tsx'
import { type OpenBox, ReviewPanel } from './ReviewPanel.tsx'
import { setReasons, useReasons, withReason } from './reasons.ts'
import type { useDecisions } from './use-decisions.ts'
import { usePhrases } from './use-phrases.ts'
import { useQueueKeys } from './use-queue-keys.ts'

/** Milliseconds that the hand rests on a row before its paper is read: with a key held down rows fly by. */
const restMs = 80

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

const focusList = () => document.querySelector<HTMLElement>('.queue-list [role="listbox"]')?.focus()

type Props = {
  items: readonly QueueItem[]
  current: QueueItem
  paper: boolean
  decisions: ReturnType<typeof useDecisions>
  onChoose: (key: string | null) => void
}

/** List, paper, data; and the keys over all three. */
export function ReviewDesk({ items, current, paper, decisions, onChoose }: Props) {
  const key = itemKey(current)
  const rested = useRested(key)
  const shown = rested === key
  const { value: detail, problem } = useMethod(
    'queue.open',
    shown ? itemInput(current) : null,
    ['packages', 'records'],
    500,
  )
  const phrases = usePhrases(detail?.definition.id ?? null)
  const reasons = useReasons(key, detail?.reasons ?? [])
  const [at, setAt] = useState<{ of: string; field: string | null; box: OpenBox }>({ of: key, field: null, box: null })
  const { field, box } = at.of === key ? at : { field: null, box: null }
  // On what stands by then: closing a box gives the focus back to its field, which comes here at once.
  const setField = (next: string | null) =>
    setAt((before) => ({
      of: key,
      field: next,
      box: before.of === key && before.box?.field === next ? before.box : null,
    }))
  const setBox = (next: OpenBox) => {
    setAt({ of: key, field: next?.field ?? field, box: next })
    // Back to where it was opened.
    if (next !== null || box === null) return
    if (box.field === null) focusList()
    else focusField(box.field)
  }

  const goTo = (next: string | null) => {
    if (next !== null) onChoose(next)
  }
  const decide = (state: QueueItem['state'], with_: readonly FieldReason[]) => {
    const next = nextKey(items, key)
    void decisions.decide([current], state, with_, detail?.reasons ?? [])
    if (state === 'received') return
    goTo(next)
    focusList()
  }
  const accept = () => {
    if (detail && !decisions.busy && current.state !== 'accepted') decide('accepted', [])
  }
  const giveBack = () => {
    if (reasons.length === 0) setBox({ field: null })
    else if (detail && !decisions.busy) decide('returned', reasons)
  }
  const add = (reason: FieldReason) => setReasons(key, withReason(reasons, reason))
  useQueueKeys({
    step: (by) => {
      const next = items[items.findIndex((item) => itemKey(item) === key) + by]
      if (next) goTo(itemKey(next))
    },
    accept,
    giveBack,
    phrase: (number) => {
      const phrase = phrases.phrases[number - 1]
      if (phrase && detail) add({ field, text: phrase.text })
    },
    leave: () => {
      if (box) setBox(null)
      else {
        setField(null)
        focusList()
      }
    },
    undo: decisions.undo,
  })

  return (
    <div className="queue-panes" data-paper={paper}>
      <QueueList
        items={items}
        current={key}
        onChoose={onChoose}
        onOpen={() => document.querySelector<HTMLElement>('.audit-field-button')?.focus()}
      />
      {paper && shown ? (
        <QueuePaper
          key={key}
          item={current}
          field={field}
          onPick={(id) => {
            focusField(id)
            setBox({ field: id })
          }}
        />
      ) : paper ? (
        <div className="queue-paper" />
      ) : null}
      <div className="audit-place">
        <ProblemNote problem={problem ?? phrases.problem} />
        <ReviewPanel
          key={key}
          item={current}
          detail={detail}
          reasons={reasons}
          phrases={phrases.phrases}
          field={field}
          box={box}
          busy={decisions.busy}
          onField={setField}
          onBox={setBox}
          onReason={add}
          onRemove={({ field: of, text }) =>
            setReasons(
              key,
              reasons.filter((one) => one.field !== of || one.text !== text),
            )
          }
          onKeep={phrases.keep}
          onForget={phrases.forget}
          onAccept={accept}
          onReturn={giveBack}
          onReopen={() => decide('received', [])}
        />
      </div>
    </div>
  )
}
