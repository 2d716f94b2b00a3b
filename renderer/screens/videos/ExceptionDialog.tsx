import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { countCharacters } from '../../../shared/form/characters.ts'
import { minReasonCharacters } from '../../../shared/form/definition.ts'
import { Input } from '../../ui/Input.tsx'

type Props = { names: readonly string[]; onClose: () => void; onDecide: (reason: string) => void }

/** Somebody who cannot sign: an office may go without, and says why. */
export function ExceptionDialog({ names, onClose, onDecide }: Props) {
  const id = useId()
  const [reason, setReason] = useState('')
  const short = countCharacters(reason) < minReasonCharacters
  return (
    <Modal open title={`${names.join('、')}：不签名的例外`} footer={null} width={520} onCancel={onClose}>
      <label className="field-label" htmlFor={`${id}-reason`}>
        为什么没有签名
      </label>
      <Input.TextArea
        id={`${id}-reason`}
        rows={3}
        maxLength={200}
        autoFocus
        placeholder="如：参赛人出国，已电话确认授权，回国后补签"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="field-note">至少 {minReasonCharacters} 个字。理由会随作品留存，上级能看到。</p>
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          先不记
        </Button>
        <Button size="large" type="primary" disabled={short} onClick={() => onDecide(reason.trim())}>
          记为例外
        </Button>
      </div>
    </Modal>
  )
}
