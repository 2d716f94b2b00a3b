import { BarChartOutlined, FilePdfOutlined, FileWordOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { memo, useState } from 'react'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { useMethod } from '../../app/use-method.ts'
import { LivePages } from '../../print/LivePages.tsx'
import { FilterWord, filterDot } from '../../ui/FilterBar.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import './year.css'

const Paper = memo(LivePages)
const toRegister = () => void navigate({ screen: 'activities', view: 'list', noticeId: null })

const saves = {
  pdf: { method: 'year.savePdf', filter: { name: 'PDF 文件', extensions: ['pdf'] }, done: '年度情况已存成 PDF。' },
  docx: {
    method: 'year.saveDocx',
    filter: { name: 'Word 文档', extensions: ['docx'] },
    done: '年度情况已存成 Word。',
  },
} as const

/** 年度情况: the one page of a year, as it is printed, and the ways to have it. */
export function YearScreen({ year }: { year: number }) {
  const now = useNow()
  const [noticeId, setNoticeId] = useState<string | null>(null)
  const facets = useMethod('activities.facets', { year }, ['activities', 'notices'])
  const notices = facets.value?.notices ?? []
  // A notice of another year has no place in this one.
  const chosen = facets.value !== null && !notices.some((one) => one.noticeId === noticeId) ? null : noticeId
  const scope = { year, noticeId: chosen }
  const page = useMethod('year.printDocument', facets.value === null ? null : scope, [
    'activities',
    'notices',
    'offices',
  ])
  const { problem, setProblem, attempt, idle } = useAttempt<'print' | 'pdf' | 'docx'>()
  const empty = page.problem?.code === 'year.empty'
  const years = [...new Set([...(facets.value?.years ?? []), year, new Date(now).getFullYear()])].sort((a, b) => b - a)

  const print = () =>
    attempt('print', async () => {
      const answer = await window.kexie.print({ yearPage: scope })
      if ('problem' in answer) setProblem(answer.problem)
      else if (answer.outcome === 'printed') announce('年度情况已交给打印机。')
    })
  const save = (way: 'pdf' | 'docx') =>
    attempt(way, async () => {
      const { method, filter, done } = saves[way]
      const name = notices.find((one) => one.noticeId === chosen)?.shortTitle
      const defaultName = `${year}年活动情况${name === undefined ? '' : `-${name.replace(/[\\/:*?"<>|\s]+/gu, '_')}`}.${way}`
      const out = await window.kexie.saveAs({
        title: '保存年度情况',
        defaultName,
        filters: [{ name: filter.name, extensions: [...filter.extensions] }],
      })
      if (out === null) return
      await call(method, { ...scope, out })
      announce(done, { label: '打开所在文件夹', run: () => void window.kexie.showInFolder(out) })
    })
  const ready = page.value !== null && !empty
  const way = (name: 'print' | 'pdf' | 'docx') => {
    const { loading, disabled } = idle(name)
    return { loading, disabled: disabled || !ready }
  }
  return (
    <div className="page year">
      <PageHead
        title="年度情况"
        lead="一年的活动、人次、经费和报道，一张 A4 纸。随活动登记更新，黑白打印也看得清。"
        actions={
          <>
            <Button onClick={toRegister}>活动登记</Button>
            <Button icon={<FileWordOutlined aria-hidden="true" />} {...way('docx')} onClick={() => void save('docx')}>
              存为 Word
            </Button>
            <Button icon={<FilePdfOutlined aria-hidden="true" />} {...way('pdf')} onClick={() => void save('pdf')}>
              存为 PDF
            </Button>
            <Button
              type="primary"
              icon={<PrinterOutlined aria-hidden="true" />}
              {...way('print')}
              onClick={() => void print()}
            >
              打印
            </Button>
          </>
        }
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a sentence, not a fieldset */}
      <div className="filter-sentence year-filter" role="group" aria-label="年份和范围">
        <Select
          variant="borderless"
          className="filter-word"
          aria-label="年份"
          popupMatchSelectWidth={false}
          value={year}
          onChange={(next) => void navigate({ screen: 'year', year: next })}
          options={years.map((one) => ({ value: one, label: `${one} 年` }))}
        />
        {filterDot}
        <FilterWord
          label="通知"
          value={chosen}
          choices={notices.map((one) => ({ value: one.noticeId, label: `${one.shortTitle}（${one.count}）` }))}
          everything="全部活动"
          onChange={setNoticeId}
        />
      </div>
      <ProblemNote problem={problem} />
      {empty ? (
        <EmptyPlace
          icon={<BarChartOutlined aria-hidden="true" />}
          title={`${year} 年还没有登记活动`}
          action={
            <Button type="primary" onClick={toRegister}>
              去登记活动
            </Button>
          }
        >
          登记活动以后，这里自动汇总成一页：各模块、各月份的活动，线上线下人次，经费来源和媒体报道。
        </EmptyPlace>
      ) : (
        <>
          <ProblemNote
            problem={page.problem ?? facets.problem}
            action={<Button onClick={page.problem ? page.reread : facets.reread}>再读一次</Button>}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
          <section className="year-paper" tabIndex={0} aria-label="纸样">
            {page.value ? <Paper document={page.value} /> : null}
          </section>
        </>
      )}
    </div>
  )
}
