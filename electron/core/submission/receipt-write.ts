/** A receipt for the sender of a package: what arrived, what was accepted or returned, and why (bundle-format.md §5). */
import { findInboxPackage, markReceiptWritten } from '../../../db/queries/inbox.ts'
import { Problem } from '../../../shared/problems.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { decisionsOf } from '../reviewing/decided.ts'
import { needProtectedKeys, ownSigner } from './own-keys.ts'
import { type Answered, freezeReceipt, sameReceipt } from './receipt-freeze.ts'
import { rememberFolder, type WrittenFile, writeOut } from './write-out.ts'

/**
 * Asked again without a new decision, it writes the same bytes (also when they speak of further packages); with one, the
 * next number.
 * @throws Problem keys.not-set-up, keys.locked, package.not-found, package.no-recipient, office.not-trusted,
 *   package.target-missing, and what writePackage throws
 */
export async function writeReceipt(
  ctx: HandlerContext,
  call: Call,
  packageId: string,
  out: string,
): Promise<WrittenFile> {
  needProtectedKeys(ctx)
  const inbox = await findInboxPackage(ctx.db, packageId)
  if (inbox?.result !== 'imported' || inbox.kind !== 'submission' || inbox.package_json === null) {
    throw new Problem('package.not-found', { packageId })
  }
  const decided = (await decisionsOf(ctx, [inbox])).get(inbox.tag_manifest_digest) ?? []
  const answered: Answered = { inbox, decided }
  const signer = await ownSigner(ctx)
  const rows =
    (await sameReceipt(ctx, signer, answered)) ??
    (await freezeReceipt(ctx, call, signer, { answers: [answered], folder: out }))
  const [file] = await writeOut(ctx, call, await rememberFolder(ctx, rows, out), out)
  if (!file) throw new Problem('package.not-found', { packageId })
  await ctx.write((trx) => markReceiptWritten(trx, inbox.tag_manifest_digest, ctx.now().toISOString()))
  changed(ctx, 'packages')
  return file
}
