import type { Handlers } from './context.ts'

const later = (): never => {
  throw new Error('not built yet')
}

export const reviewsHandlers = {
  'reviews.list': async () => later(),
  'reviews.start': async () => later(),
  'reviews.open': async () => later(),
  'reviews.saveSettings': async () => later(),
  'reviews.setReviewers': async () => later(),
  'reviews.setEntries': async () => later(),
  'reviews.score': async () => later(),
  'reviews.decideTie': async () => later(),
  'reviews.close': async () => later(),
  'reviews.reopen': async () => later(),
  'reviews.setAward': async () => later(),
  'reviews.recommend': async () => later(),
  'reviews.printDocuments': async () => later(),
  'reviews.savePdf': async () => later(),
  'reviews.saveDocx': async () => later(),
} satisfies Partial<Handlers>
