/** Office cards as files: written from our own card, read and checked from others. */
import path from 'node:path'
import { findOutbox, insertOutbox, lastOfStream, nextSequence, type OutboxRow } from '../../../db/queries/outbox.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { cardDigest } from '../package/card.ts'
import { composePackage } from '../package/compose.ts'
import { verifyPackage } from '../package/reader.ts'
import type { OfficeCard } from '../package/schema.ts'
import { keepPlan, keptPlan } from './outbox-plan.ts'
import { ownSigner } from './own-keys.ts'
import { storelessContext } from './verify-context.ts'
import { type WrittenFile, writeOut } from './write-out.ts'

/** The row of packages to nobody in particular. */
const everybody = ''

/**
 * Writes our card to `out`. The same card gives the same bytes each time, so two copies can be compared.
 * @throws Problem office.missing, keys.locked, package.target-missing, disk.full, file.unwritable, cancelled
 */
export async function exportCard(ctx: HandlerContext, call: Call, out: string): Promise<WrittenFile> {
  const { office, deviceId, card, signKey } = await ownSigner(ctx)
  const stream = { deviceId, recipientOfficeId: everybody }
  const last = await lastOfStream(ctx.db, stream)
  const folder = path.dirname(path.resolve(out))
  let row: OutboxRow | undefined = last && sameCard(ctx, last, card) ? last : undefined
  if (!row) {
    const composed = await composePackage({
      kind: 'office-card',
      createdAt: ctx.now().toISOString(),
      sender: { officeId: office.office_id, deviceId, cardSeq: card.cardSeq },
      senderName: office.name,
      recipient: null,
      card,
      notice: null,
      records: [],
      sequence: await nextSequence(ctx.db, stream),
      previousDigest: last?.tag_manifest_digest ?? null,
      voided: [],
      signKey,
      outbox: ctx.store.outbox,
      agent: `kexie-desk ${ctx.appVersion}`,
      signal: call.signal,
    })
    const { plan } = composed
    row = await ctx.write(async (trx) => {
      await insertOutbox(
        trx,
        {
          package_id: plan.packageId,
          kind: 'office-card',
          recipient_office_id: everybody,
          device_id: deviceId,
          sequence: plan.sequence,
          previous_digest: plan.packageJson.previousDigest,
          plan_json: keepPlan(ctx.store, folder, plan),
          tag_manifest_digest: plan.tagManifestDigest,
          state: 'frozen',
          file_name: path.basename(out),
          created_at: plan.createdAt,
        },
        [],
      )
      return findOutbox(trx, plan.packageId)
    })
  }
  if (!row) throw new Problem('office.missing', {})
  const [file] = await writeOut(ctx, call, [row], folder, path.basename(out))
  if (!file) throw new Problem('file.unwritable', { path: out, reason: '' })
  return file
}

function sameCard(ctx: HandlerContext, row: OutboxRow, card: OfficeCard): boolean {
  const kept = keptPlan(ctx.store, row).plan.packageJson.card
  return kept !== null && cardDigest(kept) === cardDigest(card)
}

/**
 * The card in a card package, checked in itself: container, digests, and a signature by a device that it names.
 * @throws Problem package.refused with all findings, file.vanished, file.unreadable
 */
export async function readCardFile(file: string, signal: AbortSignal): Promise<{ card: OfficeCard; signer: string }> {
  const verified = await verifyPackage(file, storelessContext, { signal })
  const { card, sender } = verified
  if (!verified.ok || verified.kind !== 'office-card' || !card || !sender) {
    throw new Problem('package.refused', { path: file, findings: [...verified.findings] })
  }
  return { card, signer: sender.deviceId }
}
