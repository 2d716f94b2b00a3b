/** The origin of figures on its way: frozen, sent, printed, and beside what was reported the year before. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { read } from 'xlsx'
import { canonicalJson, sha256Hex } from '../../electron/core/package/canonical.ts'
import { type FieldValue, figureReasonsField, figureRowsField, takenField } from '../../shared/form/definition.ts'
import { tableRows } from '../../shared/form/evaluate.ts'
import { newDeliverable, newRecipient } from '../../shared/notice/own-draft.ts'
import type { ActivityValues } from '../../shared/register/activity.ts'
import { syntheticActivities } from '../support/activities.ts'
import { newFolder, openCounty, type TestCore } from '../support/core.ts'
import { newPair } from '../support/desks.ts'
import {
  expectedF1,
  millionths,
  newF1,
  f1Notice as noticeId,
  register,
  save,
  valuesOf,
  withOne,
  written,
} from '../support/f1.ts'
import { paperStub } from '../support/paper-stub.ts'

it('freezing adds the origin once; the draft and its next revision are not changed by it, and what was taken stays at home', async () => {
  const core = await openCounty()
  const { recordId, activityId } = await withOne(core)
  const taken = [
    { field: 'officeName', kind: 'fact', activity: activityId, part: 'unit', text: 'x', before: '', after: '' },
  ]
  await save(core, recordId, { [takenField]: taken })
  expect((await valuesOf(core, recordId))[takenField]).toMatchObject(taken)
  const frozen = await core.call('records.freeze', { recordId })
  const opened = await core.call('records.open', { recordId })
  expect(opened.changedSinceRevision).toBe(false)
  expect(opened.values[figureRowsField]).toBeUndefined()
  expect(await core.call('records.freeze', { recordId })).toMatchObject({ revision: 1, digest: frozen.digest })
  await save(core, recordId, { [takenField]: null })
  expect((await core.call('records.open', { recordId })).changedSinceRevision).toBe(false)

  const before = await core.call('register.figures', { recordId, revision: 1 })
  const { seq } = await core.call('activities.open', { activityId })
  await core.call('activities.save', { activityId, seq, changes: { onsite: '500' } })
  expect((await core.call('records.open', { recordId })).changedSinceRevision).toBe(true)
  expect(await core.call('register.figures', { recordId, revision: 1 })).toEqual(before)
  expect(before.frozen).toBe(true)
  expect(
    (await core.call('register.sources', { recordId, revision: 1, field: 'audienceOffline' })).sources,
  ).toMatchObject([{ activityId, title: '科普大集', unit: '城关镇', amount: '120' }])
  expect((await core.problem('register.sources', { recordId, field: 'officeName' })).code).toBe('field.unknown')
})

it('the upstream office sees each figure’s origin, adds it up again, and prints it', async () => {
  const pair = await newPair()
  onTestFinished(() => pair.close())
  const { county, city, stick } = pair
  const activities = syntheticActivities(40, { noticeId, seed: 4 })
  await register(county, activities)
  const recordId = await newF1(county)
  await save(county, recordId, {
    volunteers: '99999',
    [figureReasonsField]: [{ field: 'volunteers', computed: '', reason: '含学校自己招募的志愿者' }],
  })
  // What the form itself asks about is answered.
  const { findings } = await county.call('records.open', { recordId })
  const verify = findings.flatMap(({ check, severity }) =>
    check && severity === 'verify' ? [{ check, reason: '已逐项核对无误。' }] : [],
  )
  await save(county, recordId, {
    verifyReasons: verify,
    [takenField]: [
      { field: 'officeName', kind: 'fact', activity: '', part: 'unit', text: '秘密的来历', before: '', after: '' },
    ],
  })
  const exported = await county.call('packages.export', { noticeId, to: city.officeId, out: stick })
  const imported = await city.call('packages.import', { path: exported.files[0]?.path ?? '' })
  expect(imported).toMatchObject({ result: 'imported', records: 1 })

  const received = await city.call('records.open', { recordId })
  expect(received.values[takenField]).toBeUndefined()
  expect(tableRows(received.values[figureRowsField]).length).toBeGreaterThan(10)
  expect(JSON.stringify(received)).not.toContain('秘密的来历')
  expect(JSON.stringify(received.values[figureRowsField])).not.toMatch(/1390000\d{4}/)
  const view = await city.call('register.figures', { recordId })
  expect(view).toMatchObject({ bound: true, frozen: true })
  const expected = expectedF1(activities)
  for (const figure of view.figures) {
    const { sources } = await city.call('register.sources', { recordId, field: figure.field })
    expect(sources.every(({ activityId }) => activityId === null)).toBe(true)
    expect(figure.computed ?? undefined).toBe(expected[figure.field])
    if (figure.field === 'inKindNote' || figure.computed === null) continue
    expect(written(sources.reduce((sum, { amount }) => sum + millionths(amount), 0n))).toBe(figure.computed)
  }
  expect(view.figures.find(({ field }) => field === 'volunteers')).toMatchObject({
    value: '99999',
    reason: '含学校自己招募的志愿者',
    fault: null,
  })
  const document = await city.call('register.originDocument', { recordId })
  const words = JSON.stringify(document)
  expect(document.formName).toBe('数字来源表')
  for (const one of activities.filter(({ state }) => state === 'held')) expect(words).toContain(one.title)
  expect(words).toContain('含学校自己招募的志愿者')
})

it('a figure that its sources do not make, without a reason, is told to whoever received it', async () => {
  const core = await openCounty()
  const { recordId } = await withOne(core)
  // As another program might have written it: no reason row at all.
  await core.call('records.freeze', { recordId })
  await core.close()
  const file = readdirSync(core.dataDir, { recursive: true })
    .map(String)
    .find((name) => name.endsWith('.db') || name.endsWith('.sqlite'))
  const sqlite = new Sqlite(path.join(core.dataDir, file ?? ''))
  const row = sqlite.prepare('SELECT frozen_json FROM revisions').get() as { frozen_json: string }
  const frozen = JSON.parse(row.frozen_json) as { values: Record<string, FieldValue> }
  frozen.values.audienceOffline = '999'
  const json = canonicalJson(frozen)
  sqlite.prepare('UPDATE revisions SET frozen_json = ?, digest = ?').run(json, sha256Hex(json))
  sqlite.close()
  await core.open()
  const { figure } = await core.call('register.sources', { recordId, revision: 1, field: 'audienceOffline' })
  expect(figure).toMatchObject({
    computed: '120',
    value: '999',
    fault: '1 项来源合计为 120，表里填的是 999，也没有写原因',
  })
})

it('the workbook of a record has its origin on a second sheet, and the folder a page', async () => {
  const core = await openCounty({ ask: paperStub })
  const { recordId } = await withOne(core)
  await core.call('records.freeze', { recordId })
  const out = path.join(newFolder(), 'f1.xlsx')
  await core.call('sheets.savePrinted', { recordId, revision: 1, out })
  const book = read(readFileSync(out))
  expect(book.SheetNames).toEqual(['活动周统计表', '数字来源'])
  expect(JSON.stringify(book.Sheets.数字来源)).toContain('科普大集')

  const folder = await core.call('handovers.write', { noticeId, mask: true, out: newFolder(), as: 'folder' })
  const files = readdirSync(folder.path).filter((name) => name.includes('数字来源表'))
  expect(files).toHaveLength(1)
  expect(readFileSync(path.join(folder.path, files[0] ?? ''), 'utf8')).toContain('科普大集')
})

/** A notice of our own with the table of F1 and a summary, issued on a day. */
async function ownNotice(core: TestCore, issuedOn: string): Promise<string> {
  const { noticeId: id, draft } = await core.call('ownNotices.start', { from: { kind: 'empty' } })
  const named = {
    ...draft,
    recipients: [newRecipient(draft, '示例市科协')],
    title: '关于报送活动周情况的通知',
    issuedOn,
  }
  const dated = { dueWording: '6月16日前', dueAt: '2022-06-16T18:00:00+08:00' }
  const table = newDeliverable(named, { title: '统计表', formId: 'XX-F1', ...dated })
  const one = { ...named, deliverables: [table] }
  const summary = newDeliverable(one, { title: '活动总结', formId: 'LIB-SUMMARY', ...dated })
  await core.call('ownNotices.save', { noticeId: id, draft: { ...one, deliverables: [table, summary] } })
  await core.call('ownNotices.putInForce', { noticeId: id })
  return id
}

