import { FilePdfOutlined, VideoCameraOutlined } from '@ant-design/icons'
import { Modal } from 'antd'
import { useState } from 'react'
import type { AttachmentInfo } from '../../../shared/api/records.ts'
import type { QueueDetail } from '../../../shared/api/returns.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import type { Worded } from '../../text/packages.ts'
import { problemTexts } from '../../text/problem.ts'
import { scanVerdicts } from '../../text/scans.ts'

const isPicture = ({ mediaType }: AttachmentInfo): boolean => mediaType.startsWith('image/')

/** What the window does not show is saved and looked at with the computer's own means. */
async function saveFile({ digest, title }: { digest: string; title: string }): Promise<void> {
  try {
    const out = await window.kexie.saveAs({ title: '保存附件', defaultName: title === '' ? '附件' : title })
    if (out === null) return
    const { path } = await call('attachments.save', { digest, out })
    announce('附件已保存。', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(path) })
  } catch (thrown) {
    announce(problemTexts(problemOf(thrown)).what)
  }
}

function Thumb({ file }: { file: AttachmentInfo }) {
  if (isPicture(file) || file.video?.hasPoster)
    return <img src={`kexie://thumb/${file.digest}`} alt="" loading="lazy" />
  return file.mediaType.startsWith('video/') ? (
    <VideoCameraOutlined aria-hidden="true" className="queue-file-icon" />
  ) : (
    <FilePdfOutlined aria-hidden="true" className="queue-file-icon" />
  )
}

/** Files of one field; a picture opens large, anything else is saved. */
export function QueueFiles({ files }: { files: readonly AttachmentInfo[] }) {
  const [large, setLarge] = useState<AttachmentInfo | null>(null)
  return (
    <>
      <ul className="queue-files">
        {files.map((file) => (
          <li key={`${file.digest}/${file.title}`}>
            <button
              type="button"
              className="plain-button queue-file"
              title={`${file.title || '没有说明'}（${bytesText(file.bytes)}）`}
              aria-label={`${isPicture(file) ? '放大看' : '保存'}：${file.title || '没有说明的文件'}`}
              onClick={() => (isPicture(file) ? setLarge(file) : void saveFile(file))}
            >
              <Thumb file={file} />
              <span className="quiet one-line">{file.title || '没有说明'}</span>
            </button>
          </li>
        ))}
      </ul>
      {large ? <LargePicture digest={large.digest} title={large.title} onClose={() => setLarge(null)} /> : null}
    </>
  )
}

function LargePicture({ digest, title, onClose }: { digest: string; title: string; onClose: () => void }) {
  return (
    <Modal open title={title || '照片'} footer={null} width={960} onCancel={onClose}>
      <img className="queue-large" src={`kexie://file/${digest}`} alt={title || '照片'} />
    </Modal>
  )
}

type Scan = QueueDetail['scans'][number]

/** A PDF has no picture of itself: it is saved instead. */
function ScanThumb({ scan, onLarge }: { scan: Scan; onLarge: () => void }) {
  const [pictured, setPictured] = useState(true)
  const verdict: Worded = scanVerdicts[scan.verdict]
  return (
    <button
      type="button"
      className="plain-button queue-file"
      aria-label={`${pictured ? '放大看' : '保存'}盖章件：${scan.title}，${verdict.word}`}
      title={scan.title}
      onClick={() => (pictured ? onLarge() : void saveFile(scan))}
    >
      {pictured ? (
        <img src={`kexie://thumb/${scan.digest}`} alt="" onError={() => setPictured(false)} />
      ) : (
        <FilePdfOutlined aria-hidden="true" className="queue-file-icon" />
      )}
      <ToneMark worded={verdict} />
    </button>
  )
}

/** Photos and scans of the stamped paper, each with what its code says. */
export function QueueScans({ scans }: { scans: readonly Scan[] }) {
  const [large, setLarge] = useState<Scan | null>(null)
  if (scans.length === 0) return null
  return (
    <>
      <ul className="queue-files" aria-label="盖章件">
        {scans.map((scan) => (
          <li key={scan.digest}>
            <ScanThumb scan={scan} onLarge={() => setLarge(scan)} />
          </li>
        ))}
      </ul>
      {large ? <LargePicture digest={large.digest} title={large.title} onClose={() => setLarge(null)} /> : null}
    </>
  )
}
