/** What a person decides about a package that waits. */
import type { z } from 'zod'
import { findInbox, type InboxRow } from '../../../db/queries/inbox.ts'
import { findHeldFile, putSetAside } from '../../../db/queries/intake.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import type { decideHeldInput } from '../../../shared/api/intake.ts'
import type { ImportOutcome } from '../../../shared/api/packages.ts'
import { type PackageFinding, Problem } from '../../../shared/problems.ts'
import { noteDeed } from '../deeds/note.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { importPackage } from '../submission/intake.ts'
import { runTask } from '../submission/long-task.ts'
import { takeable } from './choices.ts'
import { heldSource, letGoHeld } from './held-copies.ts'

type Decision = z.output<typeof decideHeldInput>

/**
 * `again` and `take` verify it from the beginning, from our copy; what may not be confirmed holds it still.
 * @throws Problem intake.not-waiting, intake.reason-missing, keys.locked, file.vanished, disk.full, cancelled
 */
export async function decideHeld(ctx: HandlerContext, call: Call, decision: Decision): Promise<ImportOutcome> {
  const { tagManifestDigest, choice } = decision
  const row = await findInbox(ctx.db, tagManifestDigest)
  const incomplete = row?.result === 'imported' && row.volume_of > 1
  if (!row || (row.result !== 'held' && !(incomplete && choice === 'set-aside')))
    throw new Problem('intake.not-waiting', {})
  if (choice === 'set-aside') return setAside(ctx, row, decision.reason)
  const source = await heldSource(ctx, tagManifestDigest)
  if (source === null) throw new Problem('file.vanished', { path: row.file_name })
  const from = (await findHeldFile(ctx.db, tagManifestDigest))?.path ?? source
  const taking = choice === 'take'
  return runTask(ctx, call, { kind: 'import', title: `收件 ${row.file_name}` }, async (task) => {
    await ctx.backups.make('before-import', task.signal)
    const outcome = await importPackage(ctx, task, {
      file: source,
      fileName: row.file_name,
      accept: taking ? takeable : new Set(),
      conflicts: taking ? decision.conflicts : [],
      expect: tagManifestDigest,
      reopen: true,
    })
    return { ...outcome, path: from }
  })
}

async function setAside(ctx: HandlerContext, row: InboxRow, reason: string): Promise<ImportOutcome> {
  if (reason === '') throw new Problem('intake.reason-missing', {})
  const { tag_manifest_digest: digest } = row
  const path = (await findHeldFile(ctx.db, digest))?.path ?? row.file_name
  await ctx.write(async (trx) => {
    await putSetAside(trx, { tag_manifest_digest: digest, reason, at: ctx.now().toISOString() })
    noteDeed(trx, {
      deed: 'package.set-aside',
      subject: 'package',
      subjectId: row.package_id,
      title: row.sender_name,
      facts: { kind: row.kind, sequence: row.sequence },
    })
  })
  await letGoHeld(ctx, digest)
  changed(ctx, 'packages')
  const sender = await findOffice(ctx.db, row.sender_office_id)
  return {
    path,
    result: 'held',
    verified: {
      ok: true,
      trusted: sender?.trusted_at != null,
      kind: row.kind,
      sender: { officeId: row.sender_office_id, name: row.sender_name, deviceId: row.sender_device_id },
      recipient: null,
      packageId: row.package_id,
      sequence: row.sequence,
      bagit: { valid: true, version: '1.0', findings: [] },
      findings: JSON.parse(row.findings_json) as PackageFinding[],
    },
    records: 0,
    attachments: 0,
  }
}
