import { Button, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'

/** Which notice, which form; then one is typing. */
export function NewRecord({ noticeId, onClose }: { noticeId: string | null; onClose: () => void }) {
  const notices = useMethod('notices.list', {}, ['notices'])
  const [chosenNotice, setChosenNotice] = useState<string | null>(noticeId)
  // What is in force first; the samples of past years come after it.
  const listed = [...(notices.value ?? [])].sort((a, b) => Number(a.historical) - Number(b.historical))
  const known = listed.some(({ id }) => id === chosenNotice) ? chosenNotice : null
  const notice = known ?? (listed.find((one) => one.addressed) ?? listed[0])?.id ?? null
  const detail = useMethod('notices.show', notice === null ? null : { noticeId: notice }, ['notices'])
  const [chosenForm, setChosenForm] = useState<string | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const forms = detail.value?.pack.forms ?? []
  const form = forms.find((one) => one.id === chosenForm) ?? forms[0] ?? null

  const begin = async () => {
    if (notice === null || !form) return
    setBusy(true)
    try {
      const created = await call('records.create', { noticeId: notice, formId: form.id })
      onClose()
      await navigate({ screen: 'record', recordId: created.summary.recordId, field: null })
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }

  return (
    <Modal open title="新建填报" onCancel={onClose} footer={null} width={520}>
      <div className="stack">
        <div>
          <label className="field-label" htmlFor="new-record-notice">
            按哪个通知填报
          </label>
          <Select
            id="new-record-notice"
            size="large"
            style={{ width: '100%' }}
            value={notice}
            onChange={setChosenNotice}
            options={listed.map((one) => ({
              value: one.id,
              label: one.historical ? `${one.shortTitle}（历史样例）` : one.shortTitle,
            }))}
          />
        </div>
        <div>
          <p className="field-label" id="new-record-form">
            填哪张表
          </p>
          <Radio.Group
            vertical
            aria-labelledby="new-record-form"
            value={form?.id}
            onChange={(event) => setChosenForm(String(event.target.value))}
            options={forms.map((one) => ({ value: one.id, label: one.name }))}
          />
        </div>
        <ProblemNote problem={problem ?? notices.problem ?? detail.problem} />
      </div>
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          先不填
        </Button>
        <Button size="large" type="primary" disabled={!form} loading={busy} onClick={() => void begin()}>
          开始填写
        </Button>
      </div>
    </Modal>
  )
}
