import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Review, ReviewSettings } from '../../shared/api/reviews.ts'
import { cityNotice, openCity, projectDir, type TestCore } from '../support/core.ts'
import { newPair } from '../support/desks.ts'
import { paperStub } from '../support/paper-stub.ts'
import { collection, newReview, newWork, registration, scoreAll } from '../support/works.ts'

const exampleVideo = path.join(projectDir, 'resources/example/video-20s.mp4')
const reason = '评委会合议决定'
const desk = () => openCity({ ask: paperStub, now: '2022-05-23T01:00:00.000Z' })
const entryOf = (review: Review, number: number): string =>
  review.entries.find((entry) => entry.number === number)?.entryId ?? ''
const reviewerOf = (review: Review, at: number): string => review.reviewers[at]?.reviewerId ?? ''
const numberOf = (review: Review, entryId: string): number =>
  review.entries.find((entry) => entry.entryId === entryId)?.number ?? 0
const line = (review: Review) =>
  review.results.map(({ entryId, rank, mean, tie, awardId }) => [numberOf(review, entryId), rank, mean, tie, awardId])
const told = (review: Review): string => review.history.map(({ what, reason: why }) => `${what}|${why}`).join('\n')
const settings = (review: Review, change: Partial<ReviewSettings>): ReviewSettings => ({
  ...review.settings,
  ...change,
})
const counted = (counts: readonly (number | null)[]) => (review: Review) => ({
  awards: review.settings.awards.map((award, at) => ({ ...award, count: counts[at] ?? null })),
})
const save = (core: TestCore, review: Review, change: Partial<ReviewSettings>) =>
  core.call('reviews.saveSettings', { reviewId: review.reviewId, settings: settings(review, change) })

it('a review starts from the notice, with all works that are here, and starts once', async () => {
  const core = await desk()
  expect(await core.call('reviews.list', {})).toEqual([])
  expect((await core.problem('reviews.start', collection)).code).toBe('review.no-entries')
  expect((await core.problem('reviews.start', { ...collection, deliverableId: 'T12' })).code).toBe(
    'review.no-collection',
  )
  await newWork(core, '稻田里的一束光')
  await newWork(core, '田野里的科学课')
  expect(await core.call('reviews.list', {})).toMatchObject([
    { reviewId: null, state: 'none', entries: 2, ...collection },
  ])
  const review = await core.call('reviews.start', collection)
  expect(review).toMatchObject({
    state: 'open',
    criteriaByNotice: false,
    reviewWording: '5月21日至28日评审和展播',
    reviewFrom: '2022-05-21',
    reviewTo: '2022-05-28',
    reviewers: [],
    settings: { dropExtremes: false, certificatePattern: '', publicNoticeDays: null },
  })
  expect(review.settings.criteria.map(({ label, max }) => [label, max])).toEqual([
    ['主题内容', 40],
    ['创意表现', 30],
    ['制作水平', 20],
    ['传播价值', 10],
  ])
  expect(review.settings.awards.map(({ name, count }) => [name, count])).toEqual([
    ['一等奖', null],
    ['二等奖', null],
    ['三等奖', null],
  ])
  expect(review.entries.map(({ number, title, unit, revision }) => [number, title, unit, revision])).toEqual([
    [1, '稻田里的一束光', '示例县农业技术推广中心', 0],
    [2, '田野里的科学课', '示例县农业技术推广中心', 0],
  ])
  expect((await core.call('reviews.start', collection)).reviewId).toBe(review.reviewId)
  expect(await core.call('reviews.list', {})).toMatchObject([{ reviewId: review.reviewId, state: 'open', entries: 2 }])
  expect((await core.problem('reviews.open', { reviewId: entryOf(review, 1) })).code).toBe('review.unknown')
})

