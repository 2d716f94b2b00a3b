import { CalculatorOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { RecordDetail } from '../../../../shared/api/records.ts'
import type { Figure } from '../../../../shared/api/register.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { useMethod } from '../../../app/use-method.ts'
import { asFileName } from '../../../text/file-names.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { FigureDetail } from './FigureDetail.tsx'
import { type SourceWords, sourceWords } from './source-words.ts'

const withUnit = (value: string, { unit }: Figure): string => `${value}${unit && ` ${unit}`}`

function FigureLine({ figure, words, onOpen }: { figure: Figure; words: SourceWords; onOpen: () => void }) {
  const { label, value, computed, sources, fault, reason } = figure
  return (
    <li>
      <button type="button" className="plain-button figure-line" onClick={onOpen}>
        <span className="figure-line-label">{label}</span>
        <span className="figure-line-value">{value === null ? '（空）' : withUnit(value, figure)}</span>
        <span className="quiet figure-line-from">
          {computed === null
            ? words.none
            : reason === null
              ? words.count(sources)
              : `${words.differs} ${withUnit(computed, figure)}，${reason === '' ? '没有写原因' : `原因：${reason}`}`}
        </span>
        {fault ? <span className="figure-line-fault">{fault}</span> : null}
      </button>
    </li>
  )
}

type Props = {
  detail: RecordDetail
  /** The one that is looked at; null: all of them. */
  field: string | null
  onField: (field: string | null) => void
  /** What stands on the screen is kept first. */
  keep: () => Promise<boolean>
}

/** 数字来源: every figure that is counted, and of each the activities or offices that it comes from; of any version. */
export function FiguresPanel({ detail, field, onField, keep }: Props) {
  const { recordId, own, noticeId, title } = detail.summary
  const [revision, setRevision] = useState<number | null>(null)
  const { value, problem: readProblem } = useMethod('register.figures', { recordId, revision }, [
    'activities',
    'records',
  ])
  const { problem, setProblem, attempt, idle } = useAttempt<'print' | 'pdf'>()
  const origin = { recordId, revision }
  const print = () =>
    attempt('print', async () => {
      if (!(await keep())) return
      const answer = await window.kexie.print({ origin })
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce('数字来源表已交给打印机。')
    })
  const save = () =>
    attempt('pdf', async () => {
      if (!(await keep())) return
      const out = await window.kexie.saveAs({
        title: '保存数字来源表',
        defaultName: `${asFileName(`数字来源表-${title || detail.definition.name}`)}.pdf`,
        filters: [{ name: 'PDF 文件', extensions: ['pdf'] }],
      })
      if (out === null) return
      const saved = await call('register.saveOriginPdf', { ...origin, out })
      announce('数字来源表已保存。', { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(saved.path) })
    })
  const versions = [
    ...(own ? [{ value: 0, label: '现在的草稿' }] : []),
    ...[...detail.revisions]
      .sort((a, b) => b.revision - a.revision)
      .map((one) => ({ value: one.revision, label: `第 ${one.revision} 版` })),
  ]
  const newest = versions[0]?.value ?? 0
  const totals = value?.totals ?? false
  const words = sourceWords(totals)
  const figure = value?.figures.find((one) => one.field === field)
  return (
    <div className="figures-panel">
      <div className="figures-head">
        {versions.length > 1 ? (
          <Select
            aria-label="哪一版的数字"
            value={revision ?? newest}
            options={versions}
            onChange={(chosen) => setRevision(chosen === 0 ? null : chosen)}
          />
        ) : null}
        <span className="figures-head-actions">
          <Button
            size="small"
            icon={<PrinterOutlined aria-hidden="true" />}
            {...idle('print')}
            onClick={() => void print()}
          >
            打印来源表
          </Button>
          <Button
            size="small"
            icon={<FilePdfOutlined aria-hidden="true" />}
            {...idle('pdf')}
            onClick={() => void save()}
          >
            存 PDF
          </Button>
        </span>
      </div>
      <ProblemNote problem={problem ?? readProblem} />
      {value && figure ? (
        <FigureDetail
          recordId={recordId}
          revision={revision}
          figure={figure}
          totals={totals}
          onBack={() => onField(null)}
        />
      ) : value && value.figures.length === 0 ? (
        <EmptyPlace icon={<CalculatorOutlined aria-hidden="true" />} title="没有数字来源">
          {value.frozen ? '这一版没有带数字来源。' : words.noFigures}
        </EmptyPlace>
      ) : value ? (
        <>
          {value.activities === 0 && own && revision === null ? (
            <p className="quiet figures-none">
              这个通知还没有登记活动；登记以后，这些数字自动算出来。
              <button
                type="button"
                className="plain-button link-button"
                onClick={() => void navigate({ screen: 'activities', view: 'list', noticeId })}
              >
                去登记活动
              </button>
            </p>
          ) : (
            <p className="quiet">{words.lead(value.activities)}</p>
          )}
          <ul className="figure-lines" aria-label={words.lines}>
            {value.figures.map((one) => (
              <FigureLine key={one.field} figure={one} words={words} onOpen={() => onField(one.field)} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}
