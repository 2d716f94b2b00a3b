/** Cards of other offices: taken in as known, followed along their chain, trusted only by a person (bundle-format.md §2). */

import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import {
  dropWaitingCard,
  forgetCards,
  promoteWaitingCard,
  putWaitingCard,
  replaceOfficeNames,
  waitingCard,
} from '../../../db/queries/office-cards.ts'
import {
  currentCard,
  insertCurrentCard,
  insertOffice,
  type OfficeRow,
  office,
  updateOffice,
} from '../../../db/queries/offices.ts'
import {
  dropUnprovenCards,
  insertTrustEvent,
  matchRegistrations,
  putUnprovenCard,
  unprovenCards,
} from '../../../db/queries/trust.ts'
import { Problem } from '../../../shared/problems.ts'
import { likelyType } from '../../../shared/wording/sender-types.ts'
import { noteDeed } from '../deeds/note.ts'
import { isExampleCard } from '../example/example-keys.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { putDevices } from '../offices/own-office.ts'
import { cardDigest, checkSuccessor, fingerprintGroups, mayFollow } from '../package/card.ts'
import { type OfficeCard, officeCard } from '../package/schema.ts'
import { knownCard } from './verify-context.ts'

export type CardIntake =
  /** New to us, or the next of its chain. */
  | { result: 'imported' }
  | { result: 'duplicate' }
  /** A person must decide; the card waits in the store. */
  | { result: 'held'; problem: Problem }
  /** Nothing is kept. */
  | { result: 'refused'; problem: Problem }

const changeNames = { name: '单位名称', level: '级别', region: '地区', key: '收件密钥' } as const

export const currentName = (card: OfficeCard): string => card.names.at(-1)?.name ?? card.officeId

/** @param signer device that signed the package with this card */
export async function takeInCard(ctx: HandlerContext, card: OfficeCard, signer: string): Promise<CardIntake> {
  const row = await office(ctx.db, card.officeId)
  const known = await knownCard(ctx, card.officeId)
  const facts = { officeName: row?.name ?? currentName(card), cardSeq: card.cardSeq }
  if (isExampleCard(card) !== (ctx.example !== null))
    return { result: 'refused', problem: new Problem('office.example', { officeName: facts.officeName }) }
  if (!row || !known) {
    await ctx.write((trx) => taken(trx, card, 'new', writeNewOffice(trx, card, ctx.now().toISOString())))
    return { result: 'imported' }
  }
  const step = checkSuccessor(known, card, signer)
  switch (step.kind) {
    case 'same':
      return { result: 'duplicate' }
    case 'stale':
      return { result: 'refused', problem: new Problem('card.stale', { ...facts, knownSeq: known.cardSeq }) }
    case 'fork':
      return { result: 'refused', problem: new Problem('card.fork', facts) }
    case 'broken-chain':
    case 'wrong-signer':
      return { result: 'refused', problem: new Problem('card.broken-chain', facts) }
    case 'ok':
      await ctx.write((trx) => taken(trx, card, 'next', writeNextCard(trx, card, ctx.now().toISOString())))
      return { result: 'imported' }
    case 'reregistered':
      await ctx.write((trx) => taken(trx, card, 'held', keepUnproven(trx, card, ctx.now().toISOString())))
      return { result: 'held', problem: new Problem('card.reregistered', { officeName: row.name }) }
    case 'gap':
    case 'changed': {
      const at = ctx.now().toISOString()
      await ctx.write((trx) => {
        const row = { office_id: card.officeId, card_seq: card.cardSeq, digest: cardDigest(card), taken_in_at: at }
        return taken(trx, card, 'held', putWaitingCard(trx, { ...row, card_json: JSON.stringify(card) }))
      })
      const changes = step.kind === 'gap' ? ['中间缺少名片'] : step.changes.map((change) => changeNames[change])
      return { result: 'held', problem: new Problem('card.changed', { officeName: row.name, changes }) }
    }
  }
}

