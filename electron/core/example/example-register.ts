/** 活动登记 of the example: written down as plans, told of afterwards, one of them called off, as a county's year goes. */
import { chinaDay } from '../../../shared/domain/deadlines.ts'
import type { ActivityInput } from '../../../shared/register/activity.ts'
import { type ExampleActivity, exampleNoticeId } from './example-data.ts'
import type { ExampleDesk } from './example-desk.ts'

interface Known {
  readonly activityId: string
  seq: number
}

export class ExampleRegister {
  readonly #desk: ExampleDesk
  readonly #activities: ReadonlyMap<string, ExampleActivity>
  readonly #year: number
  readonly #known = new Map<string, Known>()
  #told = Number.NEGATIVE_INFINITY

  /** @param today for activities without a certain day: they stand in its year */
  constructor(desk: ExampleDesk, activities: Readonly<Record<string, ExampleActivity>>, today: Date) {
    this.#desk = desk
    this.#activities = new Map(Object.entries(activities))
    this.#year = new Date(chinaDay(today.getTime()) * 86_400_000).getUTCFullYear()
  }

  /** Writes down what came to be known since the last time. @param day days from today, itself included */
  async until(day: number): Promise<void> {
    const isNew = (on: number): boolean => on > this.#told && on <= day
    for (const [name, activity] of this.#activities) {
      if (isNew(activity.entered)) await this.#enter(name, activity)
      for (const { on, values } of activity.later) if (isNew(on)) await this.#change(name, activity, values)
    }
    this.#told = day
  }

  idOf(name: string): string {
    return this.#knownAs(name).activityId
  }

  async #enter(name: string, { values, modules }: ExampleActivity): Promise<void> {
    const from = values.time?.from ?? null
    const { activityId, seq } = await this.#desk.call('activities.create', {
      values: {
        ...values,
        year: from === null ? this.#year : Number(from.slice(0, 4)),
        notices: [{ noticeId: exampleNoticeId, modules }],
      },
    })
    this.#known.set(name, { activityId, seq })
  }

  async #change(name: string, { files }: ExampleActivity, changes: Partial<ActivityInput>): Promise<void> {
    const known = this.#knownAs(name)
    const { activityId } = known
    known.seq = (await this.#desk.call('activities.save', { activityId, seq: known.seq, changes })).seq
    if (changes.state !== 'held') return
    for (const { file, title } of files) {
      const { files: held } = await this.#desk.call('activities.attach', { activityId, path: this.#desk.file(file) })
      const digest = held.at(-1)?.digest
      if (digest) known.seq = (await this.#desk.call('activities.caption', { activityId, digest, title })).seq
    }
  }

  #knownAs(name: string): Known {
    const known = this.#known.get(name)
    if (!known) throw new Error(`the example has no activity ${name} yet`)
    return known
  }
}
