/** 催报 and 免报: what is written down about an office beside what it sent. */
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import {
  chase as findChase,
  insertChases,
  putMark,
  removeMark,
  rosterMarks,
  sameOffices,
  undoChase,
} from '../../../db/queries/rosters.ts'
import { resolveSuccessor, successorOf } from '../../../db/queries/successions.ts'
import type { chaseInput, chaseTextInput, MatrixRow, markRosterInput } from '../../../shared/api/rosters.ts'
import { dutyForms } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { needOffice } from '../records/load.ts'
import { groupText, officeText } from './chase-words.ts'
import { rosterMatrix } from './matrix.ts'
import { needOffices } from './roster.ts'

/** A mark of all deliverables. */
const everyDuty = ''

/**
 * 免报, of one deliverable or of all. Taken away of one alone while all are marked, the others stay marked.
 * @throws Problem notice.unknown, roster.unknown-office, input.invalid when the notice has no such deliverable
 */
export async function markRoster(
  ctx: HandlerContext,
  { noticeId, officeId, deliverableId, mark, note }: z.output<typeof markRosterInput>,
): Promise<void> {
  const { pack } = ctx.notices.get(noticeId)
  const duties = pack.deliverables.filter((item) => dutyForms(item).length > 0).map(({ id }) => id)
  if (deliverableId !== null && !duties.includes(deliverableId))
    throw new Problem('input.invalid', {
      method: 'rosters.mark',
      issues: [{ path: 'deliverableId', message: '通知里没有这个事项' }],
    })
  const at = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    await needOffices(trx, [officeId])
    const row = { notice_id: pack.id, office_id: officeId, mark: 'excused', note, at } as const
    if (mark !== null) return putMark(trx, { ...row, deliverable_id: deliverableId ?? everyDuty })
    // Also what was said of it before it got its card, under the name that stood on the roster.
    const same = await sameOffices(trx)
    const now = resolveSuccessor(same, officeId)
    const mine = (await rosterMarks(trx, pack.id)).filter((one) => resolveSuccessor(same, one.office_id) === now)
    const whole = mine.find((one) => one.deliverable_id === everyDuty)
    for (const { office_id, deliverable_id: id } of mine)
      if (deliverableId === null || id === deliverableId || id === everyDuty)
        await removeMark(trx, { noticeId: pack.id, officeId: office_id, deliverableId: id })
    if (deliverableId === null || !whole) return
    for (const other of duties.filter((id) => id !== deliverableId && !mine.some((one) => one.deliverable_id === id)))
      await putMark(trx, { ...whole, deliverable_id: other })
  })
  changed(ctx, 'offices')
}

/** @throws Problem notice.unknown, roster.unknown-office */
export async function noteChase(ctx: HandlerContext, order: z.output<typeof chaseInput>): Promise<void> {
  const { pack } = ctx.notices.get(order.noticeId)
  await ctx.write(async (trx) => {
    await needOffices(trx, order.officeIds)
    const at = new Date(order.at).toISOString()
    await insertChases(
      trx,
      [...new Set(order.officeIds)].map((office_id) => ({
        chase_id: uuidv7(),
        notice_id: pack.id,
        office_id,
        way: order.way,
        at,
        note: order.note,
      })),
    )
  })
  changed(ctx, 'offices')
}

/** @returns the notice that it was for. @throws Problem chase.unknown */
export async function takeBackChase(ctx: HandlerContext, chaseId: string): Promise<string> {
  const at = ctx.now().toISOString()
  const noticeId = await ctx.write(async (trx) => {
    const row = await findChase(trx, chaseId)
    if (!row) throw new Problem('chase.unknown', { chaseId })
    if (row.undone_at === null) await undoChase(trx, chaseId, at)
    return row.notice_id
  })
  changed(ctx, 'offices')
  return noticeId
}

/** @throws Problem notice.unknown, office.missing, roster.unknown-office */
export async function chaseText(
  ctx: HandlerContext,
  { noticeId, officeId, officeIds }: z.output<typeof chaseTextInput>,
): Promise<string> {
  const { office } = await needOffice(ctx.db)
  const standing = { matrix: await rosterMatrix(ctx, noticeId), from: office.name }
  const successors = await successorOf(ctx.db)
  const rowOf = (id: string): MatrixRow => {
    const now = resolveSuccessor(successors, id)
    const row = standing.matrix.rows.find((one) => one.office.officeId === now)
    if (!row) throw new Problem('roster.unknown-office', { officeId: id })
    return row
  }
  if (officeId !== null) return officeText(standing, rowOf(officeId))
  return groupText(standing, officeIds && new Set(officeIds.map((id) => rowOf(id).office.officeId)))
}
