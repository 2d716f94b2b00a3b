import { Button, Modal } from 'antd'
import type { Consent } from '../../../shared/api/authorizations.ts'
import type { ScanInfo } from '../../../shared/api/scans.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { consentStates } from '../../text/videos.ts'
import { PaperPages } from './PaperPages.tsx'

type Props = {
  scan: ScanInfo
  /** Whom this paper names. */
  consents: readonly Consent[]
  own: boolean
  busy: boolean
  onSign: (consents: readonly Consent[]) => void
  onClose: () => void
}

/** The signed paper large, and beside it whom it names: looked at, then signed with one button. */
export function PaperViewer({ scan, consents, own, busy, onSign, onClose }: Props) {
  const open = consents.filter(({ state }) => state !== 'signed')
  return (
    <Modal open title={scan.title} footer={null} width={1040} onCancel={onClose}>
      <div className="paper-viewer">
        <div className="paper-viewer-sheet">
          {scan.mediaType === 'application/pdf' ? (
            <PaperPages key={scan.scanId} scan={scan} />
          ) : (
            <img src={`kexie://file/${scan.digest}`} alt={scan.title} />
          )}
        </div>
        <div className="paper-viewer-people">
          <p>{consents.length === 0 ? '这张纸没有对上哪位参赛人。' : '请看纸上各人是否亲笔签名：'}</p>
          <ul>
            {consents.map((consent) => (
              <li key={consent.position}>
                <span className="consent-name">{consent.name}</span>
                <ToneMark worded={consentStates[consent.state]} />
                {own && consent.state !== 'signed' ? (
                  <Button size="small" disabled={busy} onClick={() => onSign([consent])}>
                    已签名
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
          {own && open.length > 0 ? (
            <Button type="primary" size="large" loading={busy} onClick={() => onSign(open)}>
              这页上的人都签了
            </Button>
          ) : null}
        </div>
      </div>
    </Modal>
  )
}
