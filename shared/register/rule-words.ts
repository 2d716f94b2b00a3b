/** A figure's rule as a clerk would say it. */
import { type ActivityState, activityStateNames, factLabels, type NumberFact, type venueKinds } from './activity.ts'
import type { FigureRule, RegisterWhere } from './rules.ts'

type Module = { readonly id: string; readonly name: string }

export const venueKindNames: Readonly<Record<(typeof venueKinds)[number], string>> = {
  venue: '科普场馆',
  institute: '科研机构',
  university: '大学',
}

const sumWords: Partial<Record<NumberFact, string>> = { sessions: '活动场次' }

function whereWords(where: RegisterWhere | undefined, modules: readonly Module[]): string {
  const states = (where?.states ?? ['held']).filter((state) => state !== 'cancelled')
  const named = (where?.modules ?? []).map((id) => modules.find((module) => module.id === id)?.name ?? id)
  return [
    (states as ActivityState[]).map((state) => activityStateNames[state]).join('或'),
    ...(where?.ministryTask === undefined ? [] : [where.ministryTask ? '承接科技部任务' : '不是科技部任务']),
    ...(where?.main === undefined ? [] : [where.main ? '属于主场活动' : '不是主场活动']),
    ...(named.length > 0 ? [`在“${named.join('”“')}”`] : []),
  ].join('、')
}

/** One sentence without a full stop, e.g. 已举办的活动，把“线下人次”加起来，没填的不计. */
export function ruleWords(rule: FigureRule, modules: readonly Module[] = []): string {
  const who = `${whereWords(rule.where, modules)}的活动`
  switch (rule.kind) {
    case 'sum': {
      const empty = rule.emptyAs === undefined ? '没填的不计，不当作 0' : `没填的按 ${rule.emptyAs} 计`
      return `${who}，把“${sumWords[rule.of] ?? factLabels[rule.of]}”加起来，${empty}`
    }
    case 'count':
      return `${who}，一项计 1 个`
    case 'outlets':
      return `${who}，报道过的媒体同名只计一次，记在最早的活动名下，再加没有列名的家数`
    case 'items':
      return `${who}，列出的报道条数加没有列出的条数`
    case 'venues':
      return `${who}，开放的${venueKindNames[rule.of]}同名只计一次，记在最早的活动名下`
    case 'notes':
      return `${who}，把“${factLabels[rule.of]}”连起来，相同的只写一次`
  }
}
