import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprintGroups, nextCard } from '../../electron/core/package/card.ts'
import { typedGroups } from '../../electron/core/trust/typed-groups.ts'
import { Desk, foundOffice, newRoot } from '../support/desks.ts'
import { foreignOffice, foreignPackage } from '../support/foreign-office.ts'

let root: ReturnType<typeof newRoot>
let desk: Desk
let stick: string
beforeEach(async () => {
  root = newRoot()
  stick = path.join(root.dir, 'stick')
  mkdirSync(stick)
  desk = await Desk.open(path.join(root.dir, 'desk'))
  await foundOffice(desk, 'county', null)
})
afterEach(async () => {
  await desk.close()
  root.remove()
})

describe('our card', () => {
  it('is written without a word about passphrases, and twice the same bytes', async () => {
    const first = await desk.call('offices.exportCard', { out: path.join(stick, '名片.zip') })
    const second = await desk.call('offices.exportCard', { out: path.join(stick, '再来一份.zip') })
    expect(second.sha256).toBe(first.sha256)
    expect(readFileSync(first.path).equals(readFileSync(second.path))).toBe(true)
    expect(readdirSync(stick).sort()).toEqual(['再来一份.zip', '名片.zip'].sort())
    const ours = await desk.call('offices.fingerprint', {})
    expect(await desk.call('offices.cardFingerprint', { card: first.path })).toEqual(ours)
    expect(ours.groups).toHaveLength(8)
    for (const group of ours.groups) expect(group).toMatch(/^\d{5}$/)
    await desk.call('offices.rename', { name: '示例县科协' })
    const renamed = await desk.call('offices.exportCard', { out: path.join(stick, '新名片.zip') })
    expect(renamed.sha256).not.toBe(first.sha256)
    expect((await desk.call('packages.outbox', {})).map((item) => [item.kind, item.sequence])).toEqual([
      ['office-card', 2],
      ['office-card', 1],
    ])
  })

  it('needs a folder, and refuses a file that is no card', async () => {
    expect(await desk.problem('offices.exportCard', { out: path.join(stick, 'no', 'card.zip') })).toMatchObject({
      code: 'package.target-missing',
    })
    const junk = path.join(stick, 'junk.zip')
    writeFileSync(junk, 'PK junk')
    expect(await desk.problem('offices.cardFingerprint', { card: junk })).toMatchObject({ code: 'package.refused' })
    expect(await desk.problem('offices.cardFingerprint', { card: path.join(stick, 'absent.zip') })).toMatchObject({
      code: 'file.vanished',
    })
    const other = await foreignOffice('某市科协')
    const card = await foreignPackage(other, stick)
    const bytes = readFileSync(card)
    bytes[bytes.length - 200] = (bytes[bytes.length - 200] ?? 0) ^ 1
    writeFileSync(card, bytes)
    expect(
      await desk.problem('offices.trust', { card, fingerprint: fingerprintGroups(other.card).join('') }),
    ).toMatchObject({ code: 'package.refused' })
    expect(await desk.call('offices.list', {})).toEqual([])
  })
})

