import { useState } from 'react'
import type { ActivityBoard } from '../../../../shared/api/activities.ts'
import { countText } from '../../../text/activities.ts'
import { BoardCard } from './BoardCard.tsx'
import type { Held } from './move-module.ts'

type Column = ActivityBoard['columns'][number]

/** Cards drawn at first, and with each further wish. */
const portion = 40

export function BoardColumn({
  column,
  columns,
  year,
  dragged,
  focused,
  onDrag,
  onMove,
  onShowAll,
}: {
  column: Column
  columns: readonly Column[]
  year: number
  dragged: Held | null
  focused: string | null
  onDrag: (held: Held | null) => void
  onMove: (held: Held, to: string) => void
  onShowAll: () => void
}) {
  const [over, setOver] = useState(false)
  const [drawn, setDrawn] = useState(portion)
  const { moduleId, total, rows } = column
  const name = moduleId === '' ? '不在任何模块' : column.name
  const takes = dragged !== null && dragged.from !== moduleId
  return (
    <section
      className="board-column"
      aria-label={`${name}，${total} 项`}
      data-over={over && takes}
      onDragOver={(event) => {
        if (!takes) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (dragged && takes) onMove(dragged, moduleId)
      }}
    >
      <h2 className="board-head">
        <span className="one-line" title={name}>
          {name}
        </span>
        <span className="quiet">{countText(total)}</span>
      </h2>
      <ul className="board-cards">
        {rows.slice(0, drawn).map((row) => (
          <BoardCard
            key={row.activityId}
            row={row}
            from={moduleId}
            columns={columns}
            year={year}
            focused={row.activityId === focused}
            onDrag={onDrag}
            onMove={onMove}
          />
        ))}
      </ul>
      {drawn < rows.length ? (
        <button type="button" className="plain-button link-button board-more" onClick={() => setDrawn(drawn + portion)}>
          再显示 {Math.min(portion, rows.length - drawn)} 项
        </button>
      ) : null}
      {drawn >= rows.length && total > rows.length ? (
        <button type="button" className="plain-button link-button board-more" onClick={onShowAll}>
          还有 {countText(total - rows.length)} 项，在列表里看
        </button>
      ) : null}
      {rows.length === 0 ? <p className="quiet board-empty">还没有活动</p> : null}
    </section>
  )
}
