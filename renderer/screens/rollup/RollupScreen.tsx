import { CalculatorOutlined, FileExcelOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { ProblemData } from '../../../shared/problems.ts'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { usePageWays } from '../../app/use-page-ways.ts'
import { useUpstreamNotice } from '../../app/use-upstream-notice.ts'
import { numberWords, summaryText } from '../../text/rollup.ts'
import { FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { RollupActions } from './RollupActions.tsx'
import { RollupView } from './RollupView.tsx'
import './rollup.css'

const domains = ['records', 'packages', 'offices', 'notices'] as const

/** 汇总: one form of a notice, of all offices added up, every number traceable to whom it came from. */
export function RollupScreen({
  noticeId: askedNotice,
  formId: askedForm,
}: {
  noticeId: string | null
  formId: string | null
}) {
  const { choices, chosen: noticeId } = useUpstreamNotice(askedNotice)
  const list = useMethod('rollups.list', noticeId === null ? null : { noticeId }, domains)
  const forms = list.value
  const formId =
    (forms?.find((one) => one.formId === askedForm) ?? forms?.find(({ offices }) => offices > 0) ?? forms?.[0])
      ?.formId ?? null
  const summary = forms?.find((one) => one.formId === formId) ?? null
  const [numberOf, setNumberOf] = useState<{ formId: string; number: number } | null>(null)
  const number = numberOf !== null && numberOf.formId === formId ? numberOf.number : null
  const key = noticeId === null || formId === null ? null : { noticeId, formId, number }
  const reading = useMethod('rollups.show', key, domains)
  const rollup = reading.value
  const [fillProblem, setFillProblem] = useState<ProblemData | null>(null)
  const { busy, problem, print, save } = usePageWays()
  const of = `${rollup?.formName ?? ''}-${choices?.find(({ value }) => value === noticeId)?.label ?? ''}`
  // What is frozen and has not changed since is printed as the report that it is.
  const settled = rollup !== null && rollup.frozenAt !== null && !rollup.changedSince ? (summary?.frozen ?? null) : null
  const sheet = key && { ...key, number: number ?? settled }
  const papers =
    sheet === null
      ? []
      : [
          {
            name: '打印汇总表',
            icon: <PrinterOutlined aria-hidden="true" />,
            run: () => print({ rollup: sheet }, '汇总表'),
          },
          {
            name: '存为 PDF',
            icon: <FilePdfOutlined aria-hidden="true" />,
            run: () => save('pdf', '汇总表', of, (out) => call('rollups.savePdf', { ...sheet, out })),
          },
          {
            name: '存为 Excel 表',
            icon: <FileExcelOutlined aria-hidden="true" />,
            run: () => save('xlsx', '汇总表', of, (out) => call('rollups.saveSheet', { ...sheet, out })),
          },
        ]
  const numbers = Array.from({ length: summary?.frozen ?? 0 }, (_, index) => index + 1)
  const filled = rollup !== null && rollup.rows.length > 0
  return (
    <div className="page rollup" data-filled={filled}>
      <PageHead
        title="汇总"
        actions={
          filled ? (
            <>
              <MoreMenu label={busy ? '正在写出…' : '打印和保存'} size="middle" entries={papers} />
              {rollup.number === null ? (
                <RollupActions rollup={rollup} onProblem={setFillProblem} />
              ) : (
                <Button onClick={() => setNumberOf(null)}>回到现在的汇总</Button>
              )}
            </>
          ) : undefined
        }
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a sentence, not a fieldset */}
      <div className="filter-sentence rollup-sentence" role="group" aria-label="汇总什么">
        {choices && choices.length > 0 && noticeId !== null ? (
          <FilterWord
            label="通知"
            value={noticeId}
            choices={choices}
            everything={null}
            search
            onChange={(next) => next !== null && void navigate({ screen: 'rollup', noticeId: next, formId: null })}
          />
        ) : null}
        {forms && forms.length > 0 && formId !== null ? (
          <>
            {filterDot}
            <FilterWord
              label="表格"
              value={formId}
              choices={forms.map((one) => ({ value: one.formId, label: `${one.formName}（${summaryText(one)}）` }))}
              everything={null}
              onChange={(next) => next !== null && void navigate({ screen: 'rollup', noticeId, formId: next })}
            />
          </>
        ) : null}
        {numbers.length > 0 && formId !== null ? (
          <>
            {filterDot}
            <FilterWord
              label="哪一份"
              value={number === null ? null : String(number)}
              choices={numbers.map((one) => ({ value: String(one), label: numberWords(one) }))}
              everything="现在的"
              onChange={(next) => setNumberOf(next === null ? null : { formId, number: Number(next) })}
            />
          </>
        ) : null}
      </div>
      <ProblemNote problem={fillProblem ?? problem} />
      <ProblemNote
        problem={reading.problem ?? list.problem}
        action={<Button onClick={reading.problem ? reading.reread : list.reread}>再读一次</Button>}
      />
      {choices?.length === 0 || forms?.length === 0 ? (
        <EmptyPlace
          icon={<CalculatorOutlined aria-hidden="true" />}
          title={choices?.length === 0 ? '还没有通知' : '这个通知没有可以汇总的表'}
          action={
            <Button size="large" onClick={() => void navigate({ screen: 'notices', noticeId })}>
              去通知与任务
            </Button>
          }
        >
          有数字的表（如统计表）才能把各单位的加在一起。可以在上面换一个通知。
        </EmptyPlace>
      ) : null}
      {rollup === null ? null : filled ? (
        <RollupView key={`${rollup.noticeId} ${rollup.formId} ${rollup.number}`} rollup={rollup} />
      ) : (
        <EmptyPlace
          icon={<CalculatorOutlined aria-hidden="true" />}
          title="还没有单位报来这张表"
          action={
            <>
              <Button type="primary" size="large" onClick={() => void navigate({ screen: 'intake', batchId: null })}>
                去收报台
              </Button>
              <Button size="large" onClick={() => void navigate({ screen: 'subordinates', noticeId })}>
                看谁没报
              </Button>
            </>
          }
        >
          收进下级的报送包，或代录寄来的纸件，这里就自动加好：每个合计点开，都能看到是哪些单位、哪些活动。
        </EmptyPlace>
      )}
    </div>
  )
}
