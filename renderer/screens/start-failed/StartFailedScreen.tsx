import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { Brand } from '../../app/Brand.tsx'
import { fullDateText } from '../../text/dates.ts'
import { problemTexts } from '../../text/problem.ts'
import { RestoreFrom } from './RestoreFrom.tsx'
import '../door.css'

/** A start that failed: what happened, what is safe, and the ways out. */
export function StartFailedScreen({ problem, onRetry }: { problem: ProblemData; onRetry: () => Promise<void> }) {
  const { what, safe, next, code } = problemTexts(problem)
  const [folder, setFolder] = useState<string | null>('dataDir' in problem.details ? problem.details.dataDir : null)
  const [busy, setBusy] = useState(false)
  const { chooseDataFolder } = window.kexie

  useEffect(() => {
    if (folder === null)
      window.kexie.appInfo().then(
        (info) => setFolder(info.dataDir),
        () => {},
      )
  }, [folder])

  const backups = 'backups' in problem.details ? problem.details.backups : []
  const [chosen, setChosen] = useState(backups[0]?.id ?? null)
  const backup = backups.find(({ id }) => id === chosen) ?? null
  const start = async (begin: () => Promise<void>) => {
    setBusy(true)
    try {
      await begin()
      await onRetry()
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="door">
      <div className="door-card door-wide" role="alert">
        <div className="door-brand">
          <Brand />
          科协报送台
        </div>
        <h1>这次没有打开</h1>
        <p>{what}</p>
        <p>{safe}</p>
        <p>{next}</p>
        {backup ? <RestoreFrom backups={backups} chosen={backup} disabled={busy} onChoose={setChosen} /> : null}
        <div className="door-actions">
          {backup ? (
            <Button
              type="primary"
              size="large"
              loading={busy}
              onClick={() => void start(() => window.kexie.restoreBackup(backup.id))}
            >
              恢复到 {fullDateText(backup.createdAt)} 的备份
            </Button>
          ) : null}
          <Button
            type={backup ? 'default' : 'primary'}
            size="large"
            loading={busy && !backup}
            onClick={() => void start(() => window.kexie.restartCore())}
          >
            再试一次
          </Button>
          {chooseDataFolder ? (
            <Button size="large" onClick={() => void chooseDataFolder()}>
              换一个数据文件夹
            </Button>
          ) : null}
          {folder !== null ? (
            <Button size="large" onClick={() => void window.kexie.showInFolder(folder)}>
              查看数据文件夹
            </Button>
          ) : null}
          <Button size="large" onClick={() => void window.kexie.quit()}>
            退出
          </Button>
        </div>
        <p className="quiet one-line" title={folder ?? undefined}>
          {folder ? `数据文件夹：${folder}　` : ''}编号 {code}
        </p>
      </div>
    </main>
  )
}
