import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { OpenedRecord } from './OpenedRecord.tsx'
import { useRecord } from './use-record.ts'
import './record.css'

/** @param field a field to begin at, where a finding led here */
export function RecordScreen({ recordId, field }: { recordId: string; field: string | null }) {
  const { record, problem, reopen } = useRecord(recordId)
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (record) return <OpenedRecord record={record} field={field} />
  if (!problem) return slow ? <p className="page quiet">正在打开这份记录…</p> : null
  return (
    <div className="page stack">
      <ProblemNote problem={problem} action={<Button onClick={reopen}>再打开一次</Button>} />
      <div>
        <Button onClick={() => void navigate({ screen: 'records', noticeId: null })}>回到填报记录</Button>
      </div>
    </div>
  )
}
