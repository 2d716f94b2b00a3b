/** All that waits for a person: held packages, and groups of volumes that are not complete. */
import { existsSync } from 'node:fs'
import type { InboxRow } from '../../../db/queries/inbox.ts'
import { type HeldFileRow, heldFiles, heldPackages, type PartGroup, partGroups } from '../../../db/queries/intake.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import type { HeldPackage } from '../../../shared/api/intake.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { finding } from '../package/findings.ts'
import { choicesFor, gravity } from './choices.ts'
import { heldPath } from './held-copies.ts'

/** The hardest first, then by sender and number: clocks order nothing. */
export async function heldList(ctx: HandlerContext): Promise<HeldPackage[]> {
  const copies = new Map((await heldFiles(ctx.db)).map((row) => [row.tag_manifest_digest, row]))
  const list: HeldPackage[] = []
  for (const row of await heldPackages(ctx.db))
    list.push(await heldPackage(ctx, row, copies.get(row.tag_manifest_digest)))
  for (const group of await partGroups(ctx.db)) list.push(incomplete(group))
  return list.sort(
    (a, b) =>
      gravity(a.findings) - gravity(b.findings) ||
      byName.compare(a.senderName, b.senderName) ||
      a.senderOfficeId.localeCompare(b.senderOfficeId) ||
      a.sequence - b.sequence ||
      a.tagManifestDigest.localeCompare(b.tagManifestDigest),
  )
}

const byName = new Intl.Collator('zh-CN', { numeric: true })

async function heldPackage(ctx: HandlerContext, row: InboxRow, copy: HeldFileRow | undefined): Promise<HeldPackage> {
  const findings = JSON.parse(row.findings_json) as PackageFinding[]
  const sender = await findOffice(ctx.db, row.sender_office_id)
  const kept = copy?.kept === 1 && existsSync(heldPath(ctx, row.tag_manifest_digest))
  const { createdAt } = JSON.parse(row.package_json ?? '{}') as { createdAt?: string }
  return {
    tagManifestDigest: row.tag_manifest_digest,
    packageId: row.package_id,
    fileName: row.file_name,
    kind: row.kind,
    senderOfficeId: row.sender_office_id,
    senderName: row.sender_name,
    sequence: row.sequence,
    receivedAt: row.received_at,
    createdAt: createdAt ?? row.received_at,
    findings,
    choices: choicesFor(findings, sender?.trusted_at != null),
    kept,
    path: kept ? null : (copy?.path ?? null),
    conflicts: findings.filter((one) => one.code === 'revision.conflict' && one.severity === 'hold').length,
  }
}

/** What came of it is taken in; the rest must not be forgotten. */
function incomplete(group: PartGroup): HeldPackage {
  const have = new Set(JSON.parse(group.have_json) as number[])
  const missing: number[] = []
  for (let n = 1; n <= group.volume_of && missing.length <= 20; n++) if (!have.has(n)) missing.push(n)
  const which = `${missing.slice(0, 20).join('、')}${missing.length > 20 ? '等' : ''}`
  const findings = [finding('package.volume-missing', '', `共 ${group.volume_of} 卷，缺第 ${which} 卷`)]
  return {
    tagManifestDigest: group.tag_manifest_digest,
    packageId: group.package_id,
    fileName: group.file_name,
    kind: 'submission',
    senderOfficeId: group.sender_office_id,
    senderName: group.sender_name,
    sequence: group.sequence,
    receivedAt: group.received_at,
    createdAt: group.created_at,
    findings,
    choices: choicesFor(findings, true),
    kept: true,
    path: null,
    conflicts: 0,
  }
}