async function taken(
  trx: Queryable,
  card: OfficeCard,
  how: 'new' | 'next' | 'held',
  work: Promise<void>,
): Promise<void> {
  await work
  const of = { subject: 'office', subjectId: card.officeId, title: currentName(card) } as const
  noteDeed(trx, { deed: 'card.taken', ...of, facts: { how, seq: card.cardSeq } })
}

/** The card of this office that waits for a person, or null. */
export async function cardInWaiting(ctx: Pick<HandlerContext, 'db'>, officeId: string): Promise<OfficeCard | null> {
  const row = await waitingCard(ctx.db, officeId)
  return row ? officeCard.parse(JSON.parse(row.card_json)) : null
}

/** A card that none of the known keys signed, beside all others that wait: a forged one shuts no true one out. */
export async function keepUnproven(trx: Queryable, card: OfficeCard, at: string): Promise<void> {
  await putUnprovenCard(trx, {
    office_id: card.officeId,
    digest: cardDigest(card),
    card_seq: card.cardSeq,
    card_json: JSON.stringify(card),
    taken_in_at: at,
  })
}

/** Cards that only stamped paper can promote, the newest first; what the current card has overtaken is left out. */
export async function unprovenOf(ctx: Pick<HandlerContext, 'db'>, officeId: string): Promise<OfficeCard[]> {
  const known = await knownCard(ctx, officeId)
  const cards = (await unprovenCards(ctx.db, officeId)).map((row) => officeCard.parse(JSON.parse(row.card_json)))
  return cards.filter((card) => known === null || mayFollow(known, card))
}

/** How a person compared: `telephone`, or with a stamped 单位备案表 at hand. */
export type TrustWay = 'telephone' | 'paper'

/**
 * A person compared the 指纹码 of this card: it becomes the current one, and its office is trusted.
 * A card that was only known gives way to it, whatever its number: anybody can make one under the name of an office
 * that we do not know yet, and the true one must not be shut out by it.
 * @throws Problem card.fork when another card has become the current one of a trusted office meanwhile; card.paper-only
 *   when no known key of a trusted office signed it
 */
export async function trustCard(ctx: HandlerContext, card: OfficeCard, way: TrustWay): Promise<OfficeRow> {
  const at = ctx.now().toISOString()
  const { officeId, cardSeq } = card
  const digest = cardDigest(card)
  return ctx.write(async (trx) => {
    const before = await office(trx, officeId)
    if (before?.own === 1) throw new Problem('card.unknown-office', { officeId })
    const current = await currentCard(trx, officeId)
    if (!before?.trusted_at && current?.digest !== digest) {
      await forgetCards(trx, officeId)
      await writeNewOffice(trx, card, at)
    }
    const waiting = await waitingCard(trx, officeId)
    if (waiting?.digest === digest) {
      await promoteWaitingCard(trx, officeId, cardSeq)
      await writeFacts(trx, card, at)
      await replaceOfficeNames(trx, officeId, namesByDate(card))
    } else if (before?.trusted_at && (await isUnproven(trx, card))) {
      if (way !== 'paper') throw new Problem('card.paper-only', { officeName: before.name })
      await writeNextCard(trx, card, at)
    }
    if ((await currentCard(trx, officeId))?.digest !== digest)
      throw new Problem('card.fork', { officeName: currentName(card), cardSeq })
    await dropUnprovenCards(trx, officeId)
    await updateOffice(trx, officeId, { trusted_at: at, updated_at: at })
    const scanned = await matchRegistrations(trx, officeId, fingerprintGroups(card).join(' '), cardSeq)
    await insertTrustEvent(trx, {
      event_id: uuidv7(),
      office_id: officeId,
      card_seq: cardSeq,
      card_digest: digest,
      way: way === 'paper' && scanned ? 'scan' : way,
      at,
    })
    const row = await office(trx, officeId)
    if (!row) throw new Problem('card.unknown-office', { officeId })
    noteDeed(trx, {
      deed: 'trust.compared',
      subject: 'office',
      subjectId: officeId,
      title: row.name,
      facts: {
        way: way === 'paper' && scanned ? 'scan' : way,
        seq: cardSeq,
        groups: fingerprintGroups(card).join(' '),
      },
    })
    return row
  })
}

