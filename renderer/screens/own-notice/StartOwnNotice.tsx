import { Button, Select } from 'antd'
import { useId, useRef, useState } from 'react'
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { OwnNoticeSummary } from '../../../shared/api/own-notices.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { fileDrop, pickReceived, startOwnNotice } from '../../app/own-notices.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { PageHead, Section } from '../../ui/Page.tsx'

type From = MethodInput<'ownNotices.start'>['from']

function DraftRow({ draft }: { draft: OwnNoticeSummary }) {
  const now = useNow()
  const name = draft.title || '没有标题的通知'
  const discard = async () => {
    try {
      await call('ownNotices.discard', { noticeId: draft.noticeId })
      announce(`已删除“${name}”。`, {
        label: '撤销',
        run: () => void call('ownNotices.restore', { noticeId: draft.noticeId }),
      })
    } catch (thrown) {
      announce(`没有删除：${problemOf(thrown).code}`)
    }
  }
  return (
    <li className="own-draft">
      <button
        type="button"
        className="plain-button link-button one-line"
        onClick={() => void navigate({ screen: 'own-notice', noticeId: draft.noticeId })}
      >
        {name}
      </button>
      <span className="quiet">
        {draft.version === null ? '还没有生效' : '生效后又改过'} · {draft.deliverables} 项 ·{' '}
        {momentText(draft.savedAt, now)}
      </span>
      {draft.version === null ? (
        <Button type="text" onClick={() => void discard()} aria-label={`删除草稿：${name}`}>
          删除草稿
        </Button>
      ) : null}
    </li>
  )
}

export function StartOwnNotice() {
  const id = useId()
  const { value: notices } = useMethod('notices.list', {}, ['notices'])
  const { value: drafts } = useMethod('ownNotices.list', {}, ['notices'])
  const [pattern, setPattern] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [reading, setReading] = useState<string | null>(null)
  const abort = useRef<AbortController | null>(null)

  const start = async (from: From, name: string) => {
    const controller = new AbortController()
    abort.current = controller
    setProblem(null)
    setReading(name)
    try {
      await startOwnNotice(from, controller.signal)
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
    setReading(null)
  }
  const fromFile = (path: string) => start({ kind: 'file', path }, path.split(/[\\/]/).at(-1) ?? '')
  const choose = async () => {
    const path = await pickReceived()
    if (path !== null) await fromFile(path)
  }
  const open = (drafts ?? []).filter((draft) => draft.changed)
  return (
    <div className="page" {...fileDrop((path) => void fromFile(path))}>
      <PageHead
        title="自建通知"
        lead="把收到的通知变成工作台上的任务：认出要交什么、什么时候交、交给谁，由您逐条确认。"
      />
      <ProblemNote problem={problem} action={<Button onClick={() => void choose()}>换一个文件</Button>} />
      <Section title="从收到的文件开始">
        <div className="own-drop">
          <p>把文件拖到这里，或者</p>
          <Button type="primary" size="large" autoFocus loading={reading !== null} onClick={() => void choose()}>
            选择收到的通知
          </Button>
          {reading === null ? (
            <p className="quiet">PDF、Word（docx）、纯文本，或通知的照片（jpg、png）。文件只在这台电脑上读。</p>
          ) : (
            <p className="quiet">
              正在读“{reading}”…{' '}
              <button type="button" className="plain-button link-button" onClick={() => abort.current?.abort()}>
                停下
              </button>
            </p>
          )}
        </div>
      </Section>
      <Section title="照着一份旧通知">
        <div className="own-copy">
          <label htmlFor={`${id}-pattern`}>旧通知</label>
          <Select
            id={`${id}-pattern`}
            className="own-copy-choice"
            placeholder="选择一份通知作样子"
            value={pattern}
            options={(notices ?? []).map((notice) => ({
              value: notice.id,
              label: `${notice.shortTitle}（${notice.issuedOn.slice(0, 4)}）`,
            }))}
            onChange={setPattern}
          />
          <Button
            size="large"
            disabled={pattern === null}
            onClick={() => pattern !== null && void start({ kind: 'copy', noticeId: pattern }, '')}
          >
            照着建
          </Button>
          <span className="quiet">旧的年份、主题、名称会标出来，逐处核对后才能生效。</span>
        </div>
      </Section>
      <Section title="从空白开始">
        <div className="own-copy">
          <Button size="large" onClick={() => void start({ kind: 'empty' }, '')}>
            空白通知
          </Button>
          <span className="quiet">手里只有纸质通知时，照着填几栏就行。</span>
        </div>
      </Section>
      {open.length > 0 ? (
        <Section title="没做完的" note="自动保存着，点开接着做">
          <ul className="rows">
            {open.map((draft) => (
              <DraftRow key={draft.noticeId} draft={draft} />
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  )
}
