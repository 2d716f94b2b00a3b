/** Cards of others: forged, on paper, of offices that became others. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprintGroups, nextCard } from '../../electron/core/package/card.ts'
import { generateSigningKey, publicKeyText } from '../../electron/core/package/minisign.ts'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import { cardQrText, parseCardQr, shortCardQr } from '../../electron/core/trust/card-qr.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { type HostileWorld, hostileWorld, recordOf } from '../support/hostile-office.ts'
import { cardCode, scannedPdf, writeScan } from '../support/marked-page.ts'

let world: HostileWorld
beforeAll(async () => {
  world = await hostileWorld()
}, 60_000)
afterAll(() => world.close())

const later = '2026-02-01T00:00:00.000Z'
const groups = (card: OfficeCard): string => fingerprintGroups(card).join(' ')
const show = (officeId: string) => world.city.call('offices.show', { officeId })

/** Known and trusted by telephone. */
async function trusted(name: string): Promise<ForeignOffice> {
  const office = await foreignOffice(name)
  await world.trust(office)
  return office
}
const deviceFor = (one: ForeignOffice) => ({ ...one.card.devices[0]!, deviceId: one.deviceId })
const withDevice = (card: OfficeCard, one: ForeignOffice): OfficeCard =>
  nextCard(card, { devices: [...card.devices, deviceFor(one)], createdAt: later })

describe('a package', () => {
  it('that a third office signs in the name of a trusted one is refused', async () => {
    const [victim, thief] = [await trusted('丁县科协'), world.other]
    const sender = { officeId: victim.card.officeId, deviceId: victim.deviceId, cardSeq: 1 }
    const resigned = await world.submission(thief, [recordOf(victim)], { card: victim.card, sender })
    expect(await world.codes(resigned)).toMatchObject({ result: 'refused' })
    // Its own device, put beside the victim's on a copy of the same card.
    const card = { ...victim.card, devices: [...victim.card.devices, deviceFor(thief)] }
    const beside = { ...sender, deviceId: thief.deviceId }
    expect(await world.codes(await world.submission(thief, [recordOf(victim)], { card, sender: beside }))).toEqual({
      result: 'refused',
      codes: ['signature.unknown-device'],
    })
  })

  it('of a device that came with a newer card waits for that card; one that forgets our devices is forged', async () => {
    const [office, second] = [await trusted('戊县科协'), await foreignOffice('戊县科协')]
    const card = withDevice(office.card, second)
    const sender = { officeId: card.officeId, deviceId: second.deviceId, cardSeq: 2 }
    const record = recordOf({ ...second, card })
    expect(await world.codes(await world.submission(second, [record], { card, sender }))).toEqual({
      result: 'held',
      codes: ['card.newer'],
    })
    const dropped = {
      ...card,
      devices: [deviceFor(second), ...office.card.devices.map((one) => ({ ...one, deviceId: 'x' }))],
    }
    const forged = await world.submission(second, [record], { card: dropped, sender })
    expect(await world.codes(forged)).toEqual({ result: 'refused', codes: ['card.broken-chain'] })
    // A card that only the new device can vouch for, with the one in between missing.
    const third = nextCard(card, { createdAt: later })
    const gap = await foreignPackage(second, world.stick, { card: third, sender: { ...sender, cardSeq: 3 } })
    expect(await world.codes(gap)).toEqual({ result: 'refused', codes: ['card.gap'] })
    expect(await show(card.officeId)).toMatchObject({ devices: [{ deviceId: office.deviceId }], waiting: null })
    const true2 = await foreignPackage(office, world.stick, { card })
    expect(await world.codes(true2)).toMatchObject({ result: 'imported' })
    expect(await world.codes(await world.submission(second, [record], { card, sender }))).toMatchObject({
      result: 'imported',
    })
  })

  it('of a revoked key counts no more; what it claims to have signed before waits for a person', async () => {
    const [office, second] = [await trusted('己县科协'), await foreignOffice('己县科协')]
    const added = withDevice(office.card, second)
    await world.codes(await foreignPackage(office, world.stick, { card: added }))
    const devices = added.devices.map((one) => (one.deviceId === second.deviceId ? { ...one, revokedAt: later } : one))
    const card = nextCard(added, { devices, createdAt: later })
    await world.codes(await foreignPackage(office, world.stick, { card, sequence: 2 }))
    const sender = { officeId: card.officeId, deviceId: second.deviceId, cardSeq: 2 }
    const signed = (createdAt: string) =>
      world.submission(second, [recordOf({ ...second, card })], { card: added, sender, createdAt })
    expect(await world.codes(await signed('2026-03-01T00:00:00.000Z'))).toMatchObject({ result: 'refused' })
    const before = await signed('2026-01-15T00:00:00.000Z')
    expect(await world.codes(before)).toMatchObject({ result: 'held' })
    expect(await world.codes(before, true)).toMatchObject({ result: 'held' })
    // Nor does it sign a card, neither one that brings it back nor one that gives all others up.
    const back = nextCard(card, { devices: added.devices, createdAt: later })
    const alone = nextCard(card, {
      devices: added.devices.map((one) => (one.deviceId === office.deviceId ? { ...one, revokedAt: later } : one)),
      createdAt: later,
    })
    for (const one of [back, alone])
      expect(
        await world.codes(await foreignPackage(second, world.stick, { card: one, sender: { ...sender, cardSeq: 4 } })),
      ).toMatchObject({ result: 'refused' })
    expect(await show(card.officeId)).toMatchObject({ waiting: null, alsoWaiting: [] })
  })
})

