/** Office cards as files: written from our own card, read and checked from others. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { lastOfStream, type OutboxRow, outboxGroup } from '../../../db/queries/outbox.ts'
import { ownCardPackage } from '../../../db/queries/trust.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileTitle } from '../example/file-title.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { ownCard } from '../offices/own-office.ts'
import { sha256Hex } from '../package/canonical.ts'
import { cardDigest } from '../package/card.ts'
import { verifyPackage } from '../package/reader.ts'
import type { OfficeCard } from '../package/schema.ts'
import { saveForPerson } from '../store/person-file.ts'
import { noteCardSent } from '../trust/card-package.ts'
import { freezePackage } from './freeze-plan.ts'
import { isPlanLost, keptPlan } from './outbox-plan.ts'
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
  const target = path.resolve(out)
  const card = await ownCard(ctx.db)
  const written = (await keptPackage(ctx, card, target)) ?? (await ownPackage(ctx, call, target))
  await ctx.write((trx) => noteCardSent(trx, card))
  changed(ctx, 'offices')
  return written
}

/** The card that a new device stands on first is signed by the one before it: nobody else knows the new one yet. */
async function keptPackage(ctx: HandlerContext, card: OfficeCard, target: string): Promise<WrittenFile | null> {
  const bytes = await ownCardPackage(ctx.db, cardDigest(card))
  if (!bytes) return null
  const folder = await stat(path.dirname(target)).catch(() => null)
  if (!folder?.isDirectory()) throw new Problem('package.target-missing', { path: path.dirname(target) })
  await saveForPerson(ctx, target, bytes)
  return { path: target, bytes: bytes.length, sha256: sha256Hex(bytes), readBack: 'cache' }
}

async function ownPackage(ctx: HandlerContext, call: Call, target: string): Promise<WrittenFile> {
  const rows = await cardRows(ctx, call, path.dirname(target))
  const [file] = await writeOut(ctx, call, rows, path.dirname(target), path.basename(target))
  if (!file) throw new Problem('file.unwritable', { path: target, reason: '' })
  return file
}

async function cardRows(ctx: HandlerContext, call: Call, folder: string): Promise<readonly OutboxRow[]> {
  const { office, deviceId, card, signKey } = await ownSigner(ctx)
  const stream = { deviceId, recipientOfficeId: everybody }
  const last = await lastOfStream(ctx.db, stream)
  if (last && sameCard(ctx, last, card)) return outboxGroup(ctx.db, last.package_id)
  return freezePackage(ctx, {
    signal: call.signal,
    stream,
    noticeId: null,
    volumeBytes: null,
    folder,
    title: () => fileTitle(ctx, `单位名片_${office.name}_第${card.cardSeq}版`),
    same: async () => null,
    compose: async () => ({
      kind: 'office-card',
      createdAt: ctx.now().toISOString(),
      sender: { officeId: office.office_id, deviceId, cardSeq: card.cardSeq },
      senderName: office.name,
      recipient: null,
      card,
      notice: null,
      records: [],
      signKey,
      signal: call.signal,
    }),
  })
}

function sameCard(ctx: HandlerContext, row: OutboxRow, card: OfficeCard): boolean {
  if (isPlanLost(row)) return false
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
