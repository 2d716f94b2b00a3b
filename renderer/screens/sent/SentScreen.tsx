import { ArrowLeftOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { SentPage } from '../../../shared/api/handovers.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { momentText } from '../../text/dates.ts'
import { EmptyPlace, PageHead, Section } from '../../ui/Page.tsx'
import { SentRecordView } from './SentRecordView.tsx'
import './sent.css'

function Missing({ page }: { page: SentPage }) {
  const missing = page.deliverables.filter((one) => one.missing !== null)
  return (
    <Section title="还缺的" note={missing.length === 0 ? undefined : `${missing.length} 项`}>
      {missing.length === 0 ? <p className="quiet sent-none">通知要求的都已报出。</p> : null}
      <ul className="rows">
        {missing.map((one) => (
          <li key={one.deliverableId} className="sent-missing">
            <span>{one.title}</span>
            <span className="quiet">{one.missing}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** 报送了什么: per duty what left, which version, when, how, to whom, what came back, what changed since. */
export function SentScreen({ noticeId }: { noticeId: string }) {
  const now = useNow()
  const {
    value: page,
    problem: readProblem,
    reread,
  } = useMethod('sent.page', { noticeId }, ['records', 'packages', 'notices'])
  const { problem, setProblem, attempt, idle } = useAttempt<'print' | 'pdf'>()

  const print = () =>
    attempt('print', async () => {
      const answer = await window.kexie.print({ noticeId })
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce('已交给打印机。')
    })
  const savePdf = () =>
    attempt('pdf', async () => {
      const defaultName = `报送情况-${(page?.noticeShortTitle ?? '').replace(/[\\/:*?"<>|\s]+/gu, '_')}.pdf`
      const filters = [{ name: 'PDF 文件', extensions: ['pdf'] }]
      const out = await window.kexie.saveAs({ title: '保存为 PDF', defaultName, filters })
      if (out === null) return
      const saved = await call('sent.savePdf', { noticeId, out })
      announce('已保存 PDF', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
    })

  return (
    <div className="page">
      <div className="sent-back">
        <Tooltip title="回到报送">
          <Button
            type="text"
            icon={<ArrowLeftOutlined aria-hidden="true" />}
            aria-label="回到报送"
            onClick={() => void navigate({ screen: 'submit', noticeId })}
          >
            回到报送
          </Button>
        </Tooltip>
      </div>
      <PageHead
        title="报送了什么"
        lead={page ? `${page.noticeTitle} · 按 ${momentText(page.at, now)} 的登记` : undefined}
        actions={
          <>
            <Button
              size="large"
              icon={<PrinterOutlined aria-hidden="true" />}
              {...idle('print')}
              {...(!page && { disabled: true })}
              onClick={() => void print()}
            >
              打印
            </Button>
            <Button
              size="large"
              icon={<FilePdfOutlined aria-hidden="true" />}
              {...idle('pdf')}
              {...(!page && { disabled: true })}
              onClick={() => void savePdf()}
            >
              保存为 PDF
            </Button>
          </>
        }
      />
      <ProblemNote problem={problem ?? readProblem} action={<Button onClick={reread}>再读一次</Button>} />
      {page ? (
        <>
          <Missing page={page} />
          {page.deliverables.every((one) => one.records.length === 0) ? (
            <EmptyPlace
              title="这份通知还没有报出过材料"
              action={
                <Button type="primary" onClick={() => void navigate({ screen: 'submit', noticeId })}>
                  去报送
                </Button>
              }
            >
              报送以后，每一项交的是哪一版、什么时候、交给谁、对方怎么答复，都写在这里，可以打印存档。
            </EmptyPlace>
          ) : null}
          {page.deliverables
            .filter((one) => one.records.length > 0)
            .map((one) => (
              <Section key={one.deliverableId} title={one.title} note={one.dueWording}>
                {one.records.map((record) => (
                  <SentRecordView key={record.recordId} record={record} deliverable={one.title} />
                ))}
              </Section>
            ))}
        </>
      ) : null}
    </div>
  )
}
