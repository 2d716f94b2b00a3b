import { ArrowLeftOutlined, FileTextOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { navigate } from '../../app/route.ts'
import { takeSentence } from '../../text/tables.ts'
import { takeBack, takeIn } from './collect-actions.ts'
import { setCollect, useCollect } from './collect-state.ts'
import type { Totals } from './collected.ts'

/** What was taken just now, with its way back. */
export function Taken() {
  const taken = useCollect((held) => held.taken)
  const noticeId = useCollect((held) => held.setting.noticeId)
  const busy = useCollect((held) => held.busy !== null)
  if (taken === null) return null
  return (
    <div className="tables-taken" role="status">
      <span>
        已收进 <b>{taken.created}</b> 项活动
        {taken.leftOpen > 0 ? `，${taken.leftOpen} 项没写清的还在这里` : ''}
        {taken.leftSame > 0 ? `，${taken.leftSame} 项已有的没有重复收` : ''}。
      </span>
      <Button disabled={busy} onClick={() => void takeBack()}>
        撤销这次收表
      </Button>
      <Button onClick={() => void navigate({ screen: 'activities', view: 'list', noticeId })}>到活动登记看</Button>
      <Button type="text" onClick={() => setCollect({ taken: null })}>
        知道了
      </Button>
    </div>
  )
}

type Props = { totals: Totals; corrections: readonly { sender: string; count: number }[] }

/** The third step: what will happen, the paper that goes back, and the one button. */
export function TakeBar({ totals, corrections }: Props) {
  const { busy, correcting } = useCollect()
  const cells = corrections.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="tables-take">
      <p className="tables-take-words" role="status">
        {takeSentence(totals)}
        {totals.waiting > 0 ? `；${totals.waiting} 张表要先确认各列，暂不收` : ''}。
      </p>
      {correcting ? (
        <Button
          size="large"
          icon={<ArrowLeftOutlined aria-hidden="true" />}
          onClick={() => setCollect({ correcting: false })}
        >
          回到核对
        </Button>
      ) : corrections.length > 0 ? (
        <Button
          size="large"
          icon={<FileTextOutlined aria-hidden="true" />}
          onClick={() => setCollect({ correcting: true })}
        >
          更正单（{corrections.length} 家 {cells} 处）
        </Button>
      ) : null}
      <Button
        type="primary"
        size="large"
        disabled={totals.ready === 0 || totals.reading || busy === 'read'}
        loading={busy === 'take'}
        onClick={() => void takeIn()}
      >
        收进活动登记
      </Button>
    </div>
  )
}
