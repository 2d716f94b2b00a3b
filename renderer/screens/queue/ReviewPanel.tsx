import { CheckOutlined, RollbackOutlined, UndoOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useMemo, useState } from 'react'
import type { FieldReason, QueueDetail, QueueItem, ReturnPhrase } from '../../../shared/api/returns.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { useNow } from '../../app/app-state.ts'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { momentText } from '../../text/dates.ts'
import { paperStates } from '../../text/queue.ts'
import { QueueScans } from './QueueFiles.tsx'
import { QueueStateMark } from './QueueStateMark.tsx'
import { itemName } from './queue-items.ts'
import { ReasonBox } from './ReasonBox.tsx'
import { type FieldStep, FindingLine, focusField, ReasonList, ReviewFieldRow, SaidBefore } from './ReviewFieldRow.tsx'
import { reviewed, stands } from './review-fields.ts'

/** Where a reason is being written: at a field, at the whole record, or nowhere. */
export type OpenBox = { field: string | null } | null

type Props = {
  item: QueueItem
  detail: QueueDetail | null
  reasons: readonly FieldReason[]
  phrases: readonly ReturnPhrase[]
  /** The field under the hand. */
  field: string | null
  box: OpenBox
  busy: boolean
  onField: (field: string | null) => void
  onBox: (box: OpenBox) => void
  onReason: (reason: FieldReason) => void
  onRemove: (reason: FieldReason) => void
  onKeep: (text: string) => void
  onForget: (phrase: ReturnPhrase) => void
  onAccept: () => void
  onReturn: () => void
  onReopen: () => void
}

function Head({ item, detail }: { item: QueueItem; detail: QueueDetail | null }) {
  const now = useNow()
  const { recordId } = item
  return (
    <header className="audit-head">
      <p className="audit-head-line">
        <QueueStateMark state={item.state} />
        <ToneMark worded={paperStates[item.paper]} />
        <button
          type="button"
          className="plain-button link-button"
          onClick={() => void navigate({ screen: 'record', recordId, field: null })}
        >
          打开这份记录
        </button>
      </p>
      <h2 title={itemName(item)}>{itemName(item)}</h2>
      <p className="quiet">
        {item.officeName} · {item.formShortName}
      </p>
      <p className="quiet">
        第 {item.revision} 版 · 版本核对码 <span className="audit-code">{codeText(item.code)}</span> ·{' '}
        {momentText(item.receivedAt, now)} 收到
        {detail?.receiptWrittenAt ? ` · 回执 ${momentText(detail.receiptWrittenAt, now)} 写出` : ''}
      </p>
      {item.latest ? null : <p className="audit-older">这份记录后来又报了新的一版，以新的为准。</p>}
    </header>
  )
}

/** The data of one record beside its paper: what was found, what changed, and why it goes back. */
export function ReviewPanel({ item, detail, reasons, phrases, field, box, busy, ...on }: Props) {
  const [onlyStanding, setOnlyStanding] = useState(false)
  const facts = useMemo(() => (detail ? reviewed(detail) : null), [detail])
  const textsOf = (id: string | null) => reasons.filter((reason) => reason.field === id).map(({ text }) => text)
  const boxFor = (id: string | null, label: string | null) =>
    box !== null && box.field === id ? (
      <ReasonBox
        about={label}
        phrases={phrases}
        onAdd={(text) => on.onReason({ field: id, text })}
        onKeep={on.onKeep}
        onForget={on.onForget}
        onClose={() => on.onBox(null)}
      />
    ) : null
  const fields = (facts?.parts ?? []).flatMap((part) => part.fields).filter((one) => !onlyStanding || stands(one))
  const stop = fields.some(({ id }) => id === field) ? field : (fields[0]?.id ?? null)
  const step = (from: string, to: FieldStep) => {
    const at = fields.findIndex(({ id }) => id === from)
    const next = fields[to === 'first' ? 0 : to === 'last' ? fields.length - 1 : at + to]
    if (next) focusField(next.id)
  }
  const standing = facts?.parts.flatMap(({ fields }) => fields).filter(stands).length ?? 0
  const previous = detail?.previous ?? null
  return (
    <section className="audit-panel" aria-label={`审核：${itemName(item)}`}>
      <Head item={item} detail={detail} />
      <div className="audit-scroll" data-scrolls>
        {facts && detail ? (
          <>
            {facts.findings.map((finding) => (
              <FindingLine key={`${finding.path}/${finding.message}`} finding={finding} />
            ))}
            {facts.before.map((text) => (
              <SaidBefore key={text} text={text} />
            ))}
            <p className="audit-summary">
              <span>
                {previous === null
                  ? '这是第一次报来。'
                  : previous.changes.length === 0
                    ? `和第 ${previous.revision} 版相比，内容没有变。`
                    : `和第 ${previous.revision} 版相比，改了 ${previous.changes.length} 处。`}
              </span>
              {standing > 0 ? (
                <Checkbox checked={onlyStanding} onChange={(event) => setOnlyStanding(event.target.checked)}>
                  只看要看的 {standing} 项
                </Checkbox>
              ) : null}
            </p>
            <QueueScans scans={detail.scans} />
            {facts.parts.map((part) => {
              const shown = part.fields.filter((one) => fields.includes(one))
              if (shown.length === 0) return null
              return (
                <div key={part.fields[0]?.id} className="audit-part">
                  {part.title === null ? null : <h3>{part.title}</h3>}
                  <ul>
                    {shown.map((one) => (
                      <ReviewFieldRow
                        key={one.id}
                        field={one}
                        current={field === one.id}
                        stop={one.id === stop}
                        onStep={(to) => step(one.id, to)}
                        reasons={textsOf(one.id)}
                        box={boxFor(one.id, one.label)}
                        onOpen={() => on.onBox(box?.field === one.id ? null : { field: one.id })}
                        onFocus={() => on.onField(one.id)}
                        onRemove={(text) => on.onRemove({ field: one.id, text })}
                      />
                    ))}
                  </ul>
                </div>
              )
            })}
          </>
        ) : null}
      </div>
      <footer className="audit-foot">
        <ReasonList texts={textsOf(null)} onRemove={(text) => on.onRemove({ field: null, text })} />
        {boxFor(null, null)}
        <div className="audit-buttons">
          {item.state === 'received' ? null : (
            <Button icon={<UndoOutlined aria-hidden="true" />} disabled={busy} onClick={on.onReopen}>
              改回待审核
            </Button>
          )}
          <Button
            icon={<RollbackOutlined aria-hidden="true" />}
            aria-keyshortcuts="R"
            disabled={busy}
            onClick={on.onReturn}
          >
            {reasons.length > 0 ? `退回（${reasons.length} 条原因）` : '退回…'}
            <kbd className="key-cap">R</kbd>
          </Button>
          <Button
            type="primary"
            icon={<CheckOutlined aria-hidden="true" />}
            aria-keyshortcuts="A"
            disabled={busy || detail === null || item.state === 'accepted'}
            onClick={on.onAccept}
          >
            采用
            <kbd className="key-cap">A</kbd>
          </Button>
        </div>
      </footer>
    </section>
  )
}
