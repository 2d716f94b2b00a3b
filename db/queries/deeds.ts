/** 操作日志. Rows are only ever added; triggers refuse everything else. */
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Queryable } from '../connection.ts'
import type { StoreSchema } from '../schema.ts'
import type { DeedsTable } from '../schema-deeds.ts'

export type DeedRow = DeedsTable
/** `seq` 0 and a digest of zeros: nothing has been written yet. */
export interface DeedsHead {
  readonly seq: number
  readonly digest: string
}
/** What the first entry stands on. */
export const noDigest = '0'.repeat(64)

/** The newest entry, for whoever notes it outside the store. */
export async function deedsHead(db: Queryable): Promise<DeedsHead> {
  const row = await db.selectFrom('deeds').select(['seq', 'digest']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return row ?? { seq: 0, digest: noDigest }
}

/** Whether the chain has this very entry. */
export async function holdsDeed(db: Queryable, { seq, digest }: DeedsHead): Promise<boolean> {
  const row = await db.selectFrom('deeds').select('digest').where('seq', '=', seq).executeTakeFirst()
  return row?.digest === digest
}

export async function insertDeed(trx: Queryable, row: DeedRow): Promise<void> {
  await trx.insertInto('deeds').values(row).execute()
}

/** Rows that this connection has inserted, changed or deleted since it was opened, rolled back ones too. */
export async function totalChanges(trx: Queryable): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT total_changes() AS n`.execute(trx)
  return rows[0]?.n ?? 0
}

/** In the order of the chain, from `after` on. */
export function deedsAfter(db: Queryable, after: number, limit: number): Promise<DeedRow[]> {
  return db.selectFrom('deeds').selectAll().where('seq', '>', after).orderBy('seq').limit(limit).execute()
}

export interface DeedsWanted {
  /** Anywhere in title, facts and changes; `codes` besides: deeds whose words match. */
  readonly text: string
  readonly codes: readonly string[]
  readonly person: string | undefined
  readonly subject: string | undefined
  readonly subjectId: string | undefined
  /** Instants, UTC; `until` is not included. */
  readonly from: string | undefined
  readonly until: string | undefined
}

type Wanted<T> = SelectQueryBuilder<StoreSchema, 'deeds', T>
const liked = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

function matching<T>(query: Wanted<T>, wanted: DeedsWanted): Wanted<T> {
  let found = query
  const { text, codes, person, subject, subjectId, from, until } = wanted
  if (person !== undefined) found = found.where('person', '=', person)
  if (subject !== undefined) found = found.where('subject', '=', subject)
  if (subjectId !== undefined) found = found.where('subject_id', '=', subjectId)
  if (from !== undefined) found = found.where('at', '>=', from)
  if (until !== undefined) found = found.where('at', '<', until)
  if (text === '') return found
  const like = liked(text)
  return found.where((is) =>
    is.or([
      ...(['title', 'person', 'facts_json', 'changes_json'] as const).map(
        (column) => sql<boolean>`${is.ref(column)} LIKE ${like} ESCAPE '\\'`,
      ),
      ...(codes.length > 0 ? [is('deed', 'in', [...codes])] : []),
    ]),
  )
}

/** Newest first, older than `before`. */
export function listDeeds(
  db: Queryable,
  wanted: DeedsWanted,
  before: number | null,
  limit: number,
): Promise<DeedRow[]> {
  let query = matching(db.selectFrom('deeds').selectAll(), wanted)
  if (before !== null) query = query.where('seq', '<', before)
  return query.orderBy('seq', 'desc').limit(limit).execute()
}

export async function countDeeds(db: Queryable, wanted: DeedsWanted): Promise<number> {
  const query = db.selectFrom('deeds').select((is) => is.fn.countAll<number>().as('n'))
  return Number((await matching(query, wanted).executeTakeFirst())?.n ?? 0)
}
