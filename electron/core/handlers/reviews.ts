/** 评审: scores, ranking, awards, certificates, 公示, recommendation. The work is in reviews/; here stands the contract. */
import { saveSettings, setEntries, setReviewers, startReview } from '../reviews/change.ts'
import { closeReview, recommend, reopenReview, setAward } from '../reviews/close.ts'
import { reviewDocuments, reviewDocx, reviewPdf } from '../reviews/papers.ts'
import { decideTie, saveScore } from '../reviews/score.ts'
import { openReview, reviewList, reviewView } from '../reviews/view.ts'
import { saveForPerson } from '../store/person-file.ts'
import { changed, type HandlerContext, type Handlers } from './context.ts'

/** Lists of entries show awards and recommendations. */
async function after(ctx: HandlerContext, reviewId: string, work: Promise<void>) {
  await work
  changed(ctx, 'records')
  return reviewView(ctx, reviewId)
}

export const reviewsHandlers = {
  'reviews.list': (_input, ctx) => reviewList(ctx),
  'reviews.start': async (input, ctx) => openReview(ctx, await startReview(ctx, input)),
  'reviews.open': ({ reviewId }, ctx) => openReview(ctx, reviewId),
  'reviews.saveSettings': (input, ctx) => after(ctx, input.reviewId, saveSettings(ctx, input)),
  'reviews.setReviewers': (input, ctx) => after(ctx, input.reviewId, setReviewers(ctx, input)),
  'reviews.setEntries': (input, ctx) => after(ctx, input.reviewId, setEntries(ctx, input)),
  'reviews.score': (input, ctx) => saveScore(ctx, input),
  'reviews.decideTie': (input, ctx) => after(ctx, input.reviewId, decideTie(ctx, input)),
  'reviews.close': ({ reviewId }, ctx) => after(ctx, reviewId, closeReview(ctx, reviewId)),
  'reviews.reopen': (input, ctx) => after(ctx, input.reviewId, reopenReview(ctx, input)),
  'reviews.setAward': (input, ctx) => after(ctx, input.reviewId, setAward(ctx, input)),
  'reviews.recommend': (input, ctx) => after(ctx, input.reviewId, recommend(ctx, input)),

  'reviews.printDocuments': async ({ order }, ctx) =>
    (await reviewDocuments(ctx, order, false)).map(({ document }) => document),

  'reviews.savePdf': async ({ order, out }, ctx, call) => {
    const sheets = await reviewDocuments(ctx, order, true)
    const bytes = await reviewPdf(ctx, call, sheets)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length, sheets: sheets.length }
  },

  'reviews.saveDocx': async ({ order, out }, ctx) => {
    const sheets = await reviewDocuments(ctx, order, true)
    const bytes = await reviewDocx(ctx, sheets)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length, sheets: sheets.length }
  },
} satisfies Partial<Handlers>
