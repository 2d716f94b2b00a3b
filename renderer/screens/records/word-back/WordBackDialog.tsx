import { Button, Modal, Select } from 'antd'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ReadBack, WordComment } from '../../../../shared/api/wordback.ts'
import type { WordChange } from '../../../../shared/form/word-changes.ts'
import { navigate } from '../../../app/route.ts'
import { ChangeItem } from './ChangeItem.tsx'
import { useDecisions } from './use-decisions.ts'
import { lead } from './word-back-words.ts'
import './word-back.css'

type Actions = {
  isOpen: (field: string) => boolean
  onClose: () => void
  /** Reads the same file again: another record of a workbook, or a Word document of another record by its labels. */
  onAgain: (how: { row?: number; asForeign?: boolean }) => void
  onTake: (chosen: readonly WordChange[]) => Promise<void>
  onKeep: () => void
}

export function WordBackDialog({ read, ...actions }: { read: ReadBack } & Actions) {
  if (read.kind === 'other-record') return <OtherRecord read={read} {...actions} />
  return <Changes read={read} {...actions} />
}

function OtherRecord({ read, onClose, onAgain }: { read: Extract<ReadBack, { kind: 'other-record' }> } & Actions) {
  const { fileName, title, recordId } = read
  return (
    <Modal open title="这是另一份材料的 Word" footer={null} width={560} onCancel={onClose}>
      <p>
        “{fileName}”是从{title === null ? '另一份材料' : `“${title}”`}写出的，不是这一份。
        {title === null ? '那份材料不在这台电脑上。' : ''}
      </p>
      <div className="dialog-foot">
        <Button size="large" onClick={() => onAgain({ asForeign: true })}>
          按栏目填入这一份
        </Button>
        {title === null ? null : (
          <Button
            size="large"
            type="primary"
            onClick={() => void navigate({ screen: 'record', recordId, field: null })}
          >
            打开那份材料
          </Button>
        )}
      </div>
    </Modal>
  )
}

function Comments({ comments }: { comments: readonly WordComment[] }) {
  if (comments.length === 0) return null
  return (
    <section aria-label="批注">
      <h3 className="wordback-heading">批注 {comments.length} 条</h3>
      <ul className="wordback-comments">
        {comments.map(({ author, text, on, label }) => (
          <li key={`${author}/${on}/${text}`}>
            <span className="quiet">
              {author === '' ? '' : `${author} · `}
              {label}
              {on === '' ? '' : ` · “${on}”`}
            </span>
            <p className="wordback-text">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

type ChangesProps = { read: Exclude<ReadBack, { kind: 'other-record' }> } & Actions

function Changes({ read, isOpen, onClose, onAgain, onTake, onKeep }: ChangesProps) {
  const list = useRef<HTMLUListElement>(null)
  const [busy, setBusy] = useState(false)
  const { fileName } = read
  const closed = useCallback(({ field }: WordChange) => field !== null && !isOpen(field), [isOpen])
  const changes = useMemo(
    () => read.changes.map((change) => (closed(change) ? { ...change, effect: null } : change)),
    [read.changes, closed],
  )
  const decisions = useDecisions(changes, list)
  const { chosen, undecided, taken } = decisions
  const take = async () => {
    setBusy(true)
    await onTake(chosen)
    setBusy(false)
  }
  const sure = changes.some((one) => one.effect !== null && one.exact && one.now === null && taken.get(one.id) !== true)
  return (
    <Modal
      open
      title={read.kind === 'word' ? `读回 Word 文档：${fileName}` : `从文件填入：${fileName}`}
      footer={null}
      width={880}
      afterOpenChange={(shown) => shown && decisions.begin()}
      style={{ top: 32 }}
      onCancel={onClose}
    >
      <div className="wordback">
        <p>{lead(read)}</p>
        {read.kind === 'foreign' && read.rows.length > 0 ? (
          <Select
            aria-label="用哪一份材料的内容"
            value={read.row ?? 0}
            options={read.rows.map((label, value) => ({ value, label: `${value + 1}. ${label}` }))}
            onChange={(row) => onAgain({ row })}
          />
        ) : null}
        {changes.length > 0 ? (
          <p className="quiet">
            <kbd className="key-cap">↑</kbd> <kbd className="key-cap">↓</kbd> 走一遍，
            <kbd className="key-cap">Enter</kbd> 采用，
            <kbd className="key-cap">Delete</kbd> 不采用。划掉的是原来的，带下划线的是改成的。
          </p>
        ) : null}
        <div className="wordback-scroll">
          <ul ref={list} className="wordback-list" aria-label="改动" onKeyDown={decisions.press}>
            {changes.map((change) => (
              <ChangeItem
                key={change.id}
                change={change}
                locked={closed(change)}
                taken={taken.get(change.id)}
                onDecide={(yes) => decisions.decide(change.id, yes)}
                onFocus={() => decisions.onFocus(change.id)}
              />
            ))}
          </ul>
          {read.kind === 'word' ? <Comments comments={read.comments} /> : null}
        </div>
        <div className="dialog-foot">
          <Button className="dialog-foot-note" type="text" onClick={onKeep}>
            把这个文件留在“以前填的”一栏
          </Button>
          {changes.length > 0 ? (
            <Button size="large" disabled={!sure} onClick={decisions.takeAll}>
              全部采用
            </Button>
          ) : null}
          {changes.length > 0 ? (
            <Button
              size="large"
              type="primary"
              loading={busy}
              disabled={chosen.length === 0}
              onClick={() => void take()}
            >
              {chosen.length === 0 ? '写入' : `写入 ${chosen.length} 处`}
              {chosen.length > 0 && undecided > 0 ? `，另 ${undecided} 处不动` : ''}
            </Button>
          ) : (
            <Button size="large" onClick={onClose}>
              知道了
            </Button>
          )}
        </div>
      </div>
    </Modal>
  )
}
