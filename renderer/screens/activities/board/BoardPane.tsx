import { Button } from 'antd'
import { useState } from 'react'
import type { ActivityFacets } from '../../../../shared/api/activities.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { ActivityFilterBar } from '../list/ActivityFilterBar.tsx'
import { plainYear, sentFilter, setFilter, useListState } from '../list-state.ts'
import type { ActivityActions } from '../use-activity-actions.ts'
import { BoardColumn } from './BoardColumn.tsx'
import './board.css'
import { type Held, movedModules } from './move-module.ts'

/** Activities of one notice by its modules. Cards are dragged, or moved with 移到… or Alt and the arrows. */
export function BoardPane({ facets, actions }: { facets: ActivityFacets; actions: ActivityActions }) {
  const filter = useListState((held) => held.filter)
  const year = plainYear(filter, facets.years, useNow())
  const [dragged, setDragged] = useState<Held | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const most = [...facets.notices].sort((a, b) => b.count - a.count)[0]
  const noticeId = filter.noticeId ?? most?.noticeId ?? null
  const { noticeId: _notice, moduleId: _module, ...rest } = sentFilter(filter)
  const reading = useMethod('activities.board', noticeId === null ? null : { noticeId, filter: rest }, ['activities'])
  const columns = reading.value?.columns ?? null
  const name = facets.notices.find((one) => one.noticeId === noticeId)?.shortTitle

  const move = ({ row, from }: Held, to: string) => {
    setDragged(null)
    if (noticeId === null || from === to) return
    setFocused(row.activityId)
    const notices = movedModules(row, noticeId, from, to)
    void actions.edit({ selection: { ids: [row.activityId] }, change: { notices } })
  }
  const showModule = (moduleId: string) => {
    if (noticeId === null) return
    setFilter({ noticeId, moduleId })
    void navigate({ screen: 'activities', view: 'list', noticeId })
  }
  return (
    <>
      <ActivityFilterBar facets={facets} modules={false}>
        {name === undefined ? null : <span role="status">按“{name}”的模块</span>}
      </ActivityFilterBar>
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      {noticeId === null ? (
        <EmptyPlace
          title="还没有活动算进哪个通知"
          action={
            <Button size="large" onClick={() => void navigate({ screen: 'activities', view: 'list', noticeId: null })}>
              回到列表
            </Button>
          }
        >
          按模块看，先要知道活动算进哪个通知：在列表里选中活动，用“批量修改”把它们算进通知的模块。
        </EmptyPlace>
      ) : columns === null ? null : (
        <div className="board">
          {columns.map((column) => (
            <BoardColumn
              key={column.moduleId}
              column={column}
              columns={columns}
              year={year}
              dragged={dragged}
              focused={focused}
              onDrag={setDragged}
              onMove={move}
              onShowAll={() => showModule(column.moduleId)}
            />
          ))}
        </div>
      )}
    </>
  )
}
