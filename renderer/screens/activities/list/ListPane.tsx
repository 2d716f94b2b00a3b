import { Button } from 'antd'
import { useMemo } from 'react'
import type { ActivityFacets } from '../../../../shared/api/activities.ts'
import { useNow } from '../../../app/app-state.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { countText, sumsText } from '../../../text/activities.ts'
import { EmptyPlace } from '../../../ui/Page.tsx'
import { isNarrowed, noFilter, plainYear, useListState } from '../list-state.ts'
import type { ActivityActions } from '../use-activity-actions.ts'
import { ActivityDetails } from './ActivityDetails.tsx'
import { ActivityFilterBar } from './ActivityFilterBar.tsx'
import { ActivityRows } from './ActivityRows.tsx'
import type { ListWindow } from './list-window.ts'
import { isMarked, type Marks, selectionOf } from './marks.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { useListChoice } from './use-list-choice.ts'
import { useListWindow } from './use-list-window.ts'

/** Notices of the chosen rows that are held: enough to know which forms they could fill. */
function noticesOf(rows: ListWindow | null, marks: Marks): string[] {
  const ids = new Set<string>()
  for (let index = 0; rows && index < Math.min(rows.total, 2000); index++) {
    const row = rows.at(index)
    if (row && isMarked(marks, row.activityId)) for (const { noticeId } of row.notices) ids.add(noticeId)
  }
  return [...ids]
}

export function ListPane({ facets, actions }: { facets: ActivityFacets; actions: ActivityActions }) {
  const now = useNow()
  const filter = useListState((held) => held.filter)
  const sort = useListState((held) => held.sort)
  const descending = useListState((held) => held.descending)
  const { rows, version, key, problem, reread } = useListWindow({ filter, sort, descending })
  const choice = useListChoice(rows, key)
  const year = plainYear(filter, facets.years, now)
  const selection = choice.count > 0 ? selectionOf(choice.marks, filter) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the window is the same object with other rows in it
  const noticeIds = useMemo(() => noticesOf(rows, choice.marks), [rows, version, choice.marks])
  const names = useMemo(() => new Map(facets.notices.map((one) => [one.noticeId, one.shortTitle])), [facets])
  const open = (activityId: string) => void navigate({ screen: 'activity', activityId })
  const remove = () => {
    const chosen = selection ?? (choice.current ? { ids: [choice.current.activityId] } : null)
    if (chosen) void actions.remove(chosen).then((done) => done && choice.clear())
  }
  const sums = rows ? sumsText(rows.sums) : ''
  return (
    <>
      <ActivityFilterBar facets={facets}>
        {isNarrowed(filter) ? (
          <button type="button" className="plain-button link-button" onClick={noFilter}>
            不筛选
          </button>
        ) : null}
      </ActivityFilterBar>
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {selection ? (
        <SelectionBar
          selection={selection}
          count={choice.count}
          total={rows?.total ?? 0}
          noticeIds={noticeIds}
          actions={actions}
          onAll={choice.all}
          onClear={choice.clear}
        />
      ) : null}
      {rows === null ? null : (
        <>
          <div className="list-body activity-list-body" data-details={choice.current !== null}>
            {rows.total === 0 ? (
              <EmptyPlace title="没有符合条件的活动" action={<Button onClick={noFilter}>显示全部活动</Button>} />
            ) : (
              <ActivityRows
                rows={rows}
                version={version}
                answered={key}
                choice={choice}
                year={year}
                onOpen={open}
                onRemove={remove}
              />
            )}
            {choice.current ? (
              <ActivityDetails
                row={choice.current}
                year={year}
                noticeName={(noticeId) => names.get(noticeId) ?? noticeId}
                actions={actions}
                onClose={choice.leave}
              />
            ) : null}
          </div>
          <p className="activity-sums" role="status">
            共 {countText(rows.total)} 项{sums === '' ? '' : ` · ${sums}`}
          </p>
        </>
      )}
    </>
  )
}
