import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { returnPhrases } from '../../text/packages.ts'
import { Input } from '../../ui/Input.tsx'

/** Why a record goes back: a phrase at a click, or own words; one reason a line. */
export function ReturnDialog({
  name,
  reasons,
  onClose,
  onReturn,
}: {
  name: string
  reasons: readonly string[]
  onClose: () => void
  onReturn: (reasons: string[]) => Promise<void>
}) {
  const id = useId()
  const [text, setText] = useState(reasons.join('\n'))
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const add = (phrase: string) => {
    if (!lines.includes(phrase)) setText([...lines, phrase].join('\n'))
  }
  return (
    <Modal open title={`退回：${name}`} footer={null} width={560} onCancel={onClose}>
      <div className="stack">
        <div>
          <label className="field-label" htmlFor={id}>
            退回原因（一行写一条）
          </label>
          <Input.TextArea
            id={id}
            autoFocus
            rows={4}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="field-note">对方会原样看到。请不要写姓名、手机号等个人信息。</p>
        </div>
        <ul className="phrase-list" aria-label="常用原因">
          {returnPhrases.map((phrase) => (
            <li key={phrase}>
              <button
                type="button"
                className="plain-button phrase"
                disabled={lines.includes(phrase)}
                onClick={() => add(phrase)}
              >
                {phrase}
              </button>
            </li>
          ))}
        </ul>
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不退回了
          </Button>
          <Button size="large" type="primary" disabled={lines.length === 0} onClick={() => void onReturn(lines)}>
            退回这一份
          </Button>
        </div>
      </div>
    </Modal>
  )
}
