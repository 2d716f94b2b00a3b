import { Button } from 'antd'
import { useState } from 'react'
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { HandoverPreview, WrittenHandover } from '../../../shared/api/handovers.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { problemOf } from '../../api.ts'
import { loadAppState } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { TargetFolderLine, useTargetFolder } from '../../app/TargetFolder.tsx'
import { runTask } from '../../app/tasks.ts'

function ending(made: WrittenHandover) {
  const parts = made.parts.length > 1 ? `，分 ${made.parts.length} 部分` : ''
  const beside = made.oversize.length > 0 ? `，${made.oversize.length} 个大文件另放，请用 U 盘或网盘交` : ''
  const missing = made.missing.length > 0 ? `没有放入的 ${made.missing.length} 项写在清单里。` : '通知要求的都在里面。'
  const eject = made.readBack === 'cache' ? '写在 U 盘上的，请安全弹出后再拔。' : ''
  return {
    sentence: `已写好 ${made.records.length} 份材料${parts}${beside}。${missing}${eject}交出后请回来登记“已交出”。`,
    next: { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(made.path) },
  }
}

type Props = { order: MethodInput<'handovers.preview'>; as: 'folder' | 'zip'; preview: HandoverPreview }

export function FolderBar({ order, as, preview }: Props) {
  const target = useTargetFolder('报送文件夹写到哪里')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemData | null>(null)
  const ready = preview.items.filter((item) => item.state === 'ready' || item.state === 'unfrozen').length

  const write = async () => {
    setProblem(null)
    const out = await target.need()
    if (out === null) return
    setBusy(true)
    try {
      await runTask({
        title: `写出报送文件夹，给${preview.recipient.unit}`,
        method: 'handovers.write',
        input: { ...order, out, as },
        ending,
      })
    } catch (thrown) {
      const failed = problemOf(thrown)
      setProblem(failed)
      if (failed.code === 'keys.locked') await loadAppState()
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="export-bar">
      <div className="export-facts">
        <span>
          共 <strong>{ready}</strong> 份、{preview.files} 个文件
          {preview.bytes > 0 ? `，附件约 ${bytesText(preview.bytes)}` : ''}
          {preview.parts > 1 ? `，约分 ${preview.parts} 部分` : ''}
          {preview.missing.length > 0 ? `；另有 ${preview.missing.length} 条缺项写进清单` : ''}
        </span>
        {preview.oversize.map(({ name, bytes }) => (
          <span className="export-why" key={name}>
            {name}（{bytesText(bytes)}）超过邮箱上限，会另放一处：请用 U 盘、网盘或微信文件交，或压小后再放。
          </span>
        ))}
        <TargetFolderLine target={target} />
        {ready === 0 ? (
          <span className="export-why">没有可以放进去的材料：请先填写，或改正还不能报送的几项。</span>
        ) : null}
      </div>
      <Button type="primary" size="large" disabled={ready === 0} loading={busy} onClick={() => void write()}>
        写出报送文件夹
      </Button>
      {problem ? (
        <div className="export-problem">
          <ProblemNote problem={problem} action={<Button onClick={() => void target.choose()}>换一个文件夹</Button>} />
        </div>
      ) : null}
    </div>
  )
}
