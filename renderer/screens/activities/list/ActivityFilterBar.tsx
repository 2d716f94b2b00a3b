import type { ReactNode } from 'react'
import type { ActivityFacets } from '../../../../shared/api/activities.ts'
import { type ActivityState, activityStateNames, activityStates } from '../../../../shared/register/activity.ts'
import { useImeText } from '../../../form/use-ime-text.ts'
import { activityLackNames, activityLacks } from '../../../text/activities.ts'
import { FilterBar, FilterSearch, FilterWord, filterDot } from '../../../ui/FilterBar.tsx'
import { setFilter, useListState } from '../list-state.ts'

const counted = (label: string, count: number) => `${label}（${count}）`
const inNone = '（不在任何模块）'

/** 年份 · 通知 · 模块 · 状态 · 单位 · 缺什么, and what to find; only what is there can be chosen. */
export function ActivityFilterBar({
  facets,
  years = true,
  modules = true,
  children,
}: {
  facets: ActivityFacets
  /** False where the page shows its own time. */
  years?: boolean
  /** False where the page shows the modules side by side. */
  modules?: boolean
  children: ReactNode
}) {
  const filter = useListState((held) => held.filter)
  const find = useImeText(filter.search ?? '', (search) => setFilter({ search: search === '' ? null : search }))
  const notice = facets.notices.find(({ noticeId }) => noticeId === filter.noticeId)
  const states = activityStates.flatMap((state) => {
    const count = facets.states.find((one) => one.state === state)?.count ?? 0
    return count > 0 || state === filter.state ? [{ state, count }] : []
  })
  return (
    <FilterBar
      search={<FilterSearch {...find.props} aria-label="找活动" placeholder="找活动、单位、地点" maxLength={80} />}
      end={children}
    >
      {years ? (
        <>
          <FilterWord
            label="年份"
            value={filter.year === undefined ? null : String(filter.year)}
            everything="全部年份"
            choices={facets.years.map((year) => ({ value: String(year), label: `${year} 年` }))}
            onChange={(year) => setFilter({ year: year === null ? null : Number(year) })}
          />
          {filterDot}
        </>
      ) : null}
      <FilterWord
        label="通知"
        value={filter.noticeId ?? null}
        everything="全部通知"
        choices={facets.notices.map(({ noticeId, shortTitle, count }) => ({
          value: noticeId,
          label: counted(shortTitle, count),
        }))}
        onChange={(noticeId) => setFilter({ noticeId, moduleId: null })}
      />
      {modules && notice && notice.modules.length > 0 ? (
        <>
          {filterDot}
          <FilterWord
            label="模块"
            // The empty one is a module id as well: in no module.
            value={filter.moduleId === undefined ? null : `m${filter.moduleId}`}
            everything="全部模块"
            choices={notice.modules.map(({ moduleId, name, count }) => ({
              value: `m${moduleId}`,
              label: counted(moduleId === '' ? inNone : name, count),
            }))}
            onChange={(value) => setFilter({ moduleId: value === null ? null : value.slice(1) })}
          />
        </>
      ) : null}
      {filterDot}
      <FilterWord
        label="状态"
        value={filter.state ?? null}
        everything="全部状态"
        choices={states.map(({ state, count }) => ({
          value: state,
          label: counted(activityStateNames[state], count),
        }))}
        onChange={(state) => setFilter({ state: activityStates.find((one): one is ActivityState => one === state) })}
      />
      {facets.units.length > 0 ? (
        <>
          {filterDot}
          <FilterWord
            label="单位"
            search
            value={filter.unit ?? null}
            everything="全部单位"
            choices={facets.units
              .filter(({ unit }) => unit !== '')
              .map(({ unit, count }) => ({ value: unit, label: counted(unit, count) }))}
            onChange={(unit) => setFilter({ unit })}
          />
        </>
      ) : null}
      {filterDot}
      <FilterWord
        label="缺什么"
        value={filter.lacks ?? null}
        everything="缺不缺都看"
        choices={activityLacks.map((lack) => ({ value: lack, label: activityLackNames[lack] }))}
        onChange={(lack) => setFilter({ lacks: activityLacks.find((one) => one === lack) ?? null })}
      />
    </FilterBar>
  )
}
