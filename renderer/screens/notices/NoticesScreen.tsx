import { FileTextOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { NoticeSummary } from '../../../shared/api/notices.ts'
import { problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { fileDrop, startOwnNotice } from '../../app/own-notices.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { sourceNames } from '../../text/notices.ts'
import { problemTexts } from '../../text/problem.ts'
import { EmptyPlace } from '../../ui/Page.tsx'
import { NoticeView } from './NoticeView.tsx'
import './notices.css'

const groups: readonly NoticeSummary['source'][] = ['received', 'own', 'taken', 'issued', 'built-in']

function NoticeEntry({ notice, current }: { notice: NoticeSummary; current: boolean }) {
  return (
    <li>
      <button
        type="button"
        className="plain-button notice-entry"
        aria-current={current ? 'true' : undefined}
        onClick={() => void navigate({ screen: 'notices', noticeId: notice.id })}
      >
        <span className="notice-entry-title" title={notice.title}>
          {notice.shortTitle}
        </span>
        <span className="quiet one-line">
          {notice.passedOnFrom
            ? `${notice.passedOnFrom.by} 转发`
            : `${notice.issuer} · ${notice.issuedOn.slice(0, 4)} 年`}
        </span>
      </button>
    </li>
  )
}

export function NoticesScreen({
  noticeId,
  publish,
}: {
  noticeId: string | null
  /** Opens with the sheet that sends the notice to those below us. */
  publish: boolean
}) {
  const { value: notices, problem, reread } = useMethod('notices.list', {}, ['notices', 'offices'])
  const ordered = groups.map((source) => ({
    source,
    notices: (notices ?? [])
      .filter((notice) => notice.source === source)
      .sort((a, b) => Number(b.addressed) - Number(a.addressed)),
  }))
  const first = ordered.flatMap((group) => group.notices)[0]
  const shown = noticeId ?? first?.id ?? null
  const receive = async (path: string) => {
    try {
      await startOwnNotice({ kind: 'file', path })
    } catch (thrown) {
      const { what, next } = problemTexts(problemOf(thrown))
      announce(`${what}${next}`)
    }
  }
  return (
    <div className="notices" {...fileDrop((path) => void receive(path))}>
      <nav className="notice-list" aria-label="通知">
        <h1>通知与任务</h1>
        <Button
          className="notice-list-own"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => void navigate({ screen: 'own-notice', noticeId: null })}
        >
          自建通知
        </Button>
        {ordered.map((group) =>
          group.notices.length === 0 ? null : (
            <section key={group.source} aria-label={sourceNames[group.source]}>
              <h2>{sourceNames[group.source]}</h2>
              <ul>
                {group.notices.map((notice) => (
                  <NoticeEntry key={notice.id} notice={notice} current={notice.id === shown} />
                ))}
              </ul>
            </section>
          ),
        )}
      </nav>
      <div className="notice-detail">
        <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
        {notices?.length === 0 ? (
          <EmptyPlace
            icon={<FileTextOutlined aria-hidden="true" />}
            title="还没有通知"
            action={
              <Button type="primary" onClick={() => void navigate({ screen: 'own-notice', noticeId: null })}>
                从收到的通知开始
              </Button>
            }
          >
            一份通知要交什么、什么时候交、交给谁，都在这里。第一步：选收到的通知（PDF、Word、照片），也可以把文件拖进来；
            上级用本程序发来的，到“收件”里收。
          </EmptyPlace>
        ) : null}
        {shown ? <NoticeView key={shown} noticeId={shown} publish={publish} /> : null}
      </div>
    </div>
  )
}
