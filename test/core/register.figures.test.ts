/** F1 out of the register: every value with its sources, in step, and overridden with a reason. */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type FormDefinition, figureReasonsField } from '../../shared/form/definition.ts'
import { type ActivityValues, type NumberFact, numberFacts } from '../../shared/register/activity.ts'
import { seeded, syntheticActivities } from '../support/activities.ts'
import { newFolder, openCounty, projectDir } from '../support/core.ts'
import { newRoot } from '../support/desks.ts'
import {
  expectedF1,
  millionths,
  newF1,
  f1Notice as noticeId,
  open,
  register,
  save,
  sums,
  valuesOf,
  withOne,
  written,
} from '../support/f1.ts'

it('all of F1 comes from 300 activities, and each figure is the sum of its list', async () => {
  // 300 confirmed saves: each is flushed.
  const root = newRoot()
  onTestFinished(root.remove)
  const core = await openCounty({ dataDir: path.join(root.dir, 'county') })
  const activities = syntheticActivities(300, { noticeId, seed: 6 })
  await register(core, activities)
  const recordId = await newF1(core)
  const expected = expectedF1(activities)
  // 20 values in five groups and three single rows; what the gifts are is written beside their worth.
  const { inKindNote: _words, ...numbers } = expected
  expect(Object.keys(numbers)).toHaveLength(20)
  expect(open(await valuesOf(core, recordId))).toEqual(expected)
  const { figures, bound, activities: counted, frozen } = await core.call('register.figures', { recordId })
  expect({ bound, counted, frozen }).toEqual({ bound: true, counted: 300, frozen: false })
  expect(figures.filter(({ computed }) => computed !== null).length).toBeGreaterThanOrEqual(16)
  for (const { field, value, sources: count, rule, fault } of figures) {
    const { sources } = await core.call('register.sources', { recordId, field })
    expect(sources).toHaveLength(count)
    expect(fault).toBeNull()
    expect(rule).toContain('已举办')
    if (field === 'inKindNote') continue
    const sum = sources.reduce((total, { amount }) => total + millionths(amount), 0n)
    expect(`${field} ${written(sum)}`).toBe(`${field} ${value}`)
  }
})

it('changing one activity changes exactly the values that depend on it, whichever fact it is', async () => {
  const core = await openCounty()
  const activities = syntheticActivities(12, { noticeId, seed: 3 }).map((one) => ({ ...one, state: 'held' as const }))
  const [first = ''] = await register(core, activities)
  const recordId = await newF1(core)
  const next = seeded(9)
  let seq = (await core.call('activities.open', { activityId: first })).seq
  let before = await valuesOf(core, recordId)
  const current: ActivityValues[] = [...activities]
  const change = async (changes: Partial<ActivityValues>, fields: readonly string[]): Promise<void> => {
    seq = (await core.call('activities.save', { activityId: first, seq, changes })).seq
    current[0] = { ...(current[0] as ActivityValues), ...changes }
    const after = await valuesOf(core, recordId)
    expect(open(after)).toEqual(expectedF1(current))
    const ids = new Set([...Object.keys(before), ...Object.keys(after)])
    const changed = [...ids].filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
    expect({ changes, changed: changed.sort() }).toEqual({ changes, changed: [...fields].sort() })
    before = after
  }
  const fieldOf: Partial<Record<NumberFact, string>> = {
    ...Object.fromEntries(Object.entries(sums).map(([field, fact]) => [fact, field])),
    sessions: 'eventCount',
    moreOutlets: 'mediaCount',
    moreItems: 'reportCount',
  }
  for (const fact of numberFacts) {
    const field = fieldOf[fact]
    await change({ [fact]: String(7000 + Math.floor(next() * 900)) }, field === undefined ? [] : [field])
  }
  await change({ ministryTask: !current[0]?.ministryTask }, ['taskCount'])
  await change({ inKindNote: '显微镜2台' }, ['inKindNote'])
  await change({ press: [...(current[0]?.press ?? []), { outlet: '新来的报', headline: '', url: '', day: null }] }, [
    'mediaCount',
    'reportCount',
  ])
  for (const [kind, field] of [
    ['venue', 'venuesOpen'],
    ['institute', 'institutesOpen'],
    ['university', 'universitiesOpen'],
  ] as const)
    await change({ venues: [...(current[0]?.venues ?? []), { kind, name: `新开的${kind}` }] }, [field])
  // Facts that no figure rests on.
  await change(
    { title: '换了名称', place: '别处', audience: '农民', main: true, riskPlan: 'prepared', results: '很好' },
    [],
  )
  await change({ description: '改过的内容', joint: '联合', unit: '别的镇', host: '别的单位', riskNote: '有' }, [])
})

it('follows a removal and its undoing, and events tell the pages', async () => {
  const core = await openCounty()
  const activities = syntheticActivities(5, { noticeId, seed: 3 }).map((one) => ({
    ...one,
    state: 'held' as const,
    onsite: '10',
  }))
  const ids = await register(core, activities)
  const recordId = await newF1(core)
  expect((await valuesOf(core, recordId)).audienceOffline).toBe('50')
  core.events.length = 0
  const { changeId } = await core.call('activities.remove', { selection: { ids: ids.slice(0, 2) } })
  expect(core.events).toContainEqual({ event: 'data.changed', value: { domain: 'records' } })
  expect((await valuesOf(core, recordId)).audienceOffline).toBe('30')
  await core.call('activities.undo', { changeId })
  expect((await valuesOf(core, recordId)).audienceOffline).toBe('50')
  await core.call('activities.remove', { selection: { ids } })
  expect(open(await valuesOf(core, recordId))).toEqual({})
})

