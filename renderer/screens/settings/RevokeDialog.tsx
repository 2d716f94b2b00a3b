import { Button, Modal } from 'antd'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { revokeMeans } from '../../text/devices.ts'

/** 停用 cannot be undone: what it means first. */
export function RevokeDialog({
  deviceId,
  name,
  onClose,
  onRevoked,
}: {
  deviceId: string
  name: string
  onClose: () => void
  onRevoked: () => void
}) {
  const { problem, attempt, idle } = useAttempt<'revoke'>()
  const revoke = () =>
    void attempt('revoke', async () => {
      await call('devices.revoke', { deviceId })
      onRevoked()
    })
  return (
    <Modal open title={`停用“${name}”`} footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <ul className="device-facts">
          {revokeMeans.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" autoFocus onClick={onClose}>
            不停用
          </Button>
          <Button size="large" danger type="primary" {...idle('revoke')} onClick={revoke}>
            停用这台电脑
          </Button>
        </div>
      </div>
    </Modal>
  )
}