it('scores are saved cell by cell, within their limits', async () => {
  const core = await desk()
  const review = await newReview(core, ['甲', '乙'], ['评委一', '评委二'])
  const { reviewId } = review
  const cell = { reviewId, reviewerId: reviewerOf(review, 0), entryId: entryOf(review, 1) }
  // That the log has one entry more is of no interest to a page of scores.
  const told = () => core.events.filter(({ value }) => !JSON.stringify(value).includes('deeds')).length
  const before = told()
  await core.call('reviews.score', { ...cell, points: { subject: '35.5' }, note: ' 立意好 ' })
  await core.call('reviews.score', { ...cell, points: { creativity: '025.0', craft: '20' } })
  expect(told()).toBe(before)
  let now = await core.call('reviews.open', { reviewId })
  expect(now.entries[0]?.scores).toEqual([
    { reviewerId: cell.reviewerId, points: { subject: '35.5', creativity: '25', craft: '20' }, note: '立意好' },
  ])
  expect(now.results[0]).toMatchObject({ rank: null, mean: null, reviewers: 0 })
  await core.call('reviews.score', { ...cell, points: { reach: '10', craft: '19.5' } })
  now = await core.call('reviews.open', { reviewId })
  expect(now.results[0]).toMatchObject({ entryId: cell.entryId, rank: 1, mean: '90.00', reviewers: 1 })
  expect(now.reviewers.map(({ done }) => done)).toEqual([1, 0])

  const refused = async (change: object) =>
    (await core.problem('reviews.score', { ...cell, points: {}, ...change })).code
  expect(await refused({ points: { subject: '40.1' } })).toBe('review.points-too-high')
  expect(await refused({ points: { subject: '1.25' } })).toBe('input.invalid')
  expect(await refused({ points: { subject: '-1' } })).toBe('input.invalid')
  expect(await refused({ points: { other: '1' } })).toBe('review.criterion-unknown')
  expect(await refused({ reviewerId: cell.entryId })).toBe('review.reviewer-unknown')
  expect(await refused({ entryId: cell.reviewerId })).toBe('review.entry-unknown')
  await core.call('reviews.score', { ...cell, points: { reach: null }, note: '' })
  now = await core.call('reviews.open', { reviewId })
  expect(now.entries[0]?.scores[0]).toMatchObject({
    points: { subject: '35.5', creativity: '25', craft: '19.5' },
    note: '',
  })
  expect(now.results[0]?.mean).toBeNull()
})

it('what has scores stays: criteria, their limits, reviewers', async () => {
  const core = await desk()
  const review = await newReview(core, ['甲'], ['评委一', '评委二'])
  const { reviewId, settings: first } = review
  const reviewerId = reviewerOf(review, 0)
  await core.call('reviews.score', { reviewId, reviewerId, entryId: entryOf(review, 1), points: { subject: '38.5' } })
  const tried = async (change: Partial<ReviewSettings>) =>
    core.problem('reviews.saveSettings', { reviewId, settings: settings(review, change) })
  expect(await tried({ criteria: first.criteria.slice(1) })).toMatchObject({
    code: 'review.criterion-scored',
    details: { label: '主题内容' },
  })
  const lower = first.criteria.map((criterion) => ({
    ...criterion,
    max: criterion.id === 'subject' ? 38 : criterion.max,
  }))
  expect(await tried({ criteria: lower })).toMatchObject({ code: 'review.max-too-low', details: { given: '38.5' } })
  expect((await tried({ certificatePattern: '没有号' })).code).toBe('input.invalid')
  expect((await tried({ criteria: [...first.criteria, ...first.criteria] })).code).toBe('input.invalid')
  const changed = await save(core, review, { criteria: first.criteria.slice(0, 3), event: '示例评选' })
  expect(changed.settings).toMatchObject({ event: '示例评选', criteria: { length: 3 } })
  expect(told(changed)).toContain('修改评审设置')

  const keep = (list: { reviewerId: string | null; name: string }[]) => ({ reviewId, reviewers: list })
  const without = keep([{ reviewerId: reviewerOf(review, 1), name: '评委二' }])
  expect(await core.problem('reviews.setReviewers', without)).toMatchObject({
    code: 'review.reviewer-scored',
    details: { name: '评委一' },
  })
  const other = await core.call(
    'reviews.setReviewers',
    keep([
      { reviewerId: null, name: '新评委' },
      { reviewerId, name: '评委甲' },
    ]),
  )
  expect(other.reviewers.map(({ name }) => name)).toEqual(['新评委', '评委甲'])
  const twice = keep([
    { reviewerId: null, name: '同名' },
    { reviewerId: null, name: '同名' },
  ])
  expect((await core.problem('reviews.setReviewers', twice)).code).toBe('input.invalid')
  const unknown = keep([{ reviewerId: entryOf(review, 1), name: '谁' }])
  expect((await core.problem('reviews.setReviewers', unknown)).code).toBe('review.reviewer-unknown')
})

