import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateAgeIdentity } from '../../electron/core/package/age.ts'
import { nextCard } from '../../electron/core/package/card.ts'
import { generateSigningKey, publicKeyText } from '../../electron/core/package/minisign.ts'
import { textEntry } from '../../electron/core/package/plan.ts'
import type { NoticePack } from '../../shared/notice/pack.ts'
import { countyNotice } from '../support/desks.ts'
import { type HostileWorld, hostileWorld, storeContents } from '../support/hostile-office.ts'
import { asPublished, foreignNotice, idOf, summaryNotice } from '../support/notices.ts'
import { unzipPackage } from '../support/unzip.ts'

let world: HostileWorld
let pack: NoticePack
/** `county` is set as the office above: trusted as much as can be, and free to sign whatever it wants. */
beforeEach(async () => {
  world = await hostileWorld()
  await world.city.call('offices.setUpstream', { officeId: world.county.card.officeId })
  const shown = await world.city.call('notices.show', { noticeId: countyNotice })
  const forms = shown.pack.forms.map(({ example: _example, ...form }) => form)
  pack = { ...shown.pack, forms, id: idOf('task', world.county), version: '1', historical: false }
})
afterEach(() => world.close())

const sent = (change: Record<string, unknown> = {}, order: Parameters<typeof foreignNotice>[3] = {}) =>
  foreignNotice(world.county, world.stick, { pack: { ...pack, ...change } }, order)

const turnedAway = async (file: string, result: 'refused' | 'held', code: string): Promise<string[]> => {
  const before = storeContents(world.city.dir)
  const outcome = await world.codes(file)
  expect(outcome).toMatchObject({ result, codes: expect.arrayContaining([code]) })
  expect(storeContents(world.city.dir)).toEqual(before)
  return outcome.codes
}
const next = (file: string, sequence = 2) => ({
  sequence,
  previousDigest: unzipPackage(file, path.join(world.dir, `bag-${sequence}`)).tagManifestDigest,
})
const received = async () =>
  (await world.city.call('notices.list', {})).filter((notice) => notice.source === 'received')

describe('names of notices', () => {
  it('an id of a built-in notice, of our own, of another office, or of nobody', async () => {
    const { city, county, other, stick } = world
    const own = await summaryNotice(city)
    for (const id of [countyNotice, own, idOf('task', other), 'task', `.${county.card.officeId.toLowerCase()}`]) {
      const file = await foreignNotice(county, stick, { pack: { ...pack, id } })
      const outcome = await world.codes(file)
      expect(outcome.result).toBe('refused')
      expect(outcome.codes.some((code) => ['notice.id-not-theirs', 'notice.invalid'].includes(code))).toBe(true)
    }
    expect(await received()).toEqual([])
    const shown = await city.call('notices.show', { noticeId: countyNotice })
    expect(shown.summary.source).toBe('built-in')
  })

  it('another trusted office signs the notice anew, as it is or under its own name', async () => {
    const { other, stick } = world
    expect(await world.codes(await sent())).toMatchObject({ result: 'imported' })
    await turnedAway(await foreignNotice(other, stick, { pack }), 'refused', 'notice.id-not-theirs')
    const theirs = { ...pack, id: idOf('task', other) }
    expect(await world.codes(await foreignNotice(other, stick, { pack: theirs }))).toMatchObject({
      result: 'imported',
      codes: expect.arrayContaining(['notice.not-upstream']),
    })
    expect((await received()).map(({ id }) => id)).toEqual([pack.id])
  })

  it('path tricks and names that every object has', async () => {
    for (const id of ['../../../evil', 'a/b', 'A', '..', 'a\\b', 'a%2fb'])
      await turnedAway(
        await sent({ id: `${id}.${world.county.card.officeId.toLowerCase()}` }),
        'refused',
        'notice.invalid',
      )
    const [first, ...rest] = pack.deliverables
    for (const id of ['__proto__', 'constructor', '../d', 'a b'])
      await turnedAway(await sent({ deliverables: [{ ...first, id }, ...rest] }), 'refused', 'notice.invalid')
    const [form, ...forms] = pack.forms
    for (const id of ['../../JS-F2', 'JS/F2', ''])
      await turnedAway(await sent({ forms: [{ ...form, id }, ...forms] }), 'refused', 'notice.invalid')
    const fields = form?.fields ?? []
    await turnedAway(
      await sent({ forms: [{ ...form, fields: [...fields, { ...fields[0], id: 'constructor' }] }, ...forms] }),
      'refused',
      'notice.invalid',
    )
  })
})

