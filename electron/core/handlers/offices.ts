import { v7 as uuidv7 } from 'uuid'
import {
  currentCard,
  insertCurrentCard,
  insertDevice,
  insertOffice,
  knownOffices,
  office,
  ownOffice,
  updateOffice,
} from '../../../db/queries/offices.ts'
import { officeName } from '../../../shared/api/offices.ts'
import { exampleName } from '../../../shared/domain/example.ts'
import { cleanName } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import { generateExampleSigningKey } from '../example/example-keys.ts'
import {
  ageIdentityLabel,
  deviceKeyLabel,
  findOwnOffice,
  ownCard,
  packSigningKey,
  toKnownOffice,
  writeNextCard,
} from '../offices/own-office.ts'
import { generateAgeIdentity } from '../package/age.ts'
import { canonicalJson } from '../package/canonical.ts'
import { cardDigest, createFirstCard, fingerprintGroups } from '../package/card.ts'
import { generateSigningKey, publicKeyText } from '../package/minisign.ts'
import { officeCard } from '../package/schema.ts'
import { failingPrimitives } from '../package/self-test.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

export const officesHandlers = {
  /** The founding: keys and the first card are made silently, nobody is asked about them (issue 2, item 4). */
  'offices.init': async ({ name: typed, level, type, region }, ctx) => {
    const name = ctx.example ? exampleName(needName(typed)) : needName(typed)
    await refuseSecond(ctx)
    const failing = await failingPrimitives()
    if (failing.length > 0) throw new Problem('runtime.primitive-missing', { names: failing })
    const signing = ctx.example ? generateExampleSigningKey() : generateSigningKey()
    const age = await generateAgeIdentity()
    const deviceId = uuidv7()
    const at = ctx.now().toISOString()
    const signKey = publicKeyText(signing)
    const card = createFirstCard({
      name,
      level,
      region,
      upstream: null,
      deviceId,
      signKey,
      ageRecipient: age.recipient,
      createdAt: at,
    })
    const { officeId } = card
    const digest = cardDigest(card)
    const ageSealed = ctx.vault.sealPrivate(ageIdentityLabel(officeId), Buffer.from(age.identity, 'utf8'))
    const keySealed = ctx.vault.sealPrivate(deviceKeyLabel(deviceId), packSigningKey(signing))
    await ctx.write(async (trx) => {
      const other = await ownOffice(trx)
      if (other) throw new Problem('office.exists', { name: other.name })
      await insertOffice(trx, {
        office_id: officeId,
        own: 1,
        name,
        level,
        type,
        region,
        card_seq: 1,
        card_digest: digest,
        age_recipient: age.recipient,
        age_identity_sealed: ageSealed,
        trusted_at: at,
        created_at: at,
        updated_at: at,
      })
      await insertDevice(trx, {
        device_id: deviceId,
        office_id: officeId,
        sign_key: signKey,
        private_sealed: keySealed,
        valid_from: at,
      })
      const row = { office_id: officeId, card_seq: 1, digest, card_json: canonicalJson(card), taken_in_at: at }
      await insertCurrentCard(trx, row, card.names)
    })
    changed(ctx, 'offices')
    return needOwn(ctx)
  },

  'offices.rename': async ({ name: typed }, ctx) => {
    const name = ctx.example ? exampleName(needName(typed)) : needName(typed)
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      const card = await ownCard(trx)
      if (card.names.at(-1)?.name === name) return
      // Two names from one instant on could not be told apart: the later one holds.
      const names = [...card.names.filter((known) => known.from !== at), { name, from: at }]
      await writeNextCard(trx, { names, createdAt: at })
      await updateOffice(trx, card.officeId, { name })
    })
    changed(ctx, 'offices')
    return needOwn(ctx)
  },

  'offices.list': async (_input, ctx) => {
    const own = await ownOffice(ctx.db)
    const known = []
    for (const row of await knownOffices(ctx.db)) {
      const card = await currentCard(ctx.db, row.office_id)
      if (card)
        known.push(toKnownOffice(row, officeCard.parse(JSON.parse(card.card_json)), own?.upstream_office_id ?? null))
    }
    return known
  },

  /** Which kind of sender we are: notices ask an association and a science department for other things. */
  'offices.setType': async ({ type }, ctx) => {
    await ctx.write(async (trx) => {
      const { officeId } = await ownCard(trx)
      await updateOffice(trx, officeId, { type, updated_at: ctx.now().toISOString() })
    })
    changed(ctx, 'offices')
    return needOwn(ctx)
  },

  'offices.setUpstream': async ({ officeId }, ctx) => {
    const at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      const card = await ownCard(trx)
      const upstream = officeId === null ? null : await office(trx, officeId)
      // A name on a roster has no card, and no card may name it.
      if (upstream === undefined || upstream?.own === 1 || upstream?.card_seq === 0)
        throw new Problem('card.unknown-office', { officeId: officeId ?? '' })
      if (card.upstream !== officeId) await writeNextCard(trx, { upstream: officeId, createdAt: at })
      await updateOffice(trx, card.officeId, { upstream_office_id: officeId })
    })
    changed(ctx, 'offices')
    return needOwn(ctx)
  },

  'offices.fingerprint': async (_input, ctx) => {
    const card = await ownCard(ctx.db)
    const { name } = await needOwn(ctx)
    const signKey = card.devices[0]?.signKey ?? ''
    return { officeId: card.officeId, name, groups: fingerprintGroups(card), signKey, ageRecipient: card.ageRecipient }
  },
} satisfies Partial<Handlers>

/** @throws Problem input.invalid when less than two characters are left of it */
function needName(typed: string): string {
  const parsed = officeName.safeParse(cleanName(typed))
  if (parsed.success) return parsed.data
  throw new Problem('input.invalid', { method: 'offices', issues: [{ path: 'name', message: '单位名称太短或太长' }] })
}

async function refuseSecond(ctx: HandlerContext): Promise<void> {
  const own = await ownOffice(ctx.db)
  if (own) throw new Problem('office.exists', { name: own.name })
}

async function needOwn(ctx: HandlerContext) {
  const own = await findOwnOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  return own
}
