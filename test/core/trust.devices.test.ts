/** A further PC of an office: asked for, let in, given up, and a store that was copied. */
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countyNotice, Desk, fillF2 } from '../support/desks.ts'
import { storeContents } from '../support/hostile-office.ts'
import { exchangeCards, newTable, passphrase, type Table } from '../support/offices.ts'

let table: Table
let city: Desk
let first: Desk
let second: Desk
let askedAt: string
let code: string[]

beforeAll(async () => {
  table = newTable()
  city = await table.office('city', { name: '示例市科协', level: 'city', passphrase })
  first = await table.office('first', { name: '示例县科协', passphrase })
  await exchangeCards(city, first, table.stick)
  await first.call('offices.setUpstream', { officeId: city.officeId })
  const { path: card } = await first.call('offices.exportCard', { out: table.place('新上级.zip') })
  await city.call('packages.import', { path: card })
  second = await table.empty('second')
  askedAt = table.place('加机申请.json')
  code = (await second.call('devices.request', { name: '二楼电脑', out: askedAt })).code
}, 60_000)
afterAll(() => table.close())

const out = (name: string): string => table.place(name)
const fileBytes = (dir: string): Buffer[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))

describe('加机申请', () => {
  it('shows the same code on both PCs and holds nothing secret', async () => {
    expect(code).toHaveLength(8)
    const read = await first.call('devices.readRequest', { path: askedAt })
    expect(read).toMatchObject({ name: '二楼电脑', code })
    expect(readFileSync(askedAt, 'utf8')).not.toMatch(/SECRET/)
    // Neither does the new PC keep it in clear.
    for (const bytes of fileBytes(second.dir)) expect(bytes.includes('AGE-SECRET-KEY')).toBe(false)
    const again = await second.call('devices.request', { name: '二楼电脑', out: out('再写一份.json') })
    expect(again.code).toEqual(code)
    // Whoever closes the program in between finds it again.
    expect(await second.call('devices.pendingRequest', {})).toMatchObject({ name: '二楼电脑', code })
    expect(await first.call('devices.pendingRequest', {})).toBeNull()
  })

  it('is refused when a letter of it was changed, and by a PC that has an office', async () => {
    const bent = out('改过.json')
    writeFileSync(bent, readFileSync(askedAt, 'utf8').replace('二楼电脑', '三楼电脑'))
    expect((await first.call('devices.readRequest', { path: bent })).code).not.toEqual(code)
    const before = storeContents(first.dir)
    expect(await first.problem('devices.grant', { path: bent, code: code.join(' '), out: out('x.age') })).toMatchObject(
      { code: 'device.code-mismatch' },
    )
    const wrong = [...code]
    wrong[3] = wrong[3] === '00000' ? '00001' : '00000'
    expect(
      await first.problem('devices.grant', { path: askedAt, code: wrong.join(' '), out: out('x.age') }),
    ).toMatchObject({ code: 'device.code-mismatch', details: { differingGroups: [4] } })
    const cut = out('残缺.json')
    writeFileSync(cut, readFileSync(askedAt).subarray(0, 80))
    expect(await first.problem('devices.grant', { path: cut, code: code.join(''), out: out('x.age') })).toMatchObject({
      code: 'device.request-invalid',
    })
    expect(storeContents(first.dir)).toEqual(before)
    expect(await first.problem('devices.request', { name: '自己', out: out('y.json') })).toMatchObject({
      code: 'office.exists',
    })
  })

  it('is granted only where a passphrase protects the keys', async () => {
    const open = await table.office('open', { name: '无口令县科协' })
    expect(
      await open.problem('devices.grant', { path: askedAt, code: code.join(' '), out: out('z.age') }),
    ).toMatchObject({ code: 'keys.not-set-up' })
  })
})

