/**
 * 评分表: a row for every judged work, a column for every criterion; blank, or with what a reviewer has given. Units are
 * not on it: who judges looks at the work.
 */
import type { ReviewSettings } from '../../../shared/api/reviews.ts'
import { reviewerTotal, tenthsText } from '../../../shared/domain/review-points.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { type FilledSheet, fillForm } from '../papers/fill-sheet.ts'
import { type MadeColumn, withColumns } from './made-columns.ts'
import type { ReviewPapers } from './paper-facts.ts'

/** Width of the table, and of what is always in it, in millimetres. */
const tableMm = 174
const numberMm = 13
const totalMm = 16
const noteMm = 34
/** Longer labels stand in the rules above the table; the column bears a number. */
const longestLabel = 8

function columnsOf({ criteria }: ReviewSettings): MadeColumn[] {
  const each = criteria.length <= 4 ? 14 : criteria.length <= 7 ? 13 : 11
  let rest = tableMm - numberMm - each * criteria.length
  const hasTotal = rest - totalMm >= 40
  if (hasTotal) rest -= totalMm
  const hasNote = rest - noteMm >= 50
  if (hasNote) rest -= noteMm
  return [
    { id: 'number', label: '编号', widthMm: numberMm },
    { id: 'title', label: '作品名称', widthMm: rest },
    ...criteria.map(({ label, max }, at) => ({
      id: pointsOf(at),
      label: `${shortLabel(label, at)}\n${max}分`,
      widthMm: each,
    })),
    ...(hasTotal ? [{ id: 'total', label: '总分', widthMm: totalMm }] : []),
    ...(hasNote ? [{ id: 'note', label: '评语', widthMm: noteMm }] : []),
  ]
}

const pointsOf = (at: number): string => `points${at + 1}`
const shortLabel = (label: string, at: number): string => ([...label].length <= longestLabel ? label : `第${at + 1}项`)

function rulesText({ criteria }: ReviewSettings): string {
  const parts = criteria.map(({ label, max }, at) => {
    const short = shortLabel(label, at)
    return `${short === label ? '' : `${short}：`}${label}${max}分`
  })
  const sum = criteria.reduce((total, { max }) => total + max, 0)
  return `${parts.join('，')}，合计${sum}分。每项在0分和满分之间打分，最多一位小数。`
}

export function scoreSheet(
  ctx: HandlerContext,
  { office, standing, works }: ReviewPapers,
  reviewerId: string | null,
  /** What the reviewer wrote, by entry. */
  notes: ReadonlyMap<string, string>,
): FilledSheet {
  const { settings, judged, reviewers } = standing
  const items = judged.map(({ entryId, number, scores }): TableRow => {
    const work = works.get(entryId)
    const points = scores.find((sheet) => sheet.reviewerId === reviewerId)?.points ?? {}
    const total = reviewerTotal(points, settings.criteria)
    return {
      number: String(number),
      title: work?.title ?? '',
      ...Object.fromEntries(
        settings.criteria.map(({ id }, at) => [pointsOf(at), (Object.hasOwn(points, id) && points[id]) || '']),
      ),
      total: total === null ? '' : tenthsText(total),
      note: notes.get(entryId) ?? '',
    }
  })
  return fillForm(ctx, withColumns(ctx.notices.sheet('SHEET-SCORE'), 'items', columnsOf(settings)), office, {
    event: settings.event,
    reviewer: reviewers.find(({ reviewer_id }) => reviewer_id === reviewerId)?.name ?? '',
    rules: rulesText(settings),
    items,
  })
}
