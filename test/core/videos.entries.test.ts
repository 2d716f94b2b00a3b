import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { VideoEntry } from '../../shared/api/videos.ts'
import { openCity, type TestCore } from '../support/core.ts'
import { type Desk, newPair, type Pair, passphrases } from '../support/desks.ts'
import { manyEntries } from '../support/many-entries.ts'
import {
  newEntry,
  ownVideo,
  participants,
  registration,
  saveValues,
  videoDuty,
  videoNotice,
} from '../support/videos.ts'

const list = (core: TestCore | Desk): Promise<VideoEntry[]> => core.call('videos.list', { noticeId: videoNotice })
const titleIn = async (core: TestCore, recordId: string): Promise<unknown> =>
  (await core.call('records.open', { recordId })).values.workTitle

describe('an entry', () => {
  test('begins as two papers and says what it lacks until nothing is lacking but signatures', async () => {
    const core = await openCity()
    const { entryId, authorizationId } = await newEntry(core, '稻田里的一束光')
    const lacks = async () => (await core.call('videos.open', { entryId })).lacks
    expect(await lacks()).toEqual(['video', 'registration', 'participants'])
    expect(await list(core)).toMatchObject([
      { entryId, authorizationId, title: '稻田里的一束光', own: true, state: 'draft', video: null, duplicates: 0 },
    ])
    await saveValues(core, entryId, registration('稻田里的一束光'))
    expect(await lacks()).toEqual(['video', 'participants'])
    await core.call('records.attach', { recordId: entryId, field: 'video', path: ownVideo('first') })
    expect(await lacks()).toEqual(['participants'])
    await saveValues(core, authorizationId, { participants })
    expect(await lacks()).toEqual(['consent'])
    const [entry] = await list(core)
    expect(entry).toMatchObject({
      unit: '示例县农业技术推广中心',
      video: { displayWidth: 1280, displayHeight: 720, hasPoster: false, ok: true },
      consents: { of: 2, signed: 0 },
      timing: 'in-time',
      award: null,
      recommended: false,
      originName: null,
      purged: false,
    })
    for (const recordId of [entryId, authorizationId]) await core.call('records.freeze', { recordId })
    const detail = await core.call('videos.open', { entryId })
    expect(detail.state).toBe('to-send')
    expect(detail.registrationCode).toMatch(/\S/)
    expect(detail.authorizationCode).not.toBe(detail.registrationCode)
    expect(detail.videos[0]?.verdicts.every(({ ok, grade }) => ok || grade !== 'block')).toBe(true)
    expect(detail).toMatchObject({ dueAt: '2022-05-20T23:59:00+08:00', opensAt: '2022-05-10T00:00:00+08:00' })
  })

  test('filled in on the page of the notice becomes one too, once', async () => {
    const core = await openCity()
    const input = { noticeId: videoNotice, formId: 'JS-F3', values: { workTitle: '夜校' } }
    const { summary } = await core.call('records.create', input)
    const [first, again] = [await list(core), await list(core)]
    expect(again).toEqual(first)
    expect(first).toMatchObject([{ entryId: summary.recordId, title: '夜校', deliverableId: videoDuty }])
    const letter = first[0]?.authorizationId ?? ''
    const opened = await core.call('records.open', { recordId: letter })
    expect(opened.values).toEqual({ workTitle: '夜校', entry: summary.recordId })
    expect((await core.call('videos.open', { entryId: summary.recordId })).authorizationId).toBe(letter)
    expect((await core.problem('videos.open', { entryId: letter })).code).toBe('record.unknown')
    expect((await core.problem('videos.create', { noticeId: videoNotice, deliverableId: 'T12' })).code).toBe(
      'input.invalid',
    )
  })

  test('nobody changes by hand to which entry a letter belongs', async () => {
    const core = await openCity()
    const { entryId, authorizationId } = await newEntry(core, '一')
    const { draftSeq } = await core.call('records.open', { recordId: authorizationId })
    for (const entry of [crypto.randomUUID(), null]) {
      const problem = await core.problem('records.saveDraft', {
        recordId: authorizationId,
        draftSeq,
        changes: { entry },
      })
      expect(problem.code).toBe('field.unknown')
    }
    const values = { workTitle: '二', entry: entryId }
    expect((await core.problem('records.create', { noticeId: videoNotice, formId: 'JS-F4', values })).code).toBe(
      'field.unknown',
    )
    await saveValues(core, authorizationId, { participants })
    await core.call('records.freeze', { recordId: authorizationId })
    const { values: kept, changedSinceRevision } = await core.call('records.open', { recordId: authorizationId })
    expect(kept.entry).toBe(entryId)
    expect(changedSinceRevision).toBe(false)
  })

  test('the letter takes the name of the work along until somebody writes another one into it', async () => {
    const core = await openCity()
    const { entryId, authorizationId } = await newEntry(core, '')
    await saveValues(core, entryId, { workTitle: '一束光' })
    expect(await titleIn(core, authorizationId)).toBe('一束光')
    const { draftSeq } = await core.call('records.open', { recordId: authorizationId })
    await saveValues(core, entryId, { workTitle: '两束光' })
    // A page that shows the letter at this moment goes on saving.
    const changes = { participants }
    await core.call('records.saveDraft', { recordId: authorizationId, draftSeq, changes })
    expect((await core.call('records.open', { recordId: authorizationId })).values).toMatchObject({
      workTitle: '两束光',
      participants: [{ name: '测试甲' }, { name: '测试乙' }],
    })
    await saveValues(core, authorizationId, { workTitle: '另起的名字' })
    await saveValues(core, entryId, { workTitle: '三束光' })
    expect(await titleIn(core, authorizationId)).toBe('另起的名字')
    await saveValues(core, authorizationId, { workTitle: '三束光' })
    await saveValues(core, entryId, { workTitle: null })
    expect(await titleIn(core, authorizationId)).toBeUndefined()
  })

  test('is discarded and brought back with both papers', async () => {
    const core = await openCity()
    const { entryId, authorizationId } = await newEntry(core, '一')
    await core.call('records.discard', { recordId: entryId })
    expect(await list(core)).toEqual([])
    expect((await core.problem('records.open', { recordId: authorizationId })).code).toBe('record.unknown')
    expect((await core.problem('videos.open', { entryId })).code).toBe('record.unknown')
    await core.call('records.restore', { recordId: entryId })
    expect(await list(core)).toMatchObject([{ entryId, authorizationId }])
    expect((await core.call('records.open', { recordId: authorizationId })).summary.title).toBe('一')
  })

  test('gets another letter for one that was discarded, and its own back', async () => {
    const core = await openCity()
    const { entryId, authorizationId } = await newEntry(core, '一')
    await saveValues(core, authorizationId, { participants })
    await core.call('records.discard', { recordId: authorizationId })
    const [entry] = await list(core)
    expect(entry?.authorizationId).not.toBe(authorizationId)
    expect(entry?.lacks).toContain('participants')
    await core.call('records.restore', { recordId: authorizationId })
    expect(await list(core)).toMatchObject([{ entryId, authorizationId, consents: { of: 2 } }])
    const records = await core.call('records.list', { noticeId: videoNotice })
    expect(records.map(({ recordId }) => recordId).sort()).toEqual([entryId, authorizationId].sort())
  })

  test('is early or late by the dates of the notice, never by those that the office sets itself', async () => {
    const core = await openCity({ now: '2022-05-09T15:59:00.000Z' })
    await newEntry(core, '早')
    core.setNow('2022-05-09T16:00:00.000Z')
    await newEntry(core, '按时')
    core.setNow('2022-05-20T15:59:01.000Z')
    await newEntry(core, '晚')
    await core.call('notices.setOwnDate', {
      noticeId: videoNotice,
      deliverableId: videoDuty,
      ownDueAt: '2022-05-08T00:00:00+08:00',
    })
    expect((await list(core)).map(({ title, timing }) => [title, timing])).toEqual([
      ['晚', 'late'],
      ['按时', 'in-time'],
      ['早', 'early'],
    ])
  })

  test('belongs to a notice that was passed on as well', async () => {
    const core = await openCity()
    const passed = await core.call('notices.passOn', {
      noticeId: videoNotice,
      direction: 'issue',
      by: '示例市科学技术协会',
      recipient: { unit: '示例市科学技术协会', phone: '', email: '', address: '' },
      dueAt: {},
    })
    const made = await core.call('videos.create', { noticeId: passed.id, deliverableId: videoDuty, workTitle: '一' })
    expect(made).toMatchObject({ noticeId: passed.id, deliverableId: videoDuty, title: '一' })
    expect(await core.call('videos.list', { noticeId: null })).toHaveLength(1)
  })

  test('the same film in two entries is told in both', async () => {
    const core = await openCity()
    const file = ownVideo('same')
    for (const title of ['一', '二']) {
      const { entryId } = await newEntry(core, title)
      await core.call('records.attach', { recordId: entryId, field: 'video', path: file })
    }
    await newEntry(core, '三')
    expect((await list(core)).map(({ title, duplicates }) => [title, duplicates]).sort()).toEqual([
      ['一', 1],
      ['三', 0],
      ['二', 1],
    ])
  })
})