it('closing waits for every score and every tie at the border of an award', async () => {
  const core = await desk()
  const started = await newReview(core, ['甲', '乙', '丙'], [])
  const { reviewId } = started
  const close = () => core.problem('reviews.close', { reviewId })
  expect((await close()).code).toBe('review.no-reviewers')
  let review = await core.call('reviews.setReviewers', { reviewId, reviewers: [{ reviewerId: null, name: '评委一' }] })
  await scoreAll(core, review, [[[30, 20, 10, 5]], [[30, 20, 10, 5]]])
  expect(await close()).toMatchObject({
    code: 'review.scores-missing',
    details: { missing: [{ name: '评委一', numbers: [3] }] },
  })
  await scoreAll(core, review, [[[30, 20, 10, 5]], [[30, 20, 10, 5]], [[20, 20, 10, 5]]])
  review = await save(core, review, counted([1, 1, 1])(review))
  expect(line(review)).toEqual([
    [1, 1, '65.00', 'open', null],
    [2, 1, '65.00', 'open', null],
    [3, 3, '55.00', 'none', 'third'],
  ])
  expect(review.results.map(({ awardOpen }) => awardOpen)).toEqual([true, true, false])
  expect(await close()).toMatchObject({ code: 'review.ties-open', details: { names: ['第 1 名 1、2 号'] } })
  await save(core, review, { dropExtremes: true })
  expect(await close()).toMatchObject({ code: 'review.too-few-reviewers', details: { least: 4, have: 1 } })
  await save(core, review, {})

  const tie = (numbers: number[]) => ({ reviewId, entryIds: numbers.map((number) => entryOf(review, number)), reason })
  expect((await core.problem('reviews.decideTie', tie([1, 3]))).code).toBe('review.no-tie')
  expect((await core.problem('reviews.decideTie', tie([1, 1]))).code).toBe('review.no-tie')
  review = await core.call('reviews.decideTie', tie([2, 1]))
  expect(line(review)).toEqual([
    [2, 1, '65.00', 'by-person', 'first'],
    [1, 2, '65.00', 'by-person', 'second'],
    [3, 3, '55.00', 'none', 'third'],
  ])
  expect(review.results[0]?.tieReason).toBe(reason)
  review = await core.call('reviews.decideTie', tie([1, 2]))
  expect(line(review)[0]).toEqual([1, 1, '65.00', 'by-person', 'first'])

  // A score changes: what was decided about a tie goes with the tie, and does not come back with it.
  const cell = { reviewId, reviewerId: reviewerOf(review, 0), entryId: entryOf(review, 2) }
  await core.call('reviews.score', { ...cell, points: { subject: '30' } })
  expect(line(await core.call('reviews.open', { reviewId }))[0]).toEqual([1, 1, '65.00', 'by-person', 'first'])
  await core.call('reviews.score', { ...cell, points: { subject: '31' } })
  review = await core.call('reviews.open', { reviewId })
  expect(line(review)[0]).toEqual([2, 1, '66.00', 'none', 'first'])
  expect(told(review)).toContain('并列的先后决定作废|分数有修改')
  await core.call('reviews.score', { ...cell, points: { subject: '30' } })
  expect(line(await core.call('reviews.open', { reviewId }))[0]).toEqual([1, 1, '65.00', 'open', null])

  // Out of the review is out of the tie.
  await core.call('reviews.decideTie', tie([2, 1]))
  const out = [{ entryId: entryOf(review, 1), reason: '作者撤回' }]
  review = await core.call('reviews.setEntries', { reviewId, out })
  expect(told(review)).toContain('并列的情形变了')
  expect(line(review)).toEqual([
    [2, 1, '65.00', 'none', 'first'],
    [3, 2, '55.00', 'none', 'second'],
  ])
  expect(review.entries[0]).toMatchObject({ number: 1, outReason: '作者撤回' })
  expect((await core.problem('reviews.score', { ...cell, entryId: entryOf(review, 1), points: {} })).code).toBe(
    'review.entry-out',
  )
  review = await core.call('reviews.close', { reviewId })
  expect(review).toMatchObject({ state: 'closed', closedAt: '2022-05-23T01:00:00.000Z' })
  expect(told(review)).toContain('结束评审，一等奖 1 件，二等奖 1 件')
  for (const method of ['reviews.close', 'reviews.score', 'reviews.setEntries', 'reviews.saveSettings'] as const) {
    const inputs = {
      score: { ...cell, points: {} },
      setEntries: { reviewId, out: [] },
      saveSettings: { reviewId, settings: review.settings },
    }
    const input = { ...inputs, close: { reviewId } }[method.slice(8) as 'close']
    expect((await core.problem(method, input)).code, method).toBe('review.closed')
  }
})

