/** Lists of the register: filter, order, window, counts and sums, all in SQL. The values themselves are never read here. */
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { StoreSchema } from '../schema.ts'

/** As columns: see schema-activities.ts. Absent parts do not narrow. */
export interface ListFilter {
  readonly year?: number | undefined
  readonly noticeId?: string | undefined
  readonly moduleId?: string | undefined
  readonly state?: string | undefined
  readonly unit?: string | undefined
  /** First day, both included. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Any of these days, both included. */
  readonly during?: { readonly from: string; readonly to: string } | undefined
  readonly undated?: boolean | undefined
  /** Bits of `lacks`. */
  readonly lacks?: number | undefined
  readonly hasPictures?: true | undefined
  /** Lower case; each must occur. */
  readonly words: readonly string[]
}
export type ListOrder = 'day' | 'title' | 'unit' | 'state' | 'reach' | 'funds' | 'updated'

type Rows<O> = SelectQueryBuilder<StoreSchema, 'activities', O>

function filtered<O>(db: Queryable, query: Rows<O>, filter: ListFilter): Rows<O> {
  let found = query.where('deleted_at', 'is', null)
  const { year, noticeId, moduleId, state, unit, from, to, during, lacks, hasPictures } = filter
  // The year of an activity is that of its `sort_day`, which the index is in order of.
  if (year !== undefined) found = found.where('sort_day', '>=', `${year}-`).where('sort_day', '<', `${year + 1}-`)
  if (from !== undefined) found = found.where('sort_day', '>=', from).where('starts_on', 'is not', null)
  if (to !== undefined) found = found.where('sort_day', '<=', to).where('starts_on', 'is not', null)
  if (during)
    found = found
      .where('starts_on', 'is not', null)
      .where('sort_day', '<=', during.to)
      .where(sql<SqlBool>`coalesce(ends_on, starts_on) >= ${during.from}`)
  if (filter.undated) found = found.where('starts_on', 'is', null)
  if (state !== undefined) found = found.where(sql<SqlBool>`state = ${state}`)
  if (unit !== undefined) found = found.where('unit', '=', unit)
  if (hasPictures) found = found.where('pictures', '>', 0)
  if (lacks !== undefined) found = found.where(sql<SqlBool>`lacks & ${lacks} <> 0`)
  if (noticeId !== undefined || moduleId !== undefined) {
    let counted = db.selectFrom('activity_modules').select('activity_modules.activity_id')
    if (noticeId !== undefined) counted = counted.where('notice_id', '=', noticeId)
    if (moduleId !== undefined) counted = counted.where('module_id', '=', moduleId)
    found = found.where('activities.activity_id', 'in', counted)
  }
  // Byte by byte: both sides were folded when they were written, and no sign in it has a meaning of its own.
  for (const word of filter.words) found = found.where(sql<SqlBool>`instr(search_text, ${word}) > 0`)
  return found
}

/**
 * For counts and sums. A bound that all keep lets SQLite read the index that covers them instead of whole rows; where the
 * notice narrows, its own index is the better one, and a search reads the rows anyway.
 */
function reckoned<O>(db: Queryable, query: Rows<O>, filter: ListFilter): Rows<O> {
  const found = filtered(db, query, filter)
  const narrowed = filter.noticeId !== undefined || filter.moduleId !== undefined || filter.words.length > 0
  return narrowed ? found : found.where('sort_day', '>', '')
}

const orders: Readonly<Record<ListOrder, readonly ReturnType<typeof sql>[]>> = {
  day: [sql`sort_day`],
  title: [sql`sort_title`],
  unit: [sql`sort_unit`, sql`sort_day`],
  state: [sql`CASE state WHEN 'planned' THEN 0 WHEN 'held' THEN 1 ELSE 2 END`, sql`sort_day`],
  // None is less than zero.
  reach: [sql`CASE WHEN onsite IS NULL AND online IS NULL THEN -1 ELSE coalesce(onsite, 0) + coalesce(online, 0) END`],
  funds: [sql`coalesce(funds, -1)`],
  updated: [sql`updated_at`],
}

function ordered<O>(query: Rows<O>, order: ListOrder, descending: boolean): Rows<O> {
  return [...orders[order], sql`activities.activity_id`].reduce<Rows<O>>(
    (sorted, key) => sorted.orderBy(key, descending ? 'desc' : 'asc'),
    query,
  )
}

export interface ListedActivity {
  activity_id: string
  title: string
  state: 'planned' | 'held' | 'cancelled'
  unit: string
  host: string
  time_words: string
  starts_on: string | null
  ends_on: string | null
  place: string
  notices_json: string
  main: 0 | 1
  onsite: number | null
  online: number | null
  /** Millionths. */
  funds: string | null
  pictures: number
  lacks: number
  updated_at: string
}

