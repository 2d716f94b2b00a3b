import { ApartmentOutlined, FileExcelOutlined, FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { RosterSheet } from '../../../shared/api/rosters.ts'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { usePageWays } from '../../app/use-page-ways.ts'
import { useUpstreamNotice } from '../../app/use-upstream-notice.ts'
import { FilterWord } from '../../ui/FilterBar.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { EmptyPlace, PageHead } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { MatrixPane } from './matrix/MatrixPane.tsx'
import { ProgressPane } from './matrix/ProgressPane.tsx'
import { PaperPile } from './papers/PaperPile.tsx'
import { EmptyRoster } from './roster/EmptyRoster.tsx'
import { useRosterWays } from './roster/use-roster-ways.tsx'
import './subordinates.css'

const views = [
  { value: 'matrix', label: '报送情况' },
  { value: 'progress', label: '完成情况' },
  { value: 'papers', label: '核对纸件' },
] as const
type View = (typeof views)[number]['value']

const sheetNames: Readonly<Record<RosterSheet, string>> = { chase: '催报单', matrix: '报送情况表' }

/** 下级单位: of one notice, who owes what, what came, and whom to remind. */
export function SubordinatesScreen({ noticeId: asked }: { noticeId: string | null }) {
  const { choices, chosen: noticeId } = useUpstreamNotice(asked)
  const [view, setView] = useState<View>('matrix')
  const reading = useMethod('rosters.matrix', noticeId === null ? null : { noticeId }, [
    'offices',
    'records',
    'packages',
    'notices',
  ])
  const matrix = reading.value
  const roster = useRosterWays(noticeId, choices ?? [])
  const { busy, problem, print, save } = usePageWays()
  const none = matrix !== null && matrix.rows.length === 0

  const sheets = (noticeId === null || matrix === null ? [] : (['chase', 'matrix'] as const)).flatMap((sheet) => {
    const name = sheetNames[sheet]
    const of = matrix?.noticeShortTitle ?? ''
    const order = { noticeId: noticeId ?? '', sheet }
    return [
      {
        name: `打印${name}`,
        icon: <PrinterOutlined aria-hidden="true" />,
        run: () => print({ rosterSheet: order }, name),
      },
      {
        name: `${name}存为 PDF`,
        icon: <FilePdfOutlined aria-hidden="true" />,
        run: () => save('pdf', name, of, (out) => call('rosters.savePdf', { ...order, out })),
      },
      {
        name: `${name}存为 Excel 表`,
        icon: <FileExcelOutlined aria-hidden="true" />,
        run: () => save('xlsx', name, of, (out) => call('rosters.saveSheet', { ...order, out })),
      },
    ]
  })
  const showsMatrix = matrix !== null && !none && view === 'matrix'
  const notice =
    choices && choices.length > 0 && noticeId !== null ? (
      <FilterWord
        label="通知"
        value={noticeId}
        choices={choices}
        everything={null}
        search
        onChange={(next) => next !== null && void navigate({ screen: 'subordinates', noticeId: next })}
      />
    ) : null
  return (
    <div className="page subordinates" data-view={none ? 'none' : view}>
      <PageHead
        title="下级单位"
        actions={
          none || matrix === null ? undefined : (
            <>
              <Segments<View> label="看什么" value={view} onChange={setView} options={[...views]} />
              <MoreMenu label="名单" size="middle" entries={roster.entries} />
              <MoreMenu label={busy ? '正在写出…' : '打印和保存'} size="middle" entries={sheets} />
            </>
          )
        }
      />
      {showsMatrix || notice === null ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a sentence, not a fieldset
        <div className="filter-sentence subordinates-notice" role="group" aria-label="通知">
          {notice}
        </div>
      )}
      <ProblemNote problem={problem ?? roster.problem} />
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {choices?.length === 0 ? (
        <EmptyPlace
          icon={<ApartmentOutlined aria-hidden="true" />}
          title="还没有通知"
          action={
            <Button type="primary" size="large" onClick={() => void navigate({ screen: 'notices', noticeId: null })}>
              去通知与任务
            </Button>
          }
        >
          先有通知，才知道下级单位要报什么。
        </EmptyPlace>
      ) : null}
      {noticeId === null || matrix === null ? null : none ? (
        <EmptyRoster ways={roster} />
      ) : view === 'matrix' ? (
        <MatrixPane key={noticeId} matrix={matrix} notice={notice} />
      ) : view === 'progress' ? (
        <ProgressPane matrix={matrix} />
      ) : (
        <PaperPile key={noticeId} noticeId={noticeId} />
      )}
      {roster.dialog}
    </div>
  )
}