describe('加机许可', () => {
  it('founds the store of the PC that asked, and of no other; the office stays one', async () => {
    const granted = out('加机许可.age')
    const grant = await first.call('devices.grant', { path: askedAt, code: ` ${code.join('－')} `, out: granted })
    expect(grant).toMatchObject({ name: '二楼电脑', path: granted })
    for (const word of ['AGE-SECRET', 'deviceId', '示例县'])
      expect(readFileSync(granted).includes(word), word).toBe(false)
    expect((await first.call('devices.list', {})).devices).toMatchObject([
      { here: true, revokedAt: null },
      { here: false, name: '二楼电脑', revokedAt: null, deviceId: grant.deviceId },
    ])
    const named = await first.call('devices.name', { deviceId: grant.deviceId, name: '档案室电脑' })
    expect(named.devices.map(({ name }) => name)).toContain('档案室电脑')
    expect(await first.problem('devices.name', { deviceId: 'nobody', name: '谁' })).toMatchObject({
      code: 'device.unknown',
    })

    // Replayed to a third PC, which asked for itself; and on one that never asked.
    const third = await table.empty('third')
    const join = (path: string, fingerprint = grant.groups.join(' ')) => ({ path, fingerprint })
    expect(await third.problem('devices.join', join(granted))).toMatchObject({ code: 'device.no-request' })
    await third.call('devices.request', { name: '别人的电脑', out: out('别人.json') })
    const before = storeContents(third.dir)
    expect(await third.problem('devices.join', join(granted))).toMatchObject({ code: 'device.grant-not-ours' })
    const cut = out('残缺.age')
    writeFileSync(cut, readFileSync(granted).subarray(0, -3000))
    expect(await second.problem('devices.join', join(cut))).toMatchObject({ code: 'device.grant-invalid' })
    expect(await second.problem('devices.join', join(askedAt))).toMatchObject({ code: 'device.grant-invalid' })
    expect(storeContents(third.dir)).toEqual(before)

    // Somebody who saw the request answers it with an office of his own, under a name that sounds right.
    const stranger = await table.office('stranger', { name: '示例县科协', passphrase })
    const forged = out('冒充.age')
    await stranger.call('devices.grant', { path: askedAt, code: code.join(' '), out: forged })
    expect(await second.call('devices.readGrant', { path: granted })).toEqual({
      officeName: '示例县科协',
      groups: (await first.call('offices.fingerprint', {})).groups,
    })
    const empty = storeContents(second.dir)
    expect(await second.problem('devices.join', join(forged))).toMatchObject({ code: 'card.fingerprint-mismatch' })
    expect(storeContents(second.dir)).toEqual(empty)

    const { office } = await second.call('devices.join', join(granted))
    expect(await second.call('devices.pendingRequest', {})).toBeNull()
    expect(await second.call('devices.list', {})).toMatchObject({ reregistered: false, backupStale: false })
    expect(office).toMatchObject({
      officeId: first.officeId,
      deviceId: grant.deviceId,
      name: '示例县科协',
      upstreamOfficeId: city.officeId,
    })
    expect(await second.call('offices.fingerprint', {})).toMatchObject({
      groups: (await first.call('offices.fingerprint', {})).groups,
    })
    // Whom the first PC trusts, the second does, and knows why.
    expect(await second.call('offices.list', {})).toMatchObject([{ officeId: city.officeId, trusted: true }])
    expect((await second.call('offices.show', { officeId: city.officeId })).trust).toMatchObject([{ way: 'telephone' }])
    expect(await second.problem('devices.join', join(granted))).toMatchObject({ code: 'office.exists' })
    await second.call('keys.protect', { passphrase })

    // What it sends waits until its card came, and then nobody has to compare anything.
    await fillF2(second, {}, [])
    const sent = await second.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    const file = sent.files[0]?.path ?? ''
    const held = await city.call('packages.import', { path: file })
    expect(held.result).toBe('held')
    expect(held.verified.findings.map((one) => one.code)).toContain('card.newer')
    expect((await second.call('devices.list', {})).cardToSend).toBe(true)
    const card = await second.call('offices.exportCard', { out: out('二号名片.zip') })
    expect((await second.call('devices.list', {})).cardToSend).toBe(false)
    expect(await city.call('packages.import', { path: card.path })).toMatchObject({ result: 'imported' })
    expect(await city.call('packages.import', { path: file })).toMatchObject({ result: 'imported' })

    // Given up again: by the other PC only.
    const { devices } = await first.call('devices.list', {})
    expect(await first.problem('devices.revoke', { deviceId: devices[0]?.deviceId ?? '' })).toMatchObject({
      code: 'device.here',
    })
    expect(await first.problem('devices.revoke', { deviceId: 'nobody' })).toMatchObject({ code: 'device.unknown' })
    const later = await second.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: table.stick })
    await first.call('devices.revoke', { deviceId: grant.deviceId })
    expect(await first.problem('devices.revoke', { deviceId: devices[0]?.deviceId ?? '' })).toMatchObject({
      code: 'device.last',
    })
    expect(
      await first.problem('devices.grant', { path: askedAt, code: code.join(''), out: out('neu.age') }),
    ).toMatchObject({ code: 'device.request-used' })
    const after = await first.call('offices.exportCard', { out: out('三号名片.zip') })
    expect(await city.call('packages.import', { path: after.path })).toMatchObject({ result: 'imported' })
    // Signed before it was given up: it waits, and no click takes it. What came in before stays.
    const fromGone = await city.call('packages.import', { path: later.files[0]?.path ?? '' })
    expect(['duplicate', 'held']).toContain(fromGone.result)
    // The PC itself learns of it by the same file.
    expect(await second.call('packages.import', { path: after.path })).toMatchObject({ result: 'imported' })
    expect(await second.problem('offices.exportCard', { out: out('四号名片.zip') })).toMatchObject({
      code: 'device.revoked',
    })
  }, 60_000)
})

it('a copied store becomes a device of its own: new key, new numbers, the other PC stays', async () => {
  const original = await table.office('original', { name: '乙县科协' })
  const copyDir = path.join(path.dirname(original.dir), 'copied')
  await original.close()
  cpSync(original.dir, copyDir, { recursive: true, filter: (source) => !statSync(source).isSocket() })
  await original.reopen().catch(() => undefined)
  const copy = await Desk.open(copyDir)
  try {
    const before = (await copy.call('app.state', {})).office?.deviceId
    const { devices } = await copy.call('devices.renew', { name: '抄来的电脑' })
    expect(devices).toMatchObject([
      { deviceId: before, here: false, revokedAt: null },
      { here: true, name: '抄来的电脑' },
    ])
    // The card is signed by the copied key, which the city knows; the original takes it in as well.
    await city.call('offices.trust', {
      card: (await original.call('offices.exportCard', { out: out('乙一.zip') })).path,
      fingerprint: (await original.call('offices.fingerprint', {})).groups.join(''),
    })
    const card = await copy.call('offices.exportCard', { out: out('乙二.zip') })
    expect(await city.call('packages.import', { path: card.path })).toMatchObject({ result: 'imported' })
    expect(await original.call('packages.import', { path: card.path })).toMatchObject({ result: 'imported' })
    expect((await original.call('devices.list', {})).devices).toMatchObject([
      { deviceId: before, here: true },
      { here: false },
    ])
    // The next card is signed by the new key, and follows.
    await copy.call('offices.rename', { name: '乙县科学技术协会' })
    const renamed = await copy.call('offices.exportCard', { out: out('乙三.zip') })
    expect((await city.call('packages.import', { path: renamed.path })).verified.findings).toMatchObject([
      { code: 'card.changed', severity: 'hold' },
    ])
  } finally {
    await copy.close()
  }
}, 30_000)
