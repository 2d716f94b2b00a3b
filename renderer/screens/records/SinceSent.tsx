import { DiffOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { useNow } from '../../app/app-state.ts'
import { ChangeList } from '../../app/ChangeList.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'

/** Says at once, while it is edited, how the record differs from what left the office; silent when it does not. */
export function SinceSent({ recordId, noticeId }: { recordId: string; noticeId: string }) {
  const now = useNow()
  const [open, setOpen] = useState(false)
  const { value } = useMethod('sent.changes', { recordId }, ['records', 'packages'])
  if (!value?.sent || value.changes.length === 0) return null
  const { sent, changes } = value
  return (
    <div className="record-since" role="status">
      <DiffOutlined aria-hidden="true" />
      <div>
        <p>
          <strong>报送后改过 {changes.length} 处</strong>
          <button
            type="button"
            className="plain-button link-button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? '收起' : '查看'}
          </button>
        </p>
        <p className="quiet">
          {momentText(sent.at, now)} 报{sent.recipientName}的是第 {sent.revision} 版（核对码 {codeText(sent.code)}
          ），原样留着。改好后要重新定稿、再报送一次。
        </p>
        {open ? (
          <>
            <ChangeList changes={changes} />
            <Button size="small" onClick={() => void navigate({ screen: 'sent', noticeId })}>
              看报送了什么
            </Button>
          </>
        ) : null}
      </div>
    </div>
  )
}
