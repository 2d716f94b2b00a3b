import { Button, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'
import type { FilterChoice } from '../../../ui/FilterBar.tsx'

type Props = { noticeId: string; choices: readonly FilterChoice[]; onClose: () => void }

/** 照搬: the roster of another notice, shown before it is taken. */
export function CopyDialog({ noticeId, choices, onClose }: Props) {
  const id = useId()
  const [from, setFrom] = useState(choices[0]?.value ?? null)
  const roster = useMethod('rosters.show', from === null ? null : { noticeId: from }, ['offices'])
  const { problem, attempt, idle } = useAttempt<'copy'>()
  const offices = roster.value?.offices ?? []
  const copy = () =>
    void attempt('copy', async () => {
      if (from === null) return
      const made = await call('rosters.copy', { noticeId, from })
      announce(`名单上现在有 ${made.offices.length} 个单位。`)
      onClose()
    })
  return (
    <Modal open title="照搬另一个通知的名单" footer={null} width={560} onCancel={onClose}>
      <div className="stack">
        {from === null ? (
          <p>还没有别的通知。</p>
        ) : (
          <div>
            <label className="field-label" htmlFor={id}>
              照哪个通知的名单
            </label>
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              value={from}
              onChange={setFrom}
              options={[...choices]}
            />
          </div>
        )}
        {roster.value ? (
          offices.length === 0 ? (
            <p className="quiet">这个通知没有名单，请换一个。</p>
          ) : (
            <p className="quiet roster-names">
              {offices.length} 个单位：{offices.map(({ name }) => name).join('、')}
            </p>
          )
        ) : null}
        <ProblemNote problem={problem ?? roster.problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            不照搬
          </Button>
          <Button size="large" type="primary" {...idle('copy')} disabled={offices.length === 0} onClick={copy}>
            {offices.length === 0 ? '照搬' : `照搬这 ${offices.length} 个单位`}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
