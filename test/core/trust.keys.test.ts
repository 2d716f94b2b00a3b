/** Keys in a file, and keys that are lost: what a new PC may do with them, and what others believe of it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { Encrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWithPassphrase } from '../../electron/core/package/age-passphrase.ts'
import { fingerprintGroups, nextCard } from '../../electron/core/package/card.ts'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import { countyNotice, type Desk, fillF2 } from '../support/desks.ts'
import { foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { storeContents } from '../support/hostile-office.ts'
import { exchangeCards, newTable, passphrase, type Table } from '../support/offices.ts'

const filePassphrase = '另一句写在信封里的话'
let table: Table
let city: Desk
let county: Desk
let backup: string

beforeAll(async () => {
  table = newTable()
  city = await table.office('city', { name: '示例市科协', level: 'city', passphrase })
  county = await table.office('county', { name: '示例县科协', passphrase })
  await exchangeCards(city, county, table.stick)
  backup = table.place('钥匙备份.age')
  await county.call('keys.saveBackup', { out: backup, passphrase: filePassphrase })
}, 60_000)
afterAll(() => table.close())

const groupsOf = async (desk: Desk): Promise<string> => (await desk.call('offices.fingerprint', {})).groups.join(' ')
const take = (desk: Desk, path: string) => desk.call('packages.import', { path })
const codesOf = async (desk: Desk, path: string): Promise<string[]> =>
  (await take(desk, path)).verified.findings.map((one) => one.code)

describe('钥匙备份', () => {
  it('needs a passphrase of some length and says when it was written', async () => {
    expect(await county.problem('keys.saveBackup', { out: table.place('短.age'), passphrase: '短' })).toMatchObject({
      code: 'keys.passphrase-weak',
    })
    expect((await county.call('devices.list', {})).backupSavedAt).toMatch(/^\d{4}-/)
    const bytes = readFileSync(backup)
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(bytes.includes('SECRET')).toBe(false)
    // The same recipe as any age: one that another program made opens here.
    const encrypter = new Encrypter()
    encrypter.setPassphrase(filePassphrase)
    encrypter.setScryptWorkFactor(10)
    const opened = await openWithPassphrase(await encrypter.encrypt('甲'), filePassphrase)
    expect(Buffer.from(opened).toString()).toBe('甲')
  })

  it('damaged, cut off or opened with another passphrase it founds nothing', async () => {
    const desk = await table.empty('nothing')
    const before = storeContents(desk.dir)
    const bytes = readFileSync(backup)
    const restore = (path: string, word = filePassphrase) =>
      desk.problem('keys.restore', { path, passphrase: word, name: '新电脑', oldComputer: 'gone' })
    expect(await restore(backup, '不是这一句话呀')).toMatchObject({ code: 'keys.backup-passphrase' })
    for (const [name, bent] of [
      ['尾.age', bytes.subarray(0, -40)],
      ['头.age', bytes.subarray(30)],
      ['空.age', Buffer.alloc(0)],
      // One that asks for a gigabyte of memory.
      ['贪.age', Buffer.from(bytes.toString('latin1').replace(/(-> scrypt \S+) 17/, '$1 30'), 'latin1')],
    ] as const) {
      writeFileSync(table.place(name), bent)
      expect(await restore(table.place(name)), name).toMatchObject({ code: 'keys.backup-invalid' })
    }
    expect(storeContents(desk.dir)).toEqual(before)
  })

  it('makes a new device; the old one is given up, its numbers are not taken, the city believes it at once', async () => {
    await fillF2(county, {}, [])
    const sent = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    expect(await take(city, sent.files[0]?.path ?? '')).toMatchObject({ result: 'imported' })
    const oldDevice = (await county.call('app.state', {})).office?.deviceId

    const fresh = await table.empty('fresh')
    const { office } = await fresh.call('keys.restore', {
      path: backup,
      passphrase: filePassphrase,
      name: '新电脑',
      oldComputer: 'gone',
    })
    expect(office).toMatchObject({ officeId: county.officeId, name: '示例县科协' })
    expect(office?.deviceId).not.toBe(oldDevice)
    expect((await fresh.call('devices.list', {})).devices).toMatchObject([
      { deviceId: oldDevice, here: false, revokedAt: expect.any(String) },
      { here: true, name: '新电脑', revokedAt: null },
    ])
    expect(await fresh.call('offices.list', {})).toMatchObject([{ officeId: city.officeId, trusted: true }])

    const card = await fresh.call('offices.exportCard', { out: table.place('恢复.zip') })
    // An office that has never heard of it: known, and trusted by its 指纹码 as any other.
    const stranger = await table.office('stranger', { name: '别市科协', level: 'city' })
    expect(await take(stranger, card.path)).toMatchObject({ result: 'imported' })
    expect(
      await stranger.call('offices.trust', { officeId: county.officeId, fingerprint: await groupsOf(fresh) }),
    ).toMatchObject({ trusted: true, cardSeq: 2 })

    expect(await take(city, card.path)).toMatchObject({ result: 'imported' })
    await fresh.call('keys.protect', { passphrase })
    await fillF2(fresh, {}, [])
    const next = await fresh.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    expect(next.sequence).toBe(1)
    expect(await take(city, next.files[0]?.path ?? '')).toMatchObject({ result: 'imported' })
    // Whoever has the old PC signs with a key that counts no more.
    await fillF2(county, {}, [])
    const stolen = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    const late = await take(city, stolen.files[0]?.path ?? '')
    expect(late.result).toBe('refused')
    expect(late.verified.findings).toContainEqual(
      expect.objectContaining({ code: 'signature.revoked-device', severity: 'error' }),
    )
    // A file that was written before the card changed would bring back what others have passed.
    expect(await county.call('devices.list', {})).toMatchObject({ backupStale: false })
    await county.call('offices.rename', { name: '甲县科学技术协会' })
    expect(await county.call('devices.list', {})).toMatchObject({ backupStale: true })
  }, 60_000)
})

describe('keys lost and no copy', () => {
  it('only the stamped paper brings the new keys in, and a forgery shuts nobody out', async () => {
    const lost = await table.office('lost', { name: '丙县科协', passphrase })
    await exchangeCards(city, lost, table.stick)
    await fillF2(lost, {}, [])
    const early = await lost.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    expect(await take(city, early.files[0]?.path ?? '')).toMatchObject({ result: 'imported' })

    const copy = table.place('丙县名片.json')
    await city.call('offices.saveCardCopy', { officeId: lost.officeId, out: copy })
    const anew = await table.empty('anew')
    const cut = table.place('残.json')
    writeFileSync(cut, readFileSync(copy).subarray(0, 200))
    expect(await anew.problem('offices.reregister', { card: cut, name: '新电脑' })).toMatchObject({
      code: 'card.copy-invalid',
    })
    const { office } = await anew.call('offices.reregister', { card: copy, name: '新电脑' })
    expect(office).toMatchObject({ officeId: lost.officeId, name: '丙县科协' })
    expect(await anew.call('devices.list', {})).toMatchObject({ reregistered: true, cardToSend: true })
    const card = await anew.call('offices.exportCard', { out: table.place('丙县新名片.zip') })
    expect(await anew.call('devices.list', {})).toMatchObject({ reregistered: false, cardToSend: false })

    // Somebody else does the same with the public card, and floods the city with it.
    const known = (JSON.parse(readFileSync(copy, 'utf8')) as { card: OfficeCard }).card
    const thief = await foreignOffice('丙县科协')
    const at = new Date().toISOString()
    const forged = (cardSeq: number): OfficeCard => ({
      ...nextCard(known, { createdAt: at, ageRecipient: thief.age.recipient }),
      cardSeq,
      devices: [...known.devices.map((one) => ({ ...one, revokedAt: at })), ...thief.card.devices],
    })
    const forge = (cardSeq: number) =>
      foreignPackage(thief, table.stick, {
        card: forged(cardSeq),
        sender: { officeId: known.officeId, deviceId: thief.deviceId, cardSeq },
      })
    expect(await codesOf(city, await forge(2))).toEqual(['card.reregistered'])
    expect(await take(city, card.path)).toMatchObject({ result: 'held' })
    expect(await take(city, await forge(900))).toMatchObject({ result: 'held' })
    const show = await city.call('offices.show', { officeId: lost.officeId })
    expect(show).toMatchObject({ trusted: true, waiting: { onlyPaper: true }, devices: [{ revokedAt: null }] })
    expect(show.alsoWaiting).toHaveLength(2)
    expect(show.waiting?.changes).toContain('停用电脑 1 台')

    // Neither a telephone nor a card in use is moved by any of them.
    const fingerprint = await groupsOf(anew)
    const trustBy = (way: 'telephone' | 'paper') => ({ officeId: lost.officeId, fingerprint, way })
    expect(await city.problem('offices.trust', trustBy('telephone'))).toMatchObject({ code: 'card.paper-only' })
    expect(await city.problem('offices.trust', { ...trustBy('telephone'), card: card.path })).toMatchObject({
      code: 'card.paper-only',
    })
    expect(
      await city.call('offices.trust', { officeId: lost.officeId, fingerprint: await groupsOf(lost) }),
    ).toMatchObject({ cardSeq: 1, trusted: true })
    // That word dropped what waited: the file brings it back, also past a new forgery.
    expect(await take(city, await forge(901))).toMatchObject({ result: 'held' })
    expect(await city.problem('offices.trust', { ...trustBy('paper'), card: card.path })).toMatchObject({
      code: 'card.reregistered',
    })
    expect(await city.call('offices.trust', { ...trustBy('paper'), card: card.path })).toMatchObject({
      cardSeq: 2,
      trusted: true,
    })
    const after = await city.call('offices.show', { officeId: lost.officeId })
    expect(after).toMatchObject({ waiting: null, alsoWaiting: [] })
    expect(after.trust.map((one) => one.way)).toEqual(['telephone', 'telephone', 'paper'])

    // What the lost keys signed before is still there and still held against them; now they sign nothing.
    expect(await take(city, early.files[0]?.path ?? '')).toMatchObject({ result: 'duplicate' })
    await fillF2(lost, {}, [])
    const late = await lost.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    expect(await codesOf(city, late.files[0]?.path ?? '')).toContain('signature.revoked-device')
    expect(fingerprintGroups(forged(900))).not.toEqual(after.groups)
    await anew.call('keys.protect', { passphrase })
    await anew.call('offices.trust', {
      card: (await city.call('offices.exportCard', { out: table.place('市.zip') })).path,
      fingerprint: await groupsOf(city),
    })
    await fillF2(anew, {}, [])
    const sent = await anew.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    expect(await take(city, sent.files[0]?.path ?? '')).toMatchObject({ result: 'imported' })
  }, 60_000)
})
