import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { InspectedVideo } from '../../../shared/api/videos.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useDrop } from '../../app/use-drop.ts'
import { lengthText, pixelsText } from '../../text/videos.ts'
import { pickVideo } from './pick-video.ts'
import { VerdictList } from './VerdictList.tsx'
import './video-entry.css'

type Looked = { name: string; video: InspectedVideo | null; problem: ProblemData | null }

/** A file against the rules before anybody registers it; nothing is kept. */
export function InspectDialog({ noticeId, onClose }: { noticeId: string | null; onClose: () => void }) {
  const [busy, setBusy] = useState(false)
  const [looked, setLooked] = useState<Looked | null>(null)
  const look = async (paths: readonly string[]) => {
    const [path] = paths
    if (path === undefined || busy) return
    const name = path.split(/[\\/]/).at(-1) ?? path
    setBusy(true)
    try {
      setLooked({ name, video: await call('videos.inspect', { path, noticeId }), problem: null })
    } catch (thrown) {
      setLooked({ name, video: null, problem: problemOf(thrown) })
    } finally {
      setBusy(false)
    }
  }
  const pick = () => void pickVideo().then(look)
  const drop = useDrop((paths) => void look(paths), pick, busy)
  const facts = looked?.video
    ? [lengthText(looked.video.durationSeconds), pixelsText(looked.video.displayWidth, looked.video.displayHeight)]
        .filter((fact) => fact !== '')
        .join('，')
    : ''
  return (
    <Modal open title="检查视频" footer={null} width={640} onCancel={onClose}>
      <div className="stack inspect" {...drop}>
        <p className="quiet">
          {noticeId === null ? '按常见要求检查：MP4、不超过 3 分钟、不低于 720P。' : '按所选通知的要求检查。'}
          只看文件，不登记，原文件不动。也可以把文件拖到这里。
        </p>
        {looked ? (
          <div className="inspect-result" role="status">
            <p>
              <strong>{looked.name}</strong> <span className="quiet">{facts}</span>
            </p>
            <ProblemNote problem={looked.problem} />
            {looked.video ? <VerdictList verdicts={looked.video.verdicts} /> : null}
          </div>
        ) : null}
      </div>
      <div className="dialog-foot">
        {looked ? (
          <Button size="large" onClick={onClose}>
            看好了
          </Button>
        ) : null}
        <Button size="large" type="primary" loading={busy} onClick={pick}>
          {looked ? '再检查一个' : '选择视频文件'}
        </Button>
      </div>
    </Modal>
  )
}
