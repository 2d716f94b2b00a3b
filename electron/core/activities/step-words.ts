/** What a step is called: 修改了 3 项活动：责任单位、地点. */
import { clipped } from '../../../shared/form/characters.ts'
import { factLabels, type NumberFact, type TextFact } from '../../../shared/register/activity.ts'

const otherLabels: Readonly<Record<string, string>> = {
  year: '年度',
  state: '状态',
  time: '时间',
  notices: '通知和模块',
  main: '主场活动',
  ministryTask: '科技部任务',
  press: '媒体报道',
  venues: '开放场所',
  riskPlan: '风险预案',
  personal: '联系人和参加人员',
  files: '照片和视频',
}
const maxLabels = 4
const maxTitle = 20

export const factLabel = (fact: string): string =>
  factLabels[fact as NumberFact | TextFact] ?? otherLabels[fact] ?? fact

/** The year follows the day: nobody changed it. */
function labelsOf(facts: ReadonlySet<string>): string[] {
  const told = [...facts].filter((fact) => fact !== 'deleted' && !(fact === 'year' && facts.has('time')))
  return [...new Set(told.map(factLabel))]
}

const nameOf = (titles: readonly string[]): string => {
  const [title = ''] = titles
  if (titles.length !== 1) return ` ${titles.length} 项活动`
  return title === '' ? '未命名的活动' : `“${clipped(title, maxTitle)}”`
}

/** @param verb e.g. 修改了. @param facts ids of what differs, none: nothing is listed */
export function stepWords(verb: string, titles: readonly string[], facts: ReadonlySet<string> = new Set()): string {
  const labels = labelsOf(facts)
  const list = labels.slice(0, maxLabels).join('、')
  const more = labels.length > maxLabels ? `等 ${labels.length} 项` : ''
  return `${verb}${nameOf(titles)}${list === '' ? '' : `：${list}${more}`}`
}
