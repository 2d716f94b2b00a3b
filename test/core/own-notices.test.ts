import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OwnNotice } from '../../shared/api/own-notices.ts'
import { newDeliverable, newRecipient, type OwnNoticeDraft } from '../../shared/notice/own-draft.ts'
import { cityNotice, newFolder, openCity, openCounty, projectDir, type TestCore } from '../support/core.ts'

const fixture = (name: string) => path.join(projectDir, 'test/fixtures/received', name)

function filled(draft: OwnNoticeDraft): OwnNoticeDraft {
  const withUnit = { ...draft, recipients: [{ ...newRecipient(draft, '示例市科协科普部'), phone: '0500-1234567' }] }
  const summary = newDeliverable(withUnit, {
    title: '科普日活动总结',
    wording: '请于10月15日前报送活动总结（加盖公章）',
    dueWording: '10月15日前',
    dueAt: '2022-10-15T23:59:00+08:00',
    formId: 'LIB-SUMMARY',
    stamped: true,
    textLimit: { max: 1500, about: true },
    limits: ['1500字左右'],
  })
  const one = { ...withUnit, deliverables: [summary] }
  const photos = newDeliverable(one, {
    title: '活动照片',
    dueWording: '10月15日前',
    dueAt: '2022-10-15T23:59:00+08:00',
    ownDueAt: '2022-10-10T12:00:00+08:00',
    formId: 'LIB-PHOTOS',
    photos: { min: 3, max: 5 },
    limits: ['3-5张'],
  })
  const second = newDeliverable(
    { ...one, deliverables: [summary, photos] },
    { title: '补充总结', formId: 'LIB-SUMMARY' },
  )
  return {
    ...one,
    title: '关于开展2022年全国科普日活动的通知',
    issuer: '示例市科学技术协会',
    issuedOn: '2022-05-09',
    deliverables: [summary, photos, second],
  }
}

async function inForce(core: TestCore): Promise<OwnNotice> {
  const { noticeId, draft } = await core.call('ownNotices.start', { from: { kind: 'empty' } })
  await core.call('ownNotices.save', { noticeId, draft: filled(draft) })
  await core.call('ownNotices.putInForce', { noticeId })
  return core.call('ownNotices.open', { noticeId })
}

