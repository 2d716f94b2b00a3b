import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { LetterOrder } from '../../../shared/api/authorizations.ts'
import type { VideoEntry } from '../../../shared/api/videos.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { runTask } from '../../app/tasks.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { entryTitle, unsigned } from '../../text/videos.ts'
import './video-entry.css'

type Props = {
  entries: readonly VideoEntry[]
  onClose: () => void
  onDone?: () => void
}

const fileName = (text: string): string => text.replace(/[\\/:*?"<>|\s]+/gu, '_').slice(0, 60)

/** 作品授权书 of one entry or of many: for whom, in which form, to the printer or into one PDF. */
export function LettersDialog({ entries, onClose, onDone }: Props) {
  const printable = entries.filter(({ authorizationId, purged }) => authorizationId !== null && !purged)
  const open = printable.filter(({ consents }) => unsigned(consents) > 0)
  const people = (list: readonly VideoEntry[], count: (entry: VideoEntry) => number) =>
    list.reduce((sum, entry) => sum + count(entry), 0)
  const everybody = people(printable, ({ consents }) => consents.of)
  const missing = people(open, ({ consents }) => unsigned(consents))
  const [who, setWho] = useState<'all' | 'missing'>(missing > 0 && missing < everybody ? 'missing' : 'all')
  const [pages, setPages] = useState<'together' | 'each'>('together')
  const { busy, problem, setProblem, attempt } = useAttempt<'print' | 'pdf'>()
  const taken = who === 'missing' ? open : printable
  const order = (): LetterOrder => ({ entryIds: taken.map(({ entryId }) => entryId), who, pages })
  const [only] = taken
  const unguarded = people(taken, ({ consents }) => consents.guardiansMissing)

  const print = () =>
    attempt('print', async () => {
      const answer = await window.kexie.print({ letters: order() })
      if ('problem' in answer) return setProblem(answer.problem)
      if (answer.outcome !== 'printed') return
      announce('作品授权书已交给打印机。')
      onDone?.()
      onClose()
    })
  const save = () =>
    attempt('pdf', async () => {
      const name = taken.length === 1 && only ? `作品授权书-${entryTitle(only)}` : `作品授权书-${taken.length}件作品`
      const out = await window.kexie.saveAs({
        title: '保存作品授权书',
        defaultName: `${fileName(name)}.pdf`,
        filters: [{ name: 'PDF 文件', extensions: ['pdf'] }],
      })
      if (out === null) return
      const saved = await runTask({
        title: `作品授权书，${taken.length} 件作品`,
        method: 'authorizations.savePdf',
        input: { order: order(), out },
        ending: (done) => ({
          sentence: `${done.letters} 封授权书已存成一个 PDF，共 ${done.pages} 页。`,
          next: { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(done.path) },
        }),
      })
      if (saved.letters > 0) onDone?.()
      onClose()
    })
  const idle = (way: typeof busy) => ({
    loading: busy === way,
    disabled: taken.length === 0 || (busy !== null && busy !== way),
  })
  return (
    <Modal open title="打印作品授权书" footer={null} width={560} onCancel={onClose}>
      <div className="stack">
        <div>
          <p className="field-label" id="letters-who">
            印给谁签
          </p>
          <Radio.Group
            vertical
            aria-labelledby="letters-who"
            value={who}
            onChange={(event) => setWho(event.target.value as typeof who)}
            options={[
              { value: 'all', label: `全部：${printable.length} 件作品，${everybody} 人` },
              {
                value: 'missing',
                label: missing === 0 ? '只印未签的：都签过了' : `只印未签的：${open.length} 件作品，${missing} 人`,
                disabled: missing === 0,
              },
            ]}
          />
        </div>
        <div>
          <p className="field-label" id="letters-pages">
            怎样排
          </p>
          <Radio.Group
            vertical
            aria-labelledby="letters-pages"
            value={pages}
            onChange={(event) => setPages(event.target.value as typeof pages)}
            options={[
              { value: 'together', label: '一件作品一封，各人依次签' },
              { value: 'each', label: '每人一页，分头去签' },
            ]}
          />
        </div>
        <p className="quiet">
          改过的授权书会先定稿；以前签过的，内容没有变就仍然算数。
          {printable.length < entries.length ? `有 ${entries.length - printable.length} 件没有授权书，不会印。` : ''}
        </p>
        {unguarded === 0 ? null : (
          <p className="letters-warning" role="status">
            有 {unguarded} 名未成年人没有填监护人，印出来没有监护人签名栏。
          </p>
        )}
        <ProblemNote problem={problem} />
      </div>
      <div className="dialog-foot">
        <Button size="large" {...idle('pdf')} onClick={() => void save()}>
          存为 PDF
        </Button>
        <Button size="large" type="primary" {...idle('print')} onClick={() => void print()}>
          打印
        </Button>
      </div>
    </Modal>
  )
}
