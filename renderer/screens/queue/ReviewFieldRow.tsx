import {
  CloseOutlined,
  DiffOutlined,
  ExclamationCircleFilled,
  InfoCircleOutlined,
  RollbackOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { SentChange } from '../../../shared/api/handovers.ts'
import { Mark } from '../../ui/Mark.tsx'
import { QueueFiles } from './QueueFiles.tsx'
import type { FieldFinding, ReviewField } from './review-fields.ts'

const kinds: Readonly<Record<SentChange['kind'], string>> = {
  value: '',
  'file-added': '增加文件',
  'file-removed': '去掉文件',
  'file-renamed': '改文件说明',
}

export function FindingLine({ finding }: { finding: FieldFinding }) {
  const error = finding.severity === 'error'
  return (
    <p className="audit-note">
      <Mark
        tone={error ? 'stop' : 'wait'}
        icon={error ? <ExclamationCircleFilled aria-hidden="true" /> : <InfoCircleOutlined aria-hidden="true" />}
      >
        {error ? '要改' : '要看'}
      </Mark>
      <span>{finding.message}</span>
    </p>
  )
}

export function SaidBefore({ text }: { text: string }) {
  return (
    <p className="audit-note">
      <Mark tone="work" icon={<RollbackOutlined aria-hidden="true" />}>
        上次退回
      </Mark>
      <span>{text}</span>
    </p>
  )
}

function ChangeLine({ change }: { change: SentChange }) {
  const kind = kinds[change.kind]
  return (
    <div className="audit-change">
      <Mark tone="work" icon={<DiffOutlined aria-hidden="true" />}>
        {kind === '' ? '改过' : kind}
      </Mark>
      <dl>
        {change.kind === 'file-added' ? null : (
          <div>
            <dt>原</dt>
            <dd data-before>{change.from === '' ? '（空）' : change.from}</dd>
          </div>
        )}
        {/* What a value is now stands above. */}
        {change.kind === 'file-removed' || change.kind === 'value' ? null : (
          <div>
            <dt>现</dt>
            <dd>{change.to === '' ? '（空）' : change.to}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

/** Reasons that will go back with the receipt; each can be taken away. */
export function ReasonList({
  texts,
  onRemove,
}: {
  texts: readonly string[]
  onRemove: ((text: string) => void) | null
}) {
  if (texts.length === 0) return null
  return (
    <ul className="reason-list" aria-label="退回原因">
      {texts.map((text) => (
        <li key={text}>
          <RollbackOutlined aria-hidden="true" />
          <span>{text}</span>
          {onRemove ? (
            <button
              type="button"
              className="plain-button"
              aria-label={`去掉这条原因：${text}`}
              title="去掉"
              onClick={() => onRemove(text)}
            >
              <CloseOutlined aria-hidden="true" />
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Which field the arrows lead to. */
export type FieldStep = 1 | -1 | 'first' | 'last'

const steps: Readonly<Record<string, FieldStep>> = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' }

/** On the screen there is each field once. */
export function focusField(id: string): void {
  document.querySelector<HTMLElement>(`[data-review-field="${CSS.escape(id)}"] .audit-field-button`)?.focus()
}

type Props = {
  field: ReviewField
  current: boolean
  /** Of all fields Tab stops at one. */
  stop: boolean
  onStep: (to: FieldStep) => void
  reasons: readonly string[]
  /** The place where a reason is written, when it is open here. */
  box: ReactNode
  onOpen: () => void
  onFocus: () => void
  onRemove: (text: string) => void
}

/** One field: a click or Enter gives a reason why it goes back. */
export function ReviewFieldRow({ field, current, stop, onStep, reasons, box, onOpen, onFocus, onRemove }: Props) {
  const { id, label, text, files, findings, changes, before } = field
  return (
    <li className="audit-field" data-current={current} data-returned={reasons.length > 0} data-review-field={id}>
      <button
        type="button"
        className="plain-button audit-field-button"
        aria-expanded={box !== null}
        aria-current={current ? 'true' : undefined}
        title="点一下或按回车，写这一项的退回原因"
        onClick={onOpen}
        onFocus={onFocus}
        tabIndex={stop ? 0 : -1}
        onKeyDown={(event) => {
          const to = steps[event.key]
          if (to === undefined) return
          event.preventDefault()
          onStep(to)
        }}
      >
        <span className="audit-label">{label}</span>
        <span className="audit-value">
          {files ? `${files.length} 个文件` : text === '' ? <span className="quiet">（空）</span> : text}
        </span>
      </button>
      {files && files.length > 0 ? <QueueFiles files={files} /> : null}
      {findings.map((finding) => (
        <FindingLine key={`${finding.path}/${finding.message}`} finding={finding} />
      ))}
      {changes.map((change) => (
        <ChangeLine key={`${change.kind}/${change.from}/${change.to}`} change={change} />
      ))}
      {before.map((said) => (
        <SaidBefore key={said} text={said} />
      ))}
      <ReasonList texts={reasons} onRemove={onRemove} />
      {box}
    </li>
  )
}
