import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateAgeIdentity } from '../../electron/core/package/age.ts'
import { fingerprintGroups, nextCard } from '../../electron/core/package/card.ts'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import { foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { type HostileWorld, hostileWorld, recordOf, storeContents } from '../support/hostile-office.ts'

let world: HostileWorld
beforeEach(async () => {
  world = await hostileWorld()
})
afterEach(() => world.close())

const later = '2026-02-01T00:00:00.000Z'
const cardOf = async (officeId: string) =>
  (await world.city.call('offices.list', {})).find((office) => office.officeId === officeId)

describe('a card made by somebody else in the name of an office', () => {
  it('is not a first card: only the founding key signs one', async () => {
    const { city, stick } = world
    const victim = await foreignOffice('丙县科协')
    const thief = await foreignOffice('丙县科协')
    // The victim's public key is on every one of its cards: anybody can put it beside their own.
    const card: OfficeCard = {
      ...victim.card,
      devices: [...victim.card.devices, ...thief.card.devices],
      ageRecipient: thief.age.recipient,
    }
    const sender = { officeId: card.officeId, deviceId: thief.deviceId, cardSeq: 1 }
    const before = storeContents(city.dir)
    expect(await world.codes(await foreignPackage(thief, stick, { card, sender }))).toMatchObject({
      result: 'refused',
      codes: expect.arrayContaining(['card.wrong-signer']),
    })
    expect(storeContents(city.dir)).toEqual(before)
  })

  it('with a high number does not shut the true one out: the 指纹码 decides', async () => {
    const { city, stick } = world
    const victim = await foreignOffice('丙县科协')
    const thief = await foreignOffice('丙县科协')
    const card: OfficeCard = {
      ...nextCard(victim.card, { createdAt: later }),
      cardSeq: 9,
      devices: [...victim.card.devices, ...thief.card.devices],
      ageRecipient: thief.age.recipient,
    }
    const sender = { officeId: card.officeId, deviceId: thief.deviceId, cardSeq: 9 }
    expect(await world.codes(await foreignPackage(thief, stick, { card, sender }))).toMatchObject({
      result: 'imported',
    })
    expect(await cardOf(card.officeId)).toMatchObject({ trusted: false, cardSeq: 9 })
    const fingerprint = fingerprintGroups(victim.card).join(' ')
    // What is only known proves nothing: the wrong digits change nothing, the right ones bring the true card in.
    const file = await foreignPackage(victim, stick)
    expect(await city.problem('offices.trust', { card: file, fingerprint: '1' })).toMatchObject({
      code: 'card.fingerprint-mismatch',
    })
    expect(await cardOf(card.officeId)).toMatchObject({ trusted: false, cardSeq: 9 })
    expect(await city.call('offices.trust', { card: file, fingerprint })).toMatchObject({ trusted: true, cardSeq: 1 })
    expect((await cardOf(card.officeId))?.fingerprint.join(' ')).toBe(fingerprint)
  })
})

describe('a trusted office', () => {
  it('cannot change the key that personal parts are sealed to without a person', async () => {
    const { city, county, stick } = world
    const thief = await generateAgeIdentity()
    const card = nextCard(county.card, { createdAt: later, ageRecipient: thief.recipient })
    const before = fingerprintGroups(county.card)
    const file = await foreignPackage(county, stick, { card, sequence: 2 })
    expect(await world.codes(file)).toMatchObject({ result: 'held', codes: ['card.changed'] })
    expect(await cardOf(card.officeId)).toMatchObject({ cardSeq: 1, fingerprint: before })
    // Neither does a submission that brings the card along.
    const submission = await world.submission(county, [recordOf(county)], {
      card,
      sender: { officeId: card.officeId, deviceId: county.deviceId, cardSeq: 2 },
    })
    expect(await world.codes(submission)).toMatchObject({ result: 'imported', codes: ['card.newer'] })
    expect(await cardOf(card.officeId)).toMatchObject({ cardSeq: 1, fingerprint: before })
    const fingerprint = fingerprintGroups(card).join(' ')
    expect(await city.call('offices.trust', { card: file, fingerprint })).toMatchObject({ cardSeq: 2 })
  })

  it('whose changed card waits can still send another of the same number', async () => {
    const { county, stick } = world
    const names = [...county.card.names, { name: '甲县科学技术协会', from: later }]
    const waiting = nextCard(county.card, { createdAt: later, names })
    expect(await world.codes(await foreignPackage(county, stick, { card: waiting, sequence: 2 }))).toMatchObject({
      result: 'held',
    })
    const plain = nextCard(county.card, { createdAt: later, upstream: world.city.officeId })
    expect(await world.codes(await foreignPackage(county, stick, { card: plain, sequence: 3 }))).toMatchObject({
      result: 'imported',
    })
    expect(await cardOf(plain.officeId)).toMatchObject({ cardSeq: 2, name: '甲县科协' })
    const third = nextCard(plain, { createdAt: later })
    expect(await world.codes(await foreignPackage(county, stick, { card: third, sequence: 4 }))).toMatchObject({
      result: 'imported',
    })
  })

  it('cannot hide another name in invisible characters', async () => {
    const spoof = await foreignOffice('示例市\u202E科协')
    expect(await world.codes(await foreignPackage(spoof, world.stick))).toMatchObject({ result: 'refused' })
  })
})

it('a card package for our own office is never taken in', async () => {
  const { city, stick } = world
  const own = (await city.call('offices.fingerprint', {})).signKey
  const thief = await foreignOffice('示例市科学技术协会')
  const card: OfficeCard = {
    ...thief.card,
    officeId: city.officeId,
    devices: [{ ...thief.card.devices[0]!, deviceId: 'founder', signKey: own }, ...thief.card.devices],
  }
  const before = storeContents(city.dir)
  const sender = { officeId: city.officeId, deviceId: thief.deviceId, cardSeq: 1 }
  const file = await foreignPackage(thief, stick, { card, sender })
  expect(await world.codes(file)).toMatchObject({ result: 'refused' })
  const fingerprint = fingerprintGroups(card).join(' ')
  expect(['card.unknown-office', 'package.refused']).toContain(
    (await city.problem('offices.trust', { card: file, fingerprint })).code,
  )
  expect(storeContents(city.dir)).toEqual(before)
})
