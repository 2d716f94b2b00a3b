import { CheckCircleOutlined, PlusCircleOutlined } from '@ant-design/icons'
import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import type { RosterProposal } from '../../../../shared/api/rosters.ts'
import { call } from '../../../api.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { fileNameOf } from '../../../text/file-names.ts'
import { levelNames } from '../../../text/offices.ts'
import { Mark } from '../../../ui/Mark.tsx'
import type { RosterAddition } from './roster-addition.ts'

export type ReadRoster = { path: string; proposal: RosterProposal }

/** Lets the clerk choose a list and reads it; nothing is stored. Null: the dialog was closed. */
export async function pickRosterFile(): Promise<ReadRoster | null> {
  const [path] = await window.kexie.pickFiles({
    title: '选择单位名单',
    filters: [{ name: '名单（Excel、CSV）', extensions: ['xlsx', 'csv'] }],
  })
  return path === undefined ? null : { path, proposal: await call('rosters.readFile', { path }) }
}

type Props = { read: ReadRoster; onAdd: (offices: RosterAddition) => Promise<void>; onClose: () => void }

/** What the list says, before it is taken: known, new, and what was left out and why. */
export function FileDialog({ read, onAdd, onClose }: Props) {
  const { rows, left } = read.proposal
  const [out, setOut] = useState<ReadonlySet<number>>(new Set())
  const { problem, attempt, idle } = useAttempt<'add'>()
  const taken = rows.filter(({ row }) => !out.has(row))
  const fresh = rows.filter(({ known }) => known === null).length
  const toggle = (row: number) => {
    const next = new Set(out)
    if (!next.delete(row)) next.add(row)
    setOut(next)
  }
  const add = () =>
    void attempt('add', () =>
      onAdd(taken.map(({ name, level, type, region, phone }) => ({ name, level, type, region, phone }))),
    )
  return (
    <Modal open title={fileNameOf(read.path)} footer={null} width={760} maskClosable={false} onCancel={onClose}>
      <div className="stack">
        <p>
          读到 {rows.length} 个单位：{fresh} 个新的，{rows.length - fresh} 个已经认识
          {left.length > 0 ? `；另有 ${left.length} 行没有读成单位` : ''}。
        </p>
        <ul className="roster-proposal" aria-label="名单">
          {rows.map(({ row, name, level, phone, known }) => (
            <li key={row}>
              <Checkbox checked={!out.has(row)} onChange={() => toggle(row)}>
                <span className="one-line" title={name}>
                  {name}
                </span>
              </Checkbox>
              <span className="quiet">{levelNames[level]}</span>
              <span className="quiet one-line" title={phone}>
                {phone}
              </span>
              {known === null ? (
                <Mark tone="work" icon={<PlusCircleOutlined aria-hidden="true" />}>
                  新单位
                </Mark>
              ) : (
                <Mark tone="good" icon={<CheckCircleOutlined aria-hidden="true" />}>
                  已认识
                </Mark>
              )}
            </li>
          ))}
        </ul>
        {left.length > 0 ? (
          <details className="roster-left">
            <summary>没有读成单位的 {left.length} 行</summary>
            <ul>
              {left.map(({ row, text, why }) => (
                <li key={row}>
                  第 {row} 行{text === '' ? '' : `“${text}”`}：{why}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不用这份名单
          </Button>
          <Button size="large" type="primary" {...idle('add')} disabled={taken.length === 0} onClick={add}>
            {`加进 ${taken.length} 个单位`}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
