import { Button } from 'antd'
import { useState } from 'react'
import type { ExportedPackage, SubmissionPreview } from '../../../shared/api/packages.ts'
import type { RecordState } from '../../../shared/domain/states.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { useSignedWrite } from '../../app/keys/use-signed-write.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { type TargetFolder, TargetFolderLine } from '../../app/TargetFolder.tsx'
import { readBackText } from '../../text/packages.ts'
import { DiskNotes } from './DiskNotes.tsx'
import { WrittenNote } from './WrittenNote.tsx'

function endingOf(recipient: string) {
  return (made: ExportedPackage) => {
    const bytes = made.files.reduce((sum, file) => sum + file.bytes, 0)
    const [first] = made.files
    const parts = made.files.length > 1 ? `，分成 ${made.files.length} 个文件，要一起交` : ''
    return {
      sentence: `第 ${made.sequence} 号报送包已写好（${made.records.length} 份，${bytesText(bytes)}${parts}）。${readBackText(made.readBack)}请交给${recipient}。`,
      next: first ? { label: '在文件夹中显示', run: () => void window.kexie.showInFolder(first.path) } : null,
    }
  }
}

/** What still stands in the way, in one sentence; null when it can be written out. */
function obstacle(preview: SubmissionPreview, ready: number): string | null {
  if (ready === 0) return '没有可以报送的材料：请先填写，或改正还不能报送的几项。'
  if (!preview.recipient) return '请先选择报送给哪个单位。'
  if (!preview.recipient.trusted) return '请先和对方打电话比对指纹码，再写出报送包。'
  if (preview.tooLarge.length > 0) return '有文件太大，哪一个报送包都装不下：请先压小，或从材料里拿掉。'
  if (preview.disk?.enough === false) return '所选的盘装不下：请清出地方，或换一个文件夹。'
  return null
}

export function ExportBar({
  noticeId,
  preview,
  states,
  target,
}: {
  noticeId: string
  preview: SubmissionPreview
  /** Where each own record stands. */
  states: ReadonlyMap<string, RecordState>
  target: TargetFolder
}) {
  const { busy, problem, write: writeSigned } = useSignedWrite('报送', target)
  const [made, setMade] = useState<ExportedPackage | null>(null)
  const ready = preview.items.filter((item) => item.state === 'ready' || item.state === 'unfrozen')
  const why = obstacle(preview, ready.length)
  const again = ready.length > 0 && ready.every((item) => states.get(item.recordId ?? '') === 'sent')
  const { recipient } = preview

  const write = async () => {
    if (!recipient) return
    setMade(null)
    const written = await writeSigned((out) => ({
      title: `写出报送包，给${recipient.name}`,
      method: 'packages.export',
      input: { noticeId, to: recipient.officeId, out },
      ending: endingOf(recipient.name),
    }))
    setMade(written)
  }

  return (
    <div className="export-bar">
      <div className="export-facts">
        <span>
          共 <strong>{ready.length}</strong> 份
          {ready.length === 0
            ? ''
            : preview.bytes > 0
              ? `，附件约 ${bytesText(preview.bytes)}，另加打印稿`
              : '，没有附件，只有打印稿'}
          {preview.personalParts > 0 ? `，其中 ${preview.personalParts} 份含个人信息，单独封好` : ''}
        </span>
        <TargetFolderLine target={target} />
        <DiskNotes preview={preview} />
        {again && !why ? (
          <span className="quiet">
            这些都写出过了，等上级的回执。文件丢了，请在下面的报送记录里点“再写一份”；在这里再写会另编一个号。
          </span>
        ) : null}
        {why ? (
          <span className="export-why">
            {why}
            {ready.length === 0 ? (
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => void navigate({ screen: 'records', noticeId: null })}
              >
                去填报记录
              </button>
            ) : null}
          </span>
        ) : null}
      </div>
      <Button
        type={again ? 'default' : 'primary'}
        size="large"
        disabled={why !== null}
        loading={busy}
        onClick={() => void write()}
      >
        {again ? '再写一份报送包' : '写出报送包'}
      </Button>
      {made ? <WrittenNote made={made} /> : null}
      {problem ? (
        <div className="export-problem">
          <ProblemNote
            problem={problem}
            action={
              // Another folder helps where a disk was in the way, not where a form is.
              problem.code.startsWith('record.') ? null : (
                <Button onClick={() => void target.choose()}>换一个文件夹</Button>
              )
            }
          />
        </div>
      ) : null}
    </div>
  )
}
