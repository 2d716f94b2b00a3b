/** A sender whose clock is wrong (domain §5.5): told, never a reason to refuse, and nothing is ordered by it. */
import { writtenBefore } from '../../../db/queries/inbox.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { finding } from '../package/findings.ts'
import { packageJsonPath } from '../package/plan.ts'
import type { PackageJson } from '../package/schema.ts'

/** Two clocks that are both right may stand in different places of the world. */
const slackMs = 24 * 3600 * 1000

export async function clockFindings(ctx: HandlerContext, json: PackageJson): Promise<PackageFinding[]> {
  const at = Date.parse(json.createdAt)
  const told: PackageFinding[] = []
  if (at > ctx.now().getTime() + slackMs) told.push(finding('clock.ahead', packageJsonPath, day(at)))
  if (json.kind === 'office-card') return told
  const issued = json.notice ? ctx.notices.find(json.notice.id)?.pack.issuedOn : undefined
  const { officeId, deviceId } = json.sender
  const stream = { officeId, deviceId, recipientOfficeId: json.recipient?.officeId ?? null }
  const before = await writtenBefore(ctx.db, stream, json.sequence)
  const early = issued !== undefined && at < Date.parse(`${issued}T00:00:00+08:00`) - slackMs
  if (early || (before !== null && at < Date.parse(before)))
    told.push(finding('clock.behind', packageJsonPath, day(at)))
  return told
}

/** The day as a clock in China showed it. */
const day = (at: number): string => {
  const [year, month, date] = new Date(at + 8 * 3600 * 1000).toISOString().slice(0, 10).split('-').map(Number)
  return `写的是${year}年${month}月${date}日`
}
