import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ReceivedNotice } from '../../../shared/api/published.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'

function sentenceOf({ state, version, senderName }: ReceivedNotice): string {
  switch (state) {
    case 'current':
      return `第 ${version} 版已加入“通知与任务”，日期排进了工作台。`
    case 'superseded':
      return `这是第 ${version} 版，已经收到更新的一版；用它填的材料还照它显示。`
    case 'waiting':
      return `${senderName}不是您设定的上级，通知先放着，不算任务。确认要按它报送，再加入。`
  }
}

/** What became of a notice that arrived, and the way to it. */
export function NoticeArrived({ packageId }: { packageId: string }) {
  const { value: notice } = useMethod('notices.received', { packageId }, ['notices', 'packages'])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  if (!notice) return null
  const decide = async (accept: boolean) => {
    setProblem(null)
    try {
      await call('notices.acceptReceived', { noticeId: notice.noticeId, accept })
      if (accept) announce('已加入“通知与任务”。', { label: '撤销', run: () => void decide(false) })
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  return (
    <div className="stack">
      <p>
        <strong>{notice.title}</strong>
        <span className="quiet"> · 要交 {notice.deliverables} 项</span>
      </p>
      <p>
        {notice.state === 'current' ? <CheckCircleOutlined aria-hidden="true" /> : null} {sentenceOf(notice)}
      </p>
      <div className="arrival-choices">
        {notice.state === 'waiting' ? (
          <Button type="primary" onClick={() => void decide(true)}>
            加入通知与任务
          </Button>
        ) : (
          <Button type="primary" onClick={() => void navigate({ screen: 'notices', noticeId: notice.noticeId })}>
            查看通知
          </Button>
        )}
      </div>
      <ProblemNote problem={problem} />
    </div>
  )
}
