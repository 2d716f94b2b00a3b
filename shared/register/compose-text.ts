/** What every draft of a text is made of, and which activities belong in it. Pure. */
import type { NoticePack } from '../notice/pack.ts'
import { withHost } from './fact-words.ts'
import type { CountedActivity } from './figures.ts'
import { quotableFigure, textFigures } from './text-figures.ts'
import type { Clause, Segment } from './text-writer.ts'

export interface TextSource {
  readonly field: string
  readonly officeName: string
  readonly notice: Pick<NoticePack, 'id' | 'shortTitle' | 'theme' | 'period' | 'modules'>
  /** Of the notice, of any state, by day. */
  readonly activities: readonly CountedActivity[]
  /** Characters that the field has room for, as offices count; null: no limit. */
  readonly limit: number | null
}

/** Activities of these states as the texts tell them. */
export const ofStates = ({ activities, officeName }: TextSource, states: readonly string[]): CountedActivity[] =>
  activities
    .filter(({ values }) => states.includes(values.state))
    .map(({ activityId, values }) => ({ activityId, values: withHost(values, officeName) }))

export interface ModuleGroup {
  readonly name: string
  readonly activities: readonly CountedActivity[]
}

/** An activity of several modules stands in the first of them. Modules without one are left out; 其他活动 come last. */
export function byModule(notice: TextSource['notice'], activities: readonly CountedActivity[]): ModuleGroup[] {
  const first = ({ values }: CountedActivity): string | undefined => {
    const own = values.notices.filter(({ noticeId }) => noticeId === notice.id).flatMap(({ modules }) => modules)
    return notice.modules.find(({ id }) => own.includes(id))?.id
  }
  const groups = notice.modules.map(({ id, name }) => ({
    name,
    activities: activities.filter((one) => first(one) === id),
  }))
  const others = activities.filter((one) => first(one) === undefined)
  return [...groups, { name: otherActivities, activities: others }].filter((group) => group.activities.length > 0)
}
export const otherActivities = '其他活动'
export const mainChapter = '主场活动'

/** 2022年5月中旬至6月上旬. */
export const periodWords = ({ period }: TextSource['notice']): string =>
  period === null
    ? ''
    : period.wording
        .replace(/\s*[-－—–~～]+\s*/gu, '至')
        // 2026年5月14日至2026年6月1日: the year is said once.
        .replace(/^(\d{4}年)(.*至)\1/u, '$1$2')

/** 举办活动12项; nothing at all where there is no number. @param words `{}` stands for number and unit */
export function figureClause({ activities, notice }: TextSource, id: string, words: string): Clause {
  const quote = quotableFigure(id, activities, notice.id)
  if (quote === '') return []
  const unit = textFigures.find((figure) => figure.id === id)?.unit ?? ''
  const [before = '', after = ''] = words.split('{}')
  const figure: Segment = { quote, part: id, activity: '' }
  return [before, figure, `${unit}${after}`].filter((segment) => segment !== '')
}
