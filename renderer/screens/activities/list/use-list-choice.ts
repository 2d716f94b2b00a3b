/** Where the cursor stands in a list of which only a part is held, and what is chosen in it. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ActivityRow } from '../../../../shared/api/activities.ts'
import { pressed } from '../../../../shared/domain/shortcuts.ts'
import { call } from '../../../api.ts'
import { listInput, setListState, useListState } from '../list-state.ts'
import type { ListWindow } from './list-window.ts'
import { addMarks, allMarks, type Marks, markedCount, noMarks, toggleMark } from './marks.ts'

export type ListChoice = {
  /** Index of the cursor; -1 where it stands nowhere. */
  at: number
  /** The row under it; null while it is not held. */
  current: ActivityRow | null
  marks: Marks
  count: number
  goTo: (index: number) => void
  toggle: (index: number) => void
  /** Chooses everything from where the cursor was set last. */
  extendTo: (index: number) => void
  /** Everything that the list holds, also what is not in sight. */
  all: () => void
  clear: () => void
  /** Takes the cursor away: the whole width is the list's again. */
  leave: () => void
  /** True when the key was one of a list's. */
  press: (event: KeyboardEvent) => boolean
}

/** As many as one call takes. */
const mostInCall = 500

/** Rows that are not held are asked for: Shift+End may reach over thousands. */
async function idsBetween(rows: ListWindow, from: number, to: number): Promise<string[]> {
  const held = Array.from({ length: to - from + 1 }, (_, index) => rows.at(from + index)?.activityId ?? null)
  if (held.every((id) => id !== null)) return held
  const { filter, sort, descending } = useListState.getState()
  const ids: string[] = []
  for (let offset = from; offset <= to; offset += mostInCall) {
    const limit = Math.min(mostInCall, to - offset + 1)
    const list = await call('activities.list', { ...listInput({ filter, sort, descending }), offset, limit })
    ids.push(...list.rows.map(({ activityId }) => activityId))
  }
  return ids
}

/** @param key of the question that `rows` answers: another question lets go of what was chosen */
export function useListChoice(rows: ListWindow | null, key: string): ListChoice {
  const [cursor, setCursor] = useState<{ index: number; id: string | null } | null>(null)
  const [marks, setMarks] = useState<Marks>(noMarks)
  const anchor = useRef(0)
  const total = rows?.total ?? 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another list
  useEffect(() => {
    setMarks(noMarks)
    const { current } = useListState.getState()
    const index = current === null ? -1 : (rows?.indexOf(current) ?? -1)
    setCursor(index < 0 ? null : { index, id: current })
  }, [key])

  // A row that moved keeps the cursor; where it is gone, the one that took its place has it.
  let at = -1
  if (cursor && rows && total > 0) {
    const stays = rows.at(cursor.index)?.activityId === cursor.id
    const moved = stays || cursor.id === null ? -1 : rows.indexOf(cursor.id)
    at = Math.min(moved >= 0 ? moved : cursor.index, total - 1)
  }
  const current = at >= 0 ? (rows?.at(at) ?? null) : null
  const currentId = current?.activityId ?? null
  useEffect(() => {
    if (currentId !== null) setListState({ current: currentId })
  }, [currentId])

  const stand = (index: number) => setCursor({ index, id: rows?.at(index)?.activityId ?? null })
  const goTo = (index: number) => {
    anchor.current = index
    stand(index)
  }
  const toggle = (index: number) => {
    const row = rows?.at(index)
    if (!row) return
    goTo(index)
    setMarks((before) => toggleMark(before, row.activityId))
  }
  const extendTo = (index: number) => {
    if (!rows) return
    const from = Math.min(anchor.current, index)
    const to = Math.max(anchor.current, index)
    stand(index)
    if (from === 0 && to === total - 1) return setMarks(allMarks)
    idsBetween(rows, from, to).then(
      (ids) => setMarks((before) => addMarks(before, ids)),
      // What could not be read is not chosen; the count says so.
      () => undefined,
    )
  }
  const clear = () => setMarks(noMarks)
  const leave = () => {
    setCursor(null)
    setListState({ current: null })
  }
  const press = (event: KeyboardEvent): boolean => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -total, End: total }[event.key]
    if (move !== undefined) {
      const next = Math.min(Math.max(at + move, 0), total - 1)
      if (event.shiftKey) extendTo(next)
      else goTo(next)
    } else if (event.key === ' ' && at >= 0) toggle(at)
    else if (pressed(event, 'markAll')) setMarks(allMarks)
    else if (event.key === 'Escape' && markedCount(marks, total) > 0) clear()
    else if (event.key === 'Escape' && at >= 0) leave()
    else return false
    return true
  }
  const all = () => setMarks(allMarks)
  return { at, current, marks, count: markedCount(marks, total), goTo, toggle, extendTo, all, clear, leave, press }
}
