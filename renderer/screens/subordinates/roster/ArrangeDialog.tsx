import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { RosterOffice } from '../../../../shared/api/rosters.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'
import { useRoving } from '../../../ui/use-roving.ts'

function moved(offices: readonly RosterOffice[], from: number, to: number): RosterOffice[] {
  const next = [...offices]
  const [one] = next.splice(from, 1)
  if (one) next.splice(to, 0, one)
  return next
}

/** The order of the roster, which is that of every table, and who does not belong to it. */
export function ArrangeDialog({ noticeId, onClose }: { noticeId: string; onClose: () => void }) {
  const roster = useMethod('rosters.show', { noticeId }, [])
  const [changed, setChanged] = useState<readonly RosterOffice[] | null>(null)
  const { problem, attempt, idle } = useAttempt<'save'>()
  const { ref, onKeyDown } = useRoving<HTMLOListElement>()
  const before = roster.value?.offices ?? []
  const offices = changed ?? before
  const gone = before.length - offices.length
  const save = () =>
    void attempt('save', async () => {
      await call('rosters.set', { noticeId, officeIds: offices.map(({ officeId }) => officeId) })
      announce(gone > 0 ? `名单已改，移出 ${gone} 个单位。它们报来的材料还在。` : '名单的顺序已改。')
      onClose()
    })
  return (
    <Modal open title="调整名单" footer={null} width={640} maskClosable={false} onCancel={onClose}>
      <div className="stack">
        <p className="quiet">表格和催报单都按这个顺序。移出的单位不再催报，已经报来的材料不会动。</p>
        <ol className="arrange-list" ref={ref} onKeyDown={onKeyDown}>
          {offices.map((office, index) => (
            <li key={office.officeId}>
              <span className="quiet">{index + 1}</span>
              <span className="one-line" title={office.name}>
                {office.name}
              </span>
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined aria-hidden="true" />}
                aria-label={`上移：${office.name}`}
                disabled={index === 0}
                onClick={() => setChanged(moved(offices, index, index - 1))}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined aria-hidden="true" />}
                aria-label={`下移：${office.name}`}
                disabled={index === offices.length - 1}
                onClick={() => setChanged(moved(offices, index, index + 1))}
              />
              <Button
                size="small"
                aria-label={`移出：${office.name}`}
                onClick={() => setChanged(offices.filter((one) => one !== office))}
              >
                移出
              </Button>
            </li>
          ))}
        </ol>
        <ProblemNote problem={problem ?? roster.problem} />
        <div className="dialog-foot">
          {gone > 0 ? <span className="quiet dialog-foot-note">将移出 {gone} 个单位</span> : null}
          <Button size="large" onClick={onClose}>
            不改了
          </Button>
          <Button size="large" type="primary" {...idle('save')} disabled={changed === null} onClick={save}>
            保存名单
          </Button>
        </div>
      </div>
    </Modal>
  )
}
