import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { call } from '../../api.ts'
import { wallClock } from '../../text/dates.ts'
import { backupUse } from '../../text/devices.ts'
import { asFileName } from '../../text/file-names.ts'
import { announce } from '../announce.ts'
import { useAppState, useNow } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useAttempt } from '../use-attempt.ts'
import { NewPassphraseFields } from './NewPassphraseFields.tsx'

/** The keys of the office in one file: its passphrase, twice, and where it goes. */
export function SaveKeyBackupDialog({ onClose }: { onClose: () => void }) {
  const now = useNow()
  const office = useAppState((held) => held.state?.office?.name ?? '')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [differ, setDiffer] = useState(false)
  const { problem, attempt, idle } = useAttempt<'save'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDiffer(first !== second)
    if (first === '' || first !== second) return
    void attempt('save', async () => {
      const day = wallClock(new Date(now).toISOString()).slice(0, 10)
      const out = await window.kexie.saveAs({
        title: '保存钥匙备份',
        defaultName: `钥匙备份-${asFileName(office)}-${day}.age`,
        filters: [{ name: '钥匙备份', extensions: ['age'] }],
      })
      if (out === null) return
      const { path } = await call('keys.saveBackup', { out, passphrase: first })
      onClose()
      announce('钥匙备份已保存。请放进保险柜，口令另外收好。', {
        label: '在文件夹中显示',
        run: () => void window.kexie.showInFolder(path),
      })
    })
  }
  return (
    <Modal open title="保存钥匙备份" footer={null} width={520} maskClosable={false} onCancel={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>{backupUse}</p>
        <NewPassphraseFields
          label="备份口令"
          note="至少 8 个字符。只用来打开这份备份，可以和平时的口令不同；请写下来，和备份分开放。"
          first={first}
          second={second}
          differ={differ}
          onFirst={setFirst}
          onSecond={(value) => {
            setSecond(value)
            setDiffer(false)
          }}
        />
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不保存
          </Button>
          <Button
            size="large"
            type="primary"
            htmlType="submit"
            {...idle('save')}
            disabled={first === '' || second === ''}
          >
            选择位置，保存
          </Button>
        </div>
      </form>
    </Modal>
  )
}
