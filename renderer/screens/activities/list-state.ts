/** How the list stands: kept while an activity is open, so that coming back finds the same rows at the same place. */
import { create } from 'zustand'
import type { ActivityFilter, activitySorts } from '../../../shared/api/activities.ts'
import type { MethodInput } from '../../../shared/api/contract.ts'
import type { ActivityView } from '../../app/route.ts'

export type ActivitySort = (typeof activitySorts)[number]
export type ListOrder = { filter: ActivityFilter; sort: ActivitySort; descending: boolean }

type Held = ListOrder & {
  view: ActivityView
  /** Pixels. */
  scrolled: number
  /** Row that the cursor stood on. */
  current: string | null
  /** First day of the month that the calendar shows, YYYY-MM-01; null: this month. */
  month: string | null
}

export const useListState = create<Held>(() => ({
  filter: {},
  sort: 'day',
  descending: false,
  view: 'list',
  scrolled: 0,
  current: null,
  month: null,
}))

export const setListState = (part: Partial<Held>): void => useListState.setState(part)

/** Another filter begins at its top. */
export function setFilter(part: { [K in keyof ActivityFilter]?: ActivityFilter[K] | null }): void {
  const next = { ...useListState.getState().filter, ...part }
  const filter = Object.fromEntries(
    Object.entries(next).filter(([, value]) => value !== undefined && value !== null),
  ) as ActivityFilter
  useListState.setState({ filter, scrolled: 0 })
}

export const noFilter = (): void => useListState.setState({ filter: {}, scrolled: 0 })

/** The year that goes without saying in dates: the one that is looked at, or the only one there is. @param now milliseconds */
export const plainYear = (filter: ActivityFilter, years: readonly number[], now: number): number =>
  filter.year ?? (years.length === 1 ? years[0] : undefined) ?? new Date(now).getFullYear()

/** What narrows the list: everything but the year, which is a drawer rather than a question. */
export const isNarrowed = ({ year: _year, ...rest }: ActivityFilter): boolean => Object.keys(rest).length > 0

/** The filter as it is sent: without a search of blanks. */
export function sentFilter(filter: ActivityFilter): ActivityFilter {
  const { search = '', ...rest } = filter
  const words = search.trim()
  return words === '' ? rest : { ...rest, search: words }
}

export const listInput = ({ filter, sort, descending }: ListOrder): MethodInput<'activities.list'> => ({
  filter: sentFilter(filter),
  sort,
  descending,
})
