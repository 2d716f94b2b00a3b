import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { syntheticActivities } from '../support/activities.ts'
import { countyNotice, f2Input, newFolder, openCity, type TestCore } from '../support/core.ts'
import { sampleDir } from '../support/desks.ts'
import { f1, f1Notice, register } from '../support/f1.ts'
import { videoNotice } from '../support/letters.ts'
import { writeScan } from '../support/marked-page.ts'

const officeName = '红旗区科学技术协会'
async function listed(core: TestCore, noticeId = countyNotice): Promise<string> {
  const roster = await core.call('rosters.add', {
    noticeId,
    offices: [{ name: officeName, type: 'science-department' }],
  })
  return roster.offices[0]?.officeId ?? ''
}
const cellOf = async (core: TestCore, deliverableId: string, noticeId = countyNotice) =>
  (await core.call('rosters.matrix', { noticeId })).rows[0]?.cells[deliverableId]

it('papers of an office without the program are typed here, and count as received when they came', async () => {
  const core = await openCity()
  const officeId = await listed(core)
  const arrivedAt = '2022-05-09T16:00:00+08:00'
  const entering = { noticeId: countyNotice, formId: 'JS-F2', officeId, arrivedAt }
  const { recordId } = await core.call('rosters.enterRecord', entering)
  const { summary, draftSeq } = await core.call('records.open', { recordId })
  expect(summary).toMatchObject({ own: false, entered: true, state: 'draft', officeId, officeName })
  // Being typed it lies at our desk.
  expect(await cellOf(core, 'T12')).toMatchObject({
    state: 'held',
    records: [{ recordId, revision: 0, code: '', entered: true, state: 'typing' }],
  })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { ...f2Input(), hostName: officeName } })
  const photo = path.join(sampleDir, 'county/photo-1-field.jpg')
  await core.call('records.attach', { recordId, field: 'photos', path: photo })
  const frozen = await core.call('records.freeze', { recordId })
  const cell = await cellOf(core, 'T12')
  expect(cell).toMatchObject({
    state: 'received',
    receivedAt: '2022-05-09T08:00:00.000Z',
    claimedAt: null,
    late: false,
  })
  expect(cell?.records).toMatchObject([{ revision: 1, code: frozen.code, entered: true, title: '科技志愿者进乡村' }])
  // The page names that office, and the revision is its own.
  const page = await core.call('records.printDocument', { recordId, revision: 1 })
  expect(page.officeName).toBe(officeName)
  expect(JSON.stringify(page)).not.toContain('示例市科学技术协会')

  // Its stamped paper is read like ours; Word documents go out and come back.
  const scan = await writeScan(page.footer?.qrText ?? '', path.join(newFolder(), 'a.jpg'), 1)
  expect(await core.call('scans.drop', { paths: [scan] })).toMatchObject([{ scan: { verdict: 'match', recordId } }])
  const docx = path.join(newFolder(), 'a.docx')
  await core.call('documents.saveDocx', { recordId, revision: null, masked: false, out: docx })
  expect(existsSync(docx)).toBe(true)
  expect(await core.call('wordback.read', { recordId, path: docx })).toMatchObject({ kind: 'word', changes: [] })
  // 定稿 again after a change is the next revision.
  const now = await core.call('records.open', { recordId })
  await core.call('records.saveDraft', { recordId, draftSeq: now.draftSeq, changes: { plan: '改了一句话。' } })
  expect((await core.call('records.open', { recordId })).summary.state).toBe('draft')
  expect((await core.call('records.freeze', { recordId })).revision).toBe(2)
  expect((await core.call('records.open', { recordId })).summary.state).toBe('received')

  // Never ours: not handed in, no task, no paper of ours, no origin of last year.
  const preview = await core.call('packages.preview', { noticeId: countyNotice, to: null })
  expect(preview.items.filter((item) => item.recordId === recordId)).toEqual([])
  const desk = await core.call('desk.overview', {})
  expect(desk.due.flatMap((item) => item.recordIds)).not.toContain(recordId)
  expect(desk.stuck).toEqual([])
  const order = { paper: 'draft' as const, recordIds: [recordId] }
  expect((await core.problem('papers.printDocument', { order })).code).toBe('record.not-ours')
  const other = await core.call('records.create', { noticeId: countyNotice, formId: 'JS-F2', values: {} })
  const sources = await core.call('earlier.sources', { recordId: other.summary.recordId })
  expect(sources.records).toEqual([])
  await core.call('records.discard', { recordId: other.summary.recordId })
  // A second office is not the first: discarding takes it out of the matrix, restoring brings it back.
  await core.call('records.discard', { recordId })
  expect((await cellOf(core, 'T12'))?.state).toBe('none')
  await core.call('records.restore', { recordId })
  expect((await cellOf(core, 'T12'))?.state).toBe('received')
  expect((await core.problem('rosters.enterRecord', { ...entering, officeId: 'LOCAL-00000000' })).code).toBe(
    'roster.unknown-office',
  )
  expect(readFileSync(docx).length).toBeGreaterThan(1000)
})

it('figures of another office are never filled from our register, nor compared with ours', async () => {
  const core = await openCity()
  const [activity] = syntheticActivities(1, { noticeId: f1Notice })
  if (!activity) throw new Error('no activity of this notice')
  await register(core, [{ ...activity, state: 'held', onsite: '77' }])
  const ours = await core.call('records.create', { ...f1, values: {} })
  expect(ours.values.audienceOffline).toBe('77')
  const officeId = await listed(core, f1Notice)
  const entering = { ...f1, officeId, arrivedAt: '2022-05-09T08:00:00Z' }
  const { recordId } = await core.call('rosters.enterRecord', entering)
  const opened = await core.call('records.open', { recordId })
  expect(opened.values).toEqual({})
  expect(opened.register).toBeNull()
  expect((await core.problem('register.offers', { recordId })).code).toBe('record.not-ours')
  // Neither a save nor a change of the register, nor 定稿, brings ours in.
  await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { audienceOffline: '5', officeName } })
  await register(core, [{ ...activity, title: '又一项', state: 'held', onsite: '3' }])
  await core.call('records.freeze', { recordId })
  const { values, summary } = await core.call('records.open', { recordId })
  expect(values).toEqual({ audienceOffline: '5', officeName })
  expect(summary.state).toBe('received')
  expect((await core.call('register.figures', { recordId, revision: 1 })).figures).toEqual([])
})

it('a work that is typed for another office gets a letter of that office, not of ours', async () => {
  const core = await openCity()
  const officeId = await listed(core, videoNotice)
  const arrivedAt = '2022-05-09T08:00:00Z'
  await core.call('rosters.enterRecord', { noticeId: videoNotice, formId: 'JS-F3', officeId, arrivedAt })
  const [entry] = await core.call('videos.list', { noticeId: videoNotice })
  expect(entry).toMatchObject({ own: false, officeName, authorizationId: expect.any(String) })
  const records = await core.call('records.list', { noticeId: videoNotice })
  expect(records.map((one) => one.formId).sort()).toEqual(['JS-F3', 'JS-F4'])
  for (const one of records) expect(one).toMatchObject({ own: false, entered: true, officeId })
})
