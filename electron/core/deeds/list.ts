import type { Queryable } from '../../../db/connection.ts'
import { countDeeds, type DeedRow, type DeedsWanted, listDeeds } from '../../../db/queries/deeds.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { DeedList } from '../../../shared/api/deeds.ts'
import { deedCodes } from '../../../shared/domain/deed-codes.ts'
import { deedWords } from '../../../shared/wording/deed-words.ts'
import { toDeed } from './chain.ts'

type Filter = MethodParsed<'deeds.printDocument'>

const dayMs = 86_400_000
/** The first instant of a day of the office (Beijing). */
const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)

/** Words of a kind find its entries too: nobody knows codes. */
export function wanted({ text = '', person, subject, subjectId, from, to }: Filter): DeedsWanted {
  const sought = text.trim()
  return {
    text: sought,
    codes: sought === '' ? [] : deedCodes.filter((code) => deedWords[code].includes(sought)),
    person,
    subject,
    subjectId,
    from: from === undefined ? undefined : new Date(startOf(from)).toISOString(),
    until: to === undefined ? undefined : new Date(startOf(to) + dayMs).toISOString(),
  }
}

export async function deedList(
  db: Queryable,
  { before, limit, ...filter }: MethodParsed<'deeds.list'>,
): Promise<DeedList> {
  const by = wanted(filter)
  const rows = await listDeeds(db, by, before, limit)
  return { deeds: rows.map(toDeed), total: await countDeeds(db, by) }
}

const portion = 500

/** All that match, newest first, a portion at a time. */
export async function* matchingDeeds(db: Queryable, filter: Filter): AsyncGenerator<DeedRow> {
  const by = wanted(filter)
  let before: number | null = null
  for (;;) {
    const rows = await listDeeds(db, by, before, portion)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < portion) return
    before = last.seq
  }
}