it('awards and numbers of certificates: by rank, by hand, taken away, opened again', async () => {
  const core = await desk()
  let review = await newReview(core, ['甲', '乙', '丙', '丁'], ['评委一'])
  const { reviewId } = review
  const points = [40, 38, 36, 34].map((subject) => [[subject, 20, 10, 5]])
  await scoreAll(core, review, points)
  review = await save(core, review, { ...counted([1, 1, null])(review), certificatePattern: '示科证〔2022〕{号}' })
  const award = (number: number, awardId: string | null, byRank = false) => ({
    reviewId,
    entryId: entryOf(review, number),
    awardId,
    byRank,
    reason,
  })
  const given = (of: Review) => of.results.map(({ awardId, certificateNumber }) => [awardId, certificateNumber])
  review = await core.call('reviews.setAward', award(4, 'third'))
  expect(review.results[3]).toMatchObject({ awardId: 'third', awardReason: reason, certificateNumber: null })
  expect((await core.problem('reviews.setAward', award(4, 'fourth'))).code).toBe('review.award-unknown')
  // A place that is taken by hand is not there for the ranks.
  review = await core.call('reviews.setAward', award(3, 'first'))
  expect(review.results.map(({ awardId }) => awardId)).toEqual(['second', null, 'first', 'third'])
  expect(await core.problem('reviews.setAward', award(2, 'first'))).toMatchObject({
    code: 'review.award-full',
    details: { award: '一等奖', places: 1 },
  })
  const none = { awards: review.settings.awards.slice(1) }
  expect((await core.problem('reviews.saveSettings', { reviewId, settings: settings(review, none) })).code).toBe(
    'review.award-given',
  )
  review = await core.call('reviews.setAward', award(3, null, true))
  expect(review.results.map(({ awardId }) => awardId)).toEqual(['first', 'second', null, 'third'])

  review = await core.call('reviews.close', { reviewId })
  expect(given(review)).toEqual([
    ['first', '示科证〔2022〕001'],
    ['second', '示科证〔2022〕002'],
    [null, null],
    ['third', '示科证〔2022〕003'],
  ])
  expect((await core.problem('reviews.setAward', award(4, null, true))).code).toBe('review.closed')
  // Closed: an award goes, its number is void; the next one gets a new number.
  review = await core.call('reviews.setAward', award(2, null))
  review = await core.call('reviews.setAward', award(3, 'second'))
  expect(given(review)).toEqual([
    ['first', '示科证〔2022〕001'],
    [null, null],
    ['second', '示科证〔2022〕004'],
    ['third', '示科证〔2022〕003'],
  ])
  expect(told(review)).toContain('证书编号 示科证〔2022〕002（2 号作品）作废')
  expect((await core.problem('reviews.setAward', award(4, 'first'))).code).toBe('review.award-full')

  review = await core.call('reviews.reopen', { reviewId, reason: '漏计一位评委' })
  expect(told(review)).toContain('重新开启评审|漏计一位评委')
  expect(review).toMatchObject({ state: 'open', closedAt: null })
  // By hand stays by hand.
  expect(review.results.map(({ awardId }) => awardId)).toEqual(['first', null, 'second', 'third'])
  await core.call('reviews.score', {
    reviewId,
    reviewerId: reviewerOf(review, 0),
    entryId: entryOf(review, 1),
    points: { subject: '1' },
  })
  review = await core.call('reviews.setAward', award(2, null, true))
  review = await core.call('reviews.close', { reviewId })
  // 2 is first now and has its own number again; 1 lost its award, nobody gets its number.
  expect(line(review).map(([number, rank, , , awardId]) => [number, rank, awardId])).toEqual([
    [2, 1, 'first'],
    [3, 2, 'second'],
    [4, 3, 'third'],
    [1, 4, null],
  ])
  expect(given(review).map(([, number]) => number)).toEqual([
    '示科证〔2022〕002',
    '示科证〔2022〕004',
    '示科证〔2022〕003',
    null,
  ])
  expect(told(review)).toContain('证书编号 示科证〔2022〕002（2 号作品）恢复使用')
  expect(told(review)).toContain('证书编号 示科证〔2022〕001（1 号作品）作废')

  review = await core.call('reviews.recommend', {
    reviewId,
    entryIds: [entryOf(review, 2), entryOf(review, 3)],
    recommended: true,
  })
  expect(review.results.map(({ recommended }) => recommended)).toEqual([true, true, false, false])
  expect(core.events.at(-1)).toMatchObject({ event: 'data.changed' })
  // The list of works says the same.
  const listed = await core.call('videos.list', { noticeId: null })
  const inList = [2, 3, 4, 1].map((number) => listed.find(({ entryId }) => entryId === entryOf(review, number)))
  expect(inList.map((work) => [work?.award?.name ?? null, work?.recommended])).toEqual([
    ['一等奖', true],
    ['二等奖', true],
    ['三等奖', false],
    [null, false],
  ])
})