/** A paper on which no code is found. */
function blankPaper(name: string): string {
  const file = path.join(world.stick, name)
  writeFileSync(file, scannedPdf([]))
  return file
}

describe('单位备案表', () => {
  const paper = (text: string | null, name: string, mark: number) =>
    writeScan(text, path.join(world.stick, name), mark, cardCode)
  const read = (officeId: string | null, file: string) =>
    world.city.call('offices.readRegistration', { officeId, path: file })

  it('holds the whole card: paper alone makes an office known, and the person who compares it trusts it', async () => {
    const office = await foreignOffice('庚县科协')
    const text = cardQrText(office.card)
    expect(parseCardQr(text ?? '')).toEqual(office.card)
    const file = await paper(text, '庚.jpg', 1)
    const { city } = world
    expect(await read(null, file)).toMatchObject({
      officeId: office.card.officeId,
      verdict: 'match',
      groups: fingerprintGroups(office.card),
      cardSeq: 1,
      title: '单位备案表1',
    })
    expect(await show(office.card.officeId)).toMatchObject({ name: '庚县科协', trusted: false })
    const order = { officeId: office.card.officeId, fingerprint: groups(office.card), way: 'paper' } as const
    expect(await city.call('offices.trust', order)).toMatchObject({ trusted: true })
    expect((await show(office.card.officeId)).trust).toMatchObject([{ way: 'scan', cardSeq: 1 }])

    // Keys lost: the paper with the new keys is enough, and does nothing by itself.
    const fresh = await foreignOffice('庚县科协')
    const anew = nextCard(office.card, {
      devices: [...office.card.devices.map((one) => ({ ...one, revokedAt: later })), deviceFor(fresh)],
      ageRecipient: fresh.age.recipient,
      createdAt: later,
    })
    const second = await read(office.card.officeId, await paper(cardQrText(anew), '庚二.jpg', 2))
    expect(second).toMatchObject({ verdict: 'mismatch', cardSeq: null, title: '单位备案表2' })
    expect(await show(office.card.officeId)).toMatchObject({
      trusted: true,
      groups: fingerprintGroups(office.card),
      waiting: { cardSeq: 2, onlyPaper: true, groups: fingerprintGroups(anew) },
    })
    const byPaper = { ...order, fingerprint: groups(anew) }
    expect(await city.problem('offices.trust', { ...byPaper, way: 'telephone' })).toMatchObject({
      code: 'card.paper-only',
    })
    expect(await city.call('offices.trust', byPaper)).toMatchObject({ cardSeq: 2 })
    const shown = await show(office.card.officeId)
    expect(shown.trust.map((one) => one.way)).toEqual(['scan', 'scan'])
    expect(shown.registrations).toMatchObject([
      { verdict: 'match', cardSeq: 1 },
      { verdict: 'match', cardSeq: 2, groups: fingerprintGroups(anew) },
    ])

    // The pictures are sealed, and are there after the sweep of the next start.
    const sealed = (digest: string): string =>
      path.join(city.dir, 'attachments', digest.slice(0, 2), `${digest.slice(2)}.sealed`)
    const [first] = shown.registrations
    expect(readFileSync(sealed(first?.digest ?? '')).includes('JFIF')).toBe(false)
    await city.call('offices.removeRegistration', { registrationId: second.registrationId })
    await city.reopen('城里的灯都亮了呀')
    expect(existsSync(sealed(first?.digest ?? ''))).toBe(true)
    expect((await show(office.card.officeId)).registrations).toHaveLength(1)
    expect(await city.problem('offices.removeRegistration', { registrationId: uuidv7() })).toMatchObject({
      code: 'registration.unknown',
    })
  }, 30_000)

  it('of somebody else, or without a code, is told as such', async () => {
    const [office, stranger] = [await trusted('辛县科协'), await foreignOffice('壬县科协')]
    const { officeId } = office.card
    const short = await paper(shortCardQr(stranger.card, publicKeyText(stranger.signKey)), '短.jpg', 3)
    expect(await read(officeId, short)).toMatchObject({ officeId, verdict: 'mismatch', cardSeq: null })
    expect((await world.city.call('offices.list', {})).map((one) => one.name)).not.toContain('壬县科协')
    expect(await world.city.problem('offices.readRegistration', { officeId: null, path: short })).toMatchObject({
      code: 'registration.no-card',
    })
    expect(await read(officeId, blankPaper('白.pdf'))).toMatchObject({ verdict: 'unreadable', groups: [] })
    // The sheet that we print ourselves holds our card, unless it grew too long.
    const sheet = await world.city.call('papers.printDocument', { order: { paper: 'office-registration' } })
    expect(parseCardQr(sheet.footer?.qrText ?? '')).toMatchObject({ officeId: world.city.officeId })
    expect(sheet.qrMm).toBe(40)
    const signKeys = Array.from({ length: 12 }, () => publicKeyText(generateSigningKey()))
    const many = signKeys.map((signKey) => ({ ...office.card.devices[0]!, deviceId: uuidv7(), signKey }))
    expect(cardQrText({ ...office.card, devices: many })).toBeNull()
    expect(parseCardQr('KXC2/NOT A CARD AT ALL, REALLY')).toBeNull()
  }, 30_000)
})

