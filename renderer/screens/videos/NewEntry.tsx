import { Button, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { dutyKey, dutyLabel, useVideoDuties } from '../../app/videos/video-duties.ts'
import { Input } from '../../ui/Input.tsx'

/** A title and its notice, and the clerk stands before the entry. */
export function NewEntry({ noticeId, onClose }: { noticeId: string | null; onClose: () => void }) {
  const id = useId()
  const { duties, problem: readProblem } = useVideoDuties()
  const [chosen, setChosen] = useState<string | null>(null)
  const [title, setTitle] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const duty =
    duties?.find((one) => dutyKey(one) === chosen) ??
    duties?.find((one) => one.noticeId === noticeId) ??
    duties?.[0] ??
    null
  const begin = async () => {
    if (duty === null || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const { noticeId: of, deliverableId } = duty
      const entry = await call('videos.create', { noticeId: of, deliverableId, workTitle: title })
      await navigate({ screen: 'video', entryId: entry.entryId, part: null })
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }
  return (
    <Modal open title="新登记一件作品" footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <div>
          <label className="field-label" htmlFor={`${id}-title`}>
            作品名称
          </label>
          <Input
            id={`${id}-title`}
            size="large"
            maxLength={120}
            autoFocus
            placeholder="可以先空着"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            onPressEnter={() => void begin()}
          />
        </div>
        <div>
          <label className="field-label" htmlFor={`${id}-duty`}>
            按哪个通知征集
          </label>
          <Select
            id={`${id}-duty`}
            size="large"
            style={{ width: '100%' }}
            value={duty === null ? null : dutyKey(duty)}
            onChange={setChosen}
            options={(duties ?? []).map((one) => ({ value: dutyKey(one), label: dutyLabel(one) }))}
          />
          {duties?.length === 0 ? <p className="field-note">这里的通知都没有征集视频作品。</p> : null}
        </div>
        <p className="quiet">会同时建好报名登记表和作品授权书，视频、签名可以以后再补。</p>
        <ProblemNote problem={problem ?? readProblem} />
      </div>
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          先不登记
        </Button>
        <Button size="large" type="primary" disabled={duty === null} loading={busy} onClick={() => void begin()}>
          登记
        </Button>
      </div>
    </Modal>
  )
}
