import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  CopyOutlined,
  MinusCircleOutlined,
  QuestionCircleOutlined,
} from '@ant-design/icons'
import { Checkbox } from 'antd'
import { memo } from 'react'
import { rowName, type ValueSetting, valueText } from '../../../text/tables.ts'
import { Mark } from '../../../ui/Mark.tsx'
import { takeBackAnswer, tickRow } from '../collect-actions.ts'
import { setCollect } from '../collect-state.ts'
import type { Answer, CollectedTable, RowView } from '../collected.ts'
import { QuestionLine } from './QuestionLine.tsx'
import type { RowColumn } from './row-columns.ts'

function RowMark({ view }: { view: RowView }) {
  const { state, asked, same } = view
  switch (state) {
    case 'ready':
      return (
        <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
          要收
        </Mark>
      )
    case 'question':
      return (
        <Mark tone="wait" icon={<QuestionCircleOutlined aria-hidden="true" />}>
          {asked.length === 0 ? '缺来源' : `待定 ${asked.length}`}
        </Mark>
      )
    case 'refusal':
      return (
        <Mark tone="wait" icon={<CloseCircleOutlined aria-hidden="true" />}>
          要更正
        </Mark>
      )
    case 'same':
      return (
        <Mark
          tone="none"
          icon={<CopyOutlined aria-hidden="true" />}
          title={same?.activityId ? `登记里已有“${same.title}”` : `这一批里前面已有“${same?.title ?? ''}”`}
        >
          已有
        </Mark>
      )
    case 'skipped':
      return (
        <Mark tone="none" icon={<MinusCircleOutlined aria-hidden="true" />}>
          不收
        </Mark>
      )
  }
}

type Props = {
  table: CollectedTable
  view: RowView
  columns: readonly RowColumn[]
  setting: ValueSetting
  /** Of this row. */
  answers: readonly Answer[]
  /** Column of the question that is being answered; null: none of this row. */
  place: number | null
}

/** A row as it will stand in the register, and under it what is open about it. */
export const RowLine = memo(function RowLine({ table, view, columns, setting, answers, place }: Props) {
  const { row, state, open, asked, same } = view
  const name = rowName(table.proposal.kind, row.row)
  const asks = state === 'question' || state === 'refusal'
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: drawn only where it is in sight */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: what is in it takes the focus */}
      <div className="tables-row" role="row" data-state={state}>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
        <span className="tables-lead" role="rowheader">
          <Checkbox
            aria-label={`收${name}`}
            checked={state !== 'skipped' && state !== 'same'}
            onChange={(event) => tickRow(table.key, row.row, same !== null, event.target.checked)}
          />
          <span className="quiet">{name}</span>
          <RowMark view={view} />
        </span>
        {columns.map(({ column, meaning, width, number }) => {
          const cell = asks ? open.find((one) => one.column === column) : undefined
          const given = answers.find((one) => one.column === column)
          const text = cell ? cell.original : valueText(row.values, meaning, setting)
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <span
              key={column}
              role="cell"
              className="tables-cell one-line"
              data-number={number}
              data-open={cell?.kind}
              style={{ width }}
              title={text}
            >
              {cell && asked.includes(cell) ? (
                <button
                  type="button"
                  tabIndex={-1}
                  className="plain-button one-line"
                  onClick={() => setCollect({ place: { key: table.key, row: row.row, column } })}
                >
                  {text || '（空）'}
                </button>
              ) : given ? (
                <button
                  type="button"
                  className="plain-button one-line tables-given"
                  title={`原来写的是“${given.asked.original}”，点一下重新回答`}
                  onClick={() => takeBackAnswer(table.key, given)}
                >
                  {text || '（留空）'}
                </button>
              ) : (
                text
              )}
            </span>
          )
        })}
      </div>
      {asks
        ? asked.map((cell) => (
            <QuestionLine
              key={`${cell.column} ${cell.reason}`}
              table={table}
              cell={cell}
              active={place === cell.column}
            />
          ))
        : null}
    </>
  )
})
