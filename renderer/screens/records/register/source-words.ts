/** Where the figures of a record come from, in a clerk's words: activities of the register, or offices that reported. */
export type SourceWords = {
  sum: string
  /** Of figures that are words. */
  gathered: string
  count: (sources: number) => string
  none: string
  /** Before the number that the sources make, where the record says another one. */
  differs: string
  list: string
  lead: (sources: number) => string
  /** Of a record without such figures. */
  noFigures: string
  lines: string
}

const ofActivities: SourceWords = {
  sum: '登记合计',
  gathered: '登记汇总',
  count: (sources) => `${sources} 项活动`,
  none: '没有活动计入',
  differs: '登记是',
  list: '计入的活动',
  lead: (sources) => `共 ${sources} 项活动。点一个数字，看它从哪些活动来。`,
  noFigures: '这张表没有从活动登记取数的栏目。',
  lines: '从活动登记取的数字',
}
const ofOffices: SourceWords = {
  sum: '各单位合计',
  gathered: '各单位汇总',
  count: (sources) => `${sources} 个单位`,
  none: '没有单位填这一项',
  differs: '各单位合计是',
  list: '计入的单位',
  lead: (sources) => `共 ${sources} 个单位。点一个数字，看它从哪些单位来。`,
  noFigures: '这张表没有把各单位相加的栏目。',
  lines: '各单位相加的数字',
}

/** @param totals the record adds up what offices reported */
export const sourceWords = (totals: boolean): SourceWords => (totals ? ofOffices : ofActivities)
