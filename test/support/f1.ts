/** F1 out of the register: an office with activities, and the figures counted once more by other means. */
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import { type FieldValue, figureReasonsField } from '../../shared/form/definition.ts'
import type { ActivityValues } from '../../shared/register/activity.ts'
import { syntheticActivities } from './activities.ts'

export const f1Notice = 'xinxiang-2022-workers-day-and-tech-week'
export const f1 = { noticeId: f1Notice, formId: 'XX-F1' }

/** What TestCore and Desk have in common. */
export interface Caller {
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>
}

export async function register(core: Caller, activities: readonly ActivityValues[]): Promise<string[]> {
  const ids: string[] = []
  for (const values of activities) ids.push((await core.call('activities.create', { values })).activityId)
  return ids
}
export const newF1 = async (core: Caller, values: Record<string, FieldValue> = {}) =>
  (await core.call('records.create', { ...f1, values: { officeName: '示例县科学技术协会', ...values } })).summary
    .recordId
export const valuesOf = async (core: Caller, recordId: string) => (await core.call('records.open', { recordId })).values
export async function save(core: Caller, recordId: string, changes: Record<string, FieldValue | null>) {
  const { draftSeq } = await core.call('records.open', { recordId })
  return core.call('records.saveDraft', { recordId, draftSeq, changes })
}

/* The second implementation: straight from the values, with its own arithmetic. */
export const millionths = (text: string): bigint => {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0'))
}
export const written = (value: bigint): string => {
  const part = String(value % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${value / 1_000_000n}${part === '' ? '' : `.${part}`}`
}
export const sums = {
  fundsCentral: 'fundsCentral',
  fundsProvince: 'fundsProvince',
  fundsCity: 'fundsCity',
  fundsCounty: 'fundsCounty',
  fundsEnterprise: 'fundsEnterprise',
  inKindValue: 'inKindValue',
  fundsOther: 'fundsOther',
  staffFullTime: 'fullTime',
  staffScientists: 'scientists',
  volunteers: 'volunteers',
  staffOther: 'otherStaff',
  audienceOffline: 'onsite',
  audienceOnline: 'online',
} as const

export function expectedF1(all: readonly ActivityValues[]): Record<string, string> {
  const held = all.filter((one) => one.state === 'held' && one.notices.some((notice) => notice.noticeId === f1Notice))
  const made: Record<string, string> = {}
  let sessions = 0n
  let tasks = 0
  for (const one of held) {
    sessions += one.sessions === '' ? 1n : BigInt(one.sessions)
    if (one.ministryTask) tasks++
  }
  if (held.length > 0) Object.assign(made, { eventCount: String(sessions), taskCount: String(tasks) })
  for (const [field, fact] of Object.entries(sums)) {
    let sum = 0n
    let any = false
    for (const one of held) {
      const text = one[fact]
      if (text === '') continue
      any = true
      sum += millionths(text)
    }
    if (any) made[field] = written(sum)
  }
  const outlets = new Set<string>()
  let moreOutlets = 0
  let items = 0
  let anyPress = false
  for (const one of held) {
    for (const { outlet } of one.press) outlets.add(outlet)
    if (one.press.length > 0 || one.moreOutlets !== '') anyPress = true
    moreOutlets += Number(one.moreOutlets)
    items += one.press.length + Number(one.moreItems)
  }
  if (anyPress) Object.assign(made, { mediaCount: String(outlets.size + moreOutlets), reportCount: String(items) })
  for (const [field, kind] of [
    ['venuesOpen', 'venue'],
    ['institutesOpen', 'institute'],
    ['universitiesOpen', 'university'],
  ] as const) {
    const names = new Set(
      held.flatMap((one) => one.venues.flatMap((venue) => (venue.kind === kind ? [venue.name] : []))),
    )
    if (names.size > 0) made[field] = String(names.size)
  }
  const byDay = [...held].sort((a, b) =>
    (a.time.from ?? '9999') < (b.time.from ?? '9999') ? -1 : (a.time.from ?? '9999') > (b.time.from ?? '9999') ? 1 : 0,
  )
  const notes = [...new Set(byDay.map((one) => one.inKindNote).filter((note) => note !== ''))]
  if (notes.length > 0) made.inKindNote = notes.join('、')
  return made
}

export const open = (values: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(values).filter(([id]) => id !== 'officeName' && id !== figureReasonsField))

export async function withOne(core: Caller): Promise<{ recordId: string; activityId: string }> {
  const [one] = syntheticActivities(1, { noticeId: f1Notice })
  const values = {
    ...(one as ActivityValues),
    state: 'held' as const,
    title: '科普大集',
    unit: '城关镇',
    onsite: '120',
    sessions: '',
  }
  const [activityId = ''] = await register(core, [values])
  return { activityId, recordId: await newF1(core) }
}