describe('offices that become others', () => {
  it('are counted once, never in a circle', async () => {
    const { city } = world
    const [a, b, c] = [await trusted('甲乡科协'), await trusted('乙乡科协'), await trusted('丙乡科协')]
    const [A, B, C] = [a.card.officeId, b.card.officeId, c.card.officeId]
    const step = (oldOfficeId: string, newOfficeId: string, kind: 'merged' | 'refounded' | 'carded' = 'merged') =>
      ({ oldOfficeId, newOfficeId, kind, from: '2026-01-01' }) as const
    expect(await city.call('offices.succeed', step(A, B))).toMatchObject({ oldName: '甲乡科协', newName: '乙乡科协' })
    await city.call('offices.succeed', step(B, C))
    expect(await city.problem('offices.succeed', step(C, A))).toMatchObject({ code: 'succession.circle' })
    expect(await city.problem('offices.succeed', step(C, C))).toMatchObject({ code: 'succession.circle' })
    expect(await city.problem('offices.succeed', step(city.officeId, A))).toMatchObject({ code: 'succession.own' })
    expect(await city.problem('offices.succeed', step(C, A, 'carded'))).toMatchObject({ code: 'succession.carded' })
    // The other way round, once its own step is taken back.
    await city.call('offices.succeed', step(A, C, 'refounded'))
    expect((await show(C)).successions).toMatchObject([
      ...[
        { oldOfficeId: A, kind: 'refounded' },
        { oldOfficeId: B, kind: 'merged' },
      ].sort((one, two) => (one.oldOfficeId < two.oldOfficeId ? -1 : 1)),
    ])
    await city.call('offices.undoSucceed', { oldOfficeId: B })
    expect(await city.problem('offices.undoSucceed', { oldOfficeId: B })).toMatchObject({ code: 'succession.none' })
    await city.call('offices.succeed', step(C, B))
    expect((await show(B)).successions).toMatchObject([{ oldOfficeId: C, newOfficeId: B }])
  })
})

it('going back to an older copy of the store forgets no revocation, no trust and no paper', async () => {
  const { city, stick } = world
  const copy = await city.call('backups.make', {})
  const office = await trusted('癸县科协')
  const second = await foreignOffice('癸县科协')
  const added = withDevice(office.card, second)
  await world.codes(await foreignPackage(office, stick, { card: added }))
  const devices = added.devices.map((one) => (one.deviceId === second.deviceId ? { ...one, revokedAt: later } : one))
  const card = nextCard(added, { devices, createdAt: later })
  await world.codes(await foreignPackage(office, stick, { card, sequence: 2 }))
  await city.call('offices.readRegistration', { officeId: card.officeId, path: blankPaper('癸.pdf') })
  const before = await show(card.officeId)
  await city.call('backups.restore', { id: copy.id })
  await city.reopen('城里的灯都亮了呀')
  expect(await show(card.officeId)).toEqual(before)
  expect(before).toMatchObject({ trusted: true, registrations: [{ verdict: 'unreadable' }] })
  expect(readdirSync(path.join(city.dir, 'attachments')).length).toBeGreaterThan(0)
}, 30_000)
