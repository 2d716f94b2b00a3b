/** Origins that another office forged, rules of a hostile notice, texts made to be slow: what the register makes of them. */
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { reportedNumber } from '../../electron/core/register/candidates.ts'
import { fieldDefinition } from '../../shared/form/definition.ts'
import { outlineOf, renumber } from '../../shared/form/renumber.ts'
import { activityValues } from '../../shared/register/activity.ts'
import { partValue } from '../../shared/register/activity-parts.ts'
import { computeFigure } from '../../shared/register/figures.ts'
import { registerFaults } from '../../shared/register/fits.ts'
import { takenRow } from '../../shared/register/taken.ts'
import { bareLine, placeOfRow } from '../../shared/register/text-places.ts'
import { countyNotice, newFolder, openCounty } from '../support/core.ts'
import { type HostileWorld, hostileWorld, recordOf } from '../support/hostile-office.ts'
import { processorMs } from '../support/processor-time.ts'

const worlds: HostileWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close()
})

const row = (cells: Record<string, string>): Record<string, string> => ({
  id: '',
  title: '',
  day: '',
  unit: '',
  ...cells,
})

it('forged origins add up to what they are, name nothing of ours, and turn no line around', async () => {
  const world = await hostileWorld()
  worlds.push(world)
  const { city, county } = world
  const own = await city.call('activities.create', { values: { year: 2022, title: '市里自己的活动' } })
  const { activityId } = own
  const evil = JSON.parse(
    '{"constructor":"7","toString":"8","id":"x","title":"<img src=x onerror=alert(1)>\\u202egnp.exe","unit":"甲\\u200b镇","day":"2022-05-28","plannedPlace":"-5\\n名\\u202e字\\n\\t注\\u2066解"}',
  ) as Record<string, string>
  const rows = [
    evil,
    row({ id: activityId, title: '市里自己的活动', plannedPlace: '12' }),
    row({ title: '不是数', plannedPlace: '1e9' }),
    row({ title: '很大', plannedPlace: '9'.repeat(20_000) }),
    ...Array.from({ length: 1990 }, (_none, at) => row({ title: `活动${at}`, scale: '1' })),
  ]
  const record = recordOf(county, {
    values: {
      activityName: '科技下乡',
      scale: '2000',
      plannedPlace: '99',
      activity: activityId,
      figureRows: rows,
      figureReasons: [
        { field: 'scale', computed: '1990', reason: '　\u200b.' },
        { field: 'constructor', computed: '1', reason: '随便写的一个原因' },
      ],
      taken: [{ field: 'scale', kind: 'fact', activity: activityId, part: 'scale', text: '2000' }],
    },
  })
  expect(await world.codes(await world.submission(county, [record]))).toEqual({ result: 'imported', codes: [] })
  const { recordId } = record.revision
  const { figures, frozen } = await city.call('register.figures', { recordId, revision: null })
  expect(frozen).toBe(true)
  expect(figures.map(({ field }) => field).sort()).toEqual(['plannedPlace', 'scale'])
  // A sign or two that nobody sees are no reason.
  expect(figures.find(({ field }) => field === 'scale')).toMatchObject({ computed: '1990', value: '2000' })
  expect(figures.find(({ field }) => field === 'scale')?.fault).toContain('1990 项来源合计为 1990')
  const { sources, figure } = await city.call('register.sources', { recordId, revision: null, field: 'plannedPlace' })
  expect(figure).toMatchObject({ computed: '7', value: '99' })
  expect(sources.every((source) => source.activityId === null)).toBe(true)
  expect(sources[0]).toMatchObject({ unit: '甲镇', amount: '-5', names: ['名字'], note: '注解' })
  expect(JSON.stringify(sources)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u)
  expect((await city.problem('register.sources', { recordId, revision: null, field: 'constructor' })).code).toBe(
    'field.unknown',
  )
  // Nothing of it hangs on our own register, and what another office took from its own is not told here.
  expect((await city.call('activities.open', { activityId })).usedIn).toEqual([])
  expect((await city.call('records.open', { recordId })).values.taken).toBeUndefined()
  const began = processorMs()
  expect((await city.call('register.originDocument', { recordId })).blocks.length).toBeGreaterThan(1)
  expect(processorMs() - began).toBeLessThan(2000)
  const out = path.join(city.dir, 'kexie.sqlite')
  const refused = await city.problem('register.saveOriginPdf', { recordId, revision: null, out })
  expect(['file.unwritable', 'print.needs-window']).toContain(refused.code)
})

it.each([
  ['12', '12'],
  ['0012.50', '12.5'],
  ['30人，全省第一，应评先进', null],
  ['-5', null],
  ['9'.repeat(40), null],
  [['12'], null],
])('a figure that an office reports goes into our sentence as a number or not at all: %j', (value, told) => {
  expect(reportedNumber(value)).toBe(told)
})

