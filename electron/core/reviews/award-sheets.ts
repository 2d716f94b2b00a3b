/** What goes out after a review: 公示, 证书, 推荐名单. No scores and no names of reviewers are on them. */
import { draft } from '../../../db/queries/records.ts'
import { revision } from '../../../db/queries/revisions.ts'
import { workdaysAfter } from '../../../shared/domain/workdays.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import { rangeText } from '../../../shared/form/value-words.ts'
import { Problem } from '../../../shared/problems.ts'
import { officeCalendar } from '../calendar/office-calendar.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { recipientOf } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { type FilledSheet, fillSheet } from '../papers/fill-sheet.ts'
import { draftValues, revisionContent } from '../records/content.ts'
import { byAward } from './certificates.ts'
import { findCollection } from './need.ts'
import type { ReviewPapers } from './paper-facts.ts'
import { awardName } from './result-sheet.ts'
import { creatorField } from './works.ts'

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** @throws Problem review.not-closed */
function closedOn({ standing }: ReviewPapers): string {
  const { closed_at } = standing.row
  if (closed_at === null) throw new Problem('review.not-closed', {})
  return chinaDay(new Date(closed_at))
}

const awardIds = ({ standing }: ReviewPapers): string[] => standing.settings.awards.map(({ id }) => id)

/**
 * Works and units by award; authors are persons and are not named.
 * @throws Problem review.not-closed, review.nothing-to-print
 */
export async function publicationSheet(ctx: HandlerContext, papers: ReviewPapers): Promise<FilledSheet> {
  const { office, standing, results, works } = papers
  const day = closedOn(papers)
  const { awards, event, publicNoticeDays } = standing.settings
  const given = awards
    .map(({ id, name }) => ({ name, rows: results.filter(({ awardId }) => awardId === id) }))
    .filter(({ rows }) => rows.length > 0)
  if (given.length === 0) throw new Problem('review.nothing-to-print', { what: 'publication' })
  const list = given.flatMap(({ name, rows }, at) => [
    `${numerals[at]}、${name}（${rows.length}件）`,
    ...rows.map(({ entryId }) => {
      const work = works.get(entryId)
      return `《${work?.title ?? ''}》（${work?.unit || work?.officeName || ''}）`
    }),
  ])
  return fillSheet(ctx, 'SHEET-PUBLICATION', office, {
    event,
    count: String(given.reduce((sum, { rows }) => sum + rows.length, 0)),
    period: publicNoticeDays === null ? '' : await periodText(ctx, day, publicNoticeDays),
    list: list.join('\n'),
    publishedOn: day,
  })
}

/** The day on which it is put up does not count (民法典 201). */
async function periodText(ctx: HandlerContext, day: string, days: number): Promise<string> {
  const calendar = await officeCalendar(ctx)
  const first = workdaysAfter(day, 1, calendar)
  return `${rangeText(`${first}/${workdaysAfter(day, days, calendar)}`)}，共${days}个工作日`
}

/** @throws Problem review.nothing-to-print */
export async function recommendationSheet(ctx: HandlerContext, papers: ReviewPapers): Promise<FilledSheet> {
  const { office, standing, results, works } = papers
  const chosen = results.filter(({ recommended }) => recommended)
  if (chosen.length === 0) throw new Problem('review.nothing-to-print', { what: 'recommendation' })
  const items = chosen.map(({ entryId, awardId }): TableRow => {
    const work = works.get(entryId)
    return {
      title: work?.title ?? '',
      unit: work?.unit ?? '',
      from: work?.officeName ?? '',
      award: standing.row.state === 'closed' ? awardName(papers, awardId) : '',
    }
  })
  return fillSheet(ctx, 'SHEET-RECOMMENDATION-LIST', office, {
    event: standing.settings.event,
    recipient: await recipientName(ctx, papers),
    listedOn: chinaDay(ctx.now()),
    items,
  })
}

async function recipientName(ctx: HandlerContext, { standing }: ReviewPapers): Promise<string> {
  const collection = findCollection(ctx, standing.row.notice_id, standing.row.deliverable_id)
  if (!collection) return ''
  const own = await findOwnOffice(ctx.db)
  const to = recipientOf(collection.pack, own, collection.deliverable)
  return collection.pack.recipients.find(({ id }) => id === to)?.unit ?? ''
}

const lockedName = '（姓名已加密，解锁后显示）'

/**
 * One for each work that has an award, in the order of awards and ranks.
 * @param entryIds empty: all of them
 * @param forFile true: a name that cannot be opened is a fault, not a remark
 * @throws Problem review.not-closed, review.nothing-to-print, keys.locked
 */
export async function certificates(
  ctx: HandlerContext,
  papers: ReviewPapers,
  entryIds: readonly string[],
  forFile: boolean,
): Promise<FilledSheet[]> {
  const { office, standing, results, works } = papers
  const issuedOn = closedOn(papers)
  const asked = new Set(entryIds)
  const chosen = byAward(results, awardIds(papers)).filter(({ entryId }) => asked.size === 0 || asked.has(entryId))
  if (chosen.length === 0) throw new Problem('review.nothing-to-print', { what: 'certificates' })
  const locked = ctx.vault.state === 'locked'
  if (locked && forFile) throw new Problem('keys.locked', {})
  const sheets: FilledSheet[] = []
  for (const { entryId, awardId, certificateNumber } of chosen) {
    const work = works.get(entryId)
    const unit = work?.unit || work?.officeName || ''
    const names = locked ? lockedName : await creators(ctx, papers, entryId)
    sheets.push(
      fillSheet(ctx, 'SHEET-CERTIFICATE', office, {
        number: certificateNumber ?? '',
        recipient: names === '' ? unit : names,
        unit: names === '' ? '' : unit,
        workTitle: work?.title ?? '',
        event: standing.settings.event,
        award: awardName(papers, awardId),
        issuedOn,
      }),
    )
  }
  return sheets
}

/** 主创姓名 of the judged revision; '' when they were purged. */
async function creators(ctx: HandlerContext, { standing }: ReviewPapers, entryId: string): Promise<string> {
  if (ctx.vault.isPurged(entryId)) return ''
  const judged = standing.entries.find(({ entry_id }) => entry_id === entryId)?.revision ?? 0
  const row = judged === 0 ? undefined : await revision(ctx.db, entryId, judged)
  const drafted = row ? undefined : await draft(ctx.db, entryId)
  const values = row ? revisionContent(ctx.vault, row).values : drafted ? draftValues(ctx.vault, drafted) : {}
  const names = values[creatorField]
  return typeof names === 'string' ? names.trim() : ''
}
