import { CameraOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { type DragEvent, useState } from 'react'
import type { DroppedScan } from '../../../../shared/api/scans.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { problemOf } from '../../../api.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { droppedPaths, pickScans } from '../../../app/pick-scans.ts'
import { navigate } from '../../../app/route.ts'
import { ToneMark } from '../../../app/ToneMark.tsx'
import { runTask } from '../../../app/tasks.ts'
import { droppedText } from '../../../text/scans.ts'
import './scans.css'

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

function Line({ dropped }: { dropped: DroppedScan }) {
  const { line, ...worded } = droppedText(dropped)
  const recordId = dropped.scan?.recordId
  return (
    <li className="collected">
      <ToneMark worded={worded} />
      <span>
        {line}
        <span className="quiet collected-file">{nameOf(dropped.path)}</span>
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
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [dropped, setDropped] = useState<readonly DroppedScan[]>([])
  const collect = async (paths: readonly string[]) => {
    if (paths.length === 0 || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const found = await runTask({
        title: `收盖章件 ${paths.length} 张`,
        method: 'scans.drop',
        input: { paths: [...paths] },
        ending: (done) => {
          const taken = done.filter((one) => one.scan !== null).length
          const left = done.length - taken
          return { sentence: `${taken} 张已归到各自的记录${left > 0 ? `，${left} 张没有收` : ''}。`, next: null }
        },
      })
      // The same file a second time is told once.
      setDropped((before) => [...found, ...before.filter((old) => found.every(({ path }) => path !== old.path))])
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
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
        <ProblemNote problem={problem} action={<Button onClick={() => setProblem(null)}>知道了</Button>} />
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
