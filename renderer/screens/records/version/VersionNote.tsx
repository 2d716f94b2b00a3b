import { SwapOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { RecordDetail } from '../../../../shared/api/records.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { useMethod } from '../../../app/use-method.ts'
import type { OpenRecord } from '../use-record.ts'
import { KeptValues } from './KeptValues.tsx'
import { VersionDialog } from './VersionDialog.tsx'
import './version.css'

type Props = { record: OpenRecord; onProblem: (problem: ProblemData | null) => void }

/** One line while the notice has a later version than this record; under it what that version asks no more. */
export function VersionNote({ record, onProblem }: Props) {
  const { recordId } = record.detail.summary
  const { value } = useMethod('notices.versionDifference', { recordId }, ['notices', 'records'])
  const [open, setOpen] = useState(false)
  if (!value) return null
  const { newer, kept, movedFrom } = value

  const step = async (method: 'records.moveToVersion' | 'records.moveBack'): Promise<RecordDetail | null> => {
    onProblem(null)
    try {
      if (!(await record.flush())) return null
      return await record.write(() => call(method, { recordId }))
    } catch (thrown) {
      onProblem(problemOf(thrown))
      return null
    }
  }
  const back = async () => {
    if (await step('records.moveBack')) announce('已换回原来那一版，内容都在。')
  }
  const move = async () => {
    const moved = await step('records.moveToVersion')
    setOpen(false)
    if (moved) announce(`已改用第 ${newer?.toVersion ?? ''} 版。`, { label: '撤销', run: () => void back() })
  }
  return (
    <>
      {newer ? (
        <div className="record-since" role="status">
          <SwapOutlined aria-hidden="true" />
          <p>
            <strong>通知有了第 {newer.toVersion} 版</strong>，这份材料还用第 {newer.fromVersion} 版
            <button type="button" className="plain-button link-button" onClick={() => setOpen(true)}>
              查看变化
            </button>
          </p>
        </div>
      ) : null}
      <KeptValues kept={kept} movedFrom={movedFrom} onBack={() => void back()} />
      {open && newer ? <VersionDialog difference={newer} onMove={move} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
