/** A city makes its own notice for the counties from the province's of an earlier year: who, what, when, on which forms. */
import { describe, expect, test } from 'vitest'
import { addField, changeField, noEdits, removeField } from '../../shared/notice/field-edits.ts'
import {
  newAddressee,
  type OwnDeliverable,
  type OwnNoticeDraft,
  toSubordinates,
  withFormEdits,
} from '../../shared/notice/own-draft.ts'
import { stalePlaces } from '../../shared/notice/stale-words.ts'
import { cityNotice, openCity, type TestCore } from '../support/core.ts'

const city = { name: '示例市科学技术协会', level: 'city' } as const
const now = '2027-03-01T01:00:00.000Z'

/** One field more, one renamed, one gone, one with another limit. */
function editedPlan(item: OwnDeliverable): OwnDeliverable {
  let edits = item.formEdits ?? noEdits
  edits = changeField(addField(edits, 'number'), 'own1', { label: '预计惠及人数', unit: '人', required: true })
  edits = changeField(edits, 'organizerName', { label: '协办单位名称' })
  edits = changeField(removeField(edits, 'fax'), 'plan', { limit: { max: 300, about: false } })
  return withFormEdits(item, 0, { ...edits, title: '2027年“全国科技工作者日”特色亮点活动\n筹备方案' })
}

function forCounties(draft: OwnNoticeDraft): OwnNoticeDraft {
  const made = toSubordinates(draft, city)
  const [office] = made.recipients
  return {
    ...made,
    title: '关于开展2027年“全国科技工作者日”活动的通知',
    shortTitle: '2027科技工作者日',
    theme: '创新为民',
    documentNumber: '',
    period: '',
    issuedOn: '2027-03-01',
    recipients: office ? [{ ...office, phone: '0500-1234567' }] : [],
    addressees: [...made.addressees, newAddressee('city', 'society')],
    deliverables: made.deliverables.map((item) => ({
      ...(item.formId === 'JS-F2' ? editedPlan(item) : item),
      dueAt: item.suggestedDueAt,
      dueWording: item.dueAt === null ? '及时' : item.dueWording,
    })),
    remarks: ['请各县（市、区）科协先报县委宣传部审核。'],
  }
}

const confirmAll = (draft: OwnNoticeDraft, original: Parameters<typeof stalePlaces>[1]): OwnNoticeDraft => ({
  ...draft,
  confirmed: [...draft.confirmed, ...stalePlaces(draft, original, 2027).map(({ path }) => path)],
})

async function copied(core: TestCore) {
  const { noticeId, draft, original } = await core.call('ownNotices.start', {
    from: { kind: 'copy', noticeId: cityNotice },
  })
  return { noticeId, draft, original }
}

async function published(core: TestCore) {
  const { noticeId, draft, original } = await copied(core)
  const made = confirmAll(forCounties(draft), original)
  await core.call('ownNotices.save', { noticeId, draft: made })
  expect(await core.call('ownNotices.check', { noticeId })).toEqual([])
  const inForce = await core.call('ownNotices.putInForce', { noticeId })
  return { noticeId, draft: made, inForce }
}

describe('copied from the province', () => {
  test('forms come along with those that go with them, the dates move to this year and wait, old words are told', async () => {
    const core = await openCity({ now })
    const { draft, original } = await copied(core)
    expect(draft.audience).toBe('ourselves')
    const video = draft.deliverables.find(({ formId }) => formId === 'JS-F3')
    expect(video?.moreForms.map(({ formId }) => formId)).toEqual(['JS-F4'])
    expect(draft.deliverables.map(({ dueAt }) => dueAt).filter(Boolean)).toEqual([])
    expect(video?.suggestedDueAt).toBe('2027-05-20T23:59:00+08:00')
    const stale = stalePlaces(draft, original, 2027)
    const forms = stale.filter(({ path }) => path.endsWith('.forms')).map(({ text }) => text)
    expect(forms.some((text) => text.includes('2022年“全国科技工作者日”特色亮点活动'))).toBe(true)
    // The sentence of the authorization names the old theme too.
    expect(forms.some((text) => text.includes('本人自愿参加省科协“创新争先、自立自强”'))).toBe(true)
  })

  test('for subordinates: our office instead of the old recipients, the level below, nobody above', async () => {
    const core = await openCity({ now })
    const made = toSubordinates((await copied(core)).draft, city)
    expect(made.recipients.map(({ unit, phone }) => [unit, phone])).toEqual([['示例市科学技术协会', '']])
    expect(made.addressees).toEqual([
      { level: 'county', type: 'association', wording: '各县（市、区）科协', reportsTo: null },
    ])
    expect(new Set(made.deliverables.map(({ recipientId }) => recipientId))).toEqual(new Set([null]))
  })
})

