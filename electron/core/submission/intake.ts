/** Taking in a package: verified in a private staging folder, moved into place, then one transaction (bundle-format.md §7). */
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { findInboxPackage, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import type { ImportOutcome } from '../../../shared/api/packages.ts'
import { isExampleCard } from '../example/example-keys.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { finding } from '../package/findings.ts'
import { verifyPackage } from '../package/reader.ts'
import type { VerifyResult } from '../package/verify-state.ts'
import { takeInNotice } from '../published/notice-intake.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { takeInCard } from './office-cards.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { takeInReceipt } from './receipt-intake.ts'
import { takeInSubmission } from './submission-intake.ts'
import { officeNamer, verifiedPackage, verifyContext } from './verify-context.ts'

export interface IntakeOrder {
  readonly file: string
  readonly acceptGap: boolean
}

/**
 * Verifies and takes in a package of any kind. A bad package is an outcome, not an error.
 * @throws Problem file.vanished, file.unreadable, disk.full, keys.locked, cancelled; nothing is taken in then
 */
export function importPackage(ctx: HandlerContext, call: Call, order: IntakeOrder): Promise<ImportOutcome> {
  return oneAtATime(ctx, 'receive', call, () => takeIn(ctx, call, order))
}

async function takeIn(ctx: HandlerContext, call: Call, order: IntakeOrder): Promise<ImportOutcome> {
  const stagingDir = path.join(ctx.store.staging, uuidv7())
  await mkdir(stagingDir, { recursive: true, mode: 0o700 })
  try {
    const verified = await verifyPackage(order.file, await verifyContext(ctx), {
      signal: call.signal,
      progress: (done, total) => call.progress({ phase: 'verify', done, total, unit: 'bytes' }),
      stagingDir,
    })
    const decided = await decide(ctx, call, order, verified, stagingDir)
    const view = await verifiedPackage(verified, officeNamer(ctx))
    if (decided.result === 'held' || decided.result === 'refused') await noteAside(ctx, order.file, verified, decided)
    if (decided.result !== 'duplicate') changed(ctx, 'packages')
    return {
      path: order.file,
      result: decided.result,
      verified: { ...view, findings: [...view.findings, ...decided.findings] },
      records: decided.records,
      attachments: decided.attachments,
    }
  } finally {
    await rm(stagingDir, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function decide(
  ctx: HandlerContext,
  call: Call,
  order: IntakeOrder,
  verified: VerifyResult,
  stagingDir: string,
): Promise<Verdict> {
  const { package: json, tagManifestDigest } = verified
  if (!verified.ok || !json || tagManifestDigest === null) return verdict('refused')
  if (verified.card && isExampleCard(verified.card) !== (ctx.example !== null))
    return verdict('refused', [finding('card.example')])
  if (json.kind === 'office-card') return decideCard(ctx, verified)
  if (verified.findings.some((finding) => finding.code === 'package.duplicate')) return verdict('duplicate')
  const holds = verified.findings.filter(
    (finding) => finding.severity === 'hold' && !(order.acceptGap && finding.code === 'package.gap'),
  )
  if (!verified.trusted || holds.length > 0) return verdict('held')
  // Decisions and receipts go by this id: a second package under it would take those of the first.
  const namesake = await findInboxPackage(ctx.db, json.packageId)
  if (namesake?.result === 'imported' && namesake.tag_manifest_digest !== tagManifestDigest)
    return verdict('refused', [finding('package.id-taken')])
  const arrival: Arrival = { file: order.file, verified, json, tagManifestDigest, stagingDir }
  switch (json.kind) {
    case 'submission':
      return takeInSubmission(ctx, call, arrival)
    case 'receipt':
      return takeInReceipt(ctx, call, arrival)
    case 'notice':
      return takeInNotice(ctx, arrival)
  }
}

async function decideCard(ctx: HandlerContext, verified: VerifyResult): Promise<Verdict> {
  const { card, sender } = verified
  if (!card || !sender) return verdict('refused')
  const row = await findOffice(ctx.db, card.officeId)
  if (row?.own === 1) return verdict('duplicate')
  const intake = await takeInCard(ctx, card, sender.deviceId)
  if (intake.result === 'imported' || intake.result === 'held') changed(ctx, 'offices')
  return verdict(intake.result)
}

/**
 * A package that waits, or a bad one that claims a known sender, is noted, so that a person finds it again with what
 * was found. None of its contents is kept.
 */
async function noteAside(ctx: HandlerContext, file: string, verified: VerifyResult, decided: Verdict): Promise<void> {
  const { package: json, tagManifestDigest } = verified
  if (!json || tagManifestDigest === null || json.kind === 'office-card') return
  const sender = await findOffice(ctx.db, json.sender.officeId)
  if (decided.result === 'refused' && !sender) return
  const row = inboxRow(
    ctx,
    { file, verified, json, tagManifestDigest },
    sender?.name ?? verified.card?.names.at(-1)?.name ?? '',
  )
  await ctx.write((trx) =>
    putInbox(trx, {
      ...row,
      result: decided.result === 'refused' ? 'refused' : 'held',
      findings_json: JSON.stringify([...verified.findings, ...decided.findings]),
      // What is refused proves nothing, so it is not kept as if it did.
      package_json: decided.result === 'held' ? row.package_json : null,
    }),
  )
}
