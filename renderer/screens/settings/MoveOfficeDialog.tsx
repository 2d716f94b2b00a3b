import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { OfficeSize, SavedOffice } from '../../../shared/api/moving.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useAppState, useNow } from '../../app/app-state.ts'
import { NewPassphraseFields } from '../../app/keys/NewPassphraseFields.tsx'
import { LongCall, useLongCall } from '../../app/moving/LongCall.tsx'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { fileNameOf } from '../../text/file-names.ts'
import {
  giveUpMeans,
  moveSteps,
  officeFileEnding,
  officeFileKind,
  officeFileName,
  sizeText,
} from '../../text/moving.ts'

/** What lies on the stick, what to do with it, and whether this computer is done. */
function Saved({ saved, onClose }: { saved: SavedOffice; onClose: () => void }) {
  const { problem, attempt, idle } = useAttempt<'stop'>()
  const stop = () =>
    void attempt('stop', async () => {
      await call('moving.giveUp', {})
      onClose()
      announce('本机已停用，以后在新电脑上报送。')
    })
  return (
    <div className="stack">
      <dl className="facts">
        <dt>文件</dt>
        <dd>
          {fileNameOf(saved.path)}（{bytesText(saved.bytes)}）
          <button
            type="button"
            className="plain-button link-button"
            onClick={() => void window.kexie.showInFolder(saved.path)}
          >
            在文件夹中显示
          </button>
        </dd>
        <dt>核对</dt>
        <dd>
          写完以后已经读回核对，一个字节不差。
          <p className="field-note moving-digest">SHA-256 {saved.sha256}</p>
        </dd>
      </dl>
      <ol className="moving-steps">
        {moveSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="field-note">{giveUpMeans}</p>
      <ProblemNote problem={problem} />
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          先留着，以后再停用
        </Button>
        <Button size="large" type="primary" {...idle('stop')} onClick={stop}>
          本机不再使用
        </Button>
      </div>
    </div>
  )
}

/** 换电脑 on the old computer: a passphrase, a place, and the file. */
export function MoveOfficeDialog({ size, onClose }: { size: OfficeSize | null; onClose: () => void }) {
  const now = useNow()
  const office = useAppState((held) => held.state?.office?.name ?? '')
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [differ, setDiffer] = useState(false)
  const [saved, setSaved] = useState<SavedOffice | null>(null)
  const { running, run, cancel } = useLongCall()
  const { problem, attempt, idle } = useAttempt<'save'>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDiffer(first !== second)
    if (first === '' || first !== second) return
    void attempt('save', async () => {
      const out = await window.kexie.saveAs({
        title: `保存${officeFileKind}`,
        defaultName: officeFileName(office, now),
        filters: [{ name: officeFileKind, extensions: [officeFileEnding] }],
      })
      if (out !== null) setSaved(await run('moving.save', { out, passphrase: first }))
    })
  }
  const title = saved ? `${officeFileKind}已保存` : `保存${officeFileKind}`
  return (
    <Modal
      open
      title={title}
      footer={null}
      width={560}
      maskClosable={false}
      closable={running === null}
      keyboard={running === null}
      onCancel={onClose}
    >
      {saved ? (
        <Saved saved={saved} onClose={onClose} />
      ) : running ? (
        <LongCall running={running} title={title} onCancel={cancel} />
      ) : (
        <form className="stack" onSubmit={submit}>
          <p>
            {size ? `${sizeText(size)}，共 ${bytesText(size.bytes)}，` : ''}
            全部存进一个加密文件。U盘要有这么多空地方；超过 4 GB 的，U盘不能是 FAT32 格式。
          </p>
          <NewPassphraseFields
            label="给这个文件设口令"
            note="至少 8 个字符，在新电脑上恢复时要输。可以就用平时打开程序的口令。"
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
      )}
    </Modal>
  )
}
