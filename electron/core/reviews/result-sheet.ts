/** 评审结果, for the file: ranks, every reviewer's totals, how ties were parted, what was decided by hand. Never sent. */
import { fewestForExtremes, reviewerTotal, tenthsText } from '../../../shared/domain/review-points.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { type FilledSheet, fillForm } from '../papers/fill-sheet.ts'
import { type MadeColumn, withColumns } from './made-columns.ts'
import type { ReviewPapers } from './paper-facts.ts'

/** With more reviewers than these their totals share one column. */
const mostColumns = 3
const totalMm = 13

function columnsOf(reviewers: number): MadeColumn[] {
  const each = Array.from({ length: reviewers }, (_none, at) => ({
    id: `total${at + 1}`,
    label: `评委${at + 1}`,
    widthMm: totalMm,
  }))
  const totals = reviewers <= mostColumns ? each : [{ id: 'totals', label: '各评委总分', widthMm: 40 }]
  const rest = 174 - 13 - 13 - 18 - 20 - totals.reduce((sum, { widthMm }) => sum + widthMm, 0)
  return [
    { id: 'rank', label: '名次', widthMm: 13 },
    { id: 'number', label: '编号', widthMm: 13 },
    { id: 'title', label: '作品名称', widthMm: Math.ceil(rest * 0.58) },
    { id: 'unit', label: '单位', widthMm: Math.floor(rest * 0.42) },
    ...totals,
    { id: 'mean', label: '平均分', widthMm: 18 },
    { id: 'award', label: '奖项', widthMm: 20 },
  ]
}

export function resultSheet(ctx: HandlerContext, papers: ReviewPapers): FilledSheet {
  const { office, standing, results, works } = papers
  const { settings, judged, reviewers, row } = standing
  const byId = new Map(judged.map((entry) => [entry.entryId, entry]))
  const items = results.map(({ entryId, rank, mean, awardId }): TableRow => {
    const entry = byId.get(entryId)
    const totals = reviewers.map(({ reviewer_id }) => {
      const points = entry?.scores.find(({ reviewerId }) => reviewerId === reviewer_id)?.points ?? {}
      const total = reviewerTotal(points, settings.criteria)
      return total === null ? '—' : tenthsText(total)
    })
    return {
      rank: rank === null ? '—' : String(rank),
      number: String(entry?.number ?? ''),
      title: works.get(entryId)?.title ?? '',
      unit: works.get(entryId)?.unit ?? '',
      ...Object.fromEntries(totals.map((total, at) => [`total${at + 1}`, total])),
      totals: totals.join('、'),
      mean: mean ?? '—',
      award: awardName(papers, awardId),
    }
  })
  return fillForm(
    ctx,
    withColumns(ctx.notices.sheet('SHEET-REVIEW-RESULT'), 'items', columnsOf(reviewers.length)),
    office,
    {
      event: settings.event,
      state: row.closed_at === null ? '评审未结束，名次和奖项未定' : '评审已结束',
      closedOn: chinaDay(row.closed_at === null ? ctx.now() : new Date(row.closed_at)),
      rules: rulesText(papers),
      items,
      remarks: remarksText(papers),
    },
  )
}

export const awardName = ({ standing }: ReviewPapers, awardId: string | null): string =>
  standing.settings.awards.find(({ id }) => id === awardId)?.name ?? ''

function rulesText({ standing }: ReviewPapers): string {
  const { settings, reviewers } = standing
  const { criteria, dropExtremes } = settings
  const names = reviewers.map(({ name }, at) => `评委${at + 1} ${name}`).join('、')
  const drop = dropExtremes ? `${fewestForExtremes}位以上评委打分的作品去掉一个最高总分和一个最低总分，其余` : '各评委'
  return [
    `${names === '' ? '未设评委' : names}。`,
    `${criteria.map(({ label, max }) => `${label}${max}分`).join('，')}；各项得分之和为总分，${drop}总分的平均数为平均分。`,
    `名次按未舍入的平均分排定，表中四舍五入到两位小数；平均分相同的，依次比较${criteria
      .map(({ label }) => `“${label}”`)
      .join('')}平均分和总分中位数，仍然相同的由评委会决定。`,
  ].join('\n')
}

function remarksText({ standing, results, works }: ReviewPapers): string {
  const numbers = new Map(standing.entries.map(({ entry_id, number }) => [entry_id, number]))
  const named = (entryId: string): string => `${numbers.get(entryId) ?? ''}号《${works.get(entryId)?.title ?? ''}》`
  const lines = [
    ...results.flatMap(({ entryId, rank, tie, tieReason }) => {
      if (tie === 'none') return []
      const how = tie === 'by-person' ? `评委会决定（${tieReason}）` : tie === 'open' ? '名次并列' : (tieReason ?? '')
      return [`第${rank}名 ${named(entryId)}：${how}。`]
    }),
    ...results.flatMap(({ entryId, awardReason, awardId }) =>
      awardReason === null
        ? []
        : [`${named(entryId)}：${awardId === null ? '不授奖' : '奖项'}由人工确定（${awardReason}）。`],
    ),
    ...standing.entries.flatMap(({ entry_id, out_reason }) =>
      out_reason === null ? [] : [`${named(entry_id)}：不参评（${out_reason}）。`],
    ),
  ]
  return lines.length === 0 ? '' : ['说明：', ...lines].join('\n')
}
