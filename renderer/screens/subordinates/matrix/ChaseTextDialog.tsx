import { CopyOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { copyText } from '../../../app/copy-text.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useMethod } from '../../../app/use-method.ts'

type Props = {
  noticeId: string
  /** One: the words for it. More: one text for a group, which names these alone. */
  officeIds: readonly string[]
  group: boolean
  title: string
  onClose: () => void
}

/** The words for a message, seen before they are copied. */
export function ChaseTextDialog({ noticeId, officeIds, group, title, onClose }: Props) {
  const asked = group ? { officeId: null, officeIds: [...officeIds] } : { officeId: officeIds[0] ?? null }
  const reading = useMethod('rosters.chaseText', { noticeId, ...asked }, [])
  const text = reading.value?.text ?? ''
  return (
    <Modal open title={title} footer={null} width={560} onCancel={onClose}>
      <div className="stack">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled and selected by keyboard */}
        <pre className="chase-text" tabIndex={0}>
          {text}
        </pre>
        <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            关上
          </Button>
          <Button
            size="large"
            type="primary"
            icon={<CopyOutlined aria-hidden="true" />}
            disabled={text === ''}
            onClick={() => {
              copyText(text, '催报的话')
              onClose()
            }}
          >
            复制
          </Button>
        </div>
      </div>
    </Modal>
  )
}
