import { Button, Select } from 'antd'
import { useState } from 'react'
import type { BackupList } from '../../../shared/api/backups.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../announce.ts'
import { ProblemNote } from '../ProblemNote.tsx'

const gib = 1024 ** 3
const offered = [0.5, 1, 2, 5, 10, 20, 50].map((n) => n * gib)

/** How much room copies take and may take. What is chosen counts at once. */
export function BackupRoom({ list }: { list: BackupList }) {
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  const { usedBytes, limitBytes } = list
  const sizes = [...new Set([...offered, limitBytes])].sort((a, b) => a - b)
  const save = async (limit: number) => {
    setProblem(null)
    try {
      await call('backups.saveSettings', { limitBytes: limit })
      setWanted(null)
      announce(`备份最多占用 ${bytesText(limit)}。`)
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }
  // Less room than is used now: copies would go with the click.
  const goes = wanted !== null && wanted < usedBytes
  return (
    <div className="backup-room">
      <p className="backup-room-line">
        <span>
          备份共占用 <strong>{bytesText(usedBytes)}</strong>，最多
        </span>
        <Select
          aria-label="备份最多占用"
          value={wanted ?? limitBytes}
          options={sizes.map((value) => ({ value, label: bytesText(value) }))}
          onChange={(value) => (value < usedBytes ? setWanted(value) : void save(value))}
          style={{ width: 120 }}
        />
      </p>
      {goes ? (
        <div className="backup-room-ask" role="alert">
          <p>现有的备份超过 {bytesText(wanted)}，会从最密的一段开始，删去较早的备份；最近一份完好的总会留下。</p>
          <div className="settings-actions">
            <Button onClick={() => setWanted(null)}>不改</Button>
            <Button danger onClick={() => void save(wanted)}>
              改为 {bytesText(wanted)}，删去较早的备份
            </Button>
          </div>
        </div>
      ) : null}
      <ProblemNote problem={problem} />
      <p className="field-note">
        有改动时每小时自动备份一次：最近 24 小时的都留，再往前每天留一份、留 14 天，每月留一份、留 12
        个月；超过上限时先删去较早的。照片、视频和 PDF
        不在备份里另存一份，不算在内。只有最近两份备份带着身份证号、电话等个人信息，更早的不带，恢复时从现在的数据里取回。
      </p>
    </div>
  )
}
