/** Where records that came through another office come from: noted when they are taken in, told when asked for. */
import type { Queryable } from '../../../db/connection.ts'
import { insertOrigin, keepRoot, latestOrigin, rootFile } from '../../../db/queries/evidence.ts'
import { office as findOffice, insertOffice } from '../../../db/queries/offices.ts'
import type { RecordOrigin } from '../../../shared/api/packages.ts'
import { likelyType } from '../../../shared/wording/sender-types.ts'
import { isExampleCard } from '../example/example-keys.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deviceOf, fingerprintGroups } from '../package/card.ts'
import { packageJsonPath } from '../package/plan.ts'
import type { KeptRoot } from '../package/roots.ts'
import { packageJson } from '../package/schema.ts'
import type { Origin } from '../package/verified-evidence.ts'
import { currentName } from './office-cards.ts'
import { knownCard } from './verify-context.ts'

/** Records of an example office that a real one passed on, or the other way round. */
export const isMixedOrigin = (ctx: Pick<HandlerContext, 'example'>, { evidence }: Origin): boolean =>
  evidence.card !== null && isExampleCard(evidence.card) !== (ctx.example !== null)

/**
 * An office that is only named in evidence gets a name here, and no card: whoever signed that evidence must not stand in
 * the way of the office's own card. Belongs into the transaction of the import, before its records.
 */
export async function nameOrigins(trx: Queryable, origins: readonly Origin[], at: string): Promise<void> {
  for (const { evidence } of origins) {
    const { card, senderOfficeId } = evidence
    if (!card || (await findOffice(trx, senderOfficeId))) continue
    await insertOffice(trx, {
      office_id: senderOfficeId,
      own: 0,
      name: currentName(card),
      level: card.level,
      // A card does not say it; a person may put it right under 下级单位.
      type: likelyType(currentName(card)),
      region: card.region,
      created_at: at,
      updated_at: at,
    })
  }
}

/** After the records: what was signed, and by whom. */
export async function keepOrigins(
  trx: Queryable,
  roots: readonly KeptRoot[],
  origins: readonly Origin[],
  forwardedBy: string,
  at: string,
): Promise<void> {
  for (const root of roots) {
    await keepRoot(
      trx,
      {
        tag_manifest_digest: root.tagManifestDigest,
        package_id: root.packageId,
        sender_office_id: root.senderOfficeId,
        sender_device_id: root.senderDeviceId,
        recipient_office_id: root.recipientOfficeId,
        created_at: root.createdAt,
      },
      root.files,
      root.records,
    )
  }
  for (const { recordId, revision, evidence } of origins) {
    const known = await findOffice(trx, evidence.senderOfficeId)
    await insertOrigin(trx, {
      record_id: recordId,
      revision,
      tag_manifest_digest: evidence.tagManifestDigest,
      office_id: evidence.senderOfficeId,
      office_name: known?.name ?? '',
      sign_key: evidence.signKey,
      forwarded_by: forwardedBy,
      verified_at: at,
    })
  }
}

/**
 * Of the latest revision that came through another office; null: none did. Trust is as it stands now: a card that was
 * compared since counts, a device that was given up since does not.
 */
export async function recordOrigin(ctx: HandlerContext, recordId: string): Promise<RecordOrigin | null> {
  const row = await latestOrigin(ctx.db, recordId)
  if (!row) return null
  const bytes = await rootFile(ctx.db, row.tag_manifest_digest, packageJsonPath)
  const known = await findOffice(ctx.db, row.office_id)
  const trusted = known?.trusted_at != null ? await knownCard(ctx, row.office_id) : null
  // A package need not carry a card: then its signature held by ours.
  const carried = (bytes && packageJson.parse(JSON.parse(bytes.toString('utf8'))).card) ?? trusted
  const device = trusted && deviceOf(trusted, row.sender_device_id)
  return {
    officeId: row.office_id,
    officeName: known?.name ?? row.office_name,
    deviceId: row.sender_device_id,
    packageId: row.package_id,
    groups: carried ? fingerprintGroups(carried) : [],
    trusted: device?.signKey === row.sign_key && device.revokedAt === null,
    forwardedBy: (await findOffice(ctx.db, row.forwarded_by))?.name ?? row.forwarded_by,
    verifiedAt: row.verified_at,
  }
}