it('works that come, are discarded or frozen anew while it is open are seen; numbers never change', async () => {
  const core = await desk()
  let review = await newReview(core, ['甲', '乙'], ['评委一'])
  const { reviewId } = review
  await core.call('records.discard', { recordId: entryOf(review, 1) })
  const third = await newWork(core, '丙')
  review = await core.call('reviews.open', { reviewId })
  expect(review.entries.map(({ number, title, outReason }) => [number, title, outReason])).toEqual([
    [1, '甲', '已删除'],
    [2, '乙', null],
    [3, '丙', null],
  ])
  // A number of identity that somebody quotes is kept covered.
  const quoted = [{ entryId: entryOf(review, 2), reason: '与320999198808080018重复' }]
  review = await core.call('reviews.setEntries', { reviewId, out: quoted })
  expect(review.entries[1]?.outReason).toBe('与320***********0018重复')
  expect(told(review)).toContain('2 号不参评|与320***********0018重复')
  // Asked back in, it stays out: it is not there.
  review = await core.call('reviews.setEntries', { reviewId, out: [{ entryId: third, reason: '超时' }] })
  expect(review.entries.map(({ outReason }) => outReason)).toEqual(['已删除', null, '超时'])
  await core.call('records.restore', { recordId: entryOf(review, 1) })
  review = await core.call('reviews.open', { reviewId })
  expect(review.entries.map(({ outReason }) => outReason)).toEqual([null, null, '超时'])
  expect(told(review)).toContain('1 号恢复参评')
})

it('a received work is judged as it came: a later revision is shown, a returned one goes out', async () => {
  const pair = await newPair()
  onTestFinished(() => pair.close())
  const { county, city, stick } = pair
  const { summary } = await county.call('records.create', {
    noticeId: cityNotice,
    formId: 'JS-F3',
    values: { ...registration('稻田里的一束光') },
  })
  const { recordId } = summary
  await county.call('records.attach', { recordId, field: 'video', path: exampleVideo })
  const send = async () => {
    const exported = await county.call('packages.export', { noticeId: cityNotice, to: city.officeId, out: stick })
    await city.call('packages.import', { path: exported.files[0]?.path ?? '' })
    return exported.packageId
  }
  const edit = async (workTitle: string) => {
    const { draftSeq } = await county.call('records.open', { recordId })
    await county.call('records.saveDraft', { recordId, draftSeq, changes: { workTitle } })
  }
  await send()
  let review = await city.call('reviews.start', collection)
  const { reviewId } = review
  expect(review.entries).toMatchObject([
    { number: 1, title: '稻田里的一束光', officeName: '示例县科学技术协会', revision: 1, latestRevision: 1 },
  ])
  await edit('稻田里的两束光')
  const packageId = await send()
  review = await city.call('reviews.open', { reviewId })
  expect(review.entries).toMatchObject([{ title: '稻田里的一束光', revision: 1, latestRevision: 2 }])
  expect(told(review)).toContain('1 号有了第 2 稿，仍评第 1 稿')
  expect((await city.call('reviews.open', { reviewId })).history).toEqual(review.history)

  await city.call('packages.decide', { packageId, recordId, revision: 2, state: 'returned', reasons: ['超过三分钟'] })
  review = await city.call('reviews.open', { reviewId })
  expect(review.entries).toMatchObject([{ outReason: '已退回修改' }])
  await edit('稻田里的三束光')
  await send()
  review = await city.call('reviews.open', { reviewId })
  expect(review.entries).toMatchObject([{ outReason: null, title: '稻田里的三束光', revision: 3, latestRevision: 3 }])
})
