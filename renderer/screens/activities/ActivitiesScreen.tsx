import {
  BarChartOutlined,
  FileExcelOutlined,
  FolderAddOutlined,
  HistoryOutlined,
  PlusOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { useNow } from '../../app/app-state.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { type ActivityView, navigate } from '../../app/route.ts'
import { useMethod } from '../../app/use-method.ts'
import { problemTexts } from '../../text/problem.ts'
import { type MoreEntry, MoreMenu } from '../../ui/MoreMenu.tsx'
import { PageHead } from '../../ui/Page.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { BoardPane } from './board/BoardPane.tsx'
import { ChangesDialog } from './ChangesDialog.tsx'
import { CalendarPane } from './calendar/CalendarPane.tsx'
import { EmptyRegister } from './EmptyRegister.tsx'
import { ListPane } from './list/ListPane.tsx'
import { sentFilter, setFilter, setListState, useListState } from './list-state.ts'
import { NewActivity } from './NewActivity.tsx'
import { useActivityActions } from './use-activity-actions.ts'
import { useUndoKeys } from './use-undo-keys.ts'
import './activities.css'

const views: { value: ActivityView; label: string }[] = [
  { value: 'list', label: '列表' },
  { value: 'calendar', label: '日历' },
  { value: 'board', label: '按模块' },
]

/** What the filter shows, as a sheet. */
async function saveSheet(): Promise<void> {
  const filter = sentFilter(useListState.getState().filter)
  const name = `活动登记${filter.year === undefined ? '' : `-${filter.year}`}.xlsx`
  try {
    const filters = [{ name: 'Excel 表', extensions: ['xlsx'] }]
    const out = await window.kexie.saveAs({ title: '导出 Excel', defaultName: name, filters })
    if (out === null) return
    const { path, activities } = await call('activities.saveSheet', { filter, out })
    announce(`已导出 Excel（${activities} 项活动）`, {
      label: '打开所在文件夹',
      run: () => void window.kexie.showInFolder(path),
    })
  } catch (thrown) {
    const { what, next } = problemTexts(problemOf(thrown))
    announce(`${what}${next}`)
  }
}

export function ActivitiesScreen({ view, noticeId }: { view: ActivityView; noticeId: string | null }) {
  const now = useNow()
  const filter = useListState((held) => held.filter)
  const [creating, setCreating] = useState(false)
  const [looking, setLooking] = useState(false)
  const actions = useActivityActions()
  useUndoKeys(actions)
  const { year } = filter
  const reading = useMethod('activities.facets', year === undefined ? {} : { year }, ['activities', 'notices'])
  // The words of the filter stay while another year is counted.
  const [facets, setFacets] = useState(reading.value)
  if (reading.value !== null && reading.value !== facets) setFacets(reading.value)
  const empty = facets !== null && facets.total === 0 && facets.years.length === 0

  useEffect(() => setListState({ view }), [view])
  useEffect(() => {
    if (noticeId !== null) setFilter({ noticeId, moduleId: null })
  }, [noticeId])

  const more: MoreEntry[] = [
    { name: '导出 Excel', icon: <FileExcelOutlined aria-hidden="true" />, run: () => void saveSheet() },
    { name: '最近的改动', icon: <HistoryOutlined aria-hidden="true" />, run: () => setLooking(true) },
  ]
  const currentNotice = filter.noticeId ?? null
  return (
    <div className="page activities" data-view={view}>
      <PageHead
        title="活动"
        lead="每项活动只登记一次，统计表、方案和总结都从这里取数。"
        actions={
          facets === null || empty ? null : (
            <>
              <Segments
                size="large"
                label="怎样看"
                options={views}
                value={view}
                onChange={(next) => void navigate({ screen: 'activities', view: next, noticeId: currentNotice })}
              />
              <Button
                size="large"
                icon={<BarChartOutlined aria-hidden="true" />}
                onClick={() => void navigate({ screen: 'year', year: year ?? new Date(now).getFullYear() })}
              >
                年度情况
              </Button>
              <Button
                size="large"
                icon={<FolderAddOutlined aria-hidden="true" />}
                onClick={() => void navigate({ screen: 'collect-tables', noticeId: currentNotice })}
              >
                收表…
              </Button>
              <Button
                type="primary"
                size="large"
                icon={<PlusOutlined aria-hidden="true" />}
                onClick={() => setCreating(true)}
              >
                新活动
              </Button>
              <MoreMenu entries={more} />
            </>
          )
        }
      />
      {creating ? <NewActivity filter={filter} onClose={() => setCreating(false)} /> : null}
      <ProblemNote
        problem={(looking ? null : actions.problem) ?? reading.problem}
        action={
          reading.problem ? (
            <Button onClick={reading.reread}>再读一次</Button>
          ) : (
            <Button onClick={actions.dismiss}>知道了</Button>
          )
        }
      />
      {facets === null ? null : empty ? (
        creating ? null : (
          <EmptyRegister noticeId={currentNotice} onNew={() => setCreating(true)} />
        )
      ) : view === 'list' ? (
        <ListPane facets={facets} actions={actions} />
      ) : view === 'calendar' ? (
        <CalendarPane facets={facets} />
      ) : (
        <BoardPane facets={facets} actions={actions} />
      )}
      {looking ? <ChangesDialog actions={actions} onClose={() => setLooking(false)} /> : null}
    </div>
  )
}
