/**
 * Destroys what is personal in records: key, columns, files, parts of packages. The record stays with its open values,
 * digests, receipts and states (domain §4, PIPL).
 */
import { v7 as uuidv7 } from 'uuid'
import { markOutboxCancelled, setOutboxPlan } from '../../../db/queries/outbox.ts'
import {
  checkpoint,
  erasePersonal,
  forgetSealedDocuments,
  insertPurge,
  otherUser,
  outboxOfRecords,
  purgedByPurge,
  purgedRecords,
  purges,
  type SealedFileRow,
  sealedFiles,
} from '../../../db/queries/personal.ts'
import type { Purge } from '../../../shared/api/personal.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteDeed } from '../deeds/note.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { killPoint } from '../store/kill-points.ts'
import { isPlanPurged, purgedPlan } from '../submission/outbox-plan.ts'
import { dropParts } from '../submission/write-out.ts'
import { backupsHolding } from './backups-holding.ts'
import { purgeCandidates } from './candidates.ts'
import { coverNumbers } from './cover-numbers.ts'
import { notePurged, readPurged } from './purged-list.ts'

interface Order {
  readonly purgeId: string
  readonly at: string
  readonly reason: string
  readonly backupsJson: string
  readonly records: readonly { readonly recordId: string; readonly title: string; readonly files: number }[]
}

/** @returns the id of the purge. @throws Problem keys.locked, record.unknown, record.not-purgeable */
export async function purgeRecords(
  ctx: HandlerContext,
  { recordIds, reason }: { recordIds: readonly string[]; reason: string },
): Promise<string> {
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
  const known = new Map((await purgeCandidates(ctx, null)).map((one) => [one.recordId, one]))
  const records = [...new Set(recordIds)].map((recordId) => {
    const one = known.get(recordId)
    if (!one) throw new Problem('record.unknown', { recordId })
    if (one.purgedAt !== null) throw new Problem('record.not-purgeable', { title: one.title })
    return one
  })
  const order: Order = {
    purgeId: uuidv7(),
    at: ctx.now().toISOString(),
    reason: coverNumbers(reason),
    backupsJson: JSON.stringify(
      await backupsHolding(
        ctx,
        records.map(({ recordId }) => recordId),
      ),
    ),
    records,
  }
  await carryOut(ctx, order)
  changed(ctx, 'records')
  return order.purgeId
}

async function carryOut(ctx: HandlerContext, order: Order): Promise<void> {
  const ids = order.records.map((one) => one.recordId)
  const files = await sealedFiles(ctx.db, ids)
  if (ctx.vault.state !== 'locked') for (const file of files) await handOn(ctx, file, ids)
  await ctx
    .write(async (trx) => {
      await erasePersonal(trx, ids, order.at)
      const parts = await outboxOfRecords(trx, ids)
      for (const part of parts)
        if (!isPlanPurged(part)) await setOutboxPlan(trx, part.package_id, purgedPlan(part.plan_json))
      await markOutboxCancelled(
        trx,
        parts.map((part) => part.package_id),
      )
      await insertPurge(
        trx,
        { purge_id: order.purgeId, at: order.at, reason: order.reason, backups_json: order.backupsJson },
        order.records.map(({ recordId, title, files: count }) => ({
          record_id: recordId,
          purge_id: order.purgeId,
          title,
          files: count,
        })),
      )
      noteDeed(trx, {
        deed: 'personal.purged',
        subject: 'personal',
        subjectId: order.purgeId,
        facts: { count: order.records.length, files: order.records.reduce((sum, { files: count }) => sum + count, 0) },
        changes: order.records.map(({ title }) => ({ what: title, before: null, after: null, personal: true })),
      })
      killPoint('purge.before-commit')
      ctx.vault.forgetPurged(ids)
    })
    .catch(async (error: unknown) => {
      await ctx.vault.reloadRecordKeys()
      throw error
    })
  killPoint('purge.after-commit')
  // What the log of the database still holds goes as well.
  await checkpoint(ctx.db)
  await notePurged(ctx.db, ctx.store)
  // A copy that is restored is purged again at the start; until then none of them opens what is gone here.
  await ctx.backups.forgetPurged(ids)
  killPoint('purge.before-files')
  await removeFiles(ctx, files, ids)
  for (const part of await outboxOfRecords(ctx.db, ids)) await dropParts(ctx, part)
}

