import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { BackupInfo } from '../../../shared/api/backups.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { call, problemOf } from '../../api.ts'
import { fullDateText, momentText } from '../../text/dates.ts'
import { bringCoreBack, useNow } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useMethod } from '../use-method.ts'
import { lostGroups, lostText } from './backup-texts.ts'

/** More rows than these are told by their number. */
const shownRows = 8

function filesText({ files: { count, bytes, missing } }: BackupInfo): string {
  if (count === 0) return ''
  const state = missing === 0 ? '都在。' : `其中 ${missing} 个已经找不到，恢复后打不开。`
  return `照片、视频和 PDF 只在数据文件夹里存一份，这份备份要用到 ${count} 个（${bytesText(bytes)}），${state}`
}

/** What is lost, what stays, and only then the button. */
export function RestoreDialog({ backup, onClose }: { backup: BackupInfo; onClose: () => void }) {
  const now = useNow()
  const { value: preview, problem: readProblem } = useMethod('backups.preview', { id: backup.id }, [
    'records',
    'packages',
  ])
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await call('backups.restore', { id: backup.id })
      // The copy takes the store's place while nothing is open: between the end of the core and its start.
      await bringCoreBack()
      onClose()
    } catch (thrown) {
      setProblem(problemOf(thrown))
      setBusy(false)
    }
  }
  const lost = preview ? lostText(preview.counts) : ''
  return (
    <Modal open title="恢复备份" footer={null} width={640} maskClosable={false} onCancel={busy ? undefined : onClose}>
      <div className="stack">
        {preview ? (
          <>
            <p>
              恢复到 <strong>{fullDateText(backup.createdAt)}</strong>。
              {lost === '' ? '那以后没有新的内容，恢复不会丢失什么。' : `那以后的内容会丢失：${lost}。`}
            </p>
            <section className="backup-lost" aria-label="恢复的影响">
              {lostGroups(preview).map((group) => (
                <div key={group.title}>
                  <h3>{group.title}</h3>
                  <ul>
                    {group.rows.slice(0, shownRows).map((row) => (
                      <li key={row.key}>
                        <span className="one-line" title={row.text}>
                          {row.text}
                        </span>
                        <span className="quiet">{momentText(row.at, now)}</span>
                      </li>
                    ))}
                  </ul>
                  {group.rows.length > shownRows ? (
                    <p className="quiet">另有 {group.rows.length - shownRows} 项</p>
                  ) : null}
                </div>
              ))}
            </section>
            <p>
              现在的数据会先另存为一份备份，恢复以后还能再换回来。
              {filesText(backup)}
              {backup.keyed ? '' : '这份备份较早，不带身份证号、电话等个人信息，恢复时从现在的数据里取回。'}
            </p>
            <p>恢复时程序会重新启动，口令不变。请先等正在写出或收取的文件做完。</p>
          </>
        ) : readProblem ? null : (
          <p className="quiet">正在比较…</p>
        )}
        <ProblemNote problem={problem ?? readProblem} />
        <div className="dialog-foot">
          <Button size="large" disabled={busy} onClick={onClose}>
            不恢复
          </Button>
          <Button size="large" danger type="primary" loading={busy} disabled={!preview} onClick={() => void restore()}>
            恢复到这份备份
          </Button>
        </div>
      </div>
    </Modal>
  )
}
