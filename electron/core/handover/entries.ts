/** Handovers as pages see them, and the entries by hand. */
import { v7 as uuidv7 } from 'uuid'
import {
  findHandover,
  type HandoverEventRow,
  type HandoverRow,
  handoverEvents,
  handoverFiles,
  handoverRecords,
  insertHandoverEvent,
  setEventUndone,
  setWithdrawn,
} from '../../../db/queries/handovers.ts'
import type { Handover, HandoverEvent, HandoverState } from '../../../shared/api/handovers.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { needOffice } from '../records/load.ts'
import { handoverWordsLabel } from '../records/own-verdicts.ts'
import { revisionTitle } from '../submission/export.ts'

interface Words {
  readonly to: string
  readonly reason: string
  readonly note: string
}

const unreadable: Words = { to: '', reason: '', note: '' }

export function eventInfo(ctx: HandlerContext, row: HandoverEventRow): HandoverEvent {
  const words =
    row.words_sealed === null || ctx.vault.state === 'locked'
      ? unreadable
      : (JSON.parse(ctx.vault.openField(handoverWordsLabel(row.event_id), row.words_sealed)) as Words)
  return {
    eventId: row.event_id,
    kind: row.kind,
    way: row.way as HandoverEvent['way'],
    at: row.at,
    ...words,
    enteredAt: row.entered_at,
    undone: row.undone_at !== null,
  }
}

/** The last entry that holds. */
function stateOf(row: HandoverRow, events: readonly HandoverEvent[]): HandoverState {
  if (row.withdrawn_at !== null) return 'withdrawn'
  return events.findLast((event) => !event.undone)?.kind ?? 'written'
}

export async function handoverInfo(ctx: HandlerContext, row: HandoverRow): Promise<Handover> {
  const events = (await handoverEvents(ctx.db, row.handover_id)).map((event) => eventInfo(ctx, event))
  const records: Handover['records'] = []
  for (const { record_id: recordId, revision, digest } of await handoverRecords(ctx.db, row.handover_id)) {
    const title = await revisionTitle(ctx, recordId, revision)
    records.push({ recordId, revision, code: revisionCode(digest), title })
  }
  return {
    handoverId: row.handover_id,
    noticeId: row.notice_id,
    noticeShortTitle: ctx.notices.find(row.notice_id)?.pack.shortTitle ?? row.notice_id,
    recipientName: row.recipient_name,
    state: stateOf(row, events),
    masked: row.masked === 1,
    as: row.kind,
    path: row.path,
    parts: row.parts,
    writtenAt: row.written_at ?? row.created_at,
    records,
    files: (await handoverFiles(ctx.db, row.handover_id)).map(({ name, part, record_id, bytes, sha256 }) => ({
      name,
      part,
      recordId: record_id,
      bytes,
      sha256,
    })),
    events,
    message: row.message,
  }
}

/** @throws Problem handover.unknown, also for one that was not written to its end or was taken back */
async function needHandover(ctx: HandlerContext, handoverId: string, withdrawnToo = false): Promise<HandoverRow> {
  const row = await findHandover(ctx.db, handoverId)
  if (row?.state !== 'written' || (row.withdrawn_at !== null && !withdrawnToo))
    throw new Problem('handover.unknown', { handoverId })
  return row
}

/** @throws Problem handover.unknown, keys.locked, office.missing */
export async function enterEvent(
  ctx: HandlerContext,
  handoverId: string,
  event: Pick<HandoverEvent, 'kind' | 'way'> & { at: string | null } & Words,
): Promise<Handover> {
  const row = await needHandover(ctx, handoverId)
  const eventId = uuidv7()
  const { to, reason, note } = event
  const sealed = ctx.vault.sealField(handoverWordsLabel(eventId), JSON.stringify({ to, reason, note } satisfies Words))
  const entered = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    const { deviceId } = await needOffice(trx)
    await insertHandoverEvent(trx, {
      event_id: eventId,
      handover_id: handoverId,
      device_id: deviceId,
      kind: event.kind,
      way: event.way,
      at: event.at === null ? entered : new Date(event.at).toISOString(),
      words_sealed: sealed,
      entered_at: entered,
      undone_at: null,
    })
  })
  return told(ctx, row)
}

/** @throws Problem handover.unknown, also when the entry is not one of this handover */
export async function undoEntry(
  ctx: HandlerContext,
  { handoverId, eventId, undone }: { handoverId: string; eventId: string | null; undone: boolean },
): Promise<Handover> {
  await needHandover(ctx, handoverId, eventId === null)
  const at = undone ? ctx.now().toISOString() : null
  await ctx.write(async (trx) => {
    if (eventId === null) await setWithdrawn(trx, handoverId, at)
    else if (!(await setEventUndone(trx, handoverId, eventId, at)))
      throw new Problem('handover.unknown', { handoverId })
  })
  return told(ctx, await needHandover(ctx, handoverId, true))
}

async function told(ctx: HandlerContext, row: HandoverRow): Promise<Handover> {
  changed(ctx, 'packages')
  changed(ctx, 'records')
  return handoverInfo(ctx, row)
}
