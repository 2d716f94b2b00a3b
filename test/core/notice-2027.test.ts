import { describe, expect, test } from 'vitest'
import { readPack } from '../../electron/core/notices/read-pack.ts'
import type { FormDefinition } from '../../shared/form/definition.ts'
import { makePrintDocument } from '../../shared/form/print-document.ts'
import { isBlocking } from '../../shared/form/validate.ts'
import { openCounty, openTestCore, type TestCore } from '../support/core.ts'
import { notice2027, notices2027, resourcesWith2027 } from '../support/notice-2027.ts'

const now = '2027-09-25T02:00:00.000Z'
const desk = () => openCounty({ resourcesDir: resourcesWith2027(), now })

async function filled(core: TestCore, formId: string): Promise<{ recordId: string; form: FormDefinition }> {
  const form = await core.call('forms.show', { formId, noticeId: notice2027 })
  const { summary } = await core.call('records.create', { noticeId: notice2027, formId, values: form.example ?? {} })
  return { recordId: summary.recordId, form }
}

describe('a notice that no line of code knows', () => {
  test('it lies among the others, in force, with its dates and its two forms', async () => {
    const county = await desk()
    const list = await county.call('notices.list', {})
    expect(list.find(({ id }) => id === notice2027)).toMatchObject({
      addressed: true,
      historical: false,
      deliverables: 4,
      nextDueAt: '2027-09-27T17:30:00+08:00',
    })
    const { pack, status, reportsTo } = await county.call('notices.show', { noticeId: notice2027 })
    expect(pack.forms.map(({ id }) => id)).toEqual(['SL27-A', 'SL27-B'])
    expect(status.every(({ owed }) => owed)).toBe(true)
    expect(reportsTo?.unit).toBe('示例市科学技术协会科学技术普及部')
    const { due } = await county.call('desk.overview', {})
    const ours = due.filter((item) => item.noticeId === notice2027)
    expect(ours.map(({ deliverableId, chased, kept }) => [deliverableId, chased, kept])).toEqual([
      ['S1', true, false],
      ['S2', true, false],
      ['S4', false, false],
      ['S3', false, true],
    ])
  })

  test.each(['SL27-A', 'SL27-B'])('%s: created, filled from its example, frozen, printed', async (formId) => {
    const county = await desk()
    const { recordId, form } = await filled(county, formId)
    const opened = await county.call('records.open', { recordId })
    expect(opened.findings.filter(isBlocking)).toEqual([])
    await county.call('records.freeze', { recordId })
    expect((await county.call('records.open', { recordId })).summary.state).toBe('to-stamp')
    const values = form.example ?? {}
    const context = { officeName: '示例县科学技术协会', footer: null, pictures: {} }
    const clear = JSON.stringify(makePrintDocument(form, values, { ...context, masked: false }))
    const masked = JSON.stringify(makePrintDocument(form, values, { ...context, masked: true }))
    for (const words of printed[formId]!) expect(clear).toContain(words)
    for (const words of personal[formId]!) {
      expect(clear).toContain(words)
      expect(masked).not.toContain(words)
    }
  })

  test('its checks work: a block, a reason that is wanted, a warning', async () => {
    const county = await desk()
    const { recordId, form } = await filled(county, 'SL27-A')
    const { verifyReasons: _given, online: _none, ...rest } = form.example ?? {}
    const open = await county.call('records.create', {
      noticeId: notice2027,
      formId: 'SL27-A',
      values: { ...rest, offline: '900' },
    })
    const found = open.findings.map(({ check, severity }) => [check, severity])
    expect(found).toContainEqual(['listedWithin', 'block'])
    expect(found).toContainEqual(['perHeadHigh', 'verify'])
    expect(found).toContainEqual(['onlineExpected', 'warn'])
    expect((await county.problem('records.freeze', { recordId: open.summary.recordId })).code).toBe('record.invalid')
    // The reason that the example gives lets the other one through.
    await county.call('records.freeze', { recordId })
    expect((await county.call('records.open', { recordId })).summary.latestRevision).toBe(1)
  })

  test('what may be left undone is never overdue and nobody is told of it; what is kept never leaves', async () => {
    const county = await openCounty({ resourcesDir: resourcesWith2027(), now: '2027-10-20T02:00:00.000Z' })
    const told = (await county.call('reminders.due', {})).filter(({ noticeId }) => noticeId === notice2027)
    expect(told.map(({ deliverableId, kind }) => [deliverableId, kind])).toEqual([
      ['S1', 'overdue'],
      ['S2', 'overdue'],
    ])
    const { items } = await county.call('packages.preview', { noticeId: notice2027, to: null })
    expect(items.map(({ deliverableId }) => deliverableId)).toEqual(['S1', 'S2'])
  })

  test('a society owes the table but no recommendation', async () => {
    const society = await openTestCore({ resourcesDir: resourcesWith2027(), now })
    await society.call('offices.init', { name: '示例市农学会', level: 'city', type: 'society', region: '320900' })
    const { status } = await society.call('notices.show', { noticeId: notice2027 })
    expect(status.filter(({ owed }) => owed).map(({ id }) => id)).toEqual(['S1', 'S3', 'S4'])
  })

  test('it needs nothing but its own folder', async () => {
    const pack = await readPack(notices2027, notice2027, '1')
    const kinds = new Set(pack.forms.flatMap((form) => form.fields.map(({ kind }) => kind)))
    expect(kinds.size).toBeGreaterThanOrEqual(21)
    expect(pack.forms.map(({ layout }) => layout.style)).toEqual(['form', 'official'])
  })
})

const printed: Readonly<Record<string, readonly string[]>> = {
  'SL27-A': ['2027年9月18日至24日', '2027年9月18日9时30分', '10月上旬', '2110', '59.24', '1050', '院士专家科普报告会'],
  'SL27-B': ['示例县科学技术协会关于推荐2027年', '科技点亮乡村', '36.5', '2027年9月26日', '（一）组织动员'],
}
const personal: Readonly<Record<string, readonly string[]>> = {
  'SL27-A': ['13900001234', '测试联系人甲'],
  'SL27-B': ['13900001235', '测试人员甲'],
}
