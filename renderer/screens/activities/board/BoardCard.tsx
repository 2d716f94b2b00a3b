import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { ActivityBoard, ActivityRow } from '../../../../shared/api/activities.ts'
import { navigate } from '../../../app/route.ts'
import { activityTime, activityTitle, reachText } from '../../../text/activities.ts'
import { ActivityStateMark } from '../ActivityStateMark.tsx'
import type { Held } from './move-module.ts'

type Columns = readonly ActivityBoard['columns'][number][]

export const BoardCard = memo(function BoardCard({
  row,
  from,
  columns,
  year,
  focused,
  onDrag,
  onMove,
}: {
  row: ActivityRow
  from: string
  columns: Columns
  year: number
  /** It was moved here just now: the keyboard goes on from it. */
  focused: boolean
  onDrag: (held: Held | null) => void
  onMove: (held: Held, to: string) => void
}) {
  const title = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focused) title.current?.focus()
  }, [focused])
  const at = columns.findIndex(({ moduleId }) => moduleId === from)
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step !== undefined && event.altKey) {
      event.preventDefault()
      const next = columns[at + step]
      if (next) onMove({ row, from }, next.moduleId)
      return
    }
    const card = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const
    const way = event.key === 'ArrowDown' || event.key === 'ArrowUp' ? card[event.key] : null
    if (way === null) return
    event.preventDefault()
    event.currentTarget.closest('li')?.[way]?.querySelector('button')?.focus()
  }
  const others = columns.filter(({ moduleId }) => moduleId !== from)
  const facts = [activityTime(row, year) || '日期未定', row.unit, reachText(row)].filter((part) => part !== '')
  return (
    <li
      className="board-card"
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', activityTitle(row))
        onDrag({ row, from })
      }}
      onDragEnd={() => onDrag(null)}
    >
      <button
        ref={title}
        type="button"
        className="plain-button board-card-title"
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        title="打开；Alt+← Alt+→ 移到旁边的模块"
        onClick={() => void navigate({ screen: 'activity', activityId: row.activityId })}
        onKeyDown={press}
      >
        {activityTitle(row)}
      </button>
      <span className="quiet board-card-facts">{facts.join(' · ')}</span>
      <span className="board-card-foot">
        <ActivityStateMark state={row.state} />
        {/* The browser's own list: a board may have hundreds of cards. */}
        <select
          className="board-move"
          aria-label={`把“${activityTitle(row)}”移到`}
          value=""
          onChange={(event) => onMove({ row, from }, event.target.value.slice(1))}
        >
          <option value="" disabled hidden>
            移到…
          </option>
          {others.map(({ moduleId, name }) => (
            <option key={moduleId} value={`m${moduleId}`}>
              {moduleId === '' ? '不在任何模块' : name}
            </option>
          ))}
        </select>
      </span>
    </li>
  )
})
