/** Cards of other offices: taken in as known, followed along their chain, trusted only by a person (bundle-format.md §2). */
import type { Queryable } from '../../../db/connection.ts'
import {
  forgetCards,
  promoteWaitingCard,
  putDevice,
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
import { Problem } from '../../../shared/problems.ts'
import { isExampleCard } from '../example/example-keys.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { cardDigest, checkSuccessor } from '../package/card.ts'
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
    await ctx.write((trx) => writeNewOffice(trx, card, ctx.now().toISOString()))
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
      await ctx.write((trx) => writeNextCard(trx, card, ctx.now().toISOString()))
      return { result: 'imported' }
    case 'gap':
    case 'changed': {
      const at = ctx.now().toISOString()
      await ctx.write((trx) =>
        putWaitingCard(trx, {
          office_id: card.officeId,
          card_seq: card.cardSeq,
          digest: cardDigest(card),
          card_json: JSON.stringify(card),
          taken_in_at: at,
        }),
      )
      const changes = step.kind === 'gap' ? ['中间缺少名片'] : step.changes.map((change) => changeNames[change])
      return { result: 'held', problem: new Problem('card.changed', { officeName: row.name, changes }) }
    }
  }
}

/** The card of this office that waits for a person, or null. */
export async function cardInWaiting(ctx: Pick<HandlerContext, 'db'>, officeId: string): Promise<OfficeCard | null> {
  const row = await waitingCard(ctx.db, officeId)
  return row ? officeCard.parse(JSON.parse(row.card_json)) : null
}

/**
 * A person compared the 指纹码 of this card: it becomes the current one, and its office is trusted.
 * A card that was only known gives way to it, whatever its number: anybody can make one under the name of an office
 * that we do not know yet, and the true one must not be shut out by it.
 * @throws Problem card.fork when another card has become the current one of a trusted office meanwhile
 */
export async function trustCard(ctx: HandlerContext, card: OfficeCard): Promise<OfficeRow> {
  const at = ctx.now().toISOString()
  return ctx.write(async (trx) => {
    const before = await office(trx, card.officeId)
    const current = await currentCard(trx, card.officeId)
    if (before?.trusted_at === null && current?.digest !== cardDigest(card)) {
      await forgetCards(trx, card.officeId)
      await writeNewOffice(trx, card, at)
    }
    const waiting = await waitingCard(trx, card.officeId)
    if (waiting?.digest === cardDigest(card)) {
      await promoteWaitingCard(trx, card.officeId, card.cardSeq)
      await writeFacts(trx, card, at)
      await replaceOfficeNames(trx, card.officeId, namesByDate(card))
    }
    if ((await currentCard(trx, card.officeId))?.digest !== cardDigest(card))
      throw new Problem('card.fork', { officeName: currentName(card), cardSeq: card.cardSeq })
    await updateOffice(trx, card.officeId, { trusted_at: at, updated_at: at })
    const row = await office(trx, card.officeId)
    if (!row) throw new Problem('card.unknown-office', { officeId: card.officeId })
    return row
  })
}

async function writeNewOffice(trx: Queryable, card: OfficeCard, at: string): Promise<void> {
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
      type: 'association',
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
  await writeDevices(trx, card)
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
  await writeDevices(trx, card)
}

async function writeDevices(trx: Queryable, card: OfficeCard): Promise<void> {
  for (const { deviceId, signKey, validFrom, revokedAt } of card.devices) {
    await putDevice(trx, {
      device_id: deviceId,
      office_id: card.officeId,
      sign_key: signKey,
      valid_from: validFrom,
      revoked_at: revokedAt,
    })
  }
}

/** One name a day of validity: what a foreign card repeats is taken once. */
const namesByDate = (card: OfficeCard): OfficeCard['names'] => [
  ...new Map(card.names.map((entry) => [entry.from, entry])).values(),
]