export function listedActivities(
  db: Queryable,
  filter: ListFilter,
  window: {
    readonly order: ListOrder
    readonly descending: boolean
    readonly offset: number
    readonly limit: number | null
  },
): Promise<ListedActivity[]> {
  const rows = db
    .selectFrom('activities')
    .select(['activities.activity_id', 'title', 'state', 'unit', 'host', 'time_words', 'starts_on', 'ends_on', 'place'])
    .select(['notices_json', 'main', 'onsite', 'online', 'pictures', 'lacks', 'updated_at'])
    .select(sql<string | null>`CAST(funds AS TEXT)`.as('funds'))
  return ordered(filtered(db, rows, filter), window.order, window.descending)
    .limit(window.limit ?? -1)
    .offset(window.offset)
    .execute()
}

export interface StateSums {
  onsite: number
  online: number
  /** Whole 万元 and millionths apart: together they may be more than an integer of SQLite holds. */
  whole: string
  rest: string
}
export interface ListSums {
  total: number
  held: StateSums
  planned: StateSums
}

const summed = { held: sql`FILTER (WHERE state = 'held')`, planned: sql`FILTER (WHERE state = 'planned')` } as const

export async function listSums(db: Queryable, filter: ListFilter): Promise<ListSums> {
  const sums = db
    .selectFrom('activities')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .select([
      sql<number>`coalesce(sum(onsite) ${summed.held}, 0)`.as('held_onsite'),
      sql<number>`coalesce(sum(online) ${summed.held}, 0)`.as('held_online'),
      sql<string>`CAST(coalesce(sum(funds / 1000000) ${summed.held}, 0) AS TEXT)`.as('held_whole'),
      sql<string>`CAST(coalesce(sum(funds % 1000000) ${summed.held}, 0) AS TEXT)`.as('held_rest'),
      sql<number>`coalesce(sum(onsite) ${summed.planned}, 0)`.as('planned_onsite'),
      sql<number>`coalesce(sum(online) ${summed.planned}, 0)`.as('planned_online'),
      sql<string>`CAST(coalesce(sum(funds / 1000000) ${summed.planned}, 0) AS TEXT)`.as('planned_whole'),
      sql<string>`CAST(coalesce(sum(funds % 1000000) ${summed.planned}, 0) AS TEXT)`.as('planned_rest'),
    ])
  const all = await reckoned(db, sums, filter).executeTakeFirstOrThrow()
  return {
    total: all.total,
    held: { onsite: all.held_onsite, online: all.held_online, whole: all.held_whole, rest: all.held_rest },
    planned: {
      onsite: all.planned_onsite,
      online: all.planned_online,
      whole: all.planned_whole,
      rest: all.planned_rest,
    },
  }
}

export async function countActivities(db: Queryable, filter: ListFilter): Promise<number> {
  const count = db.selectFrom('activities').select(({ fn }) => fn.countAll<number>().as('total'))
  return (await reckoned(db, count, filter).executeTakeFirstOrThrow()).total
}

/** In the order of their days. */
export async function idsOf(db: Queryable, filter: ListFilter): Promise<string[]> {
  const rows = await ordered(
    filtered(db, db.selectFrom('activities').select('activities.activity_id'), filter),
    'day',
    false,
  ).execute()
  return rows.map((row) => row.activity_id)
}

/** Newest first. */
export async function activityYears(db: Queryable): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    SELECT DISTINCT CAST(substr(sort_day, 1, 4) AS INTEGER) AS year FROM activities WHERE deleted_at IS NULL
    ORDER BY year DESC`.execute(db)
  return rows.map((row) => row.year)
}

export async function countsBy<C extends 'state' | 'unit'>(
  db: Queryable,
  column: C,
  filter: ListFilter,
): Promise<{ value: string; count: number }[]> {
  const groups = reckoned(
    db,
    db
      .selectFrom('activities')
      .select(sql<string>`${sql.ref(column)}`.as('value'))
      .select(({ fn }) => fn.countAll<number>().as('count')),
    filter,
  )
  return groups
    .groupBy(sql.ref(column))
    .orderBy(column === 'unit' ? sql`min(sort_unit)` : sql`value`)
    .execute()
}

/** `moduleId` null: of the notice, each activity once. */
export async function countsByModule(
  db: Queryable,
  year: number | undefined,
): Promise<{ notice_id: string; module_id: string | null; count: number }[]> {
  const [from, to] = year === undefined ? ['', ':'] : [`${year}-`, `${year + 1}-`]
  const { rows } = await sql<{ notice_id: string; module_id: string | null; count: number }>`
    WITH among AS MATERIALIZED (
      SELECT m.notice_id, m.module_id, m.activity_id FROM activity_modules m
      JOIN activities a ON a.activity_id = m.activity_id
      WHERE a.deleted_at IS NULL AND a.sort_day >= ${from} AND a.sort_day < ${to})
    SELECT notice_id, NULL AS module_id, count(DISTINCT activity_id) AS count FROM among GROUP BY notice_id
    UNION ALL SELECT notice_id, module_id, count(*) FROM among GROUP BY notice_id, module_id
    ORDER BY notice_id, module_id`.execute(db)
  return rows
}

/** Modules that activities name, for a notice that is not on the shelf any more. */
export async function namedModules(db: Queryable, noticeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('activity_modules')
    .select('module_id')
    .distinct()
    .where('notice_id', '=', noticeId)
    .orderBy('module_id')
    .execute()
  return rows.map((row) => row.module_id)
}
