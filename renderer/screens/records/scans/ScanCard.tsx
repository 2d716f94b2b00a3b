import { DeleteOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { ScanInfo } from '../../../../shared/api/scans.ts'
import { bytesText } from '../../../../shared/wording/amounts.ts'
import { useNow } from '../../../app/app-state.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import { momentText } from '../../../text/dates.ts'
import { mismatchText, personsText, scanFacts, scanVerdicts } from '../../../text/scans.ts'
import { Input } from '../../../ui/Input.tsx'

type Props = {
  scan: ScanInfo
  own: boolean
  onRemove: (scan: ScanInfo) => void
  onCode: (scan: ScanInfo, code: string) => void
}

function Picture({ scan }: { scan: ScanInfo }) {
  const [large, setLarge] = useState(false)
  if (scan.mediaType === 'application/pdf') return <FilePdfOutlined aria-hidden="true" className="scan-icon" />
  return (
    <>
      <button type="button" className="plain-button scan-picture" onClick={() => setLarge(true)}>
        <img src={`kexie://thumb/${scan.digest}`} alt={`${scan.title}，放大查看`} loading="lazy" />
      </button>
      <Modal open={large} title={scan.title} footer={null} width={880} onCancel={() => setLarge(false)}>
        <img className="scan-large" src={`kexie://file/${scan.digest}`} alt={scan.title} />
      </Modal>
    </>
  )
}

/** For a paper whose code no machine could read. */
function CodeEntry({ scan, onCode }: Pick<Props, 'scan' | 'onCode'>) {
  const [code, setCode] = useState(scan.typedCode ?? '')
  const send = () => {
    if (code.trim() !== '') onCode(scan, code)
  }
  return (
    <div className="scan-code">
      <Input
        aria-label="纸上的版本核对码"
        placeholder="纸上的核对码"
        value={code}
        maxLength={20}
        onChange={(event) => setCode(event.target.value)}
        onPressEnter={send}
      />
      <Button onClick={send} disabled={code.trim() === ''}>
        核对
      </Button>
    </div>
  )
}

export function ScanCard({ scan, own, onRemove, onCode }: Props) {
  const now = useNow()
  const told = scan.mismatch ? mismatchText(scan.mismatch, scan.revision) : null
  const byEye = scan.marks.length === 0 && scan.verdict !== 'by-hand'
  return (
    <li className="scan" data-verdict={scan.verdict}>
      <Picture scan={scan} />
      <div className="scan-words">
        <ToneMark worded={scanVerdicts[scan.verdict]} />
        {told ? (
          <p>
            <strong>{told.what}</strong>
            {told.next}
          </p>
        ) : null}
        {scan.verdict === 'unreadable' ? (
          <p>{own ? '请照纸上页脚的版本核对码输入；或拍清楚一些，再添加一次。' : '请对照纸上页脚的版本核对码。'}</p>
        ) : null}
        {own && byEye ? <CodeEntry scan={scan} onCode={onCode} /> : null}
        <p className="quiet scan-facts">
          <span>
            {scan.verdict === 'match' && scan.persons !== null ? `${personsText(scan)}，` : null}
            {scanFacts(scan)}，{bytesText(scan.bytes)}，{momentText(scan.addedAt, now)}
          </span>
          {own ? (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden="true" />}
              aria-label={`移除${scan.title}`}
              onClick={() => onRemove(scan)}
            >
              移除
            </Button>
          ) : null}
        </p>
      </div>
    </li>
  )
}
