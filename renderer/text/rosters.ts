/** 下级单位 in a clerk's words: cells of the matrix, chasing, the pile of papers, completeness. */
import type {
  CellState,
  Matrix,
  MatrixCell,
  MatrixDeliverable,
  MatrixRow,
  PaperVerdict,
} from '../../shared/api/rosters.ts'
import type { Worded } from './packages.ts'

const stateWords: Readonly<Record<CellState, Worded>> = {
  none: { word: '未报', tone: 'none' },
  excused: { word: '免报', tone: 'none' },
  part: { word: '未报齐', tone: 'wait' },
  received: { word: '已收', tone: 'good' },
  accepted: { word: '已采用', tone: 'good' },
  returned: { word: '退回', tone: 'wait' },
  held: { word: '待处理', tone: 'wait' },
}

/** Nothing is here and the day has passed; never of a sample of a past year. @param at the moment the matrix speaks of */
export const isOverdue = (cell: MatrixCell, { dueAt, optional, historical }: MatrixDeliverable, at: string): boolean =>
  (cell.state === 'none' || cell.state === 'part') &&
  !optional &&
  !historical &&
  dueAt !== null &&
  Date.parse(dueAt) < Date.parse(at)

/** Icon's tone and word of a cell; what is owed and overdue says so. */
export function cellWorded(cell: MatrixCell, deliverable: MatrixDeliverable, at: string): Worded {
  if (isOverdue(cell, deliverable, at)) return { word: cell.state === 'none' ? '逾期未报' : '逾期未齐', tone: 'stop' }
  if (cell.state === 'none' && deliverable.optional) return { word: '自愿', tone: 'none' }
  return stateWords[cell.state]
}

/** Small words under the state, the worst first. */
export function cellNotes(cell: MatrixCell): { word: string; tone: 'stop' | 'wait' | 'none' }[] {
  return [
    ...(cell.paper === 'mismatch' ? [{ word: '纸电不符', tone: 'stop' as const }] : []),
    ...(cell.late ? [{ word: '迟报', tone: 'wait' as const }] : []),
    ...(cell.paper === 'match' ? [{ word: '纸件相符', tone: 'none' as const }] : []),
    ...(cell.records.some(({ entered }) => entered) ? [{ word: '代录', tone: 'none' as const }] : []),
  ]
}

export const recordStates: Readonly<Record<MatrixCell['records'][number]['state'], string>> = {
  received: '已收',
  accepted: '已采用',
  returned: '已退回',
  typing: '正在代录，还没有定稿',
}

export const chaseWays = { phone: '电话', message: '消息', paper: '书面' } as const

export const paperVerdicts: Readonly<Record<PaperVerdict, Worded & { lead: string }>> = {
  match: { word: '纸电相符', tone: 'good', lead: '这份纸件和电子件是同一版。' },
  older: { word: '旧版', tone: 'wait', lead: '纸件比电子件旧，请对方换新版重新盖章。' },
  mismatch: { word: '纸电不符', tone: 'stop', lead: '编号对得上，内容不是同一份。请和对方核对。' },
  unknown: { word: '未找到', tone: 'wait', lead: '收到的材料里没有这个核对码。可能电子件还没有来，或抄错了。' },
}

export const matrixFilters = ['all', 'missing', 'returned', 'overdue', 'mismatch'] as const
export type MatrixFilter = (typeof matrixFilters)[number]
export const filterWords: Readonly<Record<MatrixFilter, string>> = {
  all: '全部单位',
  missing: '还有未报的',
  returned: '有退回的',
  overdue: '有逾期的',
  mismatch: '有纸电不符的',
}

/** Whether a row belongs to what is asked for. @param deliverables of the columns that count */
export function rowMatches(
  row: MatrixRow,
  filter: MatrixFilter,
  deliverables: readonly MatrixDeliverable[],
  at: string,
): boolean {
  if (filter === 'all') return true
  return deliverables.some((deliverable) => {
    const cell = row.cells[deliverable.deliverableId]
    if (cell === undefined) return false
    if (filter === 'returned') return cell.state === 'returned'
    if (filter === 'mismatch') return cell.paper === 'mismatch'
    if (filter === 'overdue') return row.expected && isOverdue(cell, deliverable, at)
    return row.expected && !deliverable.optional && (cell.state === 'none' || cell.state === 'part')
  })
}

/** 应报 31 家，报齐 20 家，退回 2 家，未报齐 3 家，未报 6 家，迟报 1 家 */
export function totalText({
  expected,
  complete,
  returned,
  part,
  held,
  missing,
  late,
}: Matrix['totals'][string]): string {
  const parts = [
    `应报 ${expected} 家`,
    `报齐 ${complete} 家`,
    ...(returned > 0 ? [`退回 ${returned} 家`] : []),
    ...(part > 0 ? [`未报齐 ${part} 家`] : []),
    ...(held > 0 ? [`待处理 ${held} 家`] : []),
    ...(missing > 0 ? [`未报 ${missing} 家`] : []),
    ...(late > 0 ? [`其中迟报 ${late} 家`] : []),
  ]
  return parts.join('，')
}

/** Official name of the association of a region; a district alone is not unique in its province. */
export function regionOfficeName(region: { name: string }, above: { name: string } | null, ending: string): string {
  const city = above !== null && /区$/u.test(region.name) && /[市州盟]$/u.test(above.name) ? above.name : ''
  return `${city}${region.name}${ending}`
}
