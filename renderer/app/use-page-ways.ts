/** The ways in which a page of the core leaves the screen: the printer, or a file where the clerk says. */
import type { Bridge } from '../../shared/api/bridge.ts'
import { asFileName } from '../text/file-names.ts'
import { announce } from './announce.ts'
import { useAttempt } from './use-attempt.ts'

type PrintWish = Parameters<Bridge['print']>[0]
type FileKind = 'jsonl' | 'pdf' | 'xlsx'

const filters: Readonly<Record<FileKind, { name: string; extensions: string[] }>> = {
  jsonl: { name: '可核验的日志', extensions: ['jsonl'] },
  pdf: { name: 'PDF 文件', extensions: ['pdf'] },
  xlsx: { name: 'Excel 表', extensions: ['xlsx'] },
}

/** What is `name`d is printed or saved; `problem` says how the last attempt failed. */
export function usePageWays() {
  const { busy, problem, setProblem, attempt } = useAttempt<'print' | 'save'>()
  const print = (wish: PrintWish, name: string) =>
    void attempt('print', async () => {
      const answer = await window.kexie.print(wish)
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce(`${name}已交给打印机。`)
    })
  /** @param of what distinguishes the file from others of its kind, e.g. the notice */
  const save = (kind: FileKind, name: string, of: string, write: (out: string) => Promise<{ path: string }>) =>
    void attempt('save', async () => {
      const out = await window.kexie.saveAs({
        title: `保存${name}`,
        defaultName: `${name}-${asFileName(of)}.${kind}`,
        filters: [filters[kind]],
      })
      if (out === null) return
      const saved = await write(out)
      announce(`${name}已保存。`, {
        label: '打开所在文件夹',
        run: () => void window.kexie.showInFolder(saved.path),
      })
    })
  return { busy: busy !== null, problem, print, save }
}
