import { MailOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { WrittenReceipts } from '../../../shared/api/returns.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { withKeys } from '../../app/keys/protect.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { runTask } from '../../app/tasks.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { receiptsSentence } from '../../text/queue.ts'

const countsOf = (file: WrittenReceipts['files'][number]): string =>
  (
    [
      ['采用', file.accepted],
      ['退回', file.returned],
      ['已收、还没审核', file.received],
    ] as const
  )
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word} ${count} 份`)
    .join('，')

/** What was written, office by office, and why some got none. */
function Written({ made, onClose }: { made: WrittenReceipts; onClose: () => void }) {
  const [first] = made.files
  return (
    <Modal open title="写出回执" footer={null} width={640} onCancel={onClose}>
      <div className="stack">
        <p>{receiptsSentence(made)}</p>
        {made.files.length > 0 ? (
          <>
            <p className="quiet receipts-folder">写在：{made.folder}</p>
            <ul className="receipts-list" aria-label="写好的回执">
              {made.files.map((file) => (
                <li key={file.officeId}>
                  <span className="one-line" title={file.officeName}>
                    {file.officeName}
                  </span>
                  <span className="quiet">{countsOf(file)}</span>
                  <span className="quiet">{bytesText(file.bytes)}</span>
                </li>
              ))}
            </ul>
            <p>下一步：把每个单位的那一个文件交回给它。对方收入后，就知道哪些采用、哪些退回。</p>
          </>
        ) : null}
        {made.skipped.length > 0 ? (
          <div>
            <p className="field-label">没有写的单位</p>
            <ul className="receipts-list" aria-label="没有写的单位">
              {made.skipped.map((one) => (
                <li key={one.officeName} data-skipped>
                  <span className="one-line" title={one.officeName}>
                    {one.officeName}
                  </span>
                  <span>{one.why}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      <div className="dialog-foot">
        <Button size="large" onClick={onClose}>
          关闭
        </Button>
        {first ? (
          <Button size="large" type="primary" onClick={() => void window.kexie.showInFolder(first.path)}>
            打开所在文件夹
          </Button>
        ) : null}
      </div>
    </Modal>
  )
}

/** One signed file per office, all in one folder, with every decision since its last receipt. */
export function WriteReceipts({ noticeId, main }: { noticeId: string | null; main: boolean }) {
  const [made, setMade] = useState<WrittenReceipts | null>(null)
  const { problem, attempt, idle } = useAttempt<'write'>()
  const write = () =>
    void attempt('write', async () => {
      const out = await window.kexie.pickFolder({ title: '回执写到哪个文件夹' })
      if (out === null) return
      const written = await withKeys('写回执', () =>
        runTask({
          title: '写出全部回执',
          method: 'receipts.writeAll',
          input: { noticeId, out },
          ending: (value) => ({ sentence: receiptsSentence(value), next: null }),
        }),
      )
      if (written) setMade(written)
    })
  return (
    <>
      <Button
        type={main ? 'primary' : 'default'}
        icon={<MailOutlined aria-hidden="true" />}
        {...idle('write')}
        onClick={write}
      >
        写出全部回执
      </Button>
      {problem ? (
        <div className="receipts-problem">
          <ProblemNote problem={problem} />
        </div>
      ) : null}
      {made ? <Written made={made} onClose={() => setMade(null)} /> : null}
    </>
  )
}
