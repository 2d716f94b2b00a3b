import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { generateSigningKey, publicKeyText } from '../../electron/core/package/minisign.ts'
import type { ConflictChoice } from '../../shared/api/intake.ts'
import { countyNotice, Desk, foundOffice, newRoot } from '../support/desks.ts'
import { f1 } from '../support/f1.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { photoOf, type RecordFacts } from '../support/hostile-office.ts'
import { type Made, Sender, targetOf } from '../support/many-packages.ts'

const root = newRoot('kexie-conflicts-')
const at = (...names: string[]): string => path.join(root.dir, ...names)
let city: Desk
/** Two computers of one office, each with its own keys and its own numbers. */
let one: Sender
let two: Sender
beforeAll(async () => {
  city = await Desk.open(at('city'), { startAt: Date.parse('2022-05-20T01:00:00.000Z') })
  await foundOffice(city, 'city', null)
  const alone = await foreignOffice('两机县科协', '2022-01-01T00:00:00.000Z')
  const signKey = generateSigningKey()
  const [first] = alone.card.devices
  if (!first) throw new Error('no device')
  const second = { ...first, deviceId: uuidv7(), signKey: publicKeyText(signKey) }
  const card = { ...alone.card, devices: [first, second] }
  const a: ForeignOffice = { ...alone, card }
  const b: ForeignOffice = { ...a, deviceId: second.deviceId, signKey }
  await city.call('offices.trust', {
    card: await foreignPackage(a, at('cards')),
    fingerprint: fingerprintGroups(card).join(' '),
  })
  const target = await targetOf(city, countyNotice)
  one = new Sender(a, target, at('stick one'))
  two = new Sender(b, target, at('stick two'))
})
afterAll(async () => {
  await city.close()
  root.remove()
})

const facts = (recordId: string, scale: string, mobile: string, more: RecordFacts = {}): RecordFacts => ({
  recordId,
  values: { activityName: '科技下乡', scale },
  fields: { contactName: '示范员', mobile },
  ...more,
})
const takeIn = async (made: Made) => {
  const { result, records, verified } = await city.call('packages.import', { path: made.file })
  return { result, records, codes: verified.findings.map((found) => found.code) }
}
const decide = async (made: Made, conflicts: ConflictChoice[] = []) => {
  const { tagManifestDigest } = made
  const { result, records } = await city.call('intake.decide', { tagManifestDigest, choice: 'take', conflicts })
  return { result, records }
}
const inbox = async (made: Made) =>
  (await city.call('packages.inbox', {})).find((item) => item.packageId === made.packageId)?.records ?? []
const open = (recordId: string) => city.call('records.open', { recordId })
const rivals = (recordId: string) => city.call('intake.rivals', { recordId })

