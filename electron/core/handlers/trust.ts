/** Trust between offices: cards go out and come in, a person compares 指纹码 (bundle-format.md §2). */
import { office as findOffice, ownOffice } from '../../../db/queries/offices.ts'
import { toHalfWidth } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import { toKnownOffice } from '../offices/own-office.ts'
import { cardDigest, fingerprintGroups } from '../package/card.ts'
import type { OfficeCard } from '../package/schema.ts'
import { exportCard, readCardFile } from '../submission/card-file.ts'
import { cardInWaiting, currentName, takeInCard, trustCard } from '../submission/office-cards.ts'
import { oneAtATime } from '../submission/one-at-a-time.ts'
import { knownCard } from '../submission/verify-context.ts'
import { type Call, changed, type HandlerContext, type Handlers } from './context.ts'

const groupDigits = 5
const groupCount = 8

export const trustHandlers = {
  'offices.exportCard': async ({ out }, ctx, call) => oneAtATime(ctx, 'send', call, () => exportCard(ctx, call, out)),

  /** Of a card file, before anything is taken in. */
  'offices.cardFingerprint': async ({ card: file }, _ctx, call) => {
    const { card, signer } = await readCardFile(file, call.signal)
    const device = card.devices.find((candidate) => candidate.deviceId === signer)
    return {
      officeId: card.officeId,
      name: currentName(card),
      groups: fingerprintGroups(card),
      signKey: device?.signKey ?? '',
      ageRecipient: card.ageRecipient,
    }
  },

  'offices.trust': async ({ card: file, officeId, fingerprint }, ctx, call) => {
    const card = file === null ? await cardAtHand(ctx, officeId) : await takeInFile(ctx, file, call)
    compare(card, fingerprint)
    const row = await trustCard(ctx, card)
    changed(ctx, 'offices')
    return toKnownOffice(row, card, (await ownOffice(ctx.db))?.upstream_office_id ?? null)
  },
} satisfies Partial<Handlers>

/** A card that waits comes first: the person who compares it has seen what it changes. */
async function cardAtHand(ctx: HandlerContext, officeId: string | null): Promise<OfficeCard> {
  const id = officeId ?? ''
  const row = await findOffice(ctx.db, id)
  const card = row?.own === 0 ? ((await cardInWaiting(ctx, id)) ?? (await knownCard(ctx, id))) : null
  if (!card) throw new Problem('card.unknown-office', { officeId: id })
  return card
}

/** @throws Problem card.stale, card.fork, card.broken-chain; card.changed the first time a changed card is seen */
async function takeInFile(ctx: HandlerContext, file: string, call: Call): Promise<OfficeCard> {
  const { card, signer } = await readCardFile(file, call.signal)
  if (card.officeId === (await ownOffice(ctx.db))?.office_id)
    throw new Problem('card.unknown-office', { officeId: card.officeId })
  const waiting = await cardInWaiting(ctx, card.officeId)
  if (waiting && cardDigest(waiting) === cardDigest(card)) return card
  // A card that nobody compared holds nothing up: the one in hand is judged by its 指纹码 alone.
  const known = await findOffice(ctx.db, card.officeId)
  if (known && known.trusted_at === null) return card
  const intake = await takeInCard(ctx, card, signer)
  if (intake.result !== 'duplicate') changed(ctx, 'offices')
  if (intake.result === 'held' || intake.result === 'refused') throw intake.problem
  return card
}

/** Digits as a person types or hears them: full width, spaces, dashes and dots count nothing. */
export function typedGroups(text: string): string[] {
  const digits = toHalfWidth(text.normalize('NFKC')).replace(/[\s\p{P}\p{Zs}]/gu, '')
  return digits.match(new RegExp(`.{1,${groupDigits}}`, 'gu')) ?? []
}

/** @throws Problem card.fingerprint-mismatch naming the groups that differ, counted from 1 */
function compare(card: OfficeCard, fingerprint: string): void {
  const wanted = fingerprintGroups(card)
  const given = typedGroups(fingerprint)
  const differing = wanted.flatMap((group, index) => (given[index] === group ? [] : [index + 1]))
  if (differing.length === 0 && given.length === groupCount) return
  throw new Problem('card.fingerprint-mismatch', {
    officeName: currentName(card),
    givenGroups: given,
    differingGroups: differing,
  })
}
