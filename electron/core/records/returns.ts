/** What came back of our own records, by receipt or by telephone, until the next 定稿 answers it. */
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { sendings } from '../../../db/queries/delivery.ts'
import { handoverSendings } from '../../../db/queries/handovers.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import {
  findReturn,
  insertReturn,
  type ReturnRow,
  setReturnUndone,
  setReturnUnlocked,
} from '../../../db/queries/returns.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { FieldReason, RecordReturn } from '../../../shared/api/returns.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { fieldsOf, knownFields, openTexts } from '../reviewing/reasons.ts'
import { formOf, needOwnDraft, needRecord } from './load.ts'
import { returnReasonsLabel } from './own-verdicts.ts'
import { openFields, standingReturn } from './return-lock.ts'

type Core = Pick<HandlerContext, 'vault' | 'now'>

/** Sealed, and which field each is about. */
function sealed(ctx: Core, recordId: string, returnId: string, reasons: readonly FieldReason[]) {
  const silent = reasons.length === 0 || ctx.vault.isPurged(recordId)
  const label = returnReasonsLabel(recordId, returnId)
  return {
    fields_json: JSON.stringify(silent ? [] : reasons.map(({ field }) => field)),
    reasons_sealed: silent ? null : ctx.vault.sealField(label, JSON.stringify(reasons.map(({ text }) => text))),
  }
}

interface SaidByReceipt {
  readonly receiptId: string
  readonly issuerName: string
  /** When the issuer wrote it, UTC. */
  readonly at: string
  readonly rows: readonly {
    readonly record_id: string
    readonly revision: number
    readonly state: string
    readonly texts: readonly string[]
    readonly fields_json: string | null
  }[]
}

/** What a receipt that is being taken in returns. Only queries of `trx` are awaited. */
export async function noteReturns(
  trx: Queryable,
  ctx: Core,
  { receiptId, issuerName, at, rows }: SaidByReceipt,
): Promise<void> {
  for (const row of rows) {
    if (row.state !== 'returned' || (await findRecord(trx, row.record_id))?.own !== 1) continue
    const returnId = uuidv7()
    const fields = fieldsOf(row, row.texts.length)
    const reasons = row.texts.map((text, at): FieldReason => ({ text, field: fields[at] ?? null }))
    await insertReturn(trx, {
      return_id: returnId,
      record_id: row.record_id,
      revision: row.revision,
      source: 'receipt',
      receipt_id: receiptId,
      from_name: issuerName,
      ...sealed(ctx, row.record_id, returnId, reasons),
      at,
      entered_at: ctx.now().toISOString(),
    })
  }
}

/** At most one: a newer return stands for the older ones. @throws Problem record.unknown */
export async function recordReturns(ctx: HandlerContext, recordId: string): Promise<RecordReturn[]> {
  const record = await needRecord(ctx.db, recordId)
  if (record.own !== 1) return []
  const standing = await standingReturn(ctx.db, recordId)
  if (!standing) return []
  const definition = await formOf(ctx.db, record)
  return [toReturn(ctx, definition, standing.row, standing.locks)]
}

function toReturn(ctx: HandlerContext, definition: FormDefinition, row: ReturnRow, locks: boolean): RecordReturn {
  // Reasons may quote personal fields: while the keys are locked they are not shown.
  const texts =
    ctx.vault.state === 'locked' ? [] : openTexts(ctx, returnReasonsLabel(row.record_id, row.return_id), row)
  const fields = fieldsOf(row, texts.length)
  const open = locks ? openFields(definition, row) : null
  return {
    returnId: row.return_id,
    recordId: row.record_id,
    revision: row.revision,
    source: row.source,
    from: row.from_name,
    at: row.at,
    reasons: knownFields(
      definition,
      texts.map((text, at) => ({ text, field: fields[at] ?? null })),
    ),
    openFields: open && [...open],
    unlockedReason: row.unlocked_reason,
  }
}

