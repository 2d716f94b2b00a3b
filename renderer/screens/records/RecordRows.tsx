import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { RecordSummary } from '../../../shared/api/records.ts'
import { useNow } from '../../app/app-state.ts'
import { RecordStateMark } from '../../app/RecordStateMark.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { momentText } from '../../text/dates.ts'
import { scanVerdicts } from '../../text/scans.ts'
import { recordTitle } from './record-filters.ts'

const rowHeight = 44

type Props = {
  records: readonly RecordSummary[]
  selected: string | null
  onSelect: (recordId: string) => void
  onOpen: (recordId: string) => void
  onDelete: (record: RecordSummary) => void
}

/** One line a row, state first. Arrow keys choose, Enter opens, Delete removes; only what is in sight is drawn. */
export function RecordRows({ records, selected, onSelect, onOpen, onDelete }: Props) {
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const at = records.findIndex((record) => record.recordId === selected)

  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])

  const press = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -records.length, End: records.length }[
      event.key
    ]
    const current = records[at]
    if (move !== undefined) {
      const next = records[Math.min(Math.max(at + move, 0), records.length - 1)]
      if (next) onSelect(next.recordId)
    } else if (event.key === 'Enter' && current) onOpen(current.recordId)
    else if (event.key === 'Delete' && current?.own) onDelete(current)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className="record-rows"
      role="listbox"
      tabIndex={0}
      aria-label={`填报记录，共 ${records.length} 份`}
      aria-activedescendant={at >= 0 ? `record-${selected}` : undefined}
      onKeyDown={press}
      onFocus={() => {
        const first = records[0]
        if (at < 0 && first) onSelect(first.recordId)
      }}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const record = records[item.index]
          if (!record) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
            <div
              key={record.recordId}
              id={`record-${record.recordId}`}
              className="list-row record-row"
              role="option"
              tabIndex={-1}
              aria-selected={record.recordId === selected}
              aria-posinset={item.index + 1}
              aria-setsize={records.length}
              style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              onClick={() => onSelect(record.recordId)}
              onDoubleClick={() => onOpen(record.recordId)}
            >
              <RecordStateMark state={record.state} damaged={record.damaged} />
              <span className="record-row-name">
                <span className="record-row-title one-line" title={recordTitle(record)}>
                  {recordTitle(record)}
                </span>
                {record.scanVerdict ? <ToneMark worded={scanVerdicts[record.scanVerdict]} /> : null}
              </span>
              <span className="quiet one-line">{record.formShortName}</span>
              <span className="quiet one-line">{record.own ? record.noticeShortTitle : record.officeName}</span>
              <span className="quiet record-row-time">{momentText(record.updatedAt, now)}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
