/** What is told of works, reviews, the register of activities, and the tables that come in. */
import { review, reviewEntry } from '../../../db/queries/reviews.ts'
import type { ReviewSettings } from '../../../shared/api/reviews.ts'
import { aboutActivity, aboutNotice, aboutRecord, aboutReview, fieldLabels } from './look.ts'
import { change, changesOf } from './note.ts'
import { type DeedRules, done, fileName, type Look, ofStore, often, saved, written } from './rule.ts'

const ofRecord = ({ recordId }: { recordId: string }, { trx }: Look) => aboutRecord(trx, recordId)
const ofReview = ({ reviewId }: { reviewId: string }, look: Look) => aboutReview(look, reviewId)
const editsOf = ({ recordId }: { recordId: string }) =>
  ({ deed: 'record.edited', subject: 'record', subjectId: recordId }) as const
const activityFiles = ({ activityId }: { activityId: string }) =>
  ({ deed: 'activity.files', subject: 'activity', subjectId: activityId }) as const
const ofActivity = ({ activityId }: { activityId: string }, { trx }: Look) => aboutActivity(trx, activityId)

const reviewPapers = {
  'score-sheet': '评分表',
  result: '评审结果',
  publication: '公示',
  certificates: '获奖证书',
  recommendation: '推荐名单',
} as const
const reviewPaper = done<{ order: { paper: keyof typeof reviewPapers; reviewId: string }; out: string }, unknown>(
  async ({ order, out }, _output, look) => ({
    deed: 'file.saved',
    ...(await aboutReview(look, order.reviewId)),
    facts: { what: reviewPapers[order.paper], file: fileName(out, order.paper === 'certificates') },
  }),
)
/** Its name; '' for none. */
async function award({ trx }: Look, reviewId: string, entryId: string): Promise<string> {
  const given = (await reviewEntry(trx, reviewId, entryId))?.award_id
  const row = given ? await review(trx, reviewId) : undefined
  const settings = row && (JSON.parse(row.settings_json) as ReviewSettings)
  return settings?.awards.find(({ id }) => id === given)?.name ?? given ?? ''
}

export const workRules = {
  'videos.inspect': null,
  'videos.list': null,
  'videos.open': null,
  'videos.create': 'noted',
  'videos.savePoster': null,
  'videos.poster': null,
  'videos.place': null,
  'authorizations.checklist': null,
  'authorizations.decide': 'noted',
  'authorizations.printDocuments': null,
  'authorizations.savePdf': saved('作品授权书', () => ofStore, true),
  'collection.read': null,
  'collection.take': 'noted',
  'collection.saveBlank': saved('空白表', ({ noticeId }, look) => aboutNotice(look, noticeId)),

  'reviews.list': null,
  'reviews.start': written(({ noticeId }, look) => ({ deed: 'review.started', ...aboutNotice(look, noticeId) })),
  'reviews.open': null,
  'reviews.saveSettings': written(async (input, look) => ({
    deed: 'review.settings',
    ...(await ofReview(input, look)),
  })),
  'reviews.setReviewers': written(async (input, look) => ({
    deed: 'review.reviewers',
    ...(await ofReview(input, look)),
    facts: { count: input.reviewers.length },
  })),
  'reviews.setEntries': written(async (input, look) => ({
    deed: 'review.entries',
    ...(await ofReview(input, look)),
    facts: { out: input.out.length },
  })),
  'reviews.score': often(
    ({ reviewId }) => ({ deed: 'review.scored', subject: 'review', subjectId: reviewId }),
    ofReview,
  ),
  'reviews.decideTie': written(async (input, look) => ({
    deed: 'review.tie',
    ...(await ofReview(input, look)),
    facts: { count: input.entryIds.length },
  })),
  'reviews.close': written(async (input, look) => ({ deed: 'review.closed', ...(await ofReview(input, look)) })),
  'reviews.reopen': written(async (input, look) => ({ deed: 'review.reopened', ...(await ofReview(input, look)) })),
  'reviews.setAward': {
    at: 'write',
    before: ({ reviewId, entryId }, look) => award(look, reviewId, entryId),
    tell: async ({ reviewId, entryId }, look, before) => ({
      deed: 'review.award',
      ...(await aboutReview(look, reviewId)),
      facts: { work: (await aboutRecord(look.trx, entryId)).title ?? '' },
      changes: changesOf(change('奖项', String(before), await award(look, reviewId, entryId))),
    }),
  },
  'reviews.recommend': written(async ({ reviewId, entryIds, recommended }, look) => ({
    deed: 'review.recommended',
    ...(await aboutReview(look, reviewId)),
    facts: { count: entryIds.length, recommended: recommended ? 1 : 0 },
  })),
  'reviews.printDocuments': null,
  'reviews.savePdf': reviewPaper,
  'reviews.saveDocx': reviewPaper,

  'activities.list': null,
  'activities.facets': null,
  'activities.board': null,
  'activities.calendar': null,
  'activities.open': null,
  'activities.create': 'noted',
  'activities.save': 'noted',
  'activities.edit': 'noted',
  'activities.duplicate': 'noted',
  'activities.remove': 'noted',
  'activities.attach': often(activityFiles, ofActivity),
  'activities.detach': often(activityFiles, ofActivity),
  'activities.caption': often(activityFiles, ofActivity),
  'activities.changes': null,
  'activities.undo': 'noted',
  'activities.redo': 'noted',
  'activities.saveSheet': saved('活动登记表', () => ofStore),

  'register.figures': null,
  'register.sources': null,
  'register.originDocument': null,
  'register.saveOriginPdf': saved('数字来源表', ({ recordId }, { trx }) => aboutRecord(trx, recordId)),
  'register.textFigures': null,
  'register.createRecord': 'noted',
  'register.compose': null,
  'register.paragraphs': null,
  'register.takeFiles': often(
    ({ recordId }) => ({ deed: 'record.files', subject: 'record', subjectId: recordId }),
    async ({ recordId, field }, { trx }) => {
      const about = await aboutRecord(trx, recordId)
      return { ...about, facts: { ...about.facts, field: await fieldLabels(trx, recordId, [field]) } }
    },
  ),
  'register.offers': null,
  'register.decide': often(editsOf, ofRecord),
  'register.candidates': null,

  'tables.read': null,
  'tables.preview': null,
  'tables.take': 'noted',
  'tables.correctionDocument': null,
  // Named after the sender, who may be a person.
  'tables.saveCorrection': saved('更正单', () => ofStore, true),
  'tables.saveBlank': saved('空白表', () => ofStore),
  'tables.readFile': null,
  'photos.check': null,
  'year.printDocument': null,
  'year.savePdf': saved('年度情况', () => ofStore),
  'year.saveDocx': saved('年度情况', () => ofStore),
} satisfies Partial<DeedRules>
