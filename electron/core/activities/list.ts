/** The register as lists show it. Only columns are read: no values, nothing personal. */
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import {
  activityYears,
  countActivities,
  countsBy,
  countsByModule,
  type ListedActivity,
  type ListFilter,
  listedActivities,
  listSums,
  namedModules,
  type StateSums,
} from '../../../db/queries/activities-list.ts'
import type {
  ActivityBoard,
  ActivityCalendar,
  ActivityFacets,
  ActivityList,
  ActivityRow,
  ActivitySums,
  activityFilter,
  boardActivitiesInput,
  calendarActivitiesInput,
  listActivitiesInput,
} from '../../../shared/api/activities.ts'
import { fromUnits } from '../../../shared/form/decimal.ts'
import type { ActivityState } from '../../../shared/register/activity.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { fundsText, lackBits, lacksOf, searchWords } from './columns.ts'

type Filter = z.output<typeof activityFilter>

export const listFilter = ({ lacks, search = '', ...rest }: Filter): ListFilter => ({
  ...rest,
  ...(lacks !== undefined && { lacks: lackBits[lacks] }),
  words: searchWords(search),
})

const rowOf = (row: ListedActivity): ActivityRow => ({
  activityId: row.activity_id,
  title: row.title,
  state: row.state,
  unit: row.unit,
  host: row.host,
  timeWords: row.time_words,
  from: row.starts_on,
  to: row.ends_on,
  place: row.place,
  notices: JSON.parse(row.notices_json) as ActivityRow['notices'],
  main: row.main === 1,
  onsite: row.onsite,
  online: row.online,
  funds: fundsText(row.funds),
  pictures: row.pictures,
  lacks: lacksOf(row.lacks),
  updatedAt: row.updated_at,
})

const byDay = { order: 'day', descending: false, offset: 0 } as const

export async function listActivities(
  db: Queryable,
  { filter, sort, descending, offset, limit }: z.output<typeof listActivitiesInput>,
): Promise<ActivityList> {
  const found = listFilter(filter)
  const { total, held, planned } = await listSums(db, found)
  const rows = total <= offset ? [] : await listedActivities(db, found, { order: sort, descending, offset, limit })
  return { total, offset, rows: rows.map(rowOf), sums: { held: sumsOf(held), planned: sumsOf(planned) } }
}

const sumsOf = ({ onsite, online, whole, rest }: StateSums): ActivitySums => ({
  onsite,
  online,
  funds: fromUnits(BigInt(whole) * 1_000_000n + BigInt(rest)),
})

const noModule = '未分模块'

export async function activityFacets(
  ctx: HandlerContext,
  { year }: { year?: number | undefined },
): Promise<ActivityFacets> {
  const filter = { year, words: [] }
  const counts = await countsByModule(ctx.db, year)
  const states = await countsBy(ctx.db, 'state', filter)
  const units = await countsBy(ctx.db, 'unit', filter)
  return {
    total: states.reduce((sum, { count }) => sum + count, 0),
    years: await activityYears(ctx.db),
    states: states.map(({ value, count }) => ({ state: value as ActivityState, count })),
    units: units.map(({ value, count }) => ({ unit: value, count })),
    notices: counts
      .filter((row) => row.module_id === null)
      .map(({ notice_id: noticeId, count }) => {
        const own = new Map(
          counts.flatMap((row) =>
            row.notice_id === noticeId && row.module_id !== null ? [[row.module_id, row.count]] : [],
          ),
        )
        const names = moduleNames(ctx, noticeId, [...own.keys()])
        const modules = names.map((one) => ({ ...one, count: own.get(one.moduleId) ?? 0 }))
        return {
          noticeId,
          shortTitle: shortTitleOf(ctx, noticeId),
          count,
          modules: modules.filter((one) => one.count > 0),
        }
      }),
  }
}

const shortTitleOf = (ctx: HandlerContext, noticeId: string): string =>
  ctx.notices.find(noticeId)?.pack.shortTitle ?? noticeId

/** In the order of the notice, then those that it does not know (any more), then what is in no module. */
function moduleNames(
  ctx: HandlerContext,
  noticeId: string,
  named: readonly string[],
): { moduleId: string; name: string }[] {
  const own = ctx.notices.find(noticeId)?.pack.modules ?? []
  const others = named.filter((id) => id !== '' && !own.some((one) => one.id === id))
  return [
    ...own.map(({ id, name }) => ({ moduleId: id, name })),
    ...others.map((id) => ({ moduleId: id, name: id })),
    { moduleId: '', name: noModule },
  ]
}

/** Cards of one column; the count tells of more. */
const maxCards = 200

export async function activityBoard(
  ctx: HandlerContext,
  { noticeId, filter }: z.output<typeof boardActivitiesInput>,
): Promise<ActivityBoard> {
  const columns: ActivityBoard['columns'] = []
  for (const { moduleId, name } of moduleNames(ctx, noticeId, await namedModules(ctx.db, noticeId))) {
    const found = listFilter({ ...filter, noticeId, moduleId })
    const total = await countActivities(ctx.db, found)
    const rows = total === 0 ? [] : await listedActivities(ctx.db, found, { ...byDay, limit: maxCards })
    columns.push({ moduleId, name, total, rows: rows.map(rowOf) })
  }
  return { columns }
}

export async function activityCalendar(
  db: Queryable,
  { from, to, filter }: z.output<typeof calendarActivitiesInput>,
): Promise<ActivityCalendar> {
  const found = listFilter(filter)
  const rows = await listedActivities(db, { ...found, during: { from, to } }, { ...byDay, limit: null })
  return { rows: rows.map(rowOf), undated: await countActivities(db, { ...found, undated: true }) }
}
