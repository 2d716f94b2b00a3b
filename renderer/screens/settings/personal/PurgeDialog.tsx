import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import type { Purge, PurgeCandidate } from '../../../../shared/api/personal.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { dueReason, paperText } from '../../../text/personal.ts'
import { Input } from '../../../ui/Input.tsx'
import { sumOf } from './purge-list.ts'

/** More rows than these are told by their number. */
const shownRows = 6

type Props = { chosen: readonly PurgeCandidate[]; onClose: () => void; onPurged: (purge: Purge) => void }

/** The last look at what cannot be undone. */
export function PurgeDialog({ chosen, onClose, onPurged }: Props) {
  const id = useId()
  const { count, files, early, unsent } = sumOf(chosen)
  // Of what is not due it would not be true.
  const [reason, setReason] = useState(early === 0 ? dueReason(chosen) : '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const purge = async () => {
    setBusy(true)
    setProblem(null)
    try {
      onPurged(
        await call('personal.purge', { recordIds: chosen.map(({ recordId }) => recordId), reason: reason.trim() }),
      )
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title="清除个人信息"
      footer={null}
      width={560}
      maskClosable={false}
      onCancel={busy ? undefined : onClose}
    >
      <div className="stack">
        <p>
          {count} 份记录里的个人信息{files > 0 ? `，连同 ${files} 个文件` : ''}，清除以后<strong>找不回来</strong>。
        </p>
        {early > 0 || unsent > 0 ? (
          <ul className="purge-warnings">
            {early > 0 ? <li>{early === count ? '' : `其中 ${early} 份`}保存期还没有满，或没有日期可算。</li> : null}
            {unsent > 0 ? (
              <li>
                {unsent === count ? '都是' : `其中 ${unsent} 份是`}
                本单位的材料，上级还没有收下；清除以后不能再修改、定稿、报送。
              </li>
            ) : null}
          </ul>
        ) : null}
        <ul className="purge-chosen" aria-label="要清除的">
          {chosen.slice(0, shownRows).map(({ recordId, title, formShortName, own, officeName }) => (
            <li key={recordId}>
              <span className="one-line">{paperText(title, formShortName)}</span>
              <span className="quiet one-line">{own ? '本单位' : officeName}</span>
            </li>
          ))}
          {count > shownRows ? <li className="quiet">另有 {count - shownRows} 份</li> : null}
        </ul>
        <div>
          <label className="field-label" htmlFor={`${id}-reason`}>
            为什么清除
          </label>
          <Input
            id={`${id}-reason`}
            maxLength={200}
            autoFocus={early > 0}
            placeholder="如：评审结束，参赛人要求删除"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="field-note">印在清除记录上，请不要写姓名和号码。</p>
        </div>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" autoFocus={early === 0} disabled={busy} onClick={onClose}>
            先不清除
          </Button>
          <Button
            size="large"
            danger
            type="primary"
            loading={busy}
            disabled={reason.trim().length < 2}
            onClick={() => void purge()}
          >
            清除这 {count} 份记录的个人信息
          </Button>
        </div>
      </div>
    </Modal>
  )
}