describe('from nothing to a notice in force', () => {
  test('it stands on the desk and among the notices, with own dates by seal and way', async () => {
    const county = await openCounty()
    const { noticeId, draft } = await county.call('ownNotices.start', { from: { kind: 'empty' } })
    expect((await county.problem('ownNotices.putInForce', { noticeId })).toData()).toEqual({
      code: 'own-notice.incomplete',
      details: { missing: ['标题', '至少一项要报送的材料', '报给谁（收件单位）'] },
    })
    await county.call('ownNotices.save', { noticeId, draft: filled(draft) })
    // A draft is nothing that anybody is reminded of.
    expect((await county.call('notices.list', {})).map(({ id }) => id)).not.toContain(noticeId)
    const made = await county.call('ownNotices.putInForce', { noticeId })
    expect(made.version).toBe(1)
    // 15 October 2022 is a Saturday: two days before is Thursday.
    expect(made.duties.map(({ title, ownDueAt }) => [title, ownDueAt])).toEqual([
      ['活动照片', '2022-10-10T12:00:00+08:00'],
      ['科普日活动总结', '2022-10-13T17:00:00+08:00'],
      ['补充总结', null],
    ])
    const { due } = await county.call('desk.overview', {})
    expect(
      due.filter((item) => item.noticeId === noticeId).map(({ title, historical }) => [title, historical]),
    ).toEqual([
      ['活动照片', false],
      ['科普日活动总结', false],
      ['补充总结', false],
    ])
    const list = await county.call('notices.list', {})
    expect(list[0]).toMatchObject({ id: noticeId, source: 'own', addressed: true, shortTitle: '2022年全国科普日活动' })
    expect((await county.call('notices.show', { noticeId })).reportsTo).toEqual({
      unit: '示例市科协科普部',
      phone: '0500-1234567',
      email: undefined,
      address: undefined,
      postcode: undefined,
    })
  })

  test('each duty has a form of its own with its name and its limits', async () => {
    const county = await openCounty()
    const { noticeId } = await inForce(county)
    const { pack } = await county.call('notices.show', { noticeId })
    const [summary, photos, second] = pack.deliverables.map((item) => item.formId ?? '')
    expect(new Set([summary, photos, second]).size).toBe(3)
    const form = await county.call('forms.show', { formId: summary ?? '', noticeId })
    expect(form).toMatchObject({ name: '科普日活动总结', layout: { title: ['科普日活动总结'], stamp: { sizeMm: 45 } } })
    expect(form.fields.find(({ id }) => id === 'body')).toMatchObject({
      limit: { max: 1500, grade: 'soft', wording: '1500字左右' },
    })
    const album = await county.call('forms.show', { formId: photos ?? '', noticeId })
    expect(album.layout.stamp).toBeUndefined()
    expect(album.fields.find(({ id }) => id === 'photos')).toMatchObject({ min: 3, max: 5, wording: '3-5张' })
    await county.call('records.create', { noticeId, formId: summary ?? '' })
    const states = (await county.call('notices.show', { noticeId })).status.map(({ state }) => state)
    expect(states).toEqual(['draft', 'not-started', 'not-started'])
  })

  test('a later edit makes a new version; a record keeps the form that it was written with', async () => {
    const county = await openCounty()
    const { noticeId, draft } = await inForce(county)
    const formId = (await county.call('notices.show', { noticeId })).pack.deliverables[0]?.formId ?? ''
    const { summary } = await county.call('records.create', { noticeId, formId })
    const deliverables = draft.deliverables.map((item) =>
      item.id === 'd1' ? { ...item, title: '改了名的总结' } : item,
    )
    await county.call('ownNotices.save', { noticeId, draft: { ...draft, deliverables } })
    expect((await county.call('notices.show', { noticeId })).pack.version).toBe('1')
    expect(await county.call('ownNotices.putInForce', { noticeId })).toMatchObject({ version: 2 })
    const { pack, status } = await county.call('notices.show', { noticeId })
    expect([pack.version, pack.deliverables[0]?.title]).toEqual(['2', '改了名的总结'])
    expect(status[0]?.recordIds).toEqual([summary.recordId])
    const record = await county.call('records.open', { recordId: summary.recordId })
    expect([record.definition.version, record.definition.name]).toEqual(['1', '科普日活动总结'])
  })

  test('it survives a restart, draft and all; discarded it is gone, restored it is back; in use it stays', async () => {
    const county = await openCounty()
    const { noticeId, draft } = await inForce(county)
    await county.call('ownNotices.save', { noticeId, draft: { ...draft, theme: '还没写完' } })
    await county.reopen()
    expect(await county.call('ownNotices.open', { noticeId })).toMatchObject({
      version: 1,
      changed: true,
      draft: { theme: '还没写完' },
    })
    await county.call('ownNotices.discard', { noticeId })
    expect((await county.problem('notices.show', { noticeId })).code).toBe('notice.unknown')
    expect(await county.call('ownNotices.list', {})).toEqual([])
    await county.call('ownNotices.restore', { noticeId })
    const { pack } = await county.call('notices.show', { noticeId })
    await county.call('records.create', { noticeId, formId: pack.deliverables[0]?.formId ?? '' })
    expect((await county.problem('ownNotices.discard', { noticeId })).code).toBe('own-notice.in-use')
  })
})

