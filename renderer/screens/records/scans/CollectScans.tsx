import { CameraOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { type DragEvent, useState } from 'react'
import type { DroppedScan } from '../../../../shared/api/scans.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { droppedPaths, pickScans } from '../../../app/pick-scans.ts'
import { navigate } from '../../../app/route.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import { useCollectedScans } from '../../../app/use-collected-scans.ts'
import { fileNameOf } from '../../../text/file-names.ts'
import { droppedText } from '../../../text/scans.ts'
import './scans.css'

function Line({ dropped }: { dropped: DroppedScan }) {
  const { line, ...worded } = droppedText(dropped)
  const recordId = dropped.scan?.recordId
  return (
    <li className="collected">
      <ToneMark worded={worded} />
      <span>
        {line}
        <span className="quiet collected-file">{fileNameOf(dropped.path)}</span>
      </span>
      {recordId ? (
        <Button size="small" onClick={() => void navigate({ screen: 'record', recordId, field: null })}>
          打开
        </Button>
      ) : null}
    </li>
  )
}

/** Photos of many stamped papers at once: each finds its record by the code on it. */
export function CollectScans({ onClose }: { onClose: () => void }) {
  const [over, setOver] = useState(false)
  const { busy, problem, dismiss, dropped, collect } = useCollectedScans('收盖章件', '已归到各自的记录')
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const paths = droppedPaths(event)
    if (paths.length > 0) void collect(paths)
    else void pickScans().then(collect)
  }
  return (
    <Modal open title="收盖章件" footer={null} width={640} onCancel={onClose}>
      <div className="stack">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
        <div
          className="collect-place"
          data-over={over}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <p>把盖好章的纸拍照或扫描，一次全放进来。程序读页脚的二维码，各归各的记录，并标记已盖章。</p>
          <Button
            type="primary"
            size="large"
            icon={<CameraOutlined aria-hidden="true" />}
            loading={busy}
            onClick={() => void pickScans().then(collect)}
          >
            选择照片或扫描件
          </Button>
          <p className="quiet">也可以把文件拖到这里；一次最多 200 张，每张最大 40 MB。</p>
        </div>
        <ProblemNote problem={problem} action={<Button onClick={dismiss}>知道了</Button>} />
        {dropped.length > 0 ? (
          <ul className="collected-list" aria-label="收到的盖章件">
            {dropped.map((one) => (
              <Line key={one.path} dropped={one} />
            ))}
          </ul>
        ) : null}
      </div>
    </Modal>
  )
}
