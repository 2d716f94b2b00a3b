import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { VersionDifference } from '../../../../shared/api/published.ts'
import { type ChangeLine, fieldLine, noticeLine } from './version-words.ts'

function Lines({ title, lines }: { title: string; lines: readonly ChangeLine[] }) {
  if (lines.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="version-heading">{title}</h3>
      <ul className="version-lines">
        {lines.map(({ key, title: name, from, to }) => (
          <li key={key}>
            <strong>{name}</strong>
            {from === null ? null : (
              <p className="version-side">
                <span className="quiet">原来</span>
                <span>{from === '' ? '（空）' : from}</span>
              </p>
            )}
            {to === null ? null : (
              <p className="version-side">
                <span className="quiet">现在</span>
                <span>{to === '' ? '（空）' : to}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function consequence({ movable, pageChanges, stamped, fields }: VersionDifference): string {
  if (!movable) return '新版没有这张表了，这份材料只能继续用原版。'
  const removed = fields.filter((field) => field.what === 'removed').length
  const kept = removed > 0 ? `不再填报的 ${removed} 栏，已填的内容会留在材料里，随时可以撤销。` : '填好的内容都在。'
  if (pageChanges) return `${kept}打印出来的页面会变${stamped ? '，盖过的章不能再用，要重新打印盖章' : ''}。`
  return `${kept}打印出来的页面不变${stamped ? '，盖过的章继续有效' : ''}。`
}

type Props = {
  difference: VersionDifference
  /** Resolves when the record has moved. */
  onMove: () => Promise<void>
  onClose: () => void
}

/** What the later version of the notice asks otherwise, and the one step over to it. */
export function VersionDialog({ difference, onMove, onClose }: Props) {
  const [busy, setBusy] = useState(false)
  const { fields, notice, movable, toVersion } = difference
  const move = async () => {
    setBusy(true)
    await onMove()
    setBusy(false)
  }
  return (
    <Modal open title={`第 ${toVersion} 版有什么变化`} footer={null} width={720} style={{ top: 32 }} onCancel={onClose}>
      <div className="stack">
        <div className="version-list">
          <Lines title="这张表" lines={fields.map(fieldLine)} />
          <Lines title="通知" lines={notice.map(noticeLine)} />
          {fields.length + notice.length === 0 ? <p className="quiet">看得见的内容没有变化。</p> : null}
        </div>
        <p>{consequence(difference)}</p>
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            继续用原版
          </Button>
          {movable ? (
            <Button size="large" type="primary" loading={busy} onClick={() => void move()}>
              改用新版
            </Button>
          ) : null}
        </div>
      </div>
    </Modal>
  )
}
