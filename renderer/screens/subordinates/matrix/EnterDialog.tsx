import { Button, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import type { MatrixDeliverable, RosterOffice } from '../../../../shared/api/rosters.ts'
import { call } from '../../../api.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'
import { instantOf, wallClock } from '../../../text/dates.ts'
import { MomentPicker } from '../../../ui/MomentPicker.tsx'

type Props = { noticeId: string; office: RosterOffice; deliverable: MatrixDeliverable; onClose: () => void }

/** 代录: the papers of an office without the program are typed here; when they came is asked first. */
export function EnterDialog({ noticeId, office, deliverable, onClose }: Props) {
  const id = useId()
  const now = useNow()
  const notice = useMethod('notices.show', { noticeId }, ['notices'])
  const [formId, setFormId] = useState<string | null>(null)
  const [arrived, setArrived] = useState<string | null>(() => wallClock(new Date(now).toISOString()))
  const { problem, attempt, idle } = useAttempt<'enter'>()
  const duty = notice.value?.pack.deliverables.find(({ id: one }) => one === deliverable.deliverableId)
  const forms = (notice.value?.pack.forms ?? []).filter(
    (form) => form.id === duty?.formId || duty?.moreFormIds.includes(form.id),
  )
  const form = forms.find((one) => one.id === formId) ?? forms[0] ?? null
  const enter = () =>
    void attempt('enter', async () => {
      if (!form || arrived === null) return
      const order = { noticeId, formId: form.id, officeId: office.officeId, arrivedAt: instantOf(arrived) }
      const { recordId } = await call('rosters.enterRecord', order)
      onClose()
      await navigate({ screen: 'record', recordId, field: null })
    })
  return (
    <Modal open title="代录纸件" footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <p>
          照<strong>{office.name}</strong>寄来的纸件填写。这份材料记在它名下，注明“代录”，往上报时不算它签名的原件。
        </p>
        {forms.length > 1 ? (
          <div>
            <span className="field-label">哪一张表</span>
            <Radio.Group
              vertical
              aria-label="哪一张表"
              value={form?.id}
              onChange={(event) => setFormId(event.target.value as string)}
              options={forms.map((one) => ({ value: one.id, label: one.name }))}
            />
          </div>
        ) : notice.value && form === null ? (
          <p className="quiet">这一项没有可以填写的表，只能核对纸件或记为免报。</p>
        ) : null}
        <div>
          <label className="field-label" htmlFor={id}>
            纸件什么时候收到
          </label>
          <MomentPicker
            id={id}
            value={arrived}
            placeholder="选择日期和时间"
            notAfter={wallClock(new Date(now).toISOString())}
            onChange={setArrived}
          />
          <p className="field-note">是否迟报按这个时间算。</p>
        </div>
        <ProblemNote problem={problem ?? notice.problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不录
          </Button>
          <Button
            size="large"
            type="primary"
            {...idle('enter')}
            disabled={form === null || arrived === null}
            onClick={enter}
          >
            开始代录
          </Button>
        </div>
      </div>
    </Modal>
  )
}
