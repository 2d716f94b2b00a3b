import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nextCard } from '../../../electron/core/package/card.ts'
import { composePackage } from '../../../electron/core/package/compose.ts'
import { generateSigningKey, publicKeyText } from '../../../electron/core/package/minisign.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import type { OfficeCard } from '../../../electron/core/package/schema.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { at, codes, contextOf, errors, makeOffice, received, sample, scratch, trusting, verifyTwice } from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const other = await makeOffice('如皋市科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const third = await makeOffice('第三方协会')

describe('recipient and sequence', () => {
  const verify = async (sequence: number, rest: object, digests: Record<number, string>) => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city, sequence, ...rest })
    const before = readdirSync(dir).sort()
    const result = await verifyPackage(path, trusting(county, city, received(digests)), {
      stagingDir: join(dir, 'staging'),
    })
    return { result, dir, before }
  }
  const d = (n: number) => String(n).repeat(64)

  test('not for us writes nothing', async () => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city })
    const before = readdirSync(dir)
    const result = await verifyPackage(path, trusting(county, other), { stagingDir: join(dir, 'staging') })
    expect(errors(result)).toEqual(['package.not-for-us data/package.json'])
    expect(readdirSync(dir)).toEqual(before)
  })

  test.each([
    ['next', 3, { previousDigest: d(2) }, { 1: d(1), 2: d(2) }, []],
    ['fork', 2, {}, { 1: d(1), 2: d(2) }, ['package.fork']],
    ['stale', 1, {}, { 2: d(2) }, ['package.stale']],
    ['gap', 4, { previousDigest: d(3) }, { 1: d(1), 2: d(2) }, ['package.gap']],
    ['gap at the start', 3, {}, {}, ['package.gap']],
    ['voided number', 4, { previousDigest: d(2), voided: [3] }, { 1: d(1), 2: d(2) }, []],
    ['broken chain', 3, { previousDigest: d(9) }, { 1: d(1), 2: d(2) }, ['package.chain']],
  ] as const)('%s', async (_, sequence, rest, digests, expected) => {
    const { result } = await verify(sequence, rest, digests)
    expect(codes(result)).toEqual(expected)
    expect(result.ok).toBe(true)
    if (expected.length > 0) expect(result.findings[0]).toMatchObject({ severity: 'hold' })
  })

  test('duplicate is information', async () => {
    const dir = await scratch()
    const { path, plan } = await sample(dir, { from: county, to: city })
    const result = await verifyTwice(path, trusting(county, city, received({ 1: plan.tagManifestDigest })))
    expect(result.findings).toMatchObject([{ code: 'package.duplicate', severity: 'info' }])
  })
})