/**
 * A return that came by telephone: the record stands as returned by a receipt would, until one says otherwise.
 * @throws Problem record.unknown, record.not-ours, record.purged, record.not-sent, field.unknown, input.invalid when it
 *   lies in the future, keys.locked
 */
export async function returnedByPhone(
  ctx: HandlerContext,
  { recordId, reasons, department, at }: MethodParsed<'records.returnedByPhone'>,
): Promise<RecordReturn> {
  const called = new Date(at)
  if (called.getTime() > ctx.now().getTime() + 60_000) {
    const issues = [{ path: 'at', message: '接到电话的时间不能晚于现在' }]
    throw new Problem('input.invalid', { method: 'records.returnedByPhone', issues })
  }
  ctx.vault.refusePurged(recordId)
  const returnId = uuidv7()
  await ctx.write(async (trx) => {
    const { definition } = await needOwnDraft(trx, recordId)
    const unknown = reasons.find(({ field }) => field !== null && !definition.fields.some(({ id }) => id === field))
    if (unknown) throw new Problem('field.unknown', { fieldId: unknown.field ?? '' })
    const latest = (await latestRevision(trx, recordId))?.revision ?? null
    const sent = [...(await sendings(trx, recordId)), ...(await handoverSendings(trx, recordId))]
    const last = sent.reduce<(typeof sent)[number] | null>((a, b) => (a && a.revision > b.revision ? a : b), null)
    if (!last || last.revision !== latest)
      throw new Problem('record.not-sent', { recordId, latest, sent: last?.revision ?? null })
    await insertReturn(trx, {
      return_id: returnId,
      record_id: recordId,
      revision: last.revision,
      source: 'phone',
      receipt_id: null,
      from_name: [last.recipient_name ?? '', department].filter((part) => part !== '').join(' '),
      ...sealed(ctx, recordId, returnId, reasons),
      at: called.toISOString(),
      entered_at: ctx.now().toISOString(),
    })
  })
  changed(ctx, 'records')
  return oneReturn(ctx, returnId)
}

/**
 * Takes a return by telephone back that was entered by mistake.
 * @throws Problem return.unknown, return.by-receipt, return.closed once a revision answered it
 */
export async function undoReturn(ctx: HandlerContext, returnId: string): Promise<void> {
  await ctx.write(async (trx) => {
    const row = await needReturn(trx, returnId)
    if (row.source !== 'phone') throw new Problem('return.by-receipt', {})
    if (row.answered_revision !== null) throw new Problem('return.closed', {})
    if (row.undone_at === null) await setReturnUndone(trx, returnId, ctx.now().toISOString())
  })
  changed(ctx, 'records')
}

/**
 * 解除限制: every field is open until the next 定稿; why is kept.
 * @throws Problem return.unknown, return.closed when another one stands, or none
 */
export async function unlockReturn(
  ctx: HandlerContext,
  { returnId, reason }: MethodParsed<'records.unlockReturn'>,
): Promise<RecordReturn> {
  await ctx.write(async (trx) => {
    const row = await needReturn(trx, returnId)
    const standing = await standingReturn(trx, row.record_id)
    if (standing?.row.return_id !== returnId) throw new Problem('return.closed', {})
    await setReturnUnlocked(trx, returnId, row.unlocked_at ?? ctx.now().toISOString(), reason)
  })
  changed(ctx, 'records')
  return oneReturn(ctx, returnId)
}

async function needReturn(db: Queryable, returnId: string): Promise<ReturnRow> {
  const row = await findReturn(db, returnId)
  if (!row) throw new Problem('return.unknown', { returnId })
  return row
}

async function oneReturn(ctx: HandlerContext, returnId: string): Promise<RecordReturn> {
  const row = await needReturn(ctx.db, returnId)
  const record = await needRecord(ctx.db, row.record_id)
  const standing = await standingReturn(ctx.db, row.record_id)
  const locks = standing?.row.return_id === returnId && standing.locks
  return toReturn(ctx, await formOf(ctx.db, record), row, locks)
}