it('rules go with a form into a notice of our own', async () => {
  const core = await openCounty()
  const id = await ownNotice(core, '2022-05-01')
  const { pack } = await core.call('notices.show', { noticeId: id })
  const [table, summary] = pack.deliverables.map(({ formId }) => formId ?? '')
  expect(pack.register?.[table ?? '']).toMatchObject({ scope: 'notice', figures: { eventCount: { kind: 'sum' } } })
  expect(pack.register?.[summary ?? '']).toMatchObject({ scope: 'notice', texts: { body: 'progress' } })
  const [made] = syntheticActivities(1, { noticeId: id })
  await register(core, [{ ...(made as ActivityValues), state: 'held', onsite: '77' }])
  const { values } = await core.call('records.create', { noticeId: id, formId: table ?? '' })
  expect(values.audienceOffline).toBe('77')
})

it('last year stands beside it, from our own record or from an old file', async () => {
  const core = await openCounty()
  const { recordId } = await withOne(core)
  const lastYear = async (field: string) => (await core.call('register.sources', { recordId, field })).figure.lastYear
  expect(await lastYear('audienceOffline')).toBeNull()
  const file = path.join(newFolder(), '2021年统计表.txt')
  const lines = [
    '部门/地方：示例县',
    '举办活动次数：11',
    '承接科技部活动任务个数：1',
    '科普专职人员数量：3',
    '线下活动群众参与数量：640',
    '宣传报道数量：9',
  ]
  writeFileSync(file, lines.join('\n'))
  await core.call('earlier.import', { recordId, path: file })
  expect(await lastYear('audienceOffline')).toBe('640')
  const before = await ownNotice(core, '2021-05-01')
  const formId = (await core.call('notices.show', { noticeId: before })).pack.deliverables[0]?.formId ?? ''
  await core.call('records.create', { noticeId: before, formId, values: { audienceOffline: '555' } })
  expect(await lastYear('audienceOffline')).toBe('555')
})

