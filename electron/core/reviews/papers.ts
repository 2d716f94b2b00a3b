/** Every paper of a review: its pages, its PDF, its Word document. Never kept. */
import type { z } from 'zod'
import { reviewNotes } from '../../../db/queries/reviews.ts'
import type { reviewPaper } from '../../../shared/api/reviews.ts'
import { Problem } from '../../../shared/problems.ts'
import { renderDocument, renderDocuments } from '../documents/pdf.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import type { FilledSheet } from '../papers/fill-sheet.ts'
import { paperDocx } from '../papers/paper.ts'
import { needOffice } from '../records/load.ts'
import { certificates, publicationSheet, recommendationSheet } from './award-sheets.ts'
import { needReview } from './need.ts'
import { resultSheet } from './result-sheet.ts'
import { scoreSheet } from './score-sheet.ts'
import { resultRows, reviewStanding } from './standing.ts'
import { judgedWorks } from './works.ts'

/**
 * @param forFile false: to be looked at
 * @throws Problem review.unknown, review.reviewer-unknown, review.not-closed, review.nothing-to-print, keys.locked
 */
export async function reviewDocuments(
  ctx: HandlerContext,
  order: z.output<typeof reviewPaper>,
  forFile: boolean,
): Promise<FilledSheet[]> {
  const { office } = await needOffice(ctx.db)
  const standing = await reviewStanding(ctx.db, await needReview(ctx.db, order.reviewId))
  const works = await judgedWorks(ctx.db, order.reviewId)
  const papers = { office: office.name, standing, results: resultRows(standing), works }
  switch (order.paper) {
    case 'score-sheet': {
      const { reviewerId } = order
      if (reviewerId !== null && !standing.reviewers.some((one) => one.reviewer_id === reviewerId))
        throw new Problem('review.reviewer-unknown', { reviewerId })
      const notes = (await reviewNotes(ctx.db, order.reviewId)).filter(({ reviewer_id }) => reviewer_id === reviewerId)
      return [scoreSheet(ctx, papers, reviewerId, new Map(notes.map(({ entry_id, note }) => [entry_id, note])))]
    }
    case 'result':
      return [resultSheet(ctx, papers)]
    case 'publication':
      return [await publicationSheet(ctx, papers)]
    case 'recommendation':
      return [await recommendationSheet(ctx, papers)]
    case 'certificates':
      return certificates(ctx, papers, order.entryIds, forFile)
  }
}

/** @throws Problem print.needs-window, print.failed, cancelled */
export async function reviewPdf(ctx: HandlerContext, call: Call, sheets: readonly FilledSheet[]): Promise<Buffer> {
  const [first] = sheets
  const documents = sheets.map(({ document }) => document)
  const pdf = await (first && documents.length === 1
    ? renderDocument(ctx, first.document)
    : renderDocuments(ctx, documents))
  if (call.signal.aborted) throw new Problem('cancelled', {})
  return pdf
}

export async function reviewDocx(ctx: HandlerContext, sheets: readonly FilledSheet[]): Promise<Buffer> {
  const [first, ...following] = sheets
  if (!first) throw new Problem('review.nothing-to-print', { what: 'certificates' })
  return paperDocx(ctx, first, following)
}