async function isUnproven(trx: Queryable, card: OfficeCard): Promise<boolean> {
  const row = await currentCard(trx, card.officeId)
  if (!row || !mayFollow(officeCard.parse(JSON.parse(row.card_json)), card)) return false
  return (await unprovenCards(trx, card.officeId)).some((row) => row.digest === cardDigest(card))
}

/**
 * The card that another PC of our own office made. Taken when a device that we know and use signed it.
 * A new key for personal parts is not: without its secret half nothing sent to us could be opened here.
 */
export async function takeInOwnCard(ctx: HandlerContext, card: OfficeCard, signer: string): Promise<CardIntake> {
  const known = await knownCard(ctx, card.officeId)
  if (!known) return { result: 'duplicate' }
  const facts = { officeName: currentName(known), cardSeq: card.cardSeq }
  const step = checkSuccessor(known, card, signer)
  if (step.kind === 'same' || step.kind === 'stale') return { result: 'duplicate' }
  if (step.kind === 'fork') return { result: 'refused', problem: new Problem('card.fork', facts) }
  const follows = step.kind === 'ok' || step.kind === 'changed' || step.kind === 'gap'
  if (!follows || card.ageRecipient !== known.ageRecipient)
    return { result: 'refused', problem: new Problem('card.broken-chain', facts) }
  const at = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    await writeNextCard(trx, card, at)
    const upstream = card.upstream === null ? null : await office(trx, card.upstream)
    if (upstream !== undefined) await updateOffice(trx, card.officeId, { upstream_office_id: card.upstream })
  })
  return { result: 'imported' }
}

/** As known; who trusts it says so by `trusted_at`. */
export async function writeNewOffice(trx: Queryable, card: OfficeCard, at: string): Promise<void> {
  const { officeId, level, region, ageRecipient, cardSeq } = card
  const facts = {
    name: currentName(card),
    level,
    region,
    card_seq: cardSeq,
    card_digest: cardDigest(card),
    age_recipient: ageRecipient,
  }
  if (await office(trx, officeId)) await updateOffice(trx, officeId, { ...facts, updated_at: at })
  else
    await insertOffice(trx, {
      ...facts,
      office_id: officeId,
      own: 0,
      // A card does not say it; a person may put it right under 下级单位.
      type: likelyType(currentName(card)),
      created_at: at,
      updated_at: at,
    })
  await insertCurrentCard(
    trx,
    {
      office_id: officeId,
      card_seq: cardSeq,
      digest: cardDigest(card),
      card_json: JSON.stringify(card),
      taken_in_at: at,
    },
    namesByDate(card),
  )
  await putDevices(trx, card)
}

async function writeNextCard(trx: Queryable, card: OfficeCard, at: string): Promise<void> {
  await insertCurrentCard(
    trx,
    {
      office_id: card.officeId,
      card_seq: card.cardSeq,
      digest: cardDigest(card),
      card_json: JSON.stringify(card),
      taken_in_at: at,
    },
    namesByDate(card),
  )
  // What a stolen computer signed under a far number is not overtaken by any; promoted, it would bring its key back.
  const waiting = await cardInWaiting({ db: trx }, card.officeId)
  if (waiting && !mayFollow(card, waiting)) await dropWaitingCard(trx, card.officeId)
  await writeFacts(trx, card, at)
}

async function writeFacts(trx: Queryable, card: OfficeCard, at: string): Promise<void> {
  await updateOffice(trx, card.officeId, {
    name: currentName(card),
    level: card.level,
    region: card.region,
    card_seq: card.cardSeq,
    card_digest: cardDigest(card),
    age_recipient: card.ageRecipient,
    updated_at: at,
  })
  await putDevices(trx, card)
}

/** One name a day of validity: what a foreign card repeats is taken once. */
export const namesByDate = (card: OfficeCard): OfficeCard['names'] => [
  ...new Map(card.names.map((entry) => [entry.from, entry])).values(),
]
