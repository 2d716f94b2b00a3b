/** A record from one activity: every fact in its field, people's data sealed, pictures copied, nothing invented. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { activityField, takenField } from '../../shared/form/definition.ts'
import { tableRows } from '../../shared/form/evaluate.ts'
import type { ActivityInput } from '../../shared/register/activity.ts'
import { takenRows } from '../../shared/register/taken.ts'
import { countyNotice, countyOffice, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'

const popularDay = 'cast-2022-science-popularization-day'
const person = { contactName: '测试联系人乙', officePhone: '0500-8123456', mobile: '13900004321', fax: '', email: '' }
const activity: ActivityInput = {
  year: 2022,
  title: '“院士专家进乡村”科技志愿服务',
  organiser: '示例县农学会、示例县科技志愿服务总队',
  responsible: '县科协科普部',
  place: '示例县河口镇文化广场',
  audience: '科技工作者、农户',
  time: { words: '5月28日至30日', from: '2022-05-28', to: '2022-05-30' },
  notices: [
    { noticeId: countyNotice, modules: ['weimin', 'tuanjie'] },
    { noticeId: popularDay, modules: [] },
  ],
  plannedOnsite: '300',
  plannedOnline: '2000',
  scientists: '12',
  volunteers: '30',
  fundsCounty: '1.2',
  description: '分三组下乡\n现场诊断水稻病虫害',
  results: '解决问题60个',
  press: [{ outlet: '示例日报', headline: '专家到田头', url: 'https://example.cn/1', day: '2022-05-29' }],
  personal: {
    ...person,
    address: '示例县人民路1号，邮编000000',
    people: [{ name: '示例丁', unit: '示例县农学会', mobile: '13900008888' }],
  },
}

const register = async (core: TestCore, change: Partial<ActivityInput> = {}) =>
  core.call('activities.create', { values: { ...activity, ...change } })

test('the plan of a special activity (F2) has every fact', async () => {
  const core = await openCounty()
  const { activityId } = await register(core)
  const photo = path.join(newFolder(), 'p.png')
  writeFileSync(photo, makePng(40, 30))
  await core.call('activities.attach', { activityId, path: photo })
  const created = await core.call('register.createRecord', { noticeId: countyNotice, formId: 'JS-F2', activityId })
  expect(created.values).toMatchObject({
    hostName: countyOffice.name,
    activityName: activity.title,
    modules: ['tuanjie', 'weimin'],
    organizerName: activity.organiser,
    plannedTime: '5月28日至30日',
    plannedPlace: activity.place,
    audience: ['scientists'],
    scale: '线下约300人，线上约2000人',
    contactName: person.contactName,
    officePhone: person.officePhone,
    mobile: person.mobile,
    postalAddress: '示例县人民路1号，邮编000000',
    [activityField]: activityId,
  })
  // What nobody wrote down stays empty.
  expect(created.values).not.toHaveProperty('email')
  expect(created.values).not.toHaveProperty('fax')
  expect(created.values).not.toHaveProperty('reportDate')
  expect(String(created.values.plan).split('\n')).toEqual([
    '工作思路：围绕“创新争先、自立自强”主题，面向科技工作者、农户，办好“‘院士专家进乡村’科技志愿服务”。',
    '实施举措：分三组下乡。现场诊断水稻病虫害。',
    '时间地点：5月28日至30日，示例县河口镇文化广场。',
    '参加人员：线下约300人，线上约2000人；科技工作者12人、科技志愿者30人。',
    `主要安排：${countyOffice.name}主办，${activity.organiser}承办，县科协科普部负责，安排经费1.2万元。`,
    '预期成效：解决问题60个。',
  ])
  expect(created.attachments).toMatchObject([{ field: 'photos', mediaType: 'image/png' }])
  expect(created.findings.filter(({ severity }) => severity === 'block')).toEqual([])
  expect(await core.call('register.offers', { recordId: created.summary.recordId })).toMatchObject({ offers: [] })
  expect((await core.call('activities.open', { activityId })).usedIn).toMatchObject([
    { recordId: created.summary.recordId },
  ])
})

test('what was taken of a person can be read from nowhere but with the key of the record', async () => {
  const core = await openCounty()
  const { activityId } = await register(core)
  const { values } = await core.call('register.createRecord', { noticeId: countyNotice, formId: 'JS-F2', activityId })
  const rows = takenRows(tableRows(values[takenField]))
  const mobile = rows.find(({ field }) => field === 'mobile')
  expect(mobile?.text).toMatch(/^[A-Za-z0-9+/=]{60,}$/u)
  expect(JSON.stringify(rows)).not.toContain(person.mobile)
  expect(JSON.stringify(rows)).not.toContain(person.contactName)
  await core.close()
  const stored = ['kexie.sqlite', 'kexie.sqlite-wal'].flatMap((name) => {
    try {
      return [readFileSync(path.join(core.dataDir, name)).toString('latin1')]
    } catch {
      return []
    }
  })
  expect(stored.join('')).not.toContain(person.mobile)
  await core.open()
})

test('registration and completion on the platform (T18, T19)', async () => {
  const core = await openCounty()
  const { activityId, seq } = await register(core)
  const before = await core.call('register.createRecord', { noticeId: popularDay, formId: 'PD-T18', activityId })
  expect(before.values).toMatchObject({
    activityName: activity.title,
    hostName: countyOffice.name,
    organizerName: activity.organiser,
    period: '2022-05-28/2022-05-30',
    place: activity.place,
    mode: ['both'],
    contactName: person.contactName,
    contactPhone: person.officePhone,
    scientists: [{ name: '示例丁', unit: '示例县农学会', mobile: '13900008888' }],
  })
  // The platform shows it to everybody: no money, no office of ours.
  expect(before.values.intro).toBe(
    `5月28日至30日，${countyOffice.name}在示例县河口镇文化广场计划举办“‘院士专家进乡村’科技志愿服务”，由${activity.organiser}承办，面向科技工作者、农户，线下约300人、线上约2000人参加。\n分三组下乡。现场诊断水稻病虫害。`,
  )
  await core.call('activities.save', { activityId, seq, changes: { state: 'held', onsite: '312', online: '2040' } })
  const after = await core.call('register.createRecord', { noticeId: popularDay, formId: 'PD-T19', activityId })
  expect(after.values).toMatchObject({
    period: '2022-05-28/2022-05-30',
    headcountOffline: '312',
    headcountOnline: '2040',
    links: [{ media: '示例日报', headline: '专家到田头', url: 'https://example.cn/1', day: '2022-05-29' }],
  })
  expect(after.values.summary).toBe(
    [
      `5月28日至30日，${countyOffice.name}在示例县河口镇文化广场举办“‘院士专家进乡村’科技志愿服务”，由${activity.organiser}承办，面向科技工作者、农户，线下312人、线上2040人参加。`,
      '分三组下乡。现场诊断水稻病虫害。',
      '参与组织和服务的有科技工作者12人、科技志愿者30人。',
      '活动成效：解决问题60个。',
      '宣传：示例日报，报道1条。',
    ].join('\n'),
  )
})

test('risk plan (T7) and report (T10): the title is made, nothing of the activity is typed again', async () => {
  const core = await openCounty()
  const { activityId } = await register(core, { state: 'held', onsite: '312', riskNote: '备好急救包' })
  const made = async (noticeId: string, formId: string) =>
    (await core.call('register.createRecord', { noticeId, formId, activityId })).values
  const plan = await made(popularDay, 'LIB-RISK-PLAN')
  expect(plan).toMatchObject({ docTitle: '“‘院士专家进乡村’科技志愿服务”风险防控预案', measures: '备好急救包' })
  expect(plan.scope).toContain('地点：示例县河口镇文化广场')
  const report = await made('jiangsu-2022-workers-day', 'LIB-SPECIAL-REPORT')
  expect(report).toMatchObject({
    docTitle: '“‘院士专家进乡村’科技志愿服务”情况报告',
    whenText: { words: '5月28日至30日', date: '2022-05-28' },
    whereText: activity.place,
  })
})

describe('an activity of which little is known', () => {
  test('leaves the other fields empty', async () => {
    const core = await openCounty()
    const { activityId } = await core.call('activities.create', {
      values: { year: 2022, title: '座谈会', notices: [{ noticeId: countyNotice, modules: [] }] },
    })
    const { values } = await core.call('register.createRecord', { noticeId: countyNotice, formId: 'JS-F2', activityId })
    const { [takenField]: _taken, ...filled } = values
    expect(filled).toEqual({
      [activityField]: activityId,
      hostName: countyOffice.name,
      activityName: '座谈会',
      plan: `工作思路：围绕“创新争先、自立自强”主题，办好“座谈会”。\n主要安排：${countyOffice.name}主办。`,
    })
  })

  test('is refused where the form counts over all of them, or the activity is gone', async () => {
    const core = await openCounty()
    const { activityId } = await register(core)
    const input = { noticeId: countyNotice, activityId }
    expect((await core.problem('register.createRecord', { ...input, formId: 'JS-T11' })).code).toBe(
      'register.not-of-activity',
    )
    await core.call('activities.remove', { selection: { ids: [activityId] } })
    expect((await core.problem('register.createRecord', { ...input, formId: 'JS-F2' })).code).toBe('activity.unknown')
    expect(await core.call('records.list', {})).toEqual([])
  })
})
