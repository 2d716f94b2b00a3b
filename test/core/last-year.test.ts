/** What was reported in an earlier year, beside what is reported now: found, compared with, and never a person's data. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reasonsField } from '../../shared/form/definition.ts'
import { Desk, foundOffice, newRoot } from '../support/desks.ts'

const root = newRoot()
const resourcesDir = path.join(root.dir, 'resources')
let desk: Desk

const form = (id: string, name: string) => ({
  id,
  version: '1',
  name,
  shortName: '统计表',
  fields: [
    { id: 'people', kind: 'integer', label: '参加人数' },
    { id: 'contact', kind: 'mobile', label: '联系手机', personal: true },
  ],
  checks: [
    {
      id: 'jump',
      grade: 'verify',
      fields: ['people'],
      holds: {
        compare: {
          left: { field: 'people' },
          is: '<=',
          right: { product: [{ value: '2' }, { lastYear: 'people' }] },
        },
      },
      message: '比去年的两倍还多，请核实。',
    },
  ],
  layout: {
    title: [name],
    blocks: [
      {
        kind: 'grid',
        columns: [50, 100],
        rows: ['people', 'contact'].map((field) => ({ heightMm: 9, cells: [{ label: field }, { field }] })),
      },
    ],
  },
})

function writeNotice(id: string, issuedOn: string, one: ReturnType<typeof form>): void {
  const folder = path.join(resourcesDir, 'notices', id, '1')
  mkdirSync(path.join(folder, 'forms'), { recursive: true })
  const notice = {
    format: 'kexie-notice/1',
    id,
    version: '1',
    title: id,
    shortTitle: id,
    issuer: '示例市科学技术协会',
    documentNumber: null,
    issuedOn,
    theme: null,
    period: null,
    addressees: [{ level: 'county', type: 'association', wording: '各县科协', reportsTo: 'city' }],
    recipients: [{ id: 'city', unit: '示例市科学技术协会' }],
    deliverables: [
      {
        id: 'S1',
        title: '统计表',
        wording: '统计表',
        dueWording: '及时',
        dueAt: null,
        formId: one.id,
        quantity: null,
        stamped: false,
      },
    ],
    formFiles: [`forms/${one.id}.json`],
  }
  writeFileSync(path.join(folder, 'notice.json'), JSON.stringify(notice))
  writeFileSync(path.join(folder, `forms/${one.id}.json`), JSON.stringify(one))
}

const create = async (year: number, values: Record<string, string>) =>
  (await desk.call('records.create', { noticeId: `week-${year}`, formId: `WEEK-${year}`, values })).summary.recordId

beforeAll(async () => {
  for (const year of [2020, 2021, 2022])
    writeNotice(`week-${year}`, `${year}-05-12`, form(`WEEK-${year}`, `${year}年科技活动周统计表`))
  writeNotice('other-2021', '2021-05-12', form('OTHER', '另一张表'))
  desk = await Desk.open(path.join(root.dir, 'county'), { resourcesDir })
  await foundOffice(desk, 'county')
})
afterAll(async () => {
  await desk.close()
  root.remove()
})

it('the newest of the earlier years of the same family of forms is compared with', async () => {
  const now = await create(2022, { people: '500' })
  expect((await desk.call('records.open', { recordId: now })).lastYear).toBeNull()

  await create(2020, { people: '10' })
  await desk.call('records.create', { noticeId: 'other-2021', formId: 'OTHER', values: { people: '1' } })
  await create(2021, { people: '100', contact: '13812345678' })
  const opened = await desk.call('records.open', { recordId: now })
  expect(opened.lastYear).toEqual({ people: '100' })
  expect(opened.findings).toMatchObject([{ check: 'jump', severity: 'verify' }])

  expect((await desk.problem('records.freeze', { recordId: now })).code).toBe('record.invalid')
  const { findings, draftSeq } = await desk.call('records.saveDraft', {
    recordId: now,
    draftSeq: opened.draftSeq,
    changes: { [reasonsField]: [{ check: 'jump', reason: '今年多办' }] },
  })
  expect(findings).toMatchObject([{ severity: 'verify' }])
  const saved = await desk.call('records.saveDraft', {
    recordId: now,
    draftSeq,
    changes: { [reasonsField]: [{ check: 'jump', reason: '今年多办了三场活动' }] },
  })
  expect(saved.findings).toMatchObject([{ severity: 'warn', reason: '今年多办了三场活动' }])
  expect((await desk.call('records.freeze', { recordId: now })).revision).toBe(1)
})

it('a later year is never last year, and neither is a record that was thrown away', async () => {
  const first = await create(2020, { people: '9999' })
  expect((await desk.call('records.open', { recordId: first })).lastYear).toBeNull()
  const later = await create(2022, { people: '1' })
  const of2021 = (await desk.call('records.list', { noticeId: 'week-2021' })).map(({ recordId }) => recordId)
  for (const recordId of of2021) await desk.call('records.discard', { recordId })
  const { lastYear } = await desk.call('records.open', { recordId: later })
  expect(lastYear).toEqual({ people: '9999' })
})