async function roads(): Promise<Pair> {
  const pair = await newPair({ startAt: Date.parse('2022-05-12T01:00:00Z') })
  onTestFinished(() => pair.close())
  return pair
}
async function sent({ county, city, stick }: Pair, recordIds: string[] | null = null): Promise<string> {
  const order = { noticeId: videoNotice, to: city.officeId, out: stick, recordIds }
  const { files } = await county.call('packages.export', order)
  return files[0]?.path ?? ''
}
async function filled(county: Desk, title: string, film: string) {
  const core = county as unknown as TestCore
  const { entryId, authorizationId } = await newEntry(core, title)
  await saveValues(core, entryId, registration(title))
  await saveValues(core, authorizationId, { participants })
  await county.call('records.attach', { recordId: entryId, field: 'video', path: film })
  return { entryId, authorizationId }
}

describe('entries of another office', () => {
  test('come with both papers; what the film is was read here', async () => {
    const pair = await roads()
    const film = ownVideo('county')
    const { entryId, authorizationId } = await filled(pair.county, '稻田里的一束光', film)
    await pair.city.call('packages.import', { path: await sent(pair) })
    const [entry] = await list(pair.city)
    expect(entry).toMatchObject({
      entryId,
      authorizationId,
      own: false,
      officeId: pair.county.officeId,
      title: '稻田里的一束光',
      unit: '示例县农业技术推广中心',
      state: 'received',
      timing: 'in-time',
      video: { bytes: readFileSync(film).length, displayHeight: 720, ok: true },
      consents: { of: 2, signed: 0 },
      lacks: ['consent'],
      duplicates: 0,
    })
    const detail = await pair.city.call('videos.open', { entryId })
    expect(detail.videos[0]?.facts).toMatchObject({ container: 'mp4', complete: true })
    // The county's own numbers of the letter stay masked.
    expect(JSON.stringify(detail)).not.toContain(participants[0]?.identityNumber)
    await newEntry(pair.city as unknown as TestCore, '城里的')
    const mine = (await list(pair.city)).find(({ own }) => own)?.entryId ?? ''
    await pair.city.call('records.attach', { recordId: mine, field: 'video', path: film })
    expect((await list(pair.city)).map(({ duplicates }) => duplicates)).toEqual([1, 1])
    // Nothing that is sealed is needed for the list.
    await pair.city.call('keys.lock', {})
    expect((await list(pair.city)).map(({ title }) => title).sort()).toEqual(['城里的', '稻田里的一束光'])
    await pair.city.call('keys.unlock', { passphrase: passphrases.city })
  })

  test('the letter may come in a package of its own, before the registration or after it', async () => {
    const pair = await roads()
    const take = async (recordId: string) => pair.city.call('packages.import', { path: await sent(pair, [recordId]) })
    const one = await filled(pair.county, '一', ownVideo('one'))
    await take(one.entryId)
    expect(await list(pair.city)).toMatchObject([
      { entryId: one.entryId, authorizationId: null, lacks: ['authorization'] },
    ])
    const two = await filled(pair.county, '二', ownVideo('two'))
    for (const recordId of [two.authorizationId, one.authorizationId, two.entryId]) await take(recordId)
    const entries = await list(pair.city)
    expect(entries.map(({ entryId, authorizationId, consents }) => [entryId, authorizationId, consents.of])).toEqual([
      [two.entryId, two.authorizationId, 2],
      [one.entryId, one.authorizationId, 2],
    ])
  })
})