/** A file that another record, a paper of the office or a notice needs too is sealed with a key that stays. */
async function handOn(ctx: HandlerContext, file: SealedFileRow, purged: readonly string[]): Promise<void> {
  const other = await otherUser(ctx.db, file, purged)
  if (other === null) return
  const store = ctx[file.kind]
  const by = await store.sealedFor(file.digest)
  if (by === null || by === 'store' || !purged.includes(by.recordId)) return
  await store.sealAnew(file.digest, other === '' ? null : other)
}

async function removeFiles(
  ctx: HandlerContext,
  files: readonly SealedFileRow[],
  purged: readonly string[],
): Promise<void> {
  for (const file of files) {
    const store = ctx[file.kind]
    if ((await store.sealedFor(file.digest)) === null) continue
    if ((await otherUser(ctx.db, file, purged)) === null) await store.removeSealed(file.digest)
  }
  if (files.some((file) => file.kind === 'documents')) await ctx.write((trx) => forgetSealedDocuments(trx, purged))
}

/** Ends a purge that a crash cut short, and carries out again what a restored copy brought back. */
export async function settlePurges(ctx: HandlerContext): Promise<void> {
  await notePurged(ctx.db, ctx.store)
  const listed = readPurged(ctx.store)
  if (listed.length === 0) return
  const candidates = new Map((await purgeCandidates(ctx, null)).map((one) => [one.recordId, one]))
  // A copy may have been brought in without the key and with what was sealed with it.
  const done = new Set((await purgedRecords(ctx.db)).map((row) => row.record_id))
  for (const { purgeId, at, reason, backupsJson, recordIds } of listed) {
    const back = recordIds.flatMap((id) => {
      const one = candidates.get(id)
      return one && !done.has(id) ? [one] : []
    })
    if (back.length > 0) await carryOut(ctx, { purgeId, at, reason, backupsJson, records: back })
  }
  const gone = (await purgedRecords(ctx.db)).map((row) => row.record_id)
  await ctx.backups.forgetPurged(gone)
  await removeFiles(ctx, await sealedFiles(ctx.db, gone), gone)
  for (const part of await outboxOfRecords(ctx.db, gone)) await dropParts(ctx, part)
}

/** Newest first. */
export async function purgeList(ctx: HandlerContext): Promise<Purge[]> {
  const rows = await purges(ctx.db)
  if (rows.length === 0) return []
  const records = await purgedByPurge(ctx.db)
  const forms = new Map((await purgeCandidates(ctx, null)).map((one) => [one.recordId, one.formShortName]))
  const list: Purge[] = []
  for (const row of rows) {
    const of = records.get(row.purge_id) ?? []
    list.push({
      purgeId: row.purge_id,
      at: row.at,
      reason: row.reason,
      records: of.map(({ record_id: recordId, title, files }) => ({
        recordId,
        title,
        formShortName: forms.get(recordId) ?? '',
        files,
      })),
      backups: JSON.parse(row.backups_json) as Purge['backups'],
      backupsNow: await backupsHolding(
        ctx,
        of.map((one) => one.record_id),
      ),
    })
  }
  return list
}

/** @throws Problem purge.unknown */
export async function needPurge(ctx: HandlerContext, purgeId: string): Promise<Purge> {
  const purge = (await purgeList(ctx)).find((one) => one.purgeId === purgeId)
  if (!purge) throw new Problem('purge.unknown', { purgeId })
  return purge
}
