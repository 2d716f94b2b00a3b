import { Button } from 'antd'
import { useState } from 'react'
import type { OutboxItem } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { useNow } from '../../app/app-state.ts'
import { PaperButton } from '../../app/papers/PaperButton.tsx'
import { ReturnedDialog } from '../../app/returns/ReturnedDialog.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { momentText } from '../../text/dates.ts'
import { outboxItemState, packageKinds } from '../../text/packages.ts'
import { rewritePackage } from './rewrite-package.ts'
import { useRecheck } from './use-recheck.tsx'

type Props = { item: OutboxItem; onProblem: (problem: ProblemData | null) => void }

/** One signed package: where it stands, and what can be done with it once more. */
export function PackageRow({ item, onProblem }: Props) {
  const now = useNow()
  const [returning, setReturning] = useState(false)
  const { packageId } = item
  const name = `第 ${item.sequence} 号${packageKinds[item.kind]}`
  const rewrite = () => void rewritePackage({ packageId, name }, onProblem)
  const recheck = useRecheck({ packageId, name }, onProblem, rewrite)
  const records = item.records.map((record) => record.title).join('、')
  const written = item.state !== 'cancelled' && item.state !== 'frozen'
  const sent = written && item.kind === 'submission'
  return (
    <li className="handover">
      <div className="outbox-row">
        <ToneMark worded={outboxItemState(item)} />
        <div className="submit-text">
          <span className="one-line" title={`${name} · ${records}`}>
            {name}
            {item.recipientName ? `，给${item.recipientName}` : ''}
          </span>
          <span className="quiet one-line" title={records}>
            {momentText(item.writtenAt ?? item.createdAt, now)}
            {item.bytes > 0 ? ` · ${bytesText(item.bytes)}` : ''}
            {records ? ` · ${records}` : ''}
          </span>
        </div>
        {item.state === 'cancelled' ? (
          <span />
        ) : (
          <Button title="同一个号，内容一模一样" onClick={rewrite}>
            {item.state === 'frozen' ? '接着写出' : '再写一份'}
          </Button>
        )}
      </div>
      {written && item.kind !== 'office-card' ? (
        <div className="handover-actions">
          <Button onClick={recheck.begin}>重新插入后核对</Button>
          {sent ? <PaperButton ask={{ of: 'package', packageId }}>打印交接单</PaperButton> : null}
          {sent && item.records.length > 0 ? <Button onClick={() => setReturning(true)}>登记电话退回</Button> : null}
        </div>
      ) : null}
      {recheck.dialog}
      {returning ? (
        <ReturnedDialog
          recipientName={item.recipientName ?? '上级'}
          records={item.records}
          onWhole={null}
          onClose={() => setReturning(false)}
        />
      ) : null}
    </li>
  )
}
