/** Who signs, with what. Opening a key throws Problem `keys.locked` while the vault is locked. */
import { type OfficeRow, ownOffice } from '../../../db/queries/offices.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { ownCard, signingKey } from '../offices/own-office.ts'
import type { SigningKey } from '../package/minisign.ts'
import type { OfficeCard } from '../package/schema.ts'

export interface OwnSigner {
  readonly office: OfficeRow
  readonly deviceId: string
  readonly card: OfficeCard
  readonly signKey: SigningKey
}

/** @throws Problem office.missing, keys.locked */
export async function ownSigner(ctx: HandlerContext): Promise<OwnSigner> {
  const office = await ownOffice(ctx.db)
  if (!office) throw new Problem('office.missing', {})
  const { deviceId, key } = await signingKey(ctx)
  return { office, deviceId, card: await ownCard(ctx.db), signKey: key }
}

/**
 * A signature that others rely on needs keys that a passphrase protects (bundle-format.md §8).
 * @throws Problem keys.not-set-up, keys.locked
 */
export function needProtectedKeys(ctx: HandlerContext): void {
  if (ctx.vault.state === 'open') throw new Problem('keys.not-set-up', {})
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
}
