/** What an office still owes, in the words of a message or a list. Offices, duties and dates only: nobody's name. Pure. */
import type { Matrix, MatrixCell, MatrixDeliverable, MatrixRow } from '../../../shared/api/rosters.ts'
import { chinaMoment } from '../../../shared/domain/deadlines.ts'

export interface Owed {
  readonly deliverable: MatrixDeliverable
  readonly cell: MatrixCell
}

/** What the office has to do something about: what waits at our own desk is not its matter. */
export function owedBy({ deliverables }: Matrix, { cells }: MatrixRow): Owed[] {
  return deliverables.flatMap((deliverable): Owed[] => {
    const cell = cells[deliverable.deliverableId]
    if (!cell || (deliverable.optional && cell.state === 'none') || deliverable.kept) return []
    return cell.state === 'none' || cell.state === 'part' || cell.state === 'returned' ? [{ deliverable, cell }] : []
  })
}

/**
 * Offices with what they owe, in the order of the roster; those that owe nothing are left out.
 * @param only ids of rows; null: all that are expected
 */
export function stillOwing(
  matrix: Matrix,
  only: ReadonlySet<string> | null = null,
): { row: MatrixRow; owed: Owed[] }[] {
  return matrix.rows
    .filter(({ office, expected }) => (only ? only.has(office.officeId) : expected))
    .map((row) => ({ row, owed: owedBy(matrix, row) }))
    .filter(({ owed }) => owed.length > 0)
}

/** 工作方案（退回，请改后重报） */
export function owedWords({ deliverable, cell }: Owed): string {
  const here = cell.records.filter(({ state }) => state !== 'typing').length
  switch (cell.state) {
    case 'returned':
      return `${deliverable.title}（已退回，请修改后重报）`
    case 'part':
      return `${deliverable.title}（${cell.lacking.length > 0 ? `还缺${cell.lacking.join('、')}` : `已收 ${here} 份，还没有报齐`}）`
    default:
      return deliverable.title
  }
}

const dueOf = ({ deliverable: { dueAt } }: Owed): string => (dueAt === null ? '' : chinaMoment(dueAt))
const isPast = (dueAt: string | null, at: string): boolean => dueAt !== null && Date.parse(dueAt) < Date.parse(at)

/** One date for all, or '' where they differ or there is none. */
export function commonDue(all: readonly Owed[]): string {
  const dates = new Set(all.map(dueOf))
  return dates.size === 1 ? ([...dates][0] ?? '') : ''
}

/** Under one date the duties alone; under several, those of each date together, the earliest first. */
export function listed(owed: readonly Owed[], common: string): string {
  if (common !== '') return owed.map(owedWords).join('；')
  const groups = new Map<string, Owed[]>()
  const sorted = [...owed].sort((a, b) => dueMs(a) - dueMs(b))
  for (const one of sorted) groups.set(dueOf(one), [...(groups.get(dueOf(one)) ?? []), one])
  return [...groups]
    .map(([due, some]) => `${some.map(owedWords).join('、')}${due === '' ? '' : `（${due}截止）`}`)
    .join('；')
}

const dueMs = ({ deliverable: { dueAt } }: Owed): number =>
  dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(dueAt)

interface Standing {
  readonly matrix: Matrix
  readonly from: string
}

function dueLine(all: readonly Owed[], common: string, at: string): string {
  if (common === '') return ''
  const past = all.every(({ deliverable }) => !deliverable.historical && isPast(deliverable.dueAt, at))
  return past ? `报送截止时间是${common}，现已过期。` : `报送截止时间是${common}。`
}

/** For a group: one paragraph an office. @param only ids of rows; null: all that are expected */
export function groupText({ matrix, from }: Standing, only: ReadonlySet<string> | null): string {
  const offices = stillOwing(matrix, only)
  const head = `【${matrix.noticeShortTitle}】`
  if (offices.length === 0) {
    const names = matrix.rows.flatMap(({ office }) => (only?.has(office.officeId) ? [office.name] : []))
    return `${head}${only ? names.join('、') : '各单位'}应报的材料已经收齐，谢谢大家支持！\n${from}`
  }
  const all = offices.flatMap(({ owed }) => owed)
  const common = commonDue(all)
  return [
    `${head}各有关单位：`,
    `${dueLine(all, common, matrix.at)}截至${chinaMoment(matrix.at)}，下列单位还有材料没有收齐：`,
    ...offices.map(({ row, owed }, at) => `${at + 1}．${row.office.name}：${listed(owed, common)}`),
    '请抓紧报送；已经发出的，请告知一声。有困难请及时联系我们，谢谢！',
    from,
  ].join('\n')
}

export function officeText({ matrix, from }: Standing, row: MatrixRow): string {
  const owed = owedBy(matrix, row)
  const head = `${row.office.name}：`
  if (owed.length === 0) return `${head}\n“${matrix.noticeShortTitle}”贵单位应报的材料已经收齐，谢谢支持！\n${from}`
  const common = commonDue(owed)
  return [
    head,
    `“${matrix.noticeShortTitle}”${dueLine(owed, common, matrix.at)}截至${chinaMoment(matrix.at)}，贵单位还有以下材料没有收齐：`,
    ...owed.map((one, at) => `${at + 1}．${listed([one], common)}`),
    '请抓紧报送；已经发出的，请告知一声。有困难请及时联系我们，谢谢！',
    from,
  ].join('\n')
}
