import { EyeOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button, Select } from 'antd'
import { useMemo, useRef, useState } from 'react'
import type { RevealEntry } from '../../../../shared/api/personal.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'
import { momentText } from '../../../text/dates.ts'
import { lookedAtText, paperText } from '../../../text/personal.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'

const rowHeight = 40
const all = ''

const nameOf = ({ recordTitle, formShortName }: RevealEntry): string => paperText(recordTitle, formShortName)

/** Newest first; only what is in sight is drawn. */
function RevealRows({ entries }: { entries: readonly RevealEntry[] }) {
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand where the scrolling puts them, which a table cannot
    <div className="reveal-table" role="table" aria-label="查看记录" aria-rowcount={entries.length + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing is done with a row */}
      <div className="list-row reveal-row reveal-columns quiet" role="row" aria-rowindex={1}>
        {['时间', '材料', '看了哪一栏', '理由'].map((name) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div ref={scroller} className="reveal-rows" role="rowgroup" tabIndex={0}>
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((item) => {
            const entry = entries[item.index]
            if (!entry) return null
            const cells = [momentText(entry.at, now), nameOf(entry), lookedAtText(entry), entry.reason]
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={item.key}
                className="list-row reveal-row"
                role="row"
                aria-rowindex={item.index + 2}
                style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                {cells.map((text, column) => (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay where they are
                  <span key={column} role="cell" className="one-line" title={text}>
                    {text}
                  </span>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** 查看记录: when, which paper, which answer, why. */
export function RevealsPart() {
  const { value: entries, problem, reread } = useMethod('personal.reveals', {}, ['records'])
  const [recordId, setRecordId] = useState<string | null>(null)
  const choices = useMemo(() => {
    const counts = new Map<string, { label: string; count: number }>()
    for (const entry of entries ?? []) {
      const known = counts.get(entry.recordId)
      counts.set(entry.recordId, { label: nameOf(entry), count: (known?.count ?? 0) + 1 })
    }
    return [...counts].map(([value, { label, count }]) => ({ value, label: `${label}（${count} 次）` }))
  }, [entries])
  const shown = useMemo(
    () => (entries ?? []).filter((entry) => recordId === null || entry.recordId === recordId),
    [entries, recordId],
  )
  if (!entries) return <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
  if (entries.length === 0)
    return (
      <EmptyPlace icon={<EyeOutlined aria-hidden="true" />} title="还没有人查看过">
        填报记录里的身份证号平时遮着。点旁边的眼睛、写上理由才能看到，每看一次这里多一行。
      </EmptyPlace>
    )
  return (
    <>
      <div className="personal-filter">
        <Select
          variant="borderless"
          className="reveal-filter"
          aria-label="材料"
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          value={recordId ?? all}
          onChange={(next) => setRecordId(next === all ? null : next)}
          options={[{ value: all, label: '全部材料' }, ...choices]}
        />
        <span className="personal-count" role="status">
          {shown.length} 次
        </span>
      </div>
      <RevealRows entries={shown} />
    </>
  )
}
