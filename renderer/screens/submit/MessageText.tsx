import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { copyText } from '../../app/copy-text.ts'

/** What goes into the mail or the message itself, to be copied as a whole; read on demand. */
export function MessageText({ text, shown }: { text: string; shown: boolean }) {
  const [open, setOpen] = useState(shown)
  return (
    <div className="message-text">
      <Button icon={<CopyOutlined aria-hidden="true" />} onClick={() => copyText(text, '正文')}>
        复制正文
      </Button>
      <Button type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起正文' : '看正文'}
      </Button>
      {open ? <pre>{text}</pre> : null}
    </div>
  )
}
