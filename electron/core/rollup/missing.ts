/** Who should have handed in a form and is not in its roll-up, with why. */
import { office as findOffice, knownOffices } from '../../../db/queries/offices.ts'
import { listRecords } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import { type RollupKey, totalsRecord } from '../../../db/queries/rollups.ts'
import { rosterIds, rosterMarks, sameOffices, waitingPackages } from '../../../db/queries/rosters.ts'
import { resolveSuccessor } from '../../../db/queries/successions.ts'
import type { Rollup } from '../../../shared/api/rollups.ts'
import { type Deliverable, dutyForms, officeLevel, senderType } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deliverablesFor } from '../notices/routing.ts'
import type { Received } from './load.ts'

export type Missing = Rollup['missing'][number]

/** @returns also how many offices owe the form */
export async function missingOffices(
  ctx: HandlerContext,
  key: RollupKey,
  received: Received,
): Promise<{ missing: Missing[]; expected: number }> {
  const { pack, published } = ctx.notices.get(key.noticeId)
  const asks = pack.deliverables.filter((item) => dutyForms(item).includes(key.formId))
  const { successor } = received
  // An office that was excused is not excused for the one that it went into.
  const same = await sameOffices(ctx.db)
  const excused = new Set(
    (await rosterMarks(ctx.db, key.noticeId)).map(
      (row) => `${resolveSuccessor(same, row.office_id)} ${row.deliverable_id}`,
    ),
  )
  const known = new Set([key.noticeId, published?.pack.id])
  const waiting = new Set(
    (await waitingPackages(ctx.db))
      .filter((row) => known.has(row.notice_id))
      .map((row) => successor(row.sender_office_id)),
  )
  const offices = new Map((await knownOffices(ctx.db)).map((row) => [row.office_id, row]))
  const unfrozen = await unfrozenHere(ctx, key, received)
  const inside = new Set([...received.all.values()].map(({ officeId }) => officeId))
  const missing: Missing[] = []
  const seen = new Set<string>()
  let expected = 0
  const listed = (await rosterIds(ctx.db, key.noticeId)).map(successor)
  for (const officeId of new Set(listed)) {
    const row = offices.get(officeId)
    if (!row) continue
    const level = officeLevel.safeParse(row.level)
    const type = senderType.safeParse(row.type)
    const sender = level.success && type.success ? { level: level.data, type: type.data } : null
    // A roster is a person's own list: whom the notice does not tell apart owes what it asks for.
    const theirs = deliverablesFor(pack, sender)
    const owed: readonly Deliverable[] = theirs.length === 0 ? asks : asks.filter((item) => theirs.includes(item))
    // Of all duties at once, the mark names none.
    if (owed.every((item) => excused.has(`${officeId} ${item.id}`) || excused.has(`${officeId} `))) continue
    seen.add(officeId)
    expected++
    if (inside.has(officeId)) continue
    const aside = [...received.aside, ...unfrozen].find((one) => one.officeId === officeId)
    const why = aside?.why ?? (waiting.has(officeId) ? '报送包已收到，还在待处理' : '未报')
    missing.push({ officeId, officeName: row.name, why })
  }
  // Nobody asked them, but their paper lies here and does not count.
  for (const { officeId, officeName, why } of [...received.aside, ...unfrozen])
    if (!seen.has(officeId) && !inside.has(officeId)) {
      seen.add(officeId)
      missing.push({ officeId, officeName, why })
    }
  return { missing, expected }
}

/** Typed here, ours or 代录, and never 定稿: it has no code, so nobody could hold the number against anything. */
async function unfrozenHere(ctx: HandlerContext, key: RollupKey, { successor }: Received): Promise<Missing[]> {
  const totals = await totalsRecord(ctx.db, key)
  const found: Missing[] = []
  for (const row of await listRecords(ctx.db, key)) {
    if (row.form_id !== key.formId || (row.own === 0 && row.entered_at === null)) continue
    if (row.record_id === totals || (await latestRevision(ctx.db, row.record_id))) continue
    const officeId = successor(row.office_id)
    const officeName = (await findOffice(ctx.db, officeId))?.name ?? officeId
    const why = row.own === 1 ? '本级的表还没有定稿' : '代录的表还没有定稿'
    found.push({ officeId, officeName, why })
  }
  return found
}
