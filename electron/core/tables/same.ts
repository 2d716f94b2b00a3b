/** Activities of the register that a row may be once more: by title, unit and first day, or the words for it. */
import type { Queryable } from '../../../db/connection.ts'
import { activitiesOfYears } from '../../../db/queries/table-ways.ts'
import type { ActivityValues } from '../../../shared/register/activity.ts'

type Facts = Pick<ActivityValues, 'title' | 'unit'> & { readonly time: { words: string; from: string | null } }
type Same = { activityId: string; title: string }

export interface SameIndex {
  find(facts: Facts): Same | null
  /** A row of this very import. */
  add(facts: Facts): void
}

/** Width, spaces and signs count nothing; brackets and what they say do. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]+/gu, '')
    .toLowerCase()
const keyOf = ({ title, unit, time }: Facts): string =>
  JSON.stringify([plain(title) || title, plain(unit), time.from ?? `~${plain(time.words)}`])

export async function sameIndex(db: Queryable, years: ReadonlySet<number>): Promise<SameIndex> {
  const known = new Map<string, Same>()
  for (const row of await activitiesOfYears(db, [...years])) {
    const key = keyOf({ title: row.title, unit: row.unit, time: { words: row.time_words, from: row.starts_on } })
    if (!known.has(key)) known.set(key, { activityId: row.activity_id, title: row.title })
  }
  return {
    find: (facts) => known.get(keyOf(facts)) ?? null,
    add: (facts) => void known.set(keyOf(facts), { activityId: '', title: facts.title }),
  }
}
