import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { AttachmentInfo } from '../../../../shared/api/records.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { bytesText } from '../../../../shared/wording/amounts.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
}
/** Characters that file systems of the offices' computers refuse. */
const fileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/gu, '_').slice(0, 60)

/** Files that a platform wants uploaded: put where its file dialog finds them. */
export function CopyFiles({
  label,
  files,
  onProblem,
}: {
  label: string
  files: readonly AttachmentInfo[]
  onProblem: (problem: ProblemData | null) => void
}) {
  const save = async ({ digest, title, mediaType }: AttachmentInfo) => {
    const ending = endings[mediaType] ?? ''
    onProblem(null)
    try {
      const out = await window.kexie.saveAs({
        title: '另存附件',
        defaultName: `${fileName(title || label)}.${ending}`,
        filters: [{ name: '附件', extensions: [ending] }],
      })
      if (out === null) return
      const saved = await call('attachments.save', { digest, out })
      announce('已另存附件', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
    } catch (thrown) {
      onProblem(problemOf(thrown))
    }
  }
  if (files.length === 0) return <p className="quiet">没有附件</p>
  return (
    <ul className="copy-files">
      {files.map((file) => (
        <li key={file.digest}>
          <span className="one-line">{file.title || label}</span>
          <span className="quiet">{bytesText(file.bytes)}</span>
          <Button
            size="small"
            icon={<DownloadOutlined aria-hidden="true" />}
            aria-label={`另存：${file.title || label}`}
            onClick={() => void save(file)}
          >
            另存…
          </Button>
        </li>
      ))}
    </ul>
  )
}
