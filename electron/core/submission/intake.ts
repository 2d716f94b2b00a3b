/** Taking in a package: verified in a private staging folder, moved into place, then one transaction (bundle-format.md §7). */
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { findInbox, findInboxPackage, putInbox } from '../../../db/queries/inbox.ts'
import { dropSetAside, findSetAside, isHeldIn, updateHeldIn } from '../../../db/queries/intake.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import type { ConflictChoice } from '../../../shared/api/intake.ts'
import type { ImportOutcome } from '../../../shared/api/packages.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import { noteArrival } from '../deeds/package-notes.ts'
import { isExampleCard } from '../example/example-keys.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { copyHeld, type HeldCopy, letGoHeld, noteHeldCopy } from '../intake/held-copies.ts'
import { finding, printable } from '../package/findings.ts'
import { verifyPackage } from '../package/reader.ts'
import type { VerifyResult } from '../package/verify-state.ts'
import { takeInNotice } from '../published/notice-intake.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from './arrival.ts'
import { clockFindings } from './clock.ts'
import { takeInCard, takeInOwnCard } from './office-cards.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { takeInReceipt } from './receipt-intake.ts'
import { takeInSubmission } from './submission-intake.ts'
import { officeNamer, verifiedPackage, verifyContext } from './verify-context.ts'

export interface IntakeOrder {
  readonly file: string
  /** As the sender named it; left out: as the file is called. */
  readonly fileName?: string
  /** Codes of findings with severity `hold` that a person has confirmed (intake/choices.ts). */
  readonly accept?: ReadonlySet<string>
  /** Which of two contents of a revision counts, where a person has chosen. */
  readonly conflicts?: readonly ConflictChoice[]
  /** Of a held package that is decided: digest of its tag manifest. Another file in its place is refused. */
  readonly expect?: string
  /** A package that was set aside waits again: a person brought it by itself. */
  readonly reopen?: boolean
}

export interface Taken {
  readonly outcome: ImportOutcome
  /** What could be read of it; none of it is proven where the outcome is `refused`. */
  readonly verified: Pick<VerifyResult, 'package' | 'tagManifestDigest'>
}

/**
 * Verifies and takes in a package of any kind. A bad package is an outcome, not an error.
 * @throws Problem file.vanished, file.unreadable, disk.full, keys.locked, cancelled; nothing is taken in then
 */
export async function importPackage(ctx: HandlerContext, call: Call, order: IntakeOrder): Promise<ImportOutcome> {
  return (await takePackage(ctx, call, order)).outcome
}

/** As importPackage, with what the package says about itself. */
export function takePackage(ctx: HandlerContext, call: Call, order: IntakeOrder): Promise<Taken> {
  return oneAtATime(ctx, 'receive', call, () => takeIn(ctx, call, order))
}

