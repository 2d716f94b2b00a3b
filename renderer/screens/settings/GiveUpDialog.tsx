import { Button, Modal } from 'antd'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { giveUpMeans, resumeMeans } from '../../text/moving.ts'

/** 本机不再使用. */
export function GiveUpDialog({ onClose }: { onClose: () => void }) {
  const { problem, attempt, idle } = useAttempt<'stop'>()
  const stop = () =>
    void attempt('stop', async () => {
      await call('moving.giveUp', {})
      onClose()
      announce('本机已停用，以后在新电脑上报送。')
    })
  return (
    <Modal open title="本机不再使用" footer={null} width={480} maskClosable={false} onCancel={onClose}>
      <div className="stack">
        <p>{giveUpMeans}</p>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不停用
          </Button>
          <Button size="large" type="primary" autoFocus {...idle('stop')} onClick={stop}>
            本机不再使用
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** 继续在本机使用: the way back, with what it may cost. */
export function ResumeDialog({ onClose }: { onClose: () => void }) {
  const { problem, attempt, idle } = useAttempt<'resume'>()
  const resume = () =>
    void attempt('resume', async () => {
      await call('moving.resume', {})
      onClose()
      announce('本机可以接着报送了。')
    })
  return (
    <Modal open title="继续在本机使用" footer={null} width={480} maskClosable={false} onCancel={onClose}>
      <div className="stack">
        {resumeMeans.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" autoFocus onClick={onClose}>
            保持停用
          </Button>
          <Button size="large" danger {...idle('resume')} onClick={resume}>
            继续在本机使用
          </Button>
        </div>
      </div>
    </Modal>
  )
}
