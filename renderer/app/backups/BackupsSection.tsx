import { HistoryOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { BackupInfo, BackupList } from '../../../shared/api/backups.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { call, problemOf } from '../../api.ts'
import { fullDateText, momentText } from '../../text/dates.ts'
import { Mark } from '../../ui/Mark.tsx'
import { EmptyPlace, Section } from '../../ui/Page.tsx'
import { announce } from '../announce.ts'
import { useNow } from '../app-state.ts'
import { ProblemNote } from '../ProblemNote.tsx'
import { useMethod } from '../use-method.ts'
import { BackupRoom } from './BackupRoom.tsx'
import { kindNames } from './backup-texts.ts'
import { RestoreDialog } from './RestoreDialog.tsx'
import { RestoredNotice } from './RestoredNotice.tsx'
import { StoreCheckPart } from './StoreCheckPart.tsx'
import './backups.css'

/** The rest is one click away: who looks for a copy mostly looks for one of the last. */
const shownFirst = 6

function BackupRow({ backup, onRestore }: { backup: BackupInfo; onRestore: () => void }) {
  const now = useNow()
  const { files } = backup
  return (
    <li className="backup-row">
      <div className="backup-text">
        <span>
          {momentText(backup.createdAt, now)} <span className="quiet">{kindNames[backup.kind]}</span>
        </span>
        {backup.readable ? (
          <span className="quiet one-line">
            {backup.records} 份填报记录 · {backup.revisions} 个定稿 · {backup.packages} 个收发的包 ·{' '}
            {bytesText(backup.bytes)}
            {files.count > 0 ? ` · 用到 ${files.count} 个照片、视频和 PDF（在数据文件夹里，不另存）` : ''}
            {files.missing > 0 ? ` · ${files.missing} 个已找不到` : ''}
          </span>
        ) : (
          <span className="quiet">文件打不开，不能恢复。</span>
        )}
      </div>
      {backup.readable ? (
        <Button onClick={onRestore} aria-label={`恢复到${momentText(backup.createdAt, now)}的备份…`}>
          恢复…
        </Button>
      ) : (
        <Mark tone="stop" icon={<WarningOutlined aria-hidden="true" />}>
          已损坏
        </Mark>
      )}
    </li>
  )
}

function Failure({ failure }: { failure: NonNullable<BackupList['failure']> }) {
  const full = failure.code === 'SQLITE_FULL' || failure.code === 'ENOSPC'
  return (
    <p className="backup-failure" role="alert">
      <WarningOutlined aria-hidden="true" /> {fullDateText(failure.at)} 的自动备份没有做成
      {full ? '：磁盘已满' : `（${failure.code}）`}
      。填报内容不受影响，程序会再试；请检查磁盘空间。
    </p>
  )
}

export function BackupsSection() {
  const { value: list, problem: readProblem, reread } = useMethod('backups.list', {}, ['backups'])
  const [restoring, setRestoring] = useState<BackupInfo | null>(null)
  const [all, setAll] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const make = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await call('backups.make', {})
      announce('备份已做好，并检查过。')
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  const backups = list?.backups ?? []
  const button = (
    <Button loading={busy} onClick={() => void make()}>
      立即备份
    </Button>
  )
  return (
    <Section title="备份" actions={backups.length > 0 ? button : null}>
      <ProblemNote problem={problem ?? readProblem} />
      <RestoredNotice />
      {list?.failure ? <Failure failure={list.failure} /> : null}
      {list && backups.length === 0 ? (
        <EmptyPlace icon={<HistoryOutlined aria-hidden="true" />} title="还没有备份" action={button}>
          程序打开时每小时自动备份一次，程序升级和收件以前也会备份。备份存在这台电脑的数据文件夹里，口令同现在一样。
        </EmptyPlace>
      ) : (
        <ul className="rows" aria-label="备份">
          {(all ? backups : backups.slice(0, shownFirst)).map((backup) => (
            <BackupRow key={backup.id} backup={backup} onRestore={() => setRestoring(backup)} />
          ))}
        </ul>
      )}
      {backups.length > shownFirst && !all ? (
        <Button type="link" onClick={() => setAll(true)}>
          看全部 {backups.length} 份
        </Button>
      ) : null}
      <StoreCheckPart />
      {list && backups.length > 0 ? <BackupRoom list={list} /> : null}
      {list && backups.length > 0 ? (
        <p className="field-note">
          备份和数据在同一台电脑上；为防电脑损坏或丢失，请定期把整个
          <button type="button" className="backup-folder" onClick={() => void window.kexie.showInFolder(list.folder)}>
            数据文件夹
          </button>
          另存到U盘。
        </p>
      ) : null}
      {restoring ? (
        <RestoreDialog
          backup={restoring}
          onClose={() => {
            setRestoring(null)
            reread()
          }}
        />
      ) : null}
    </Section>
  )
}