it('last year’s own workbook and Word file give numbers, not what stands around them', async () => {
  const before = await openCounty({ ask: paperStub })
  const [one] = syntheticActivities(1, { noticeId })
  const values = {
    ...(one as ActivityValues),
    state: 'held' as const,
    inKindValue: '49.9',
    inKindNote: '图书',
    onsite: '1200',
  }
  await register(before, [values])
  const old = await newF1(before)
  const { revision } = await before.call('records.freeze', { recordId: old })
  const dir = newFolder()
  const files = [path.join(dir, '2021年统计表.xlsx'), path.join(dir, '2021年统计表.docx')] as const
  await before.call('sheets.savePrinted', { recordId: old, revision, out: files[0] })
  const { bytes } = await before.call('documents.docx', { recordId: old, revision })
  writeFileSync(files[1], Buffer.from(bytes))
  for (const file of files) {
    const core = await openCounty()
    const { recordId } = await withOne(core)
    await core.call('earlier.import', { recordId, path: file })
    const { figures } = await core.call('register.figures', { recordId })
    const lastYear = Object.fromEntries(figures.map((figure) => [figure.field, figure.lastYear]))
    expect(lastYear).toMatchObject({ inKindValue: '49.9', audienceOffline: '1200', inKindNote: null })
  }
})