describe('from a file', () => {
  test('the file itself is kept with the notice, over a restart too', async () => {
    const county = await openCounty()
    const { noticeId, source, proposals } = await county.call('ownNotices.start', {
      from: { kind: 'file', path: fixture('notice.pdf') },
    })
    expect(source).toMatchObject({ kind: 'pdf', fileName: 'notice.pdf', mediaType: 'application/pdf', pictures: [] })
    for (const { span, wording } of proposals) expect(source?.text.slice(span.start, span.end)).toBe(wording)
    await county.reopen()
    const digest = source?.digest ?? ''
    expect(existsSync(path.join(county.dataDir, 'attachments', digest.slice(0, 2), digest.slice(2)))).toBe(true)
    const again = await county.call('ownNotices.open', { noticeId })
    expect(again.source).toEqual(source)
    expect(again.proposals).toEqual(proposals)
    const file = await county.call('attachments.read', { digest, size: 'full' })
    expect(file.mime).toBe('application/pdf')
  })

  test('a photograph is shown beside, with nothing proposed', async () => {
    const county = await openCounty()
    const { source, proposals } = await county.call('ownNotices.start', {
      from: { kind: 'file', path: path.join(projectDir, 'resources/sample/county/photo-1-field.jpg') },
    })
    expect(source).toMatchObject({ kind: 'picture', text: '', mediaType: 'image/jpeg' })
    expect(source?.pictures).toEqual([source?.digest])
    expect(proposals).toEqual([])
  })

  test('text that is not one of ours leaves no file behind when it cannot be read', async () => {
    const county = await openCounty()
    const file = path.join(newFolder(), 'a.pdf')
    writeFileSync(file, '%PDF-1.4 broken')
    expect((await county.problem('ownNotices.start', { from: { kind: 'file', path: file } })).code).toBe(
      'received.damaged',
    )
    expect(existsSync(path.join(county.dataDir, 'attachments'))).toBe(true)
    expect(await county.call('ownNotices.list', {})).toEqual([])
  })
})

describe('from an old notice', () => {
  test('its words come over, its dates do not, and it waits until the stale words are confirmed', async () => {
    const city = await openCity({ now: '2027-03-01T01:00:00.000Z' })
    const { noticeId, draft, original } = await city.call('ownNotices.start', {
      from: { kind: 'copy', noticeId: cityNotice },
    })
    expect(original?.theme).toBe('创新争先、自立自强')
    expect(draft.deliverables.length).toBeGreaterThan(3)
    expect(draft.deliverables.every(({ dueAt }) => dueAt === null)).toBe(true)
    expect(draft.deliverables.map(({ formId }) => formId)).toContain('JS-F2')
    const problem = await city.problem('ownNotices.putInForce', { noticeId })
    expect(problem.toData()).toMatchObject({ code: 'own-notice.incomplete' })
    const paths = ['title', 'shortTitle', 'issuer', 'documentNumber', 'theme', 'period']
    const inside = [
      ...draft.recipients.flatMap(({ id }) =>
        ['unit', 'phone', 'email', 'address'].map((at) => `recipients.${id}.${at}`),
      ),
      ...draft.deliverables.flatMap(({ id }) =>
        ['title', 'wording', 'dueWording', 'limits', 'forms'].map((at) => `deliverables.${id}.${at}`),
      ),
    ]
    const confirmed = { ...draft, confirmed: [...paths, ...inside] }
    await city.call('ownNotices.save', { noticeId, draft: confirmed })
    // A date in words alone would never be due.
    expect(JSON.stringify((await city.problem('ownNotices.putInForce', { noticeId })).details)).toContain('5月15日前')
    const deliverables = draft.deliverables.map((item) => ({ ...item, dueAt: '2027-05-15T23:59:00+08:00' }))
    await city.call('ownNotices.save', { noticeId, draft: { ...confirmed, deliverables } })
    expect((await city.call('ownNotices.putInForce', { noticeId })).version).toBe(1)
    const { pack } = await city.call('notices.show', { noticeId })
    expect(pack.historical).toBe(false)
    expect(pack.forms.map(({ id }) => id)).toContain('JS-F2')
  })

  test('a copy of an own notice leads back to the patterns of the library', async () => {
    const county = await openCounty()
    const { noticeId } = await inForce(county)
    const { draft } = await county.call('ownNotices.start', { from: { kind: 'copy', noticeId } })
    expect(draft.deliverables.map(({ formId }) => formId)).toEqual(['LIB-SUMMARY', 'LIB-PHOTOS', 'LIB-SUMMARY'])
  })
})

test('the library is never listed as a notice; its forms stand before those of the packs', async () => {
  const county = await openCounty()
  expect((await county.call('notices.list', {})).map(({ id }) => id)).not.toContain('library')
  expect((await county.problem('notices.show', { noticeId: 'library' })).code).toBe('notice.unknown')
  const { library } = await county.call('ownNotices.start', { from: { kind: 'empty' } })
  expect(library.slice(0, 4).map(({ name, from }) => [name, from])).toEqual([
    ['工作总结', null],
    ['工作方案', null],
    ['活动简介', null],
    ['照片组', null],
  ])
  expect(library.find(({ id }) => id === 'JS-F2')?.from).not.toBeNull()
})