describe('a card of somebody else', () => {
  it('is only known when imported, and trusted once a person has compared it', async () => {
    const city = await foreignOffice('某市科协')
    const card = await foreignPackage(city, stick)
    expect(await desk.call('packages.import', { path: card })).toMatchObject({
      result: 'imported',
      verified: { ok: true, trusted: false, kind: 'office-card' },
    })
    expect(await desk.call('offices.list', {})).toMatchObject([
      { officeId: city.card.officeId, trusted: false, name: '某市科协' },
    ])
    expect(await desk.call('packages.import', { path: card })).toMatchObject({ result: 'duplicate' })
    const groups = fingerprintGroups(city.card)
    const wrong = groups.map((group, index) =>
      index === 2 || index === 7 ? String((Number(group) + 1) % 100_000).padStart(5, '0') : group,
    )
    expect(
      await desk.problem('offices.trust', { officeId: city.card.officeId, fingerprint: wrong.join(' ') }),
    ).toMatchObject({
      code: 'card.fingerprint-mismatch',
      details: { officeName: '某市科协', differingGroups: [3, 8] },
    })
    expect(
      await desk.problem('offices.trust', { officeId: city.card.officeId, fingerprint: groups.slice(0, 7).join(' ') }),
    ).toMatchObject({ details: { differingGroups: [8] } })
    expect(
      await desk.problem('offices.trust', { officeId: city.card.officeId, fingerprint: `${groups.join(' ')} 1` }),
    ).toMatchObject({ code: 'card.fingerprint-mismatch' })
    expect((await desk.call('offices.list', {}))[0]?.trusted).toBe(false)
    const spoken = groups.join('－').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    expect(
      await desk.call('offices.trust', { officeId: city.card.officeId, fingerprint: `　${spoken}。` }),
    ).toMatchObject({ trusted: true, isUpstream: false })
    expect(await desk.problem('offices.trust', { officeId: 'KX00000000', fingerprint: '1' })).toMatchObject({
      code: 'card.unknown-office',
    })
    expect(await desk.problem('offices.trust', { officeId: desk.officeId, fingerprint: '1' })).toMatchObject({
      code: 'card.unknown-office',
    })
  })

  it('follows its chain: the next is taken, an old one replayed, a fork and a broken chain are refused', async () => {
    const city = await foreignOffice('某市科协')
    const card = await foreignPackage(city, stick)
    await desk.call('offices.trust', { card, fingerprint: fingerprintGroups(city.card).join(' ') })
    const second = nextCard(city.card, { upstream: desk.officeId, createdAt: '2026-02-01T00:00:00.000Z' })
    const secondFile = await foreignPackage(city, stick, { card: second, sequence: 2 })
    expect(await desk.call('packages.import', { path: secondFile })).toMatchObject({ result: 'imported' })
    expect(await desk.call('offices.list', {})).toMatchObject([{ cardSeq: 2, trusted: true }])

    const replayed = await desk.call('packages.import', { path: card })
    expect(replayed.result).toBe('refused')
    expect(replayed.verified.findings.map((finding) => finding.code)).toContain('card.stale')
    const groups = fingerprintGroups(city.card).join(' ')
    expect(await desk.problem('offices.trust', { card, fingerprint: groups })).toMatchObject({
      code: 'card.stale',
      details: { cardSeq: 1, knownSeq: 2 },
    })

    const fork = await foreignPackage(city, stick, {
      card: nextCard(city.card, { region: '320901', createdAt: '2026-02-02T00:00:00.000Z' }),
    })
    expect(await desk.problem('offices.trust', { card: fork, fingerprint: groups })).toMatchObject({
      code: 'card.fork',
    })
    expect((await desk.call('packages.import', { path: fork })).result).toBe('refused')

    const thief = await foreignOffice('冒名者')
    const stolen = {
      ...nextCard(second, { createdAt: '2026-03-01T00:00:00.000Z' }),
      devices: [...second.devices, ...thief.card.devices],
    }
    const forged = await foreignPackage(thief, stick, {
      card: stolen,
      sender: { officeId: second.officeId, deviceId: thief.deviceId, cardSeq: 3 },
    })
    expect((await desk.call('packages.import', { path: forged })).result).toBe('refused')
    expect(
      await desk.problem('offices.trust', { card: forged, fingerprint: fingerprintGroups(stolen).join('') }),
    ).toMatchObject({ code: 'card.broken-chain' })
    expect(await desk.call('offices.list', {})).toMatchObject([{ cardSeq: 2, trusted: true, name: '某市科协' }])
  })

  it('with a changed name waits for a person', async () => {
    const city = await foreignOffice('某市科协')
    await desk.call('offices.trust', {
      card: await foreignPackage(city, stick),
      fingerprint: fingerprintGroups(city.card).join(' '),
    })
    const names = [...city.card.names, { name: '某市科学技术协会', from: '2026-03-01T00:00:00.000Z' }]
    const renamed = nextCard(city.card, { names, createdAt: '2026-03-01T00:00:00.000Z' })
    const file = await foreignPackage(city, stick, { card: renamed, sequence: 2 })
    expect(await desk.call('packages.import', { path: file })).toMatchObject({ result: 'held' })
    expect(await desk.call('offices.list', {})).toMatchObject([{ name: '某市科协', cardSeq: 1, trusted: true }])
    // What waits is confirmed by comparing the 指纹码 once more.
    expect(await desk.problem('offices.trust', { officeId: city.card.officeId, fingerprint: '00000' })).toMatchObject({
      code: 'card.fingerprint-mismatch',
    })
    expect(
      await desk.call('offices.trust', { card: file, fingerprint: fingerprintGroups(renamed).join(' ') }),
    ).toMatchObject({ name: '某市科学技术协会', cardSeq: 2, trusted: true })
    expect((await desk.call('offices.list', {}))[0]?.names).toHaveLength(2)
  })

  it('tells of the change first when it comes straight to the comparison', async () => {
    const city = await foreignOffice('某市科协')
    await desk.call('offices.trust', {
      card: await foreignPackage(city, stick),
      fingerprint: fingerprintGroups(city.card).join(' '),
    })
    const moved = nextCard(city.card, { level: 'province', createdAt: '2026-03-01T00:00:00.000Z' })
    const file = await foreignPackage(city, stick, { card: moved, sequence: 2 })
    const fingerprint = fingerprintGroups(moved).join(' ')
    expect(await desk.problem('offices.trust', { card: file, fingerprint })).toMatchObject({
      code: 'card.changed',
      details: { changes: ['级别'] },
    })
    expect(await desk.call('offices.trust', { card: file, fingerprint })).toMatchObject({ level: 'province' })
  })
})

it('reads digits as people type them', () => {
  expect(typedGroups('１２３４５ 67890—12345-67890 12345·67890,12345、67890')).toEqual([
    '12345',
    '67890',
    '12345',
    '67890',
    '12345',
    '67890',
    '12345',
    '67890',
  ])
  expect(typedGroups('123')).toEqual(['123'])
  expect(typedGroups('')).toEqual([])
})
