/** Decisions, each with a way back: by the line in the top bar, or by Ctrl+Z for as long as the screen stands. */
import { useRef } from 'react'
import type { FieldReason, QueueItem } from '../../../shared/api/returns.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { decidedText } from '../../text/queue.ts'
import { itemInput, itemKey, itemName } from './queue-items.ts'
import { dropReasons, setReasons } from './reasons.ts'

type State = QueueItem['state']
type Done = { items: readonly QueueItem[]; before: { state: State; reasons: readonly FieldReason[] } }

/** As many as the core takes in one call. */
const mostAtOnce = 2000

async function write(items: readonly QueueItem[], state: State, reasons: readonly FieldReason[]): Promise<void> {
  for (let from = 0; from < items.length; from += mostAtOnce)
    await call('queue.decide', {
      items: items.slice(from, from + mostAtOnce).map(itemInput),
      state,
      reasons: [...reasons],
    })
}

/** @param onUndone shows what was brought back */
export function useDecisions(onUndone: (item: QueueItem) => void) {
  const { problem, attempt, busy } = useAttempt<'decide'>()
  const done = useRef<Done[]>([])

  const undo = () => {
    const last = done.current.pop()
    if (!last) return
    void attempt('decide', async () => {
      await write(last.items, last.before.state, last.before.reasons)
      const [first] = last.items
      // What was said stays at hand: it is seldom wrong altogether.
      announce(`已撤销：${last.items.length === 1 && first ? itemName(first) : `${last.items.length} 份`}`)
      if (first) onUndone(first)
    })
  }

  /** @param before reasons that the decision now given takes the place of */
  const decide = (
    items: readonly QueueItem[],
    state: State,
    reasons: readonly FieldReason[],
    before: readonly FieldReason[],
  ) =>
    attempt('decide', async () => {
      const [first] = items
      if (!first) return
      await write(items, state, reasons)
      done.current.push({ items, before: { state: first.state, reasons: first.state === 'returned' ? before : [] } })
      for (const item of items) {
        if (state === 'returned') setReasons(itemKey(item), reasons)
        else dropReasons(itemKey(item))
      }
      announce(decidedText(state, items.map(itemName)), { label: '撤销', run: undo })
    })

  return { problem, busy: busy !== null, decide, undo }
}
