import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { unitOf } from '../review-facts.ts'
import type { Ranked } from './ResultRows.tsx'

type Props = {
  /** All that are equal, as they stand now. */
  equal: readonly Ranked[]
  onClose: () => void
  onDecide: (entryIds: string[], reason: string) => Promise<unknown>
}

/** Entries that no rule parts: a person puts them in order, and says why. */
export function TieDialog({ equal, onClose, onDecide }: Props) {
  const [order, setOrder] = useState(equal)
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<string | null>(null)
  const first = Math.min(...equal.map(({ row }) => row.rank ?? 1))

  const move = (from: number, by: number) => {
    const to = from + by
    const one = order[from]
    if (!one || to < 0 || to >= order.length) return
    moved.current = one.entry.entryId
    setOrder(order.toSpliced(from, 1).toSpliced(to, 0, one))
  }
  // The one that moved keeps the focus, wherever it is now.
  useLayoutEffect(() => {
    if (moved.current === null || order.length === 0) return
    list.current?.querySelector<HTMLElement>(`[data-entry="${moved.current}"]`)?.focus()
    moved.current = null
  }, [order])
  const press = (event: KeyboardEvent<HTMLElement>, at: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    if (event.altKey) return move(at, by)
    const next = order[at + by]
    if (next) list.current?.querySelector<HTMLElement>(`[data-entry="${next.entry.entryId}"]`)?.focus()
  }
  return (
    <ReasonDialog
      title="排定并列作品的先后"
      reasonLabel="按什么排的"
      placeholder="如：评委会合议，主题更贴近本次活动"
      cancel="先不排"
      action="按此排定"
      width={600}
      onOpened={() => list.current?.querySelector<HTMLElement>('[data-entry]')?.focus()}
      onClose={onClose}
      onDone={(reason) =>
        onDecide(
          order.map(({ entry }) => entry.entryId),
          reason,
        )
      }
    >
      <p className="quiet">这几件平均分、各项平均分、中位数都相同。用 Alt+↑、Alt+↓ 或按钮调整，排在前的名次高。</p>
      <ol className="tie-list" ref={list} aria-label="排好的先后">
        {order.map(({ entry }, at) => (
          <li key={entry.entryId}>
            <div className="tie-one">
              <button
                type="button"
                className="plain-button tie-name"
                data-entry={entry.entryId}
                aria-label={`第 ${first + at} 名：${entry.number} 号《${entry.title}》`}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                onKeyDown={(event) => press(event, at)}
              >
                <strong>第 {first + at} 名</strong>
                <span className="tie-work">
                  <span className="one-line">
                    {entry.number} 号《{entry.title}》
                  </span>
                  <span className="quiet one-line">{unitOf(entry)}</span>
                </span>
              </button>
              <Button
                size="small"
                icon={<ArrowUpOutlined aria-hidden="true" />}
                aria-label={`上移：${entry.number} 号`}
                disabled={at === 0}
                onClick={() => move(at, -1)}
              />
              <Button
                size="small"
                icon={<ArrowDownOutlined aria-hidden="true" />}
                aria-label={`下移：${entry.number} 号`}
                disabled={at === order.length - 1}
                onClick={() => move(at, 1)}
              />
            </div>
          </li>
        ))}
      </ol>
    </ReasonDialog>
  )
}
