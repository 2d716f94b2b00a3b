import { CameraOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ScanInfo } from '../../../shared/api/scans.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { pickScans } from '../../app/pick-scans.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useCollectedScans } from '../../app/use-collected-scans.ts'
import { useDrop } from '../../app/use-drop.ts'
import { fileNameOf } from '../../text/file-names.ts'
import { droppedText } from '../../text/scans.ts'

type Props = {
  own: boolean
  scans: readonly ScanInfo[]
  onOpen: (scanId: string) => void
}

/** Photos of signed letters: each finds its letter and its people by the code on it; then a person looks. */
export function LetterScans({ own, scans, onOpen }: Props) {
  const { busy, problem, dismiss, dropped, collect } = useCollectedScans('收授权书', '已归位')
  const pick = () => void pickScans('选择签好的授权书照片或扫描件').then(collect)
  const drop = useDrop((paths) => void collect(paths), pick, !own)
  if (!own && scans.length === 0) return null
  return (
    <div className="letter-scans" {...drop}>
      {scans.length > 0 ? (
        <ul className="letter-scan-list" aria-label="收到的授权书">
          {scans.map((scan) => (
            <li key={scan.scanId}>
              <button
                type="button"
                className="plain-button letter-scan"
                title={scan.title}
                onClick={() => onOpen(scan.scanId)}
              >
                {scan.mediaType === 'application/pdf' ? (
                  <FilePdfOutlined aria-label={scan.title} />
                ) : (
                  <img src={`kexie://thumb/${scan.digest}`} alt={`${scan.title}，放大查看`} loading="lazy" />
                )}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {own ? (
        <div className="letter-scans-foot">
          <Button icon={<CameraOutlined aria-hidden="true" />} loading={busy} onClick={pick}>
            收签好的授权书
          </Button>
          <span className="quiet">照片或扫描件，也可以拖到这里；程序认出是谁的，签没签由您看。</span>
        </div>
      ) : null}
      <ProblemNote problem={problem} action={<Button onClick={dismiss}>知道了</Button>} />
      {dropped.length > 0 ? (
        <ul className="letter-dropped" aria-label="刚收的授权书">
          {dropped.map((one) => {
            const { line, ...worded } = droppedText(one)
            return (
              <li key={one.path}>
                <ToneMark worded={worded} />
                <span>
                  {line} <span className="quiet">{fileNameOf(one.path)}</span>
                </span>
              </li>
            )
          })}
        </ul>
      ) : null}
    </div>
  )
}
