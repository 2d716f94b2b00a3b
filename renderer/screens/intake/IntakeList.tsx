import { ToneMark } from '../../app/ToneMark.tsx'
import { settledWord, standWords } from '../../text/intake.ts'
import { VirtualRows } from '../../ui/VirtualRows.tsx'
import type { IntakeRow } from './intake-rows.ts'

const rowHeight = 60

/** One file a row: state first, then whose it is, then what happened. */
export function IntakeList({
  rows,
  current,
  onChoose,
  onOpen,
}: {
  rows: readonly IntakeRow[]
  current: string | null
  onChoose: (key: string) => void
  onOpen: () => void
}) {
  return (
    <VirtualRows
      label={`收到的文件，共 ${rows.length} 个`}
      rows={rows}
      keyOf={({ key }) => key}
      current={current}
      rowHeight={rowHeight}
      onChoose={onChoose}
      onOpen={onOpen}
    >
      {(row) => (
        <div className="intake-row">
          <ToneMark worded={row.settled ? settledWord : standWords[row.stand]} />
          <div className="intake-row-text">
            <p className="intake-row-name">
              <span className="one-line" title={row.name}>
                {row.name}
              </span>
              <span className="quiet">{row.number}</span>
            </p>
            <p className="quiet one-line" title={row.line}>
              {row.line === '' ? row.fileName : row.line}
            </p>
          </div>
        </div>
      )}
    </VirtualRows>
  )
}
