/** Rules and modules of the register on every way that a notice takes: passed on, made anew next year, published below. */
import { expect, it, onTestFinished } from 'vitest'
import type { OwnNoticeDraft } from '../../shared/notice/own-draft.ts'
import { newAddressee, newRecipient, toSubordinates } from '../../shared/notice/own-draft.ts'
import { stalePlaces } from '../../shared/notice/stale-words.ts'
import type { ActivityInput } from '../../shared/register/activity.ts'
import { cityOffice, countyNotice, openCounty } from '../support/core.ts'
import { newPair } from '../support/desks.ts'
import type { Caller } from '../support/f1.ts'

const xx = 'xinxiang-2022-workers-day-and-tech-week'
const js = 'jiangsu-2022-workers-day'

const fair = (noticeId: string, modules: string[], more: Partial<ActivityInput> = {}): ActivityInput => ({
  year: 2023,
  title: '科普大集',
  state: 'held',
  onsite: '120',
  sessions: '3',
  responsible: '城关镇',
  notices: [{ noticeId, modules }],
  ...more,
})

/** As a clerk copies a notice of an earlier year and looks at every old word. */
async function copyOf(core: Caller, noticeId: string, change: (draft: OwnNoticeDraft) => OwnNoticeDraft) {
  const copy = await core.call('ownNotices.start', { from: { kind: 'copy', noticeId } })
  const draft = change(copy.draft)
  const dated = {
    ...draft,
    issuedOn: '2023-05-01',
    deliverables: draft.deliverables.map((item) => ({
      ...item,
      dueAt: item.suggestedDueAt,
      dueWording: item.suggestedDueAt === null ? '及时' : item.dueWording,
    })),
  }
  const confirmed = stalePlaces(dated, copy.original, 2023).map(({ path }) => path)
  await core.call('ownNotices.save', { noticeId: copy.noticeId, draft: { ...dated, confirmed } })
  await core.call('ownNotices.putInForce', { noticeId: copy.noticeId })
  const { pack } = await core.call('notices.show', { noticeId: copy.noticeId })
  return { noticeId: copy.noticeId, pack }
}
const same = (draft: OwnNoticeDraft) => draft

it('next year’s F1 counts as this year’s did; next year’s plan has the modules of this year’s', async () => {
  const core = await openCounty({ now: '2023-05-04T01:00:00.000Z' })
  const f1 = await copyOf(core, xx, same)
  const formId = f1.pack.forms.find(({ id }) => id.startsWith('XX-F1'))?.id ?? ''
  await core.call('activities.create', { values: fair(f1.noticeId, []) })
  const table = await core.call('records.create', { noticeId: f1.noticeId, formId })
  expect(table.values).toMatchObject({ audienceOffline: '120', eventCount: '3' })

  const plan = await copyOf(core, js, same)
  expect(plan.pack.modules.map(({ name }) => name)).toEqual([
    '团结引领',
    '精神传承',
    '建家办事',
    '为民服务',
    '开放合作',
    '表彰发布',
  ])
  const { activityId } = await core.call('activities.create', {
    values: fair(plan.noticeId, ['weimin'], { state: 'planned' }),
  })
  const formOf = (start: string) => plan.pack.forms.find(({ id }) => id.startsWith(start))?.id ?? ''
  const paper = await core.call('records.create', { noticeId: plan.noticeId, formId: formOf('JS-T11') })
  const { recordId } = paper.summary
  const { text } = await core.call('register.compose', { recordId, field: 'body', draft: 'plan' })
  expect(text).toContain('为民服务')
  const f2 = await core.call('register.createRecord', {
    noticeId: plan.noticeId,
    formId: formOf('JS-F2'),
    activityId,
  })
  expect(f2.values).toMatchObject({ activityName: '科普大集', modules: ['weimin'] })
  // A copy of the copy still has them.
  expect((await copyOf(core, plan.noticeId, same)).pack.modules).toEqual(plan.pack.modules)
})

it('a task that the city passed on draws on the register of the county', async () => {
  const core = await openCounty()
  const { activityId } = await core.call('activities.create', {
    values: fair(countyNotice, ['weimin'], { year: 2022, state: 'planned' }),
  })
  const { values } = await core.call('register.createRecord', { noticeId: countyNotice, formId: 'JS-F2', activityId })
  expect(values).toMatchObject({ modules: ['weimin'] })
  const { summary } = await core.call('records.create', { noticeId: countyNotice, formId: 'JS-T11' })
  const { text } = await core.call('register.compose', { recordId: summary.recordId, field: 'body', draft: 'plan' })
  expect(text).toContain('科普大集')
})

it('published below, the same form counts in the register of the office below', async () => {
  const pair = await newPair()
  onTestFinished(() => pair.close())
  const { city, county, stick } = pair
  await county.call('offices.setUpstream', { officeId: city.officeId })
  const { noticeId } = await copyOf(city, js, (draft) => {
    const made = toSubordinates(draft, cityOffice)
    return { ...made, addressees: [newAddressee('county', 'association')], recipients: named(made) }
  })
  const made = await city.call('notices.publish', { noticeId, to: county.officeId, out: stick })
  await county.call('packages.import', { path: made.files[0]?.path ?? '' })
  const received = (await county.call('notices.list', {})).find(({ source }) => source === 'received')?.id ?? ''
  const { pack } = await county.call('notices.show', { noticeId: received })
  expect(pack.modules).toHaveLength(6)
  await county.call('activities.create', { values: fair(received, ['kaifang'], { state: 'planned' }) })
  const formId = pack.forms.find(({ id }) => id.startsWith('JS-T11'))?.id ?? ''
  const { summary } = await county.call('records.create', { noticeId: received, formId })
  const { text } = await county.call('register.compose', { recordId: summary.recordId, field: 'body', draft: 'plan' })
  expect(text).toContain('开放合作')
})
const named = (draft: OwnNoticeDraft) =>
  draft.recipients.length > 0 ? draft.recipients : [newRecipient(draft, cityOffice.name)]
