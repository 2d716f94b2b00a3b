/** 重新插入后核对: the folder is chosen, the files on it are compared with what was written, each is told by name. */
import { Button, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import type { RecheckedPackage } from '../../../shared/api/packages.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { problemOf } from '../../api.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { runTask } from '../../app/tasks.ts'
import { recheckedFiles, recheckText } from '../../text/packages.ts'

type Result = { name: string; folder: string; checked: RecheckedPackage }

/**
 * @param name of the package, as its row has it
 * @param onRewrite writes the same package once more, where a file is not what it was
 */
export function useRecheck(
  { packageId, name }: { packageId: string; name: string },
  onProblem: (problem: ProblemData | null) => void,
  onRewrite: () => void,
): { begin: () => void; dialog: ReactNode } {
  const [result, setResult] = useState<Result | null>(null)
  const recheck = async () => {
    onProblem(null)
    try {
      const folder = await window.kexie.pickFolder({ title: `${name}在哪个文件夹` })
      if (folder === null) return
      const checked = await runTask({
        title: `核对${name}`,
        method: 'packages.recheck',
        input: { packageId, folder },
        ending: (value) => ({ sentence: recheckText(value), next: null }),
      })
      setResult({ name, folder, checked })
    } catch (thrown) {
      onProblem(problemOf(thrown))
    }
  }
  const close = () => setResult(null)
  return {
    begin: () => void recheck(),
    dialog: result ? (
      <RecheckDialog
        result={result}
        onClose={close}
        onRewrite={() => {
          close()
          onRewrite()
        }}
      />
    ) : null,
  }
}

function RecheckDialog({
  result: { name, folder, checked },
  onClose,
  onRewrite,
}: {
  result: Result
  onClose: () => void
  onRewrite: () => void
}) {
  return (
    <Modal open title={`重新插入后核对：${name}`} footer={null} width={640} onCancel={onClose}>
      <div className="stack">
        <p>{recheckText(checked)}</p>
        <p className="quiet one-line" title={folder}>
          {folder}
        </p>
        <ul className="rows" aria-label="核对的文件">
          {checked.files.map((file) => (
            <li key={file.name} className="recheck-file">
              <ToneMark worded={recheckedFiles[file.state]} />
              <span className="recheck-name">{file.name}</span>
              <span className="quiet">{file.bytes > 0 ? bytesText(file.bytes) : ''}</span>
            </li>
          ))}
        </ul>
        <div className="dialog-foot">
          {checked.ok ? (
            <Button size="large" type="primary" onClick={onClose}>
              知道了
            </Button>
          ) : (
            <>
              <Button size="large" onClick={onClose}>
                先不管
              </Button>
              <Button size="large" type="primary" onClick={onRewrite}>
                再写一份
              </Button>
            </>
          )}
        </div>
      </div>
    </Modal>
  )
}
