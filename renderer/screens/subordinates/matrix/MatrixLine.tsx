import {
  CheckCircleFilled,
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  RollbackOutlined,
  SafetyOutlined,
  StopOutlined,
  WarningFilled,
} from '@ant-design/icons'
import { memo, type ReactNode } from 'react'
import type { CellState, MatrixCell, MatrixDeliverable, MatrixRow } from '../../../../shared/api/rosters.ts'
import { cellNotes, cellWorded, isOverdue } from '../../../text/rosters.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { Tick } from '../../../ui/Tick.tsx'

export const cellId = (officeId: string, column: number): string => `cell-${officeId}-${column}`

const icons: Readonly<Record<CellState, ReactNode>> = {
  none: <MinusCircleOutlined aria-hidden="true" />,
  excused: <StopOutlined aria-hidden="true" />,
  part: <ClockCircleOutlined aria-hidden="true" />,
  received: <CheckCircleOutlined aria-hidden="true" />,
  accepted: <CheckCircleFilled aria-hidden="true" />,
  returned: <RollbackOutlined aria-hidden="true" />,
  held: <ExclamationCircleOutlined aria-hidden="true" />,
}

/** State of one cell: icon, word and colour. */
export function CellMark({
  cell,
  deliverable,
  asOf,
}: {
  cell: MatrixCell
  deliverable: MatrixDeliverable
  asOf: string
}) {
  const { word, tone } = cellWorded(cell, deliverable, asOf)
  return (
    <Mark
      tone={tone}
      icon={isOverdue(cell, deliverable, asOf) ? <WarningFilled aria-hidden="true" /> : icons[cell.state]}
    >
      {word}
    </Mark>
  )
}

type Props = {
  row: MatrixRow
  columns: readonly MatrixDeliverable[]
  asOf: string
  index: number
  /** Pixels from the top of the list. */
  start: number
  marked: boolean
  /** Where the cursor stands in this row; null: not here. */
  column: number | null
}

function Trust({ office }: Pick<MatrixRow, 'office'>) {
  if (!office.hasCard)
    return (
      <span className="matrix-trust" title="没有单位名片：没有装本程序，或名片还没有收到">
        无名片
      </span>
    )
  return office.trusted ? (
    <span className="matrix-trust matrix-trusted" title="已比对指纹码">
      <SafetyOutlined aria-hidden="true" /> 已比对
    </span>
  ) : (
    <span className="matrix-trust" data-tone="wait" title="名片收到了，指纹码还没有比对">
      未比对
    </span>
  )
}

/** One office; drawn anew only where it changed or the cursor comes and goes. */
export const MatrixLine = memo(function MatrixLine({ row, columns, asOf, index, start, marked, column }: Props) {
  const { office, expected, lastChase, chases } = row
  const under = [
    ...(expected ? [] : ['不在名单上']),
    ...(office.successorId === null ? [] : ['已并入其他单位']),
    ...(office.phone === '' ? [] : [office.phone]),
    ...(lastChase === null ? [] : [`催过 ${chases} 次`]),
  ].join(' · ')
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys
    // biome-ignore lint/a11y/useSemanticElements: a grid that draws only what is in sight
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={marked}
      className="grid-row"
      data-office={office.officeId}
      data-here={column !== null}
      style={{ transform: `translateY(${start}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div
        role="rowheader"
        id={cellId(office.officeId, -1)}
        className="grid-first matrix-office"
        data-current={column === -1}
        title={office.name}
      >
        {/* The keys and the row itself choose; this shows it and is a target for the mouse. */}
        <Tick on={marked} className="matrix-tick" />
        <span className="matrix-office-text">
          <span className="matrix-office-name one-line">{office.name}</span>
          <span className="matrix-under one-line" title={under}>
            <Trust office={office} />
            {under}
          </span>
        </span>
      </div>
      {columns.map((deliverable, at) => {
        const cell = row.cells[deliverable.deliverableId]
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the grid takes the keys
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={deliverable.deliverableId}
            role="gridcell"
            id={cellId(office.officeId, at)}
            className="grid-cell"
            data-column={at}
            data-current={column === at}
            data-state={cell?.state}
          >
            {cell === undefined ? (
              <span className="quiet">不用报</span>
            ) : (
              <>
                <CellMark cell={cell} deliverable={deliverable} asOf={asOf} />
                <span className="matrix-under one-line">
                  {cellNotes(cell).map(({ word, tone }) => (
                    <span key={word} className="matrix-note" data-tone={tone}>
                      {word}
                    </span>
                  ))}
                </span>
              </>
            )}
          </div>
        )
      })}
    </div>
  )
})
