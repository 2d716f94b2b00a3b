import { CameraOutlined, FilePdfOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { DroppedScan, ScanInfo } from '../../../shared/api/scans.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { problemOf } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { pickScans } from '../../app/pick-scans.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { runTask } from '../../app/tasks.ts'
import { useDrop } from '../../app/use-drop.ts'
import { droppedText } from '../../text/scans.ts'

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

type Props = {
  own: boolean
  scans: readonly ScanInfo[]
  onOpen: (scanId: string) => void
}

/** Photos of signed letters: each finds its letter and its people by the code on it; then a person looks. */
export function LetterScans({ own, scans, onOpen }: Props) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [dropped, setDropped] = useState<readonly DroppedScan[]>([])
  const collect = async (paths: readonly string[]) => {
    if (paths.length === 0 || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const found = await runTask({
        title: `收授权书 ${paths.length} 张`,
        method: 'scans.drop',
        input: { paths: [...paths] },
        ending: (done) => {
          const taken = done.filter((one) => one.scan !== null).length
          const left = done.length - taken
          return { sentence: `${taken} 张已归位${left > 0 ? `，${left} 张没有收` : ''}。`, next: null }
        },
      })
      setDropped((before) => [...found, ...before.filter((old) => found.every(({ path }) => path !== old.path))])
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
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
      <ProblemNote problem={problem} action={<Button onClick={() => setProblem(null)}>知道了</Button>} />
      {dropped.length > 0 ? (
        <ul className="letter-dropped" aria-label="刚收的授权书">
          {dropped.map((one) => {
            const { line, ...worded } = droppedText(one)
            return (
              <li key={one.path}>
                <ToneMark worded={worded} />
                <span>
                  {line} <span className="quiet">{nameOf(one.path)}</span>
                </span>
              </li>
            )
          })}
        </ul>
      ) : null}
    </div>
  )
}
