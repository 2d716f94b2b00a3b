import { CloseCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { OpenCell } from '../../../../shared/api/tables.ts'
import { factorUnit, rowName } from '../../../text/tables.ts'
import { Input } from '../../../ui/Input.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { answer } from '../collect-actions.ts'
import { setCollect, useCollect } from '../collect-state.ts'
import { type CollectedTable, nextQuestion, viewsOf } from '../collected.ts'
import { suggestionText } from './row-columns.ts'

function step(key: string, { row, column }: OpenCell, by: 1 | -1): boolean {
  const { tables } = useCollect.getState()
  const place = nextQuestion(tables, viewsOf(tables), { key, row, column }, by, key)
  if (place) setCollect({ place })
  return place !== null
}

/** One cell that waits: taken by a click, written anew, or left empty. Enter answers and goes on; ↑ ↓ walk. */
export function QuestionLine({ table, cell, active }: { table: CollectedTable; cell: OpenCell; active: boolean }) {
  const { key, proposal, columns } = table
  const [text, setText] = useState('')
  const line = useRef<HTMLFieldSetElement>(null)
  const choice = columns.find(({ column }) => column === cell.column)
  const unit = choice ? factorUnit(choice.meaning, choice.factor) : ''
  const label = cell.label.replace(/\s+/gu, '')
  const title = cell.column < 0 || choice?.meaning === 'title'
  useEffect(() => {
    if (!active || line.current?.contains(document.activeElement)) return
    line.current?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true })
  }, [active])

  const write = () => text.trim() !== '' && answer(key, cell, text.trim())
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (by !== null && step(key, cell, by)) event.preventDefault()
  }
  const refused = cell.kind === 'refusal'
  return (
    <fieldset
      ref={line}
      className="tables-question"
      data-kind={cell.kind}
      data-active={active}
      data-row={cell.row}
      aria-label={`${rowName(proposal.kind, cell.row)}，${label}`}
      onKeyDown={press}
      onFocus={() => {
        if (!active) setCollect({ place: { key, row: cell.row, column: cell.column } })
      }}
    >
      <span className="tables-question-words">
        {refused ? (
          <Mark tone="wait" icon={<CloseCircleOutlined aria-hidden="true" />}>
            要请填报单位更正
          </Mark>
        ) : (
          <Mark tone="wait" icon={<QuestionCircleOutlined aria-hidden="true" />}>
            待定
          </Mark>
        )}
        <span className="tables-question-text">
          <b>{label}</b>
          {cell.original === '' ? '' : `“${cell.original.slice(0, 80)}”`}：{cell.reason}
        </span>
      </span>
      <span className="tables-question-ways">
        {cell.suggestion === null ? null : (
          <Button type="primary" ghost onClick={() => answer(key, cell, cell.suggestion ?? '')}>
            采用 {suggestionText(cell.suggestion)}
            {unit}
          </Button>
        )}
        <Input
          className="tables-question-own"
          aria-label={`${label}应为`}
          placeholder={
            title ? '写活动名称' : refused ? '已问清，写在这里' : cell.suggestion === null ? '写在这里' : '或者自己写'
          }
          maxLength={2000}
          value={text}
          suffix={unit === '' ? undefined : <span className="quiet">{unit}</span>}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) write()
          }}
        />
        <Button disabled={text.trim() === ''} onClick={write}>
          记下
        </Button>
        {title ? null : <Button onClick={() => answer(key, cell, '')}>留空</Button>}
      </span>
    </fieldset>
  )
}
