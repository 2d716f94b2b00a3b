import { DeleteOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { PurgeCandidate } from '../../../../shared/api/personal.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import type { Chosen } from '../../../app/use-chosen.ts'
import { dueWord, paperText, spanText } from '../../../text/personal.ts'
import { Tick } from '../../../ui/Tick.tsx'
import type { PurgeLine } from './purge-list.ts'

const rowHeight = 40
const headHeight = 48

function Row({ candidate, marked }: { candidate: PurgeCandidate; marked: boolean }) {
  const word = dueWord(candidate)
  const name = paperText(candidate.title, candidate.formShortName)
  const unit = candidate.own ? '本单位' : candidate.officeName
  return (
    <>
      {/* The keys and the row itself choose; this shows it and is a target for the mouse. */}
      <Tick on={marked} className="purge-tick" />
      <ToneMark worded={word} title={word.line} />
      <span className="purge-name">
        <span className="one-line" title={name}>
          {name}
        </span>
        {candidate.discarded ? (
          <span className="quiet purge-discarded" title="这份填报记录删除过，个人信息还留着">
            <DeleteOutlined aria-hidden="true" /> 删除过
          </span>
        ) : null}
      </span>
      <span className="quiet one-line" title={unit}>
        {unit}
      </span>
      <span className="quiet one-line" title={spanText(candidate)}>
        {spanText(candidate)}
      </span>
      <span className="quiet purge-files">{candidate.files > 0 ? `${candidate.files} 个` : ''}</span>
    </>
  )
}

type Props = {
  lines: readonly PurgeLine[]
  /** Records among the lines. */
  count: number
  chosen: Chosen
}

/** Arrow keys walk, Space marks, Shift and arrows mark on the way, Ctrl+A marks all; only what is in sight is drawn. */
export function PurgeRows({ lines, count, chosen }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (lines[at]?.kind === 'notice' ? headHeight : rowHeight),
    getItemKey: (at) => {
      const line = lines[at]
      return line?.kind === 'record' ? line.candidate.recordId : (line?.group.noticeId ?? at)
    },
    overscan: 10,
  })
  const at = lines.findIndex((line) => line.kind === 'record' && line.candidate.recordId === chosen.current)
  useEffect(() => {
    if (at < 0) return
    // The heading comes along with the first of its rows.
    rows.scrollToIndex(lines[at - 1]?.kind === 'notice' ? at - 1 : at, { align: 'auto' })
    rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows, lines])

  const press = (event: KeyboardEvent) => {
    if (chosen.press(event)) event.preventDefault()
  }
  const click = (event: MouseEvent, index: number) => {
    const onTick = event.target instanceof Element && event.target.closest('.purge-tick') !== null
    if (onTick) event.preventDefault()
    scroller.current?.focus({ preventScroll: true })
    if (event.shiftKey) chosen.extendTo(index)
    else if (onTick || event.ctrlKey) chosen.toggle(index)
    else chosen.goTo(index)
  }
  return (
    <div className="purge-table">
      <div className="list-row purge-row purge-columns quiet" aria-hidden="true">
        <span />
        <span>保存期</span>
        <span>材料</span>
        <span>单位</span>
        <span>收下 → 保存到</span>
        <span className="purge-files">文件</span>
      </div>
      <div
        ref={scroller}
        className="purge-rows"
        role="listbox"
        tabIndex={0}
        aria-multiselectable="true"
        aria-label={`有个人信息的材料，共 ${count} 份`}
        aria-activedescendant={at >= 0 ? `purge-${chosen.current}` : undefined}
        onKeyDown={press}
        onFocus={() => {
          if (at < 0 && count > 0) chosen.goTo(0)
        }}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((item) => {
            const line = lines[item.index]
            if (!line) return null
            const place = { height: item.size, transform: `translateY(${item.start}px)` }
            if (line.kind === 'notice')
              return (
                // Each option says its notice itself: a list box holds nothing but options.
                <div key={item.key} className="purge-notice" aria-hidden="true" style={place}>
                  <span className="purge-notice-title one-line">{line.group.title}</span>
                  <span className="quiet">{line.group.note}</span>
                </div>
              )
            const { candidate, index } = line
            const marked = chosen.marked.has(candidate.recordId)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list box handles the keys
              <div
                key={item.key}
                id={`purge-${candidate.recordId}`}
                className="list-row purge-row"
                role="option"
                tabIndex={-1}
                aria-selected={marked}
                data-current={candidate.recordId === chosen.current}
                aria-posinset={index + 1}
                aria-setsize={count}
                style={place}
                onMouseDown={(event) => {
                  if (event.shiftKey) event.preventDefault()
                }}
                onClick={(event) => click(event, index)}
              >
                <Row candidate={candidate} marked={marked} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
