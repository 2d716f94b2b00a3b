/** A notice that another office published: taken in whole or not at all. */
import { findInbox, putInbox } from '../../../db/queries/inbox.ts'
import { office as findOffice, ownOffice } from '../../../db/queries/offices.ts'
import { insertReceived, type ReceivedNoticeRow, receivedVersions } from '../../../db/queries/published-notices.ts'
import { type NoticePack, noticePack } from '../../../shared/notice/pack.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import { noteArrival } from '../deeds/package-notes.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { canonicalJson } from '../package/canonical.ts'
import { finding, hasError } from '../package/findings.ts'
import { noticePath } from '../package/notice-part.ts'
import type { PublishedPack } from '../package/schema.ts'
import { killPoint } from '../store/kill-points.ts'
import { type Arrival, inboxRow, type Verdict, verdict } from '../submission/arrival.ts'

/**
 * The reader has found everything in the package sound, and its sender is trusted. A notice counts as from above when
 * the sender is the office that we set as ours above; from any other office it waits until a person says so, once
 * for all its versions.
 */
export async function takeInNotice(ctx: HandlerContext, arrival: Arrival): Promise<Verdict> {
  const { notice } = arrival.verified
  if (!notice) return verdict('refused')
  const known = await receivedVersions(ctx.db, notice.pack.id)
  const findings = checkAgainst(ctx, notice, known)
  if (hasError(findings)) return verdict('refused', findings)
  if (findings.some((one) => one.severity === 'hold')) return verdict('held', findings)
  const again = known.some((row) => row.digest === notice.digest)
  const sender = arrival.json.sender.officeId
  const above = (await ownOffice(ctx.db))?.upstream_office_id === sender
  const state = above || known.some((row) => row.state === 'current') ? 'current' : 'waiting'
  if (!again && state === 'waiting') findings.push(finding('notice.not-upstream'))
  await write(ctx, arrival, again ? null : { ...rowOf(ctx, arrival, notice), state }, findings)
  if (!again) {
    await ctx.notices.refresh(ctx.db)
    changed(ctx, 'notices')
  }
  return verdict('imported', findings)
}

function checkAgainst(
  ctx: HandlerContext,
  { pack, digest }: PublishedPack,
  known: readonly ReceivedNoticeRow[],
): PackageFinding[] {
  // The id bears the sender, so only a notice of ours or one built in could be under it by a fault of the program.
  const shelved = ctx.notices.find(pack.id)
  if (shelved && shelved.source !== 'received') return [finding('notice.id-taken', noticePath, pack.id)]
  const same = known.find((row) => row.version === Number(pack.version))
  if (same?.digest === digest) return [finding('notice.same')]
  if (same) return [finding('notice.fork', noticePath, `第 ${pack.version} 版`)]
  const [newest] = known
  if (newest && newest.version > Number(pack.version))
    return [finding('notice.stale', noticePath, `第 ${pack.version} 版，已收到第 ${newest.version} 版`)]
  return known.flatMap((row) => changedForms(noticePack.parse(JSON.parse(row.pack_json)), pack))
}

/** Records keep the form that they were written with by its id and version: those two must name one form for ever. */
function changedForms(before: NoticePack, after: NoticePack): PackageFinding[] {
  return after.forms.flatMap((form) => {
    const old = before.forms.find((one) => one.id === form.id && one.version === form.version)
    const isSame = !old || canonicalJson(old) === canonicalJson(form)
    return isSame ? [] : [finding('notice.form-changed', noticePath, `${form.name} ${form.version}`)]
  })
}

function rowOf(ctx: HandlerContext, { json }: Arrival, { pack, digest, json: packJson }: PublishedPack) {
  return {
    notice_id: pack.id,
    version: Number(pack.version),
    digest,
    pack_json: packJson,
    sender_office_id: json.sender.officeId,
    package_id: json.packageId,
    received_at: ctx.now().toISOString(),
  }
}

async function write(
  ctx: HandlerContext,
  arrival: Arrival,
  notice: ReceivedNoticeRow | null,
  findings: readonly PackageFinding[],
): Promise<void> {
  const sender = await findOffice(ctx.db, arrival.json.sender.officeId)
  const row = inboxRow(ctx, arrival, sender?.name ?? '')
  await ctx.write(async (trx) => {
    if ((await findInbox(trx, row.tag_manifest_digest))?.result === 'imported') return
    if (notice) await insertReceived(trx, notice)
    await putInbox(trx, { ...row, findings_json: JSON.stringify([...arrival.verified.findings, ...findings]) })
    noteArrival(trx, ctx, 'imported', row)
    killPoint('import.before-commit')
  })
  killPoint('import.after-commit')
}