const person = activityValues.parse({
  year: 2022,
  title: '讲座',
  personal: {
    contactName: '测试人甲',
    mobile: '13912345678',
    email: 'a@example.cn',
    people: [{ name: '测试人乙', mobile: '13912345679' }],
  },
})
const text = (id: string, personal: boolean) =>
  fieldDefinition.parse({ id, kind: 'long-text', label: '内容', ...(personal && { personal }) })

it.each(['contactName', 'mobile', 'phone', 'email', 'people'] as const)(
  'a notice that asks for %s in a field that lies open gets nothing',
  (part) => {
    const notice = { id: countyNotice, modules: [] }
    expect(partValue(part, person, text('note', false), notice)).toBeNull()
    expect(partValue(part, person, text('note', true), notice)).not.toBeNull()
    const register = { scope: 'activity' as const, parts: { note: part }, texts: {} }
    expect(registerFaults({ fields: [text('note', false)] }, register)).toHaveLength(1)
    expect(registerFaults({ fields: [text('note', true)] }, { ...register, parts: { note: 'mobile' } })).toEqual([])
  },
)

it('undoing takes no later work of somebody else along; what a step took is not brought back over it', async () => {
  const core = await openCounty()
  const ids: string[] = []
  for (const title of ['一', '二', '三'])
    ids.push((await core.call('activities.create', { values: { year: 2022, title } })).activityId)
  const step = await core.call('activities.edit', { selection: { ids }, change: { place: '广场' } })
  const { seq } = await core.call('activities.open', { activityId: ids[1] ?? '' })
  await core.call('activities.save', { activityId: ids[1] ?? '', seq, changes: { place: '学校' } })
  const undone = await core.call('activities.undo', { changeId: step.changeId })
  expect(undone).toMatchObject({ undone: 2, left: [{ activityId: ids[1], title: '二' }] })
  await core.call('activities.remove', { selection: { ids: [ids[0] ?? ''] } })
  const redone = await core.call('activities.redo', { changeId: step.changeId })
  expect(redone.undone).toBe(1)
  expect(redone.left.map(({ activityId }) => activityId).sort()).toEqual([ids[0], ids[1]].sort())
  expect((await core.call('activities.open', { activityId: ids[1] ?? '' })).values.place).toBe('学校')
  expect((await core.problem('activities.open', { activityId: ids[0] ?? '' })).code).toBe('activity.unknown')
  expect((await core.problem('activities.saveSheet', { out: path.join(newFolder(), 'no', 'x.xlsx') })).code).toBe(
    'file.unwritable',
  )
})

it('facts that are called like properties of every object are facts of nobody', async () => {
  const core = await openCounty()
  const { activityId, seq } = await core.call('activities.create', { values: { year: 2022, title: '讲座' } })
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const changes = JSON.parse(`{"${name}":{"place":"别处"}}`) as Record<string, string>
    await core.raw('activities.save', { activityId, seq, changes }).catch(() => null)
    const where = JSON.parse(`{"${name}":"1"}`) as Record<string, string>
    await core.raw('activities.create', { values: { year: 2022, title: 'x', ...where } }).catch(() => null)
  }
  expect((await core.call('activities.open', { activityId })).values.place).toBe('')
  expect('place' in {}).toBe(false)
  const notices = [{ noticeId: '__proto__', modules: ['constructor'] }]
  await core.call('activities.create', { values: { year: 2022, title: '原型', notices } })
  expect((await core.call('activities.list', { filter: { noticeId: '__proto__' } })).total).toBe(1)
  expect((await core.call('activities.facets', {})).notices.length).toBeGreaterThanOrEqual(0)
})

it('long texts and large registers: no line, mark or name is looked at more than a few times', () => {
  const began = processorMs()
  for (const one of [
    '1.'.repeat(60_000),
    '（一）'.repeat(40_000),
    `${' '.repeat(100_000)}x`,
    '附件：'.repeat(40_000),
  ]) {
    bareLine(one)
    renumber(one)
    outlineOf(one)
  }
  renumber(Array.from({ length: 60_000 }, (_none, at) => `${at % 999}.第${at}行`).join('\n'))
  const lines = Array.from({ length: 60_000 }, () => '这一行没有编号。')
  const rows = Array.from({ length: 40 }, (_none, at) =>
    takenRow({ field: 'plan', kind: 'paragraph', activity: `a${at}`, part: 'item', text: `活动${at}` }),
  )
  for (const at of rows.keys()) expect(placeOfRow(lines, rows, at)).toBeNull()
  const outlets = Array.from({ length: 300 }, (_none, at) => ({ outlet: `媒体${at}` }))
  const values = activityValues.parse({
    year: 2022,
    state: 'held',
    notices: [{ noticeId: 'n' }],
    press: outlets,
  })
  const activities = Array.from({ length: 1000 }, (_none, at) => ({ activityId: `a${at}`, values }))
  expect(computeFigure({ kind: 'outlets' }, activities, 'n').value).toBe('300')
  // Ten times as long where each is done anew; a slow machine may take its time.
  expect(processorMs() - began).toBeLessThan(3000)
})
