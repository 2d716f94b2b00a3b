import { CameraOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useState } from 'react'
import type { ScanInfo, ScanPaper } from '../../../../shared/api/scans.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { droppedPaths, pickScans } from '../../../app/pick-scans.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { paperWords } from '../../../text/scans.ts'
import { ScanCard } from './ScanCard.tsx'
import './scans.css'

type Props = {
  recordId: string
  revision: number
  own: boolean
  scans: readonly ScanInfo[]
  /** With a seal, or with signatures. */
  paper: ScanPaper
  /** After anything that may have set or taken back 已盖章. */
  onChanged: () => void
}

/** The stamped paper of one frozen version: added, read, compared. */
export function ScanSlot({ recordId, revision, own, scans, paper, onChanged }: Props) {
  const words = paperWords[paper]
  const [over, setOver] = useState(false)
  const { busy, problem, setProblem, attempt: attemptNamed } = useAttempt<'scan'>()

  const attempt = (work: () => Promise<void>) => attemptNamed('scan', work).then(onChanged)
  const remove = ({ scanId, stamps, title }: ScanInfo) =>
    attempt(async () => {
      await call('scans.remove', { scanId })
      announce(stamps ? `已移除${title}，“已盖章”也一同撤销` : `已移除${title}`, {
        label: '撤销',
        run: () => void attempt(async () => void (await call('scans.restore', { scanId }))),
      })
    })
  const add = (paths: readonly string[]) =>
    attempt(async () => {
      for (const path of paths) {
        const scan = await call('scans.attach', { recordId, revision, path })
        if (scan.verdict === 'match' && scan.stamps)
          announce(`${words.matched}，已标记盖章`, { label: '撤销', run: () => void remove(scan) })
        else if (scan.verdict === 'match') announce(words.matched)
      }
    })
  const type = (scan: ScanInfo, code: string) =>
    attempt(async () => {
      const judged = await call('scans.typeCode', { scanId: scan.scanId, code })
      if (judged.verdict === 'by-hand') announce(judged.stamps ? '核对码相符，已标记盖章' : '核对码相符')
    })
  const pick = () =>
    void pickScans(`选择${words.paper}的照片或扫描件`).then((paths) => (paths.length > 0 ? add(paths) : undefined))
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const paths = droppedPaths(event)
    if (paths.length > 0) void add(paths)
    else pick()
  }
  if (!own && scans.length === 0) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className="scans"
      data-over={over}
      onDragOver={(event) => {
        if (!own) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={own ? drop : undefined}
    >
      <ProblemNote problem={problem} action={<Button onClick={() => setProblem(null)}>知道了</Button>} />
      {scans.length > 0 ? (
        <ul className="scan-list" aria-label={`第 ${revision} 版的${words.paper}`}>
          {scans.map((scan) => (
            <ScanCard
              key={scan.scanId}
              scan={scan}
              own={own}
              onRemove={(one) => void remove(one)}
              onCode={(one, code) => void type(one, code)}
            />
          ))}
        </ul>
      ) : null}
      {own ? (
        <div className="scans-foot">
          <Button
            size="small"
            icon={<CameraOutlined aria-hidden="true" />}
            loading={busy !== null}
            onClick={pick}
            aria-label={`给第 ${revision} 版添加${words.scan}`}
          >
            添加{words.scan}
          </Button>
          <span className="quiet">照片或扫描 PDF，也可以拖到这里</span>
        </div>
      ) : null}
    </div>
  )
}
