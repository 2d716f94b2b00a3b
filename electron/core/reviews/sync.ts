/** Which works are in an open review: all of the collection that are here, each with the number that it got once. */
import type { Queryable } from '../../../db/connection.ts'
import { type WorkRow, worksOf } from '../../../db/queries/review-works.ts'
import {
  insertReviewEntries,
  type ReviewEntryRow,
  type ReviewRow,
  reviewEntries,
  updateReviewEntry,
} from '../../../db/queries/reviews.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { findCollection, noteHistory } from './need.ts'

/** Reasons that the program gives; they go when what they say is no longer so. */
const gone = '已删除'
const returned = '已退回修改'

/** Why a work cannot be judged; null: it can. */
function hindrance(work: WorkRow | undefined): string | null {
  if (!work || work.deleted === 1) return gone
  return work.verdict === 'returned' ? returned : null
}

type Step =
  | { kind: 'out'; entry: ReviewEntryRow; reason: string }
  /** Came back, with the revision that is newest now: the one that was returned is not judged. */
  | { kind: 'back'; entry: ReviewEntryRow; revision: number }
  | { kind: 'newer'; entry: ReviewEntryRow; revision: number }

interface Plan {
  readonly added: { entryId: string; number: number; revision: number }[]
  readonly steps: Step[]
}

function planOf(works: readonly WorkRow[], entries: readonly ReviewEntryRow[]): Plan {
  const work = new Map(works.map((one) => [one.entry_id, one]))
  const steps = entries.flatMap((entry): Step[] => {
    const now = work.get(entry.entry_id)
    const reason = hindrance(now)
    const byProgram = entry.out_reason === gone || entry.out_reason === returned
    if (reason !== null) {
      if (entry.out_reason === reason || (entry.out_reason !== null && !byProgram)) return []
      return [{ kind: 'out', entry, reason }]
    }
    const revision = now?.revision ?? entry.revision
    if (byProgram) return [{ kind: 'back', entry, revision }]
    return revision > entry.seen_revision ? [{ kind: 'newer', entry, revision }] : []
  })
  const known = new Set(entries.map(({ entry_id }) => entry_id))
  let number = Math.max(0, ...entries.map((entry) => entry.number))
  const added = works
    .filter((one) => !known.has(one.entry_id) && hindrance(one) === null)
    .map(({ entry_id, revision }) => ({ entryId: entry_id, number: ++number, revision }))
  return { added, steps }
}

async function planFor(ctx: HandlerContext, db: Queryable, row: ReviewRow): Promise<Plan> {
  const collection = row.state === 'open' ? findCollection(ctx, row.notice_id, row.deliverable_id) : null
  if (!collection) return { added: [], steps: [] }
  const works = await worksOf(db, row.notice_id, row.deliverable_id, collection.video.registrationFormId)
  return planOf(works, await reviewEntries(db, row.review_id))
}

/** Brings an open review up to date. Inside a transaction; only its own queries are awaited. */
export async function syncEntries(ctx: HandlerContext, trx: Queryable, row: ReviewRow): Promise<void> {
  const { added, steps } = await planFor(ctx, trx, row)
  await insertReviewEntries(trx, row.review_id, added)
  for (const step of steps) await take(ctx, trx, row.review_id, step)
}

/** Whether there is anything to bring up to date: most looks at a review write nothing. */
export async function isBehind(ctx: HandlerContext, row: ReviewRow): Promise<boolean> {
  const { added, steps } = await planFor(ctx, ctx.db, row)
  return added.length + steps.length > 0
}

async function take(ctx: HandlerContext, trx: Queryable, reviewId: string, step: Step): Promise<void> {
  const { entry } = step
  const change = (set: Parameters<typeof updateReviewEntry>[3]) => updateReviewEntry(trx, reviewId, entry.entry_id, set)
  const note = (what: string, reason = '') => noteHistory(ctx, trx, reviewId, `${entry.number} 号${what}`, reason)
  switch (step.kind) {
    case 'out':
      await change({ out_reason: step.reason })
      return note('不参评', step.reason)
    case 'back':
      await change({ out_reason: null, revision: step.revision, seen_revision: step.revision })
      return note(step.revision === 0 ? '恢复参评' : `恢复参评，评第 ${step.revision} 稿`)
    case 'newer':
      // The draft that was judged is frozen now: that is what the scores are about.
      if (entry.revision === 0) {
        await change({ revision: step.revision, seen_revision: step.revision })
        return note(`定稿，评第 ${step.revision} 稿`)
      }
      await change({ seen_revision: step.revision })
      return note(`有了第 ${step.revision} 稿，仍评第 ${entry.revision} 稿`)
  }
}