test('2,000 entries are listed at once', async () => {
  const core = await openCity()
  const sample = await newEntry(core, '样')
  await saveValues(core, sample.entryId, registration('样'))
  await saveValues(core, sample.authorizationId, { participants })
  const detail = await core.call('records.attach', { recordId: sample.entryId, field: 'video', path: ownVideo('many') })
  await core.close()
  await manyEntries(core.dataDir, { ...sample, digest: detail.attachments[0]?.digest ?? '', count: 1999 })
  await core.open()
  const before = process.cpuUsage()
  const entries = await list(core)
  const { user, system } = process.cpuUsage(before)
  expect(entries).toHaveLength(2000)
  expect(entries.every(({ consents }) => consents.of === 2)).toBe(true)
  expect(entries[7]).toMatchObject({ unit: '示例县农业技术推广中心', lacks: ['consent'], video: { ok: true } })
  expect(entries.filter(({ duplicates }) => duplicates > 0)).toHaveLength(0)
  // Time on the processor: what others do on this machine does not count.
  expect((user + system) / 1000).toBeLessThan(1500)
  const opened = process.cpuUsage()
  await core.call('videos.open', { entryId: sample.entryId })
  const one = process.cpuUsage(opened)
  expect((one.user + one.system) / 1000).toBeLessThan(400)
})
