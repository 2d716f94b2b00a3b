/** What the reader of packages may ask our store. */
import { lastNumber, takenUnder } from '../../../db/queries/inbox.ts'
import { currentCard, office, ownOffice } from '../../../db/queries/offices.ts'
import type { VerifiedPackage } from '../../../shared/api/packages.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { ageIdentity } from '../offices/own-office.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import type { VerifyContext, VerifyResult } from '../package/verify-state.ts'

/** Personal parts are opened too while the keys are open; otherwise their commitments wait for the import. */
export async function verifyContext(ctx: HandlerContext): Promise<VerifyContext> {
  const own = await ownOffice(ctx.db)
  return {
    ourOfficeId: own?.office_id ?? null,
    trustedCard: async (officeId) => {
      const row = await office(ctx.db, officeId)
      const card = await knownCard(ctx, officeId)
      return row && card ? { card, trusted: row.own === 1 || row.trusted_at !== null } : null
    },
    sequenceState: async (officeId, deviceId, recipientOfficeId) => {
      const stream = { officeId, deviceId, recipientOfficeId }
      const last = await lastNumber(ctx.db, stream)
      if (last === null) return null
      // Asked number by number: what an office sent in ten years is not read for each package.
      const asked = new Map<number, ReturnType<typeof takenUnder>>()
      const under = (sequence: number): ReturnType<typeof takenUnder> => {
        const rows = asked.get(sequence) ?? takenUnder(ctx.db, stream, sequence)
        asked.set(sequence, rows)
        return rows
      }
      return {
        lastSequence: last,
        digestsOf: async (sequence, volume) =>
          (await under(sequence)).flatMap((row) => (row.volume_n === volume ? [row.tag_manifest_digest] : [])),
        volumesOf: async (sequence) => (await under(sequence)).map((row) => row.volume_of),
      }
    },
    noticeState: ({ id, version, digest }) => ctx.notices.stateOf(id, version, digest),
    ageIdentity: own && ctx.vault.state !== 'locked' ? await ageIdentity(ctx) : null,
  }
}

/** For a package at hand and no store at all: nobody is trusted, nothing was received. */
export const storelessContext: VerifyContext = {
  ourOfficeId: null,
  trustedCard: async () => null,
  sequenceState: async () => null,
}

export async function knownCard(ctx: Pick<HandlerContext, 'db'>, officeId: string): Promise<OfficeCard | null> {
  const row = await currentCard(ctx.db, officeId)
  return row ? officeCard.parse(JSON.parse(row.card_json)) : null
}

/** The verdict as pages and the command line get it. `nameOf` names offices that we know. */
export async function verifiedPackage(
  result: VerifyResult,
  nameOf: (officeId: string) => Promise<string | null>,
): Promise<VerifiedPackage> {
  const { sender, recipient } = result
  return {
    ok: result.ok,
    trusted: result.trusted,
    kind: result.kind,
    sender: sender && {
      officeId: sender.officeId,
      name: (await nameOf(sender.officeId)) ?? result.card?.names.at(-1)?.name ?? '',
      deviceId: sender.deviceId,
    },
    recipient: recipient && { officeId: recipient.officeId, name: await nameOf(recipient.officeId) },
    packageId: result.packageId,
    sequence: result.sequence,
    bagit: { valid: result.bagit.valid, version: result.bagit.version, findings: [...result.bagit.findings] },
    findings: [...result.findings],
  }
}

export const officeNamer =
  (ctx: Pick<HandlerContext, 'db'>) =>
  async (officeId: string): Promise<string | null> =>
    (await office(ctx.db, officeId))?.name ?? null
