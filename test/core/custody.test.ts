import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, trust } from '../support/desks.ts'

const root = newRoot('kexie-custody-')
const [oldWord, newWord] = ['老张的口令一句话', '小李的新口令一句话']
let county: Desk
let city: Desk
let oldCode = ''
/** A day before the county's papers are due, so that nothing is of the past. */
const startAt = Date.parse('2022-05-12T01:00:00Z')

beforeAll(async () => {
  county = await Desk.open(`${root.dir}/county`, { startAt })
  city = await Desk.open(`${root.dir}/city`, { startAt })
  await foundOffice(county, 'county', null)
  await foundOffice(city, 'city', null)
  await trust(county, city, root.dir)
  oldCode = (await county.call('keys.protect', { passphrase: oldWord })).recoveryCode
}, 60_000)
afterAll(async () => {
  await county.close()
  await city.close()
  root.remove()
})

describe('工作移交', { timeout: 30_000 }, () => {
  test('tells what is open: what waits for a receipt, what is only begun, and how old the copies are', async () => {
    await fillF2(county)
    await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: root.dir })
    const draft = await fillF2(county, { activityName: '还没写完的活动' }, [])
    const before = await county.call('custody.show', {})
    expect(before).toMatchObject({ protected: true, people: [], atDesk: null, backupSavedAt: null })
    expect(before.keyBackup.savedAt).toBeNull()
    const kinds = before.items.map(({ what }) => what)
    expect(kinds).toContain('receipt')
    expect(before.items.find(({ recordId }) => recordId === draft)).toMatchObject({
      what: 'draft',
      noticeId: countyNotice,
      title: expect.stringContaining('还没写完的活动') as string,
    })
    expect(before.items.find(({ what }) => what === 'receipt')?.title).toBe('第 1 号报送包，报示例市科学技术协会')
    await county.call('backups.make', {})
    expect((await county.call('custody.show', {})).backupSavedAt).not.toBeNull()
    // Titles are no personal values; nothing else may stand in it.
    expect(JSON.stringify(before)).not.toMatch(/1[3-9]\d{9}/)
  })

  test('the list on paper names both people, every open item, and has room for three signatures', async () => {
    const document = await county.call('custody.printDocument', { from: '示例甲', to: '示例乙' })
    const text = JSON.stringify(document)
    for (const word of [
      '工作移交清单',
      '示例甲',
      '示例乙',
      '还没写完的活动',
      '第 1 号报送包',
      '监交人（签名）',
      '从来没有保存过',
    ])
      expect(text).toContain(word)
    const { items } = await county.call('custody.show', {})
    expect(document.blocks.find((block) => block.kind === 'rows' && block.field === 'items')).toMatchObject({
      rows: { length: items.length },
    })
    expect((await county.problem('custody.savePdf', { from: '', to: '', out: `${root.dir}/a.pdf` })).code).toBe(
      'print.needs-window',
    )
  })

  test('changes hands: the old passphrase must be right, afterwards neither it nor the old code opens', async () => {
    const order = { from: '示例甲', to: '示例乙', oldPassphrase: oldWord, newPassphrase: newWord }
    for (const [oldPassphrase, code] of [
      ['不是这个口令', 'keys.passphrase-wrong'],
      [null, 'keys.passphrase-wrong'],
    ] as const)
      expect((await county.problem('custody.complete', { ...order, oldPassphrase })).code).toBe(code)
    expect((await county.problem('custody.complete', { ...order, newPassphrase: '短' })).code).toBe(
      'keys.passphrase-weak',
    )
    expect((await county.call('custody.show', {})).people).toEqual([])

    const { recoveryCode } = await county.call('custody.complete', order)
    expect(recoveryCode).not.toBe(oldCode)
    expect(await county.call('custody.show', {})).toMatchObject({ people: ['示例乙'], atDesk: '示例乙' })
    await county.reopen()
    expect((await county.problem('keys.unlock', { passphrase: oldWord, recoveryCode: oldCode })).code).toBe(
      'keys.passphrase-wrong',
    )
    await county.call('keys.unlock', { passphrase: null, recoveryCode })
    await county.call('keys.lock', {})
    await county.call('keys.unlock', { passphrase: newWord })

    // The one who goes leaves the list, and stays in the log.
    await county.call('custody.complete', {
      from: '示例乙',
      to: '示例丙',
      oldPassphrase: newWord,
      newPassphrase: oldWord,
    })
    expect(await county.call('custody.show', {})).toMatchObject({ people: ['示例丙'], atDesk: '示例丙' })
  })

  test('an office without a passphrase gets its first one', async () => {
    const { recoveryCode } = await city.call('custody.complete', {
      from: '示例丁',
      to: '示例戊',
      oldPassphrase: null,
      newPassphrase: newWord,
    })
    expect(recoveryCode).toMatch(/^([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/)
    expect((await city.call('custody.show', {})).protected).toBe(true)
  })
})