it('another value asks for a reason; emptying it, or typing what the register says, takes it back', async () => {
  const core = await openCounty()
  const { recordId, activityId } = await withOne(core)
  const saved = await save(core, recordId, { audienceOffline: '150' })
  expect(saved.findings.filter(({ code }) => code === 'figure-reason')).toEqual([
    { path: 'audienceOffline', code: 'figure-reason', severity: 'verify', actual: null, limit: null, message: '120' },
  ])
  expect(saved.settled).toEqual({ [figureReasonsField]: [{ field: 'audienceOffline', computed: '120', reason: '' }] })
  expect((await core.problem('records.freeze', { recordId })).code).toBe('record.invalid')

  const reasons = [{ field: 'audienceOffline', computed: 'whatever', reason: '另有一场没有登记' }]
  const told = await save(core, recordId, { [figureReasonsField]: reasons })
  expect(told.findings.find(({ code }) => code === 'figure-reason')).toMatchObject({
    severity: 'warn',
    reason: '另有一场没有登记',
  })
  expect((await valuesOf(core, recordId))[figureReasonsField]).toEqual([
    { field: 'audienceOffline', computed: '120', reason: '另有一场没有登记' },
  ])
  // A change of the register leaves it, and the other figures go on following.
  const { seq } = await core.call('activities.open', { activityId })
  await core.call('activities.save', { activityId, seq, changes: { onsite: '130', volunteers: '9' } })
  expect(await valuesOf(core, recordId)).toMatchObject({ audienceOffline: '150', volunteers: '9' })
  const figure = async () => (await core.call('register.sources', { recordId, field: 'audienceOffline' })).figure
  expect(await figure()).toMatchObject({ computed: '130', value: '150', reason: '另有一场没有登记', fault: null })

  expect((await save(core, recordId, { audienceOffline: null })).settled).toEqual({
    audienceOffline: '130',
    [figureReasonsField]: null,
  })
  await save(core, recordId, { audienceOffline: '131' })
  expect(await figure()).toMatchObject({ reason: '', fault: '1 项来源合计为 130，表里填的是 131，也没有写原因' })
  await save(core, recordId, { audienceOffline: '１３０' })
  const values = await valuesOf(core, recordId)
  expect(values.audienceOffline).toBe('130')
  expect(values[figureReasonsField]).toBeUndefined()
  expect((await save(core, recordId, { eventCount: '3' })).findings.some(({ path }) => path === 'eventCount')).toBe(
    true,
  )
})

it('what was typed before there was a register stays, and asks for no reason until the register speaks', async () => {
  const core = await openCounty()
  const recordId = await newF1(core, { audienceOffline: '800', eventCount: '3' })
  expect(await valuesOf(core, recordId)).toMatchObject({ audienceOffline: '800', eventCount: '3' })
  expect((await core.call('records.open', { recordId })).findings.some(({ code }) => code === 'figure-reason')).toBe(
    false,
  )
  const [one] = syntheticActivities(1, { noticeId })
  await register(core, [{ ...(one as ActivityValues), state: 'held', sessions: '', onsite: '120', volunteers: '4' }])
  const opened = await core.call('records.open', { recordId })
  expect(opened.values).toMatchObject({ audienceOffline: '800', volunteers: '4' })
  expect(
    opened.findings
      .filter(({ code }) => code === 'figure-reason')
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['audienceOffline', 'eventCount'])
})

/** The summary of a day whose people stand in the same form: nothing of it opens while the vault is locked. */
function withPersonalForm(): string {
  const folder = newFolder()
  const own = path.join(projectDir, 'resources')
  for (const entry of readdirSync(own))
    if (entry !== 'notices') symlinkSync(path.join(own, entry), path.join(folder, entry))
  cpSync(path.join(own, 'notices'), path.join(folder, 'notices'), { recursive: true })
  const at = path.join(folder, 'notices', noticeId, '1', 'forms', 'XX-F1.json')
  const form = JSON.parse(readFileSync(at, 'utf8')) as FormDefinition
  form.fields.push({
    id: 'contact',
    label: '联系手机',
    kind: 'mobile',
    personal: true,
    required: false,
    printed: false,
  })
  writeFileSync(at, JSON.stringify(form))
  return folder
}

it('what a locked vault keeps shut follows when it is opened again', async () => {
  const core = await openCounty({ resourcesDir: withPersonalForm() })
  const passphrase = '稻田夏天很绿很绿'
  await core.call('keys.protect', { passphrase })
  const { recordId: plain, activityId } = await withOne(core)
  const sealed = await newF1(core, { contact: '13900001234' })
  await save(core, sealed, { audienceOnline: '5' })
  await core.call('keys.lock', {})
  await core.call('activities.edit', { selection: { ids: [activityId] }, change: { onsite: '140', online: '7' } })
  // Nothing personal in it: it need not wait.
  expect(await valuesOf(core, plain)).toMatchObject({ audienceOffline: '140', audienceOnline: '7' })
  expect((await core.problem('records.open', { recordId: sealed })).code).toBe('keys.locked')
  await core.call('keys.unlock', { passphrase })
  expect(await valuesOf(core, sealed)).toMatchObject({
    audienceOffline: '140',
    audienceOnline: '5',
    contact: '13900001234',
    [figureReasonsField]: [{ field: 'audienceOnline', computed: '7', reason: '' }],
  })
})