describe('cards', () => {
  const cardPackage = async (
    dir: string,
    card: OfficeCard,
    key = county.key,
    deviceId = county.deviceId,
    name = 'card.zip',
  ) => {
    const { plan } = await composePackage({
      kind: 'office-card',
      createdAt: at,
      sender: { officeId: card.officeId, deviceId, cardSeq: card.cardSeq },
      senderName: county.name,
      recipient: null,
      card,
      notice: null,
      records: [],
      sequence: card.cardSeq,
      previousDigest: null,
      voided: [],
      signKey: key,
      outbox: join(dir, 'outbox'),
    })
    return (await writePackage(plan, join(dir, name))).path
  }
  const later = '2022-06-01T00:00:00.000Z'
  const secondKey = generateSigningKey()
  const withDevice = nextCard(county.card, {
    createdAt: later,
    devices: [
      ...county.card.devices,
      { deviceId: 'pc-2', signKey: publicKeyText(secondKey), validFrom: later, revokedAt: null },
    ],
  })
  const knows = (card: OfficeCard) => contextOf({ us: city.officeId, known: [{ card, trusted: true }] })
  const run = async (card: OfficeCard, known: OfficeCard | null, key = county.key, deviceId = county.deviceId) => {
    const dir = await scratch()
    return verifyTwice(
      await cardPackage(dir, card, key, deviceId),
      known ? knows(known) : contextOf({ us: city.officeId }),
    )
  }

  test('first card: known only; successor of a trusted one: taken over', async () => {
    expect(await run(county.card, null)).toMatchObject({
      ok: true,
      trusted: false,
      findings: [{ code: 'card.unknown', severity: 'hold' }],
    })
    expect(await run(withDevice, county.card)).toMatchObject({ ok: true, trusted: true, findings: [] })
    expect(codes(await run(county.card, county.card))).toEqual(['card.same'])
  })

  test('keys lost: a card that gives up every device we know is held for stamped paper', async () => {
    const devices = [
      ...county.card.devices.map((one) => ({ ...one, revokedAt: later })),
      { deviceId: 'pc-2', signKey: publicKeyText(secondKey), validFrom: later, revokedAt: null },
    ]
    const anew = nextCard(county.card, { createdAt: later, devices })
    expect(await run(anew, county.card, secondKey, 'pc-2')).toMatchObject({ ok: true, trusted: false })
    expect(codes(await run(anew, county.card, secondKey, 'pc-2'))).toContain('card.reregistered')
    // Signed by somebody else, or with a device left out of it: no longer.
    expect((await run(anew, county.card, third.key, 'pc-2')).ok).toBe(false)
    expect((await run({ ...anew, devices: devices.slice(1) }, county.card, secondKey, 'pc-2')).ok).toBe(false)
  })

  test('an old card replayed is refused', async () => {
    expect(errors(await run(county.card, withDevice))).toEqual(['card.stale data/package.json'])
  })

  test('fork, broken chain, gap, wrong signer, changed name, other office', async () => {
    const rival = nextCard(county.card, { createdAt: '2022-07-01T00:00:00Z', ageRecipient: third.age.recipient })
    expect(codes(await run(rival, withDevice))).toEqual(['card.fork'])
    expect(codes(await run({ ...withDevice, previousCardDigest: '0'.repeat(64) }, county.card))).toEqual([
      'card.broken-chain',
    ])
    const third3 = nextCard(withDevice, { createdAt: '2022-08-01T00:00:00Z' })
    expect(codes(await run(third3, county.card))).toEqual(['card.gap'])
    expect(codes(await run(withDevice, county.card, secondKey, 'pc-2'))).toEqual(['card.wrong-signer'])
    const renamed = nextCard(county.card, {
      createdAt: later,
      names: [...county.card.names, { name: '海门区科协', from: later }],
    })
    expect(await run(renamed, county.card)).toMatchObject({
      ok: true,
      findings: [{ code: 'card.changed', severity: 'hold' }],
    })
    const dropped = nextCard(withDevice, { createdAt: later, devices: county.card.devices })
    expect(codes(await run(dropped, withDevice))).toEqual(['card.broken-chain'])
    expect(codes(await run({ ...county.card, officeId: third.officeId }, null))).toContain('card.office-id')
    const revoked = {
      ...withDevice,
      devices: [{ ...withDevice.devices[0]!, revokedAt: later }, withDevice.devices[1]!],
    }
    const afterwards = nextCard(revoked, { createdAt: later })
    expect(codes(await run(afterwards, revoked))).toContain('card.wrong-signer')
  })

  test('a submission with a newer, an older, another card', async () => {
    const dir = await scratch()
    const newer = await sample(dir, {
      from: county,
      to: city,
      card: withDevice,
      sender: { officeId: county.officeId, deviceId: 'pc-2', cardSeq: 2 },
      signKey: secondKey,
    })
    expect(codes(await verifyTwice(newer.path, knows(county.card)))).toEqual(['card.newer'])
    expect((await verifyTwice(newer.path, knows(county.card))).trusted).toBe(false)
    const old = await sample(dir, { from: county, to: city }, 'old.zip')
    expect(await verifyTwice(old.path, knows(withDevice))).toMatchObject({
      ok: true,
      trusted: true,
      findings: [{ code: 'card.older', severity: 'info' }],
    })
    const fork = { ...county.card, region: '320600' }
    expect(codes(await verifyTwice(old.path, knows(fork)))).toEqual(['card.fork'])
    const untrusted = contextOf({ us: city.officeId, known: [{ card: county.card, trusted: false }] })
    expect(await verifyTwice(old.path, untrusted)).toMatchObject({
      ok: true,
      trusted: false,
      findings: [{ code: 'card.untrusted' }],
    })
  })
})
