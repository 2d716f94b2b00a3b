/**
 * The two weeks before today in the life of the example office, told through the ordinary methods: what the desk then
 * shows was exported, verified, received, answered and taken in like anybody's.
 */
import { type ExampleStep, exampleSteps } from '../../../shared/api/example.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, OpenBeside } from '../handlers/context.ts'
import { exampleNoticeId, readExampleData } from './example-data.ts'
import { exampleInstant, StoryClock } from './example-dates.ts'
import { ExampleDesk, type Stage } from './example-desk.ts'
import { ExampleRegister } from './example-register.ts'

export const returnReasons = [
  '活动时间与方案里的安排不一致，请核对后统一',
  '请在活动内容里补充安全措施和应急联系人',
] as const

export interface Story {
  readonly resourcesDir: string
  readonly making: string
  readonly today: Date
  readonly openBeside: OpenBeside
}

/**
 * @returns the folder of the county office's store, closed
 * @throws Problem cancelled, disk.full, store.read-only and what the methods throw
 */
export async function tellStory(story: Story, call: Call): Promise<string> {
  const clock = new StoryClock(story.today)
  const data = await readExampleData(story.resourcesDir, story.today)
  const stage: Stage = { ...story, data, now: clock.now }
  const desks: ExampleDesk[] = []
  const found = async (who: 'county' | 'city' | 'town') => {
    const desk = await ExampleDesk.found(stage, who)
    desks.push(desk)
    return desk
  }
  const step = (name: ExampleStep, day: number, time: string) => {
    if (call.signal.aborted) throw new Problem('cancelled', {})
    clock.set(day, time)
    call.progress({ phase: name, done: exampleSteps.indexOf(name), total: exampleSteps.length, unit: 'steps' })
  }
  try {
    step('offices', -12, '09:00')
    const county = await found('county')
    const city = await found('city')
    step('notice', -12, '14:00')
    await county.trust(city)
    await city.trust(county)
    await county.call('offices.setUpstream', { officeId: city.officeId })
    await setOwnDates(county, story.today)

    clock.set(-11, '09:30')
    const register = new ExampleRegister(county, data.activities, story.today)
    await register.until(-11)

    step('sent', -9, '09:30')
    await accepted(county, city, clock)
    clock.set(-7, '16:00')
    await register.until(-7)
    step('returned', -6, '10:00')
    await returned(county, city, clock, register.idOf(data.records.activity.activity ?? ''))
    step('at-work', -3, '15:00')
    await register.until(-3)
    await atWork(county, city, clock)
    await counted(county, clock, register)
    step('township', -1, '15:30')
    await fromTownship(county, await found('town'))
    step('place', -1, '18:00')
    return county.dataDir
  } finally {
    for (const desk of desks) await desk.close()
  }
}

async function setOwnDates(county: ExampleDesk, today: Date): Promise<void> {
  const ownDueAt = exampleInstant(today, 15, '12:00').toISOString()
  await county.call('notices.setOwnDate', { noticeId: exampleNoticeId, deliverableId: 'E8', ownDueAt })
}

/** 已采用 */
async function accepted(county: ExampleDesk, city: ExampleDesk, clock: StoryClock): Promise<void> {
  const recordId = await county.fill('plan')
  await county.freeze(recordId, { stamped: true })
  const { packageId, path } = await county.send(city, [recordId])
  clock.set(-8, '10:00')
  await city.receive(path)
  await city.answer(packageId, [{ recordId, state: 'accepted' }], county)
}

/** 已收 and 退回, by one receipt */
async function returned(county: ExampleDesk, city: ExampleDesk, clock: StoryClock, activityId: string): Promise<void> {
  const intro = await county.fill('intro')
  await county.freeze(intro, { stamped: false })
  const activity = await county.fill('activity', activityId)
  await county.freeze(activity, { stamped: true })
  const { packageId, path } = await county.send(city, [intro, activity])
  clock.set(-4, '09:20')
  await city.receive(path)
  await city.answer(
    packageId,
    [
      { recordId: intro, state: 'received' },
      { recordId: activity, state: 'returned', reasons: returnReasons },
    ],
    county,
  )
}

/** 已写出, 待报送 and 待盖章 */
async function atWork(county: ExampleDesk, city: ExampleDesk, clock: StoryClock): Promise<void> {
  const video = await county.fill('video')
  await county.freeze(video, { stamped: false })
  await county.send(city, [video])
  clock.set(-2, '16:10')
  await county.freeze(await county.fill('photos'), { stamped: false })
  clock.set(-1, '10:30')
  await county.freeze(await county.fill('team'), { stamped: false })
}

/** 填写中, counted from the register; then two activities change, and what was taken from them is offered anew. */
async function counted(county: ExampleDesk, clock: StoryClock, register: ExampleRegister): Promise<void> {
  clock.set(-1, '11:00')
  await register.until(-1)
  clock.set(-1, '11:20')
  await county.tellFromRegister('statistics', await county.fill('statistics'))
  clock.set(-1, '14:30')
  await register.until(0)
}

/** What waits in 收件 for a decision. */
async function fromTownship(county: ExampleDesk, town: ExampleDesk): Promise<void> {
  await town.trust(county)
  await county.trust(town)
  const recordId = await town.fill('town')
  await town.freeze(recordId, { stamped: true })
  const { path } = await town.send(county, [recordId])
  await county.receive(path)
}
