import { Button } from 'antd'
import { useState } from 'react'
import type { ReviewPaper } from '../../../../shared/api/reviews.ts'
import type { ProblemData } from '../../../../shared/problems.ts'
import { call, problemOf } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { runTask } from '../../../app/tasks.ts'

type Way = 'print' | 'pdf' | 'docx'
type Props = {
  order: ReviewPaper
  /** 公示, 证书 */
  name: string
  /** Without ending. */
  fileName: string
  /** At the end of a dialog the last one stands out. */
  ways: readonly Way[]
  disabled?: boolean
  /** At the end of a dialog. */
  foot?: boolean
  onPrinted?: () => void
}

const words: Readonly<Record<Way, string>> = { print: '打印', pdf: '存为 PDF', docx: '存为 Word' }
const plain = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/gu, '_').slice(0, 80)

/** The ways out of one paper of a review: printer, PDF, Word. */
export function PaperActions({ order, name, fileName, ways, disabled = false, foot = false, onPrinted }: Props) {
  const [busy, setBusy] = useState<Way | null>(null)
  const [problem, setProblem] = useState<ProblemData | null>(null)

  const print = async () => {
    const answer = await window.kexie.print({ review: order })
    if ('problem' in answer) return setProblem(answer.problem)
    if (answer.outcome !== 'printed') return
    announce(`${name}已交给打印机。`)
    onPrinted?.()
  }
  const save = async (way: 'pdf' | 'docx') => {
    const filters =
      way === 'pdf' ? [{ name: 'PDF 文件', extensions: ['pdf'] }] : [{ name: 'Word 文档', extensions: ['docx'] }]
    const out = await window.kexie.saveAs({ title: `保存${name}`, defaultName: `${plain(fileName)}.${way}`, filters })
    if (out === null) return
    const show = { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(out) }
    if (way === 'docx') {
      await call('reviews.saveDocx', { order, out })
      return announce(`${name}已存成 Word。`, show)
    }
    await runTask({
      title: `${name}存为 PDF`,
      method: 'reviews.savePdf',
      input: { order, out },
      ending: ({ sheets }) => ({
        sentence: sheets > 1 ? `${name}共 ${sheets} 张，已存成一个 PDF。` : `${name}已存成 PDF。`,
        next: show,
      }),
    })
  }
  const run = async (way: Way) => {
    setBusy(way)
    setProblem(null)
    try {
      await (way === 'print' ? print() : save(way))
    } catch (thrown) {
      setProblem(problemOf(thrown))
    } finally {
      setBusy(null)
    }
  }
  return (
    <>
      <div className={foot ? 'dialog-foot' : 'paper-actions'}>
        {ways.map((way, at) => (
          <Button
            key={way}
            size={foot ? 'large' : 'middle'}
            type={foot && at === ways.length - 1 ? 'primary' : 'default'}
            disabled={disabled || (busy !== null && busy !== way)}
            loading={busy === way}
            aria-label={`${name}：${words[way]}`}
            onClick={() => void run(way)}
          >
            {words[way]}
          </Button>
        ))}
      </div>
      <ProblemNote problem={problem} />
    </>
  )
}