describe('contents of notices', () => {
  it('__proto__ as a key, two keys of one name, bytes that are not the digest', async () => {
    const { json } = asPublished(pack)
    const raw = (text: string) => foreignNotice(world.county, world.stick, { pack: { ...pack }, json: text })
    await turnedAway(await raw(json.replace('{', '{"__proto__":{"historical":true},')), 'refused', 'json.syntax')
    await turnedAway(await raw(json.replace('{', '{"id":"x",')), 'refused', 'json.duplicate-key')
    await turnedAway(await raw(`${json}\n`), 'refused', 'notice.digest')
    await turnedAway(await raw('{'), 'refused', 'json.syntax')
    await turnedAway(await raw('null'), 'refused', 'notice.invalid')
    const digest = 'a'.repeat(64)
    const notice = { id: pack.id, version: '1', digest, title: pack.title }
    await turnedAway(await sent({}, { notice }), 'refused', 'notice.digest')
    const other = { id: pack.id, version: '7', digest: asPublished(pack).digest, title: pack.title }
    await turnedAway(await sent({}, { notice: other }), 'refused', 'notice.mismatch')
  })

  it('10,000 fields, wrong references, doubled ids: all findings at once', async () => {
    const [form, ...forms] = pack.forms
    const field = form?.fields.find((one) => one.kind === 'text')
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...field, id: `f${at}` }))
    const large = await sent({ forms: [{ ...form, fields: many }, ...forms] })
    await turnedAway(large, 'refused', 'notice.invalid')
    const bad = {
      forms: [...pack.forms, form],
      addressees: [{ level: 'county', type: 'association', wording: '各县', reportsTo: 'nobody' }],
      deliverables: pack.deliverables.map((item) => ({ ...item, formId: 'gone', recipientId: 'gone' })),
    }
    const codes = await turnedAway(await sent(bad), 'refused', 'notice.invalid')
    expect(codes.filter((code) => code === 'notice.invalid').length).toBeGreaterThan(pack.deliverables.length)
  })

  it('a span that no page can hold, a text without end, letters that hide', async () => {
    await turnedAway(await sent({ remarks: ['甲'.repeat(30_000)] }), 'refused', 'notice.invalid')
    await turnedAway(await sent({ title: '通知\u202e知通' }), 'refused', 'notice.invalid')
    const wide = JSON.parse(JSON.stringify(pack.forms).replaceAll(/"colSpan":\d+/g, '"colSpan":100000000')) as unknown
    await turnedAway(await sent({ forms: wide }), 'refused', 'notice.invalid')
    for (const version of ['0', '1.5', 'latest', '-1'])
      await turnedAway(await sent({ version }), 'refused', 'notice.invalid')
  })

  it('files that a notice does not have', async () => {
    const extra = (name: string) => sent({}, { extra: [textEntry(name, '{}')] })
    for (const name of ['data/notice/run.js', 'data/notice/forms/a/b.json', 'data/records/x.json'])
      await turnedAway(await extra(name), 'refused', 'package.unlisted-file')
  })

  it("an attacker's keys inside gain nothing", async () => {
    const { county, city } = world
    const key = generateSigningKey()
    const device = {
      deviceId: 'evil',
      signKey: publicKeyText(key),
      validFrom: '2026-01-01T00:00:00.000Z',
      revokedAt: null,
    }
    const card = nextCard(county.card, {
      devices: [...county.card.devices, device],
      ageRecipient: (await generateAgeIdentity()).recipient,
      createdAt: '2026-01-03T00:00:00.000Z',
    })
    const before = await city.call('offices.list', {})
    const sender = { officeId: county.card.officeId, deviceId: 'evil', cardSeq: 2 }
    const forged = await sent({}, { card, sender, signKey: key })
    expect((await world.codes(forged)).result).not.toBe('imported')
    expect(await received()).toEqual([])
    // By a true key with a later card inside: the notice is the sender's own, the card is not taken over.
    await world.codes(await sent({}, { card, sender: { ...sender, deviceId: county.deviceId } }))
    expect(await city.call('offices.list', {})).toEqual(before)
    await turnedAway(await sent({ signKey: publicKeyText(key) }), 'refused', 'notice.invalid')
  })
})

describe('versions of notices', () => {
  it('the same version with other words, or an older one after a newer: held, the first stays', async () => {
    const first = await sent({ version: '2' })
    expect(await world.codes(first)).toMatchObject({ result: 'imported' })
    await turnedAway(await sent({ version: '2', title: '换过的标题' }, next(first)), 'held', 'notice.fork')
    await turnedAway(await sent({ version: '1' }, next(first)), 'held', 'notice.stale')
    expect(await received()).toMatchObject([{ version: '2', title: pack.title }])
  })

  it('another package under a number that was taken in', async () => {
    expect(await world.codes(await sent())).toMatchObject({ result: 'imported' })
    await turnedAway(await sent({ version: '2' }), 'held', 'package.fork')
  })

  it('a form that changes without a new version', async () => {
    const first = await sent()
    expect(await world.codes(first)).toMatchObject({ result: 'imported' })
    const [form, ...forms] = pack.forms
    const changed = { ...form, name: '换过的表' }
    await turnedAway(
      await sent({ version: '2', forms: [changed, ...forms] }, next(first)),
      'refused',
      'notice.form-changed',
    )
    expect(await received()).toMatchObject([{ version: '1' }])
  })

  it('a form under the id and version of another: each notice keeps its own', async () => {
    const { city } = world
    const forms = pack.forms.map((form) => ({ ...form, name: `${form.name}（改）` }))
    expect(await world.codes(await sent({ forms }))).toMatchObject({ result: 'imported' })
    const hostile = await city.call('records.create', { noticeId: pack.id, formId: 'JS-F2' })
    const honest = await city.call('records.create', { noticeId: countyNotice, formId: 'JS-F2' })
    const name = (await city.call('forms.show', { formId: 'JS-F2', noticeId: null })).name
    expect(honest.definition.name).toBe(name)
    expect(hostile.definition.name).toBe(`${name}（改）`)
    const again = await city.call('records.open', { recordId: honest.summary.recordId })
    expect(again.definition.name).toBe(name)
    expect((await city.call('records.list', { noticeId: null })).map((one) => one.formShortName)).toHaveLength(2)
  })
})