it('shows two contents of one revision field by field, keeps the one that lost, and takes the rest in', async () => {
  const recordId = uuidv7()
  const photo = photoOf(root.dir, Buffer.from('a picture of the other computer'))
  const mine = await one.send({ records: [facts(recordId, '约300人', '13800000001')] })
  const theirs = await two.send({
    records: [facts(recordId, '约500人', '13800900001', { attachments: [photo] }), { fields: null }],
  })
  expect(await takeIn(mine)).toMatchObject({ result: 'imported', codes: [] })
  expect(await takeIn(theirs)).toMatchObject({ result: 'held', records: 0, codes: ['revision.conflict'] })
  expect((await city.call('intake.held', {}))[0]).toMatchObject({ conflicts: 1 })

  const { tagManifestDigest } = theirs
  const [conflict, ...none] = await city.call('intake.conflicts', { tagManifestDigest })
  expect(none).toEqual([])
  expect(conflict).toMatchObject({
    recordId,
    title: '科技下乡',
    officeName: '两机县科协',
    here: { revision: 1, digest: mine.records[0]?.digest, deviceName: '第1台电脑' },
    arrived: { revision: 1, digest: theirs.records[0]?.digest, deviceName: '第2台电脑' },
  })
  expect(conflict?.fields.filter((field) => field.differs)).toEqual([
    { field: 'scale', label: expect.any(String), here: '约300人', arrived: '约500人', differs: true, personal: false },
    {
      field: 'mobile',
      label: expect.any(String),
      here: '138****0001',
      arrived: '138****0001',
      differs: true,
      personal: true,
    },
    { field: 'photos', label: expect.any(String), here: '', arrived: '1 个：照片1', differs: true, personal: false },
  ])
  expect(JSON.stringify(conflict)).not.toContain('示范员')

  // Nobody has chosen: it is held still, with all that is in it.
  expect(await decide(theirs)).toMatchObject({ result: 'held' })
  const choice = { recordId, revision: 1, take: 'here' as const }
  expect(await decide(theirs, [choice])).toEqual({ result: 'imported', records: 2 })
  expect(await city.call('records.list', {})).toHaveLength(2)
  expect(await open(recordId)).toMatchObject({
    values: { scale: '约300人' },
    attachments: [],
    summary: { state: 'received', code: conflict?.here.code },
  })
  const [lost] = (await inbox(theirs)).filter((record) => record.recordId === recordId)
  expect(lost).toMatchObject({ state: 'returned', code: conflict?.arrived.code })
  expect(lost?.reasons[0]).toContain(`采用的是 ${conflict?.here.code}`)
  expect(await inbox(mine)).toMatchObject([{ state: 'received', reasons: [] }])

  const [kept] = await rivals(recordId)
  expect(kept).toMatchObject({ digest: theirs.records[0]?.digest, revision: 1 })
  expect(kept?.fields.filter((field) => field.differs).map((field) => field.field)).toEqual([
    'scale',
    'mobile',
    'photos',
  ])
  // Its files are counted when unused ones are swept.
  await city.reopen()
  expect((await city.call('attachments.read', { digest: photo.sha256, size: 'full' })).bytes).toHaveLength(31)
})

it('what lost is no return of what stands: in 报送情况 and in 汇总 the other one counts', async () => {
  const noticeId = f1.noticeId
  const { notice } = await targetOf(city, noticeId)
  const { version: formVersion } = await city.call('forms.show', f1)
  const recordId = uuidv7()
  const figures = (audienceOffline: string): RecordFacts => ({
    recordId,
    fields: null,
    form: { noticeId, noticeVersion: notice.version, formId: f1.formId, formVersion },
    values: { officeName: '两机县科协', audienceOffline },
  })
  const mine = await one.send({ records: [figures('300')], change: { notice } })
  const theirs = await two.send({ records: [figures('500')], change: { notice } })
  expect(await takeIn(mine)).toMatchObject({ result: 'imported' })
  expect(await takeIn(theirs)).toMatchObject({ result: 'held' })
  expect(await decide(theirs, [{ recordId, revision: 1, take: 'here' }])).toMatchObject({ result: 'imported' })
  const counted = async () => {
    const { rows, missing } = await city.call('rollups.show', f1)
    const matrix = await city.call('rosters.matrix', { noticeId })
    return {
      rows: rows.map(({ values, state }) => [values.audienceOffline, state]),
      missing,
      cell: matrix.rows[0]?.cells.T6?.state,
    }
  }
  expect(await counted()).toEqual({ rows: [['300', 'received']], missing: [], cell: 'part' })
  await city.call('packages.decide', { packageId: mine.packageId, recordId, revision: 1, state: 'accepted' })
  expect(await counted()).toEqual({ rows: [['300', 'accepted']], missing: [], cell: 'part' })
  // Returned it stays returned, whatever another content under its number brings.
  const reasons = ['请核对线下人数']
  await city.call('packages.decide', { packageId: mine.packageId, recordId, revision: 1, state: 'returned', reasons })
  expect(await counted()).toMatchObject({ rows: [], missing: [{ officeName: '两机县科协' }], cell: 'returned' })
})

