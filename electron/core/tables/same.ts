/** Activities of the register that a row may be once more: by title, unit and first day, or the words for it. */
import type { Queryable } from '../../../db/connection.ts'
import { activitiesOfYears } from '../../../db/queries/table-ways.ts'
import { type SameFacts, sameActivityKey } from '../../../shared/register/same-activity.ts'

type Same = { activityId: string; title: string }

export interface SameIndex {
  find(facts: SameFacts): Same | null
  /** A row of this very import. */
  add(facts: SameFacts): void
}

export async function sameIndex(db: Queryable, years: ReadonlySet<number>): Promise<SameIndex> {
  const known = new Map<string, Same>()
  for (const row of await activitiesOfYears(db, [...years])) {
    const key = sameActivityKey({
      title: row.title,
      unit: row.unit,
      time: { words: row.time_words, from: row.starts_on },
    })
    if (!known.has(key)) known.set(key, { activityId: row.activity_id, title: row.title })
  }
  return {
    find: (facts) => known.get(sameActivityKey(facts)) ?? null,
    add: (facts) => void known.set(sameActivityKey(facts), { activityId: '', title: facts.title }),
  }
}
