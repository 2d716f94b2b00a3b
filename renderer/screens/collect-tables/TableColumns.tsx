import { CheckOutlined, DownOutlined, QuestionCircleOutlined, UpOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { ReadColumn } from '../../../shared/api/tables.ts'
import { factorChoices, meaningChoices } from '../../text/tables.ts'
import { Mark } from '../../ui/Mark.tsx'
import { chooseColumn, settleColumns } from './collect-actions.ts'
import { type CollectedTable, type ColumnChoice, unsettled } from './collected.ts'

function ColumnLine({ tableKey, read, choice }: { tableKey: string; read: ReadColumn; choice: ColumnChoice }) {
  const { column, meaning, factor, settled } = choice
  const label = read.label.replace(/\s+/gu, '') || `第${column + 1}列`
  const factors = factorChoices(meaning)
  return (
    <li className="tables-column" data-settled={settled}>
      <span className="tables-column-label one-line" title={label}>
        {label}
      </span>
      <span className="quiet one-line" title={read.samples.join('、')}>
        {read.samples.length > 0 ? `如：${read.samples.join('、')}` : ''}
      </span>
      <span className="tables-column-choice">
        <Select
          aria-label={`“${label}”收作`}
          className="tables-column-meaning"
          showSearch={{ optionFilterProp: 'label' }}
          status={settled ? '' : 'warning'}
          popupMatchSelectWidth={false}
          value={meaning}
          onChange={(next) => chooseColumn(tableKey, column, { meaning: next })}
          options={meaningChoices}
        />
        {factors ? (
          <Select
            aria-label={`“${label}”的单位`}
            className="tables-column-factor"
            status={settled ? '' : 'warning'}
            value={factor}
            onChange={(next) => chooseColumn(tableKey, column, { factor: next })}
            options={factors}
          />
        ) : null}
      </span>
      {settled ? (
        <span className="quiet">{read.remembered ? '上次这样确认过' : ''}</span>
      ) : (
        <span className="tables-column-ask">
          <Mark tone="wait" icon={<QuestionCircleOutlined aria-hidden="true" />}>
            请确认
          </Mark>
          <Button
            icon={<CheckOutlined aria-hidden="true" />}
            aria-label={`“${label}”对`}
            onClick={() => chooseColumn(tableKey, column, {})}
          >
            对
          </Button>
        </span>
      )}
    </li>
  )
}

/** What each column is: those that nobody is sure of are asked, the others are behind a button. */
export function TableColumns({ table }: { table: CollectedTable }) {
  const [all, setAll] = useState(false)
  const open = unsettled(table)
  const { columns } = table.proposal
  const taken = table.columns.filter(({ meaning, settled }) => settled && meaning !== 'ignore').length
  const pairs = columns.flatMap((read, at) => {
    const choice = table.columns[at]
    return choice && (all || !choice.settled) ? [{ read, choice }] : []
  })
  return (
    <div className="tables-columns" data-open={open > 0}>
      <div className="tables-columns-head">
        <span>
          {open > 0 ? `${open} 列请您确认是什么` : `${columns.length} 列都认出来了，收 ${taken} 列`}
          {table.proposal.columns.some(({ remembered }) => remembered) ? (
            <span className="quiet">（这家上次这样确认过）</span>
          ) : null}
        </span>
        {open > 1 ? <Button onClick={() => settleColumns(table.key)}>这 {open} 列都对</Button> : null}
        <Button
          type="text"
          icon={all ? <UpOutlined aria-hidden="true" /> : <DownOutlined aria-hidden="true" />}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? '收起' : '看每一列'}
        </Button>
      </div>
      {pairs.length > 0 ? (
        <ul className="tables-column-list" aria-label="表里的列">
          {pairs.map(({ read, choice }) => (
            <ColumnLine key={read.column} tableKey={table.key} read={read} choice={choice} />
          ))}
        </ul>
      ) : null}
    </div>
  )
}
