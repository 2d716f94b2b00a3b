import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  cityNotice,
  countyNotice,
  newF2,
  newFolder,
  openCity,
  openCounty,
  openTestCore,
  projectDir,
  type TestCore,
} from '../support/core.ts'

describe('notices', () => {
  test('a county is no addressee of the province, but of what its city passed on', async () => {
    const county = await openCounty()
    const list = await county.call('notices.list', {})
    expect(list.map(({ id, addressed }) => [id, addressed])).toEqual([
      // Whoever holds an activity enters it at the platform.
      ['cast-2022-science-popularization-day', true],
      ['cast-most-2022-workers-day', false],
      ['cast-most-2023-workers-day', false],
      [cityNotice, false],
      [countyNotice, true],
      ['xinxiang-2022-workers-day-and-tech-week', true],
    ])
    const city = await openCity()
    expect((await city.call('notices.show', { noticeId: cityNotice })).reportsTo?.unit).toBe(
      '江苏省科学技术协会组织人事部',
    )
    expect((await county.call('notices.show', { noticeId: cityNotice })).reportsTo).toBeNull()
  })

  test('passed on by the city: own recipient, earlier dates, later ones are not taken', async () => {
    const city = await openCity()
    const summary = await city.call('notices.passOn', {
      noticeId: cityNotice,
      direction: 'issue',
      by: '示例市科学技术协会',
      recipient: { unit: '示例市科协组织部', phone: '0500-1234567' },
      dueAt: { T12: '2022-05-13T17:30:00+08:00', T13: '2022-05-30T17:30:00+08:00' },
    })
    expect(summary).toMatchObject({
      id: countyNotice,
      source: 'issued',
      addressed: false,
      passedOnFrom: { id: cityNotice, by: '示例市科学技术协会' },
    })
    await city.reopen()
    const { pack } = await city.call('notices.show', { noticeId: countyNotice })
    expect(pack.recipients).toEqual([{ id: 'above', unit: '示例市科协组织部', phone: '0500-1234567' }])
    expect(pack.addressees.map(({ level, reportsTo }) => [level, reportsTo])).toEqual([['county', 'above']])
    expect(pack.deliverables.map(({ id, dueAt }) => [id, dueAt])).toEqual([
      ['T12', '2022-05-13T17:30:00+08:00'],
      ['T11', '2022-05-15T23:59:00+08:00'],
      ['T13', '2022-05-15T23:59:00+08:00'],
      ['T14', '2022-05-15T23:59:00+08:00'],
      ['T15', '2022-05-20T23:59:00+08:00'],
      ['T16', '2022-06-20T23:59:00+08:00'],
      // T17 is for cities alone: a county recommends nobody.
      ['T10', null],
    ])
    expect(pack.forms.map((form) => form.id)).toContain('JS-F2')
  })

  test('taken by the county from paper: it is an addressee and reports to the city; taken again counts the version on', async () => {
    const county = await openCounty()
    const input = {
      noticeId: cityNotice,
      direction: 'take',
      by: '示例市科学技术协会',
      recipient: { unit: '示例市科协' },
      dueAt: {},
    } as const
    expect(await county.call('notices.passOn', input)).toMatchObject({
      id: countyNotice,
      source: 'taken',
      addressed: true,
      version: '2',
    })
    expect(await county.call('notices.passOn', input)).toMatchObject({ version: '3' })
    expect((await county.call('notices.show', { noticeId: countyNotice })).reportsTo?.unit).toBe('示例市科协')
    const recordId = await newF2(county)
    expect((await county.call('records.open', { recordId })).definition.id).toBe('JS-F2')
  })

  test('a sample of a past year passed on with this year’s dates is in force, and its wording says whose date it is', async () => {
    const county = await openCounty({ now: '2026-05-06T01:00:00.000Z' })
    const summary = await county.call('notices.passOn', {
      noticeId: cityNotice,
      direction: 'take',
      by: '示例市科学技术协会',
      recipient: { unit: '示例市科协' },
      dueAt: { T12: '2026-05-12T17:30:00+08:00' },
    })
    expect(summary).toMatchObject({ historical: false })
    const { pack } = await county.call('notices.show', { noticeId: summary.id })
    const dates = pack.deliverables.map(({ id, dueAt, dueWording }) => [id, dueAt, dueWording])
    expect(dates.slice(0, 2)).toEqual([
      ['T12', '2026-05-12T17:30:00+08:00', '2026年5月12日17时30分前（原通知：5月15日前）'],
      ['T11', '2022-05-15T23:59:00+08:00', '5月15日前'],
    ])
  })

  test('a date for a duty that is not there is refused with its path', async () => {
    const city = await openCity()
    const problem = await city.problem('notices.passOn', {
      noticeId: cityNotice,
      direction: 'issue',
      by: '示例市科协',
      recipient: { unit: '示例市科协' },
      dueAt: { T99: '2022-05-13T17:30:00+08:00' },
    })
    expect(problem.toData()).toMatchObject({ code: 'input.invalid', details: { issues: [{ path: 'dueAt.T99' }] } })
  })

  test('by kind of sender: the same notice asks an association and a science department for other things, elsewhere', async () => {
    const xinxiang = 'xinxiang-2022-workers-day-and-tech-week'
    const owed = async (core: TestCore) => {
      const { status, reportsTo } = await core.call('notices.show', { noticeId: xinxiang })
      return [status.filter((item) => item.owed).map(({ id }) => id), reportsTo?.unit]
    }
    expect(await owed(await openCounty())).toEqual([['T5', 'T7'], '新乡市科学技术协会组织人事部'])
    const department = await openTestCore()
    const office = { name: '示例县科学技术局', level: 'county', type: 'science-department', region: '320999' } as const
    await department.call('offices.init', office)
    expect(await owed(department)).toEqual([['T6', 'T7'], '新乡市科学技术局科技合作人才与科普科'])
    // Chosen wrongly at the first start it can be put right.
    expect(await department.call('offices.setType', { type: 'association' })).toMatchObject({ type: 'association' })
    expect(await owed(department)).toEqual([['T5', 'T7'], '新乡市科学技术协会组织人事部'])
    await department.call('offices.setType', { type: 'science-department' })
    // The report goes with the table: alone it does not do the duty, and it is not the association's.
    const values = {}
    await department.call('records.create', { noticeId: xinxiang, formId: 'LIB-SUMMARY-4', values })
    const { status } = await department.call('notices.show', { noticeId: xinxiang })
    expect(status.map(({ id, state, recordIds }) => [id, state, recordIds.length])).toEqual([
      ['T5', 'not-started', 0],
      ['T6', 'draft', 1],
      ['T7', 'not-started', 0],
      ['T8', 'not-started', 0],
    ])
  })

  test('an own date stands beside the notice’s, on the desk too, and can be taken back', async () => {
    const county = await openCounty()
    const own = { noticeId: countyNotice, deliverableId: 'T12', ownDueAt: '2022-05-11T12:00:00+08:00' }
    await county.call('notices.setOwnDate', own)
    const { status } = await county.call('notices.show', { noticeId: countyNotice })
    expect(status.find((item) => item.id === 'T12')?.ownDueAt).toBe(own.ownDueAt)
    const { due } = await county.call('desk.overview', {})
    expect(due[0]).toMatchObject({
      deliverableId: 'T12',
      dueAt: '2022-05-13T17:30:00+08:00',
      ownDueAt: own.ownDueAt,
      state: 'not-started',
    })
    expect((await county.call('notices.list', {})).find((notice) => notice.id === countyNotice)?.nextDueAt).toBe(
      own.ownDueAt,
    )
    await county.call('notices.setOwnDate', { ...own, ownDueAt: null })
    expect(
      (await county.call('notices.show', { noticeId: countyNotice })).status.every((item) => item.ownDueAt === null),
    ).toBe(true)
  })

  test('the state of a duty follows its records', async () => {
    const county = await openCounty()
    const state = async () =>
      (await county.call('notices.show', { noticeId: countyNotice })).status.find((item) => item.id === 'T12')
    expect(await state()).toMatchObject({ state: 'not-started', recordIds: [] })
    const recordId = await newF2(county)
    expect(await state()).toMatchObject({ state: 'draft', recordIds: [recordId] })
    await county.call('records.freeze', { recordId })
    expect((await state())?.state).toBe('to-stamp')
  })

  test('a broken pack is left out and named in the log; the others stay', async () => {
    const resourcesDir = newFolder()
    cpSync(path.join(projectDir, 'resources/notices'), path.join(resourcesDir, 'notices'), { recursive: true })
    const broken = path.join(resourcesDir, 'notices', 'broken', '1')
    mkdirSync(broken, { recursive: true })
    writeFileSync(path.join(broken, 'notice.json'), '{"id": "broken"}')
    const county = await openCounty({ resourcesDir })
    expect(await county.call('notices.list', {})).toHaveLength(6)
    expect(readFileSync(path.join(county.dataDir, 'logs', 'core-202205.log'), 'utf8')).toContain('notice broken 1')
  })

  test('unknown notices and forms have problems of their own', async () => {
    const county = await openCounty()
    expect((await county.problem('notices.show', { noticeId: 'nobody-knows' })).code).toBe('notice.unknown')
    expect((await county.problem('forms.show', { formId: 'JS-F9' })).code).toBe('form.unknown')
    expect((await county.problem('records.create', { noticeId: countyNotice, formId: 'JS-F9' })).code).toBe(
      'form.unknown',
    )
  })
})

describe('the schema of a form’s values', () => {
  test('every field but the attachments, nothing else, the required ones marked', async () => {
    const county = await openCounty()
    const form = await county.call('forms.show', { formId: 'JS-F2' })
    const schema = await county.call('forms.schema', { formId: 'JS-F2' })
    const fields = form.fields.filter((field) => field.kind !== 'attachments')
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false, title: form.name })
    expect(Object.keys(schema.properties as object)).toEqual(fields.map((field) => field.id))
    expect(schema.required).toEqual(fields.filter((field) => field.required).map((field) => field.id))
  })
})