async function takeIn(ctx: HandlerContext, call: Call, order: IntakeOrder): Promise<Taken> {
  const stagingDir = path.join(ctx.store.staging, uuidv7())
  await mkdir(stagingDir, { recursive: true, mode: 0o700 })
  try {
    const verified = await verifyPackage(order.file, await verifyContext(ctx), {
      signal: call.signal,
      progress: (done, total) => call.progress({ phase: 'verify', done, total, unit: 'bytes' }),
      stagingDir,
    })
    if (verified.ok && verified.package) verified.findings.push(...(await clockFindings(ctx, verified.package)))
    const decided = await decide(ctx, call, order, verified, stagingDir)
    const view = await verifiedPackage(verified, officeNamer(ctx))
    const told = await settle(ctx, call, order, verified, decided)
    if (decided.result !== 'duplicate') changed(ctx, 'packages')
    const outcome = {
      path: order.file,
      result: decided.result,
      verified: { ...view, findings: [...view.findings, ...decided.findings, ...told] },
      records: decided.records,
      attachments: decided.attachments,
    }
    return { outcome, verified: { package: verified.package, tagManifestDigest: verified.tagManifestDigest } }
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
  if (order.expect !== undefined && order.expect !== tagManifestDigest)
    return verdict('refused', [finding('package.changed')])
  if (verified.card && isExampleCard(verified.card) !== (ctx.example !== null))
    return verdict('refused', [finding('card.example')])
  if (json.kind === 'office-card') return decideCard(ctx, verified)
  if (verified.findings.some((finding) => finding.code === 'package.duplicate')) return verdict('duplicate')
  // No batch overrules a person, whatever the package looks like by now.
  if (!order.reopen && (await findSetAside(ctx.db, tagManifestDigest))) return verdict('held')
  const holds = verified.findings.filter(({ severity, code }) => severity === 'hold' && !order.accept?.has(code))
  if (!verified.trusted || holds.length > 0) return verdict('held')
  // Decisions and receipts go by this id: a second package under it would take those of the first.
  const namesake = await findInboxPackage(ctx.db, json.packageId)
  if (namesake?.result === 'imported' && namesake.tag_manifest_digest !== tagManifestDigest)
    return verdict('refused', [finding('package.id-taken')])
  const arrival: Arrival = { file: order.file, fileName: nameOf(order), verified, json, tagManifestDigest, stagingDir }
  switch (json.kind) {
    case 'submission':
      return takeInSubmission(ctx, call, arrival, order.conflicts ?? [])
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
  const take = row?.own === 1 ? takeInOwnCard : takeInCard
  const intake = await take(ctx, card, sender.deviceId)
  if (intake.result === 'imported' || intake.result === 'held') changed(ctx, 'offices')
  return verdict(intake.result)
}

/**
 * A package that waits is noted with what was found, and copied, so that the stick may go; one that waited and is decided
 * now is let go. @returns what is to be told beside the findings
 */
async function settle(
  ctx: HandlerContext,
  call: Call,
  order: IntakeOrder,
  verified: VerifyResult,
  decided: Verdict,
): Promise<PackageFinding[]> {
  const { tagManifestDigest } = verified
  if (tagManifestDigest !== null && order.reopen && (await findSetAside(ctx.db, tagManifestDigest)))
    await ctx.write((trx) => dropSetAside(trx, tagManifestDigest))
  // Another file in the place of the one that waits says nothing about it.
  if (tagManifestDigest === null || (order.expect !== undefined && order.expect !== tagManifestDigest)) return []
  if (decided.result === 'refused') {
    // A damaged copy of what waits here must not take its place.
    if (order.expect === undefined && (await findInbox(ctx.db, tagManifestDigest))?.result === 'held') return []
    await noteAside(ctx, order, verified, decided, null)
  }
  if (decided.result !== 'held' || verified.kind === 'office-card') {
    await letGoHeld(ctx, tagManifestDigest)
    await tellBatches(ctx, tagManifestDigest, decided, [...verified.findings, ...decided.findings])
    return []
  }
  const before = order.reopen ? undefined : await findSetAside(ctx.db, tagManifestDigest)
  const copy = before ? null : await copyHeld(ctx, call, order.file, tagManifestDigest)
  await noteAside(ctx, order, verified, decided, copy)
  return before ? [finding('package.set-aside', '', before.reason)] : []
}

/**
 * A package that waits, or a bad one that claims a known sender, is noted, so that a person finds it again with what
 * was found. Nothing of a bad one is kept.
 */
async function noteAside(
  ctx: HandlerContext,
  order: IntakeOrder,
  verified: VerifyResult,
  decided: Verdict,
  copy: HeldCopy | null,
): Promise<void> {
  const { package: json, tagManifestDigest } = verified
  if (!json || tagManifestDigest === null || json.kind === 'office-card') return
  const sender = await findOffice(ctx.db, json.sender.officeId)
  if (decided.result === 'refused' && !sender) return
  const row = inboxRow(
    ctx,
    { file: order.file, fileName: nameOf(order), verified, json, tagManifestDigest },
    sender?.name ?? verified.card?.names.at(-1)?.name ?? '',
  )
  await ctx.write(async (trx) => {
    await putInbox(trx, {
      ...row,
      result: decided.result === 'refused' ? 'refused' : 'held',
      findings_json: JSON.stringify([...verified.findings, ...decided.findings]),
      // What is refused proves nothing, so it is not kept as if it did.
      package_json: decided.result === 'held' ? row.package_json : null,
    })
    if (copy) await noteHeldCopy(trx, copy)
    const findings = [...verified.findings, ...decided.findings].length
    noteArrival(trx, ctx, decided.result === 'refused' ? 'refused' : 'held', row, { findings })
  })
}

/** What waited in a batch of the intake desk is decided now, wherever that was done. */
async function tellBatches(
  ctx: HandlerContext,
  tagManifestDigest: string,
  { result, records }: Verdict,
  findings: readonly PackageFinding[],
): Promise<void> {
  if (!(await isHeldIn(ctx.db, tagManifestDigest))) return
  const findings_json = JSON.stringify(findings.slice(0, 50))
  await ctx.write((trx) => updateHeldIn(trx, tagManifestDigest, { result, records, findings_json }))
}

/** Shown in lists: a name may turn its line around. */
const nameOf = (order: IntakeOrder): string => printable(order.fileName ?? path.basename(order.file))
