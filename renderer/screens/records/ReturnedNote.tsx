import { CheckOutlined, RollbackOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RecordDetail, RevisionInfo } from '../../../shared/api/records.ts'
import type { FieldReason, RecordReturn } from '../../../shared/api/returns.ts'
import { screenLabel } from '../../../shared/form/form-sections.ts'
import { useNow } from '../../app/app-state.ts'
import { momentText } from '../../text/dates.ts'

/** The newest revision that came back, and whether a later one was made since. */
function returned({ revisions }: RecordDetail): { back: RevisionInfo; later: RevisionInfo | null } | null {
  const [latest, before] = [...revisions].sort((a, b) => b.revision - a.revision)
  if (latest?.receipt?.state === 'returned') return { back: latest, later: null }
  if (latest && before?.receipt?.state === 'returned' && latest.sentIn.every((item) => item.writtenAt === null))
    return { back: before, later: latest }
  return null
}

type Props = {
  detail: RecordDetail
  standing: RecordReturn | null
  onGo: (field: string) => void
  onUnlock: () => void
  /** Takes an entry by telephone back. */
  onUndo: (returnId: string) => void
}

/** From 退回 to the next 报送: why, field by field, and the steps with what is done already. */
export function ReturnedNote({ detail, standing, onGo, onUnlock, onUndo }: Props) {
  const now = useNow()
  const found = detail.summary.own ? returned(detail) : null
  if (!found) return null
  const { back, later } = found
  const changed = detail.changedSinceRevision
  const toStamp = detail.definition.layout.stamp !== undefined
  const refrozen = later !== null && !changed
  const open = standing?.openFields ?? null
  const steps: [string, boolean][] = [
    [open === null ? '按原因改好' : '改好退回的栏目', refrozen || changed],
    [toStamp ? '重新定稿，打印盖章' : '重新定稿', refrozen && (!toStamp || later.stampedAt !== null)],
    ['再报送一次', false],
  ]
  const reasons: readonly FieldReason[] =
    standing && standing.reasons.length > 0
      ? standing.reasons
      : (back.receipt?.reasons.map((text) => ({ text, field: null })) ?? [])
  const labelOf = (id: string) => screenLabel(detail.definition.fields.find((field) => field.id === id)?.label ?? id)
  const besides = open?.filter((id) => !reasons.some(({ field }) => field === id)) ?? []
  const link = (id: string) => (
    <button
      key={id}
      type="button"
      className="plain-button link-button"
      title="到这一栏"
      aria-label={`到这一栏：${labelOf(id)}`}
      onClick={() => onGo(id)}
    >
      {labelOf(id)}
    </button>
  )
  return (
    <div className="record-returned" role="note" aria-label="上级退回">
      <RollbackOutlined aria-hidden="true" />
      <div>
        <div className="record-returned-head">
          <strong>上级退回了第 {back.revision} 版</strong>
          {standing ? (
            <span className="quiet">
              {standing.from}，{momentText(standing.at, now)} {standing.source === 'phone' ? '来电' : '回执'}
            </span>
          ) : null}
        </div>
        {reasons.map(({ field, text }) => (
          <p key={`${field}/${text}`}>
            {field === null ? null : <>{link(field)}：</>}
            {text}
          </p>
        ))}
        {besides.length > 0 ? <p className="record-returned-besides">随着要改的：{besides.map(link)}</p> : null}
        <ol className="record-returned-steps">
          {steps.map(([step, done], index) => (
            <li key={step} data-done={done}>
              {done ? <CheckOutlined aria-hidden="true" /> : `${index + 1}.`} {step}
              {done ? <span className="for-readers">（已做）</span> : null}
            </li>
          ))}
        </ol>
        <p className="quiet">
          {open === null ? '' : '只有退回的栏目可以改，别的栏目锁着。'}
          {standing?.unlockedReason ? `全部栏目已放开（原因：${standing.unlockedReason}）。` : ''}
          退回的那一版还保存着，在“定稿记录”里。
        </p>
        {open !== null || standing?.source === 'phone' ? (
          <div className="record-returned-actions">
            {open !== null ? (
              <Button size="small" onClick={onUnlock}>
                还要改别的
              </Button>
            ) : null}
            {standing?.source === 'phone' ? (
              <Button size="small" type="text" onClick={() => onUndo(standing.returnId)}>
                登记错了，撤销
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
    </div>
  )
}