it('puts what arrived in the place of ours when a person says so', async () => {
  const recordId = uuidv7()
  const photo = photoOf(root.dir, Buffer.from('a picture of the first computer'))
  const mine = await one.send({ records: [facts(recordId, '约30人', '13800000001', { attachments: [photo] })] })
  const theirs = await two.send({ records: [facts(recordId, '约50人', '13800000002')] })
  expect(await takeIn(mine)).toMatchObject({ result: 'imported' })
  await city.call('packages.decide', { packageId: mine.packageId, recordId, revision: 1, state: 'accepted' })
  expect(await takeIn(theirs)).toMatchObject({ result: 'held' })
  expect(await decide(theirs, [{ recordId, revision: 1, take: 'arrived' }])).toEqual({ result: 'imported', records: 1 })

  expect(await open(recordId)).toMatchObject({
    values: { scale: '约50人', mobile: '138****0002' },
    attachments: [],
    summary: { state: 'received' },
  })
  expect(await rivals(recordId)).toMatchObject([{ digest: mine.records[0]?.digest, revision: 1 }])
  expect((await inbox(mine))[0]).toMatchObject({ state: 'returned' })
  expect(await inbox(theirs)).toMatchObject([{ state: 'received' }])
  await city.reopen()
  expect((await city.call('attachments.read', { digest: photo.sha256, size: 'full' })).bytes).toHaveLength(31)

  const before = new BetterSqlite3(path.join(city.dir, 'kexie.sqlite'), { readonly: true })
  const rival = before.prepare('SELECT personal_sealed FROM rival_revisions WHERE record_id = ?').get(recordId)
  before.close()
  expect((rival as { personal_sealed: Buffer }).personal_sealed.toString('latin1')).not.toContain('13800000001')
  const fresh = facts(recordId, '约70人', '13800000002', {
    revision: 2,
    parentDigest: theirs.records[0]?.digest ?? '',
  })
  expect(await takeIn(await two.send({ records: [fresh] }))).toMatchObject({ result: 'imported', codes: [] })
  // The first computer goes on from the one that lost: told, and taken in as what it is.
  const branch = facts(recordId, '约80人', '13800000002', { revision: 3, parentDigest: mine.records[0]?.digest ?? '' })
  expect(await takeIn(await one.send({ records: [branch] }))).toMatchObject({
    result: 'imported',
    codes: ['revision.branch'],
  })
})

it('does not ask again about a content that lost, and goes on from it', async () => {
  const recordId = uuidv7()
  const plain = (scale: string, more: RecordFacts = {}): RecordFacts => ({
    recordId,
    fields: null,
    values: { activityName: '科普大集', scale },
    ...more,
  })
  const mine = await one.send({ records: [plain('约10人')] })
  const theirs = await two.send({ records: [plain('约20人')] })
  expect(await takeIn(mine)).toMatchObject({ result: 'imported' })
  expect(await takeIn(theirs)).toMatchObject({ result: 'held' })
  expect(await decide(theirs, [{ recordId, revision: 1, take: 'here' }])).toMatchObject({ result: 'imported' })
  const lost = theirs.records[0]?.digest ?? ''
  const next = plain('约25人', { revision: 2, parentDigest: lost })
  const onward = await two.send({ records: [plain('约20人'), next] })
  expect(await takeIn(onward)).toMatchObject({ result: 'imported', codes: ['revision.conflict'] })
  const last = await two.send({
    records: [plain('约26人', { revision: 3, parentDigest: onward.records[1]?.digest ?? '' })],
  })
  expect(await takeIn(last)).toMatchObject({ result: 'imported', codes: [] })
  expect(await open(recordId)).toMatchObject({ values: { scale: '约26人' }, summary: { latestRevision: 3 } })
  expect(await rivals(recordId)).toHaveLength(1)
  // The other way round: a revision that follows on the one that lost, by itself.
  const alone = uuidv7()
  const of = (scale: string, more: RecordFacts = {}): RecordFacts => ({ ...plain(scale, more), recordId: alone })
  await takeIn(await one.send({ records: [of('约1人')] }))
  const rival = await two.send({ records: [of('约2人')] })
  await takeIn(rival)
  await decide(rival, [{ recordId: alone, revision: 1, take: 'here' }])
  const follow = await two.send({
    records: [of('约3人', { revision: 2, parentDigest: rival.records[0]?.digest ?? '' })],
  })
  expect(await takeIn(follow)).toMatchObject({ result: 'imported', codes: ['revision.branch'] })
})
