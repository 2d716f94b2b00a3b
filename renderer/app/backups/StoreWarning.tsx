import { WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { navigate } from '../route.ts'
import { useMethod } from '../use-method.ts'
import { FindingRows } from './FindingRows.tsx'
import './backups.css'

/** Everywhere the clerk begins: the look through the store has found something. Gone when the next look finds nothing. */
export function StoreWarning() {
  const check = useMethod('backups.lastCheck', {}, ['backups']).value
  if (!check || check.findings.length === 0) return null
  const [first] = check.findings
  const count = check.findings.length + check.more
  return (
    <div className="store-warning" role="alert">
      <p>
        <WarningOutlined aria-hidden="true" /> <strong>数据检查发现 {count} 处问题。</strong>
        {first?.what}
        {count > 1 ? '……' : ''}
      </p>
      <Button onClick={() => void navigate({ screen: 'settings', part: 'backups' })}>看是什么问题、怎么办</Button>
    </div>
  )
}

/** What was found about one record, on that record. */
export function RecordFindings({ recordId }: { recordId: string }) {
  const findings = useMethod('backups.lastCheck', {}, ['backups']).value?.findings ?? []
  const own = findings.filter((finding) => finding.recordId === recordId)
  if (own.length === 0) return null
  return (
    <div className="store-warning" role="alert">
      <FindingRows findings={own} more={0} />
    </div>
  )
}