describe('in force', () => {
  test('it asks the counties and the societies, not us; duties, quotas and forms are there', async () => {
    const core = await openCity({ now })
    const { noticeId, inForce } = await published(core)
    expect(inForce).toMatchObject({ version: 1, audience: 'subordinates' })
    expect(inForce.duties.every(({ ownDueAt }) => ownDueAt === null)).toBe(true)
    const { pack, summary } = await core.call('notices.show', { noticeId })
    const works = pack.deliverables.find(({ video }) => video)
    expect(works?.video).toMatchObject({
      registrationFormId: works?.formId,
      authorizationFormId: works?.moreFormIds[0],
      review: { wording: '5月21日至28日评审和展播', from: '2027-05-21', to: '2027-05-28' },
      awards: [{ id: 'first' }, { id: 'second' }, { id: 'third' }],
    })
    expect(works?.video?.registrationFormId).not.toBe('JS-F3')
    const entry = await core.call('videos.create', { noticeId, deliverableId: works?.id ?? '', workTitle: '一' })
    expect(entry).toMatchObject({ noticeId, title: '一', lacks: ['video', 'registration', 'participants'] })
    expect(summary.addressed).toBe(false)
    expect((await core.call('desk.overview', {})).due.some((item) => item.noticeId === noticeId)).toBe(false)
    expect(pack.addressees.map(({ level, type, reportsTo }) => [level, type, reportsTo])).toEqual([
      ['county', 'association', 'r1'],
      ['city', 'society', 'r1'],
    ])
    expect(pack.recipients).toEqual([{ id: 'r1', unit: '示例市科学技术协会', phone: '0500-1234567' }])
    expect(pack.deliverables[0]).toMatchObject({
      quantity: { min: 1, max: 2, wording: '1-2项' },
      dueAt: '2027-05-15T23:59:00+08:00',
    })
    expect(pack.remarks).toEqual(['请各县（市、区）科协先报县委宣传部审核。'])
    const mark = `${noticeId.replace('own-', '')}.d`
    expect(pack.forms.every(({ id, version }) => id.includes(mark) && version === '1')).toBe(true)
    expect(pack.deliverables.find(({ moreFormIds }) => moreFormIds.length > 0)?.moreFormIds[0]).toMatch(/^JS-F4\./)
    expect(await core.call('notices.publishPreview', { noticeId })).toMatchObject({ version: '1' })
  })

  test('the edited form: a record is made, frozen and printed with it; a second version leaves it as it was', async () => {
    const core = await openCity({ now })
    const { noticeId, draft } = await published(core)
    const formId = (await core.call('notices.show', { noticeId })).pack.deliverables[0]?.formId ?? ''
    expect(formId).toMatch(/^JS-F2\./)
    const form = await core.call('forms.show', { formId, noticeId })
    expect(form.layout.title).toEqual(['2027年“全国科技工作者日”特色亮点活动', '筹备方案'])
    const labels = form.fields.map(({ label }) => label)
    expect(labels).toContain('预计惠及人数')
    expect(labels).toContain('协办单位名称')
    expect(labels).not.toContain('传真')

    const { summary } = await core.call('records.create', { noticeId, formId, values: { ...form.example } })
    const { recordId } = summary
    const { revision } = await core.call('records.freeze', { recordId })
    const page = JSON.stringify(await core.call('records.printDocument', { recordId, revision }))
    for (const words of ['预计惠及人数', '协办单位名称', '2027年']) expect(page).toContain(words)
    expect(page).not.toMatch(/传\s*真/)

    const deliverables = draft.deliverables.map((item, at) =>
      at === 0 ? withFormEdits(item, 0, removeField(item.formEdits ?? noEdits, 'scale')) : item,
    )
    await core.call('ownNotices.save', { noticeId, draft: { ...draft, deliverables } })
    expect(await core.call('ownNotices.putInForce', { noticeId })).toMatchObject({ version: 2 })
    const next = await core.call('forms.show', { formId, noticeId })
    expect(next.version).toBe('2')
    expect(next.fields.map(({ id }) => id)).not.toContain('scale')
    const record = await core.call('records.open', { recordId })
    expect(record.definition.version).toBe('1')
    expect(record.definition.fields.map(({ id }) => id)).toContain('scale')
    const { newer } = await core.call('notices.versionDifference', { recordId })
    expect(newer).toMatchObject({ movable: true, pageChanges: true })
    expect(newer?.fields.map(({ field, what }) => [field, what])).toEqual([['scale', 'removed']])
  })

  test('copied in its turn it keeps who it is for and what was changed in the forms', async () => {
    const core = await openCity({ now })
    const { noticeId, draft } = await published(core)
    const again = await core.call('ownNotices.start', { from: { kind: 'copy', noticeId } })
    expect(again.draft.audience).toBe('subordinates')
    expect(again.draft.addressees).toEqual(draft.addressees)
    expect(again.draft.deliverables[0]).toMatchObject({
      formId: 'JS-F2',
      formEdits: { removed: ['fax'], added: [{ id: 'own1', sort: 'number' }] },
      dueAt: null,
      suggestedDueAt: '2027-05-15T23:59:00+08:00',
    })
  })

  test('a kind of office that is asked twice, and words that hide something, are told before 生效', async () => {
    const core = await openCity({ now })
    const { noticeId, draft, original } = await copied(core)
    const made = confirmAll(forCounties(draft), original)
    const twice = { ...made, addressees: [...made.addressees, newAddressee('county', 'association')] }
    await core.call('ownNotices.save', { noticeId, draft: twice })
    expect((await core.problem('ownNotices.putInForce', { noticeId })).details).toEqual({
      missing: ['发给谁里“各县（市、区）科协”写了两次'],
    })
    const [first, ...rest] = made.deliverables
    const hidden = { ...made, deliverables: first ? [{ ...first, title: '筹备\u202e方案' }, ...rest] : [] }
    await core.call('ownNotices.save', { noticeId, draft: hidden })
    expect((await core.call('ownNotices.check', { noticeId }))[0]).toContain('夹有看不见的字符')
    expect((await core.problem('ownNotices.putInForce', { noticeId })).code).toBe('own-notice.unsound')
  })
})
