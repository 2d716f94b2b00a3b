/** Which differences are taken and which are left, and the keys that decide. */
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useState } from 'react'
import type { WordChange } from '../../../../shared/form/word-changes.ts'

export type Decisions = {
  taken: ReadonlyMap<string, boolean>
  chosen: WordChange[]
  undecided: number
  decide: (id: string, take: boolean) => void
  takeAll: () => void
  press: (event: KeyboardEvent) => void
  onFocus: (id: string) => void
  /** The first one waits for the keys, once the dialog has taken the focus. */
  begin: () => void
}

export function useDecisions(changes: readonly WordChange[], list: RefObject<HTMLElement | null>): Decisions {
  const [taken, setTaken] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [active, setActive] = useState<string | null>(null)
  const open = useMemo(() => changes.filter(({ effect }) => effect !== null), [changes])
  const focus = (change: WordChange | undefined) => {
    if (change) list.current?.querySelector<HTMLElement>(`[data-change="${CSS.escape(change.id)}"]`)?.focus()
  }
  const decide = (id: string, take: boolean) => {
    const next = new Map(taken).set(id, take)
    setTaken(next)
    const at = open.findIndex((one) => one.id === id)
    const rest = [...open.slice(at + 1), ...open.slice(0, at)]
    focus(rest.find((one) => !next.has(one.id)) ?? open[at])
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey) return
    const at = changes.findIndex(({ id }) => id === active)
    const current = changes[at]
    if (event.key === 'ArrowDown') focus(changes[Math.min(at + 1, changes.length - 1)])
    else if (event.key === 'ArrowUp') focus(changes[Math.max(at - 1, 0)])
    else if (current?.effect && event.key === 'Enter') decide(current.id, true)
    else if (current?.effect && event.key === 'Delete') decide(current.id, false)
    else return
    event.preventDefault()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each paper
  useEffect(() => {
    setTaken(new Map())
    focus(changes[0])
  }, [changes])
  return {
    taken,
    chosen: changes.filter(({ id }) => taken.get(id) === true),
    undecided: open.filter(({ id }) => !taken.has(id)).length,
    decide,
    // What only resembles is decided one by one.
    takeAll: () =>
      setTaken(
        new Map([
          ...taken,
          ...open.filter(({ exact, now }) => exact && now === null).map(({ id }) => [id, true] as const),
        ]),
      ),
    press,
    onFocus: setActive,
    begin: () => focus(changes[0]),
  }
}
