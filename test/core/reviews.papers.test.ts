import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Review, ReviewPaper } from '../../shared/api/reviews.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { newFolder, openCity, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { partOf } from '../support/word-xml.ts'
import { newReview, scoreAll } from '../support/works.ts'

const names = ['评委张三', '评委李四', '评委王五']
const reviewersWords = /评委(张三|李四|王五)/u
const wordsOf = (document: PrintDocument | undefined): string =>
  document
    ? outlineOf(document)
        .map(({ text }) => text)
        .join('\n')
    : ''
const rowsOf = (document: PrintDocument | undefined) =>
  document?.blocks.flatMap((block) => (block.kind === 'rows' ? [block] : []))[0]

/** Three works; 2 wins, 1 and 3 are equal and parted by a person. */
async function judged(): Promise<{ core: TestCore; review: Review }> {
  const core = await openCity({ ask: paperStub, now: '2022-05-27T08:00:00.000Z' })
  let review = await newReview(core, ['稻田里的一束光', '田野里的科学课', '实验室的灯'], names)
  const { reviewId } = review
  const low = [
    [30, 20.5, 10, 5],
    [30, 20, 10, 5],
    [30, 20, 10, 5],
  ]
  await scoreAll(core, review, [
    low,
    [
      [40, 30, 19.5, 10],
      [39, 28, 18, 9],
      [38, 27, 17, 8],
    ],
    low,
  ])
  review = await core.call('reviews.saveSettings', {
    reviewId,
    settings: {
      ...review.settings,
      event: '2022年科技工作者日视频征集评选',
      certificatePattern: '示科证〔2022〕第{号}号',
      publicNoticeDays: 5,
      awards: review.settings.awards.map((award) => ({ ...award, count: 1 })),
    },
  })
  const entryIds = [review.entries[2]?.entryId ?? '', review.entries[0]?.entryId ?? '']
  review = await core.call('reviews.decideTie', { reviewId, entryIds, reason: '专家组复议，实验室的灯构思更新颖' })
  return { core, review }
}
const look = (core: TestCore, order: ReviewPaper) => core.call('reviews.printDocuments', { order })

it('评分表 has a row for every work and a column for every criterion, blank or as it was filled', async () => {
  const { core, review } = await judged()
  const { reviewId } = review
  const [blank] = await look(core, { paper: 'score-sheet', reviewId, reviewerId: null })
  expect(rowsOf(blank)?.headings).toEqual([
    '编号',
    '作品名称',
    '主题内容\n40分',
    '创意表现\n30分',
    '制作水平\n20分',
    '传播价值\n10分',
    '总分',
    '评语',
  ])
  expect(rowsOf(blank)?.columns.reduce((sum, width) => sum + width, 0)).toBe(174)
  expect(rowsOf(blank)?.rows[0]).toEqual(['1', '稻田里的一束光', '', '', '', '', '', ''])
  expect(wordsOf(blank)).not.toMatch(reviewersWords)
  expect(wordsOf(blank)).toContain('评委签名：')
  const reviewerId = review.reviewers[0]?.reviewerId ?? ''
  const [filled] = await look(core, { paper: 'score-sheet', reviewId, reviewerId })
  expect(wordsOf(filled)).toContain('评委张三')
  expect(rowsOf(filled)?.rows.map((row) => row.slice(2, 7))).toEqual([
    ['30', '20.5', '10', '5', '65.5'],
    ['40', '30', '19.5', '10', '99.5'],
    ['30', '20.5', '10', '5', '65.5'],
  ])
  const unknown = { order: { paper: 'score-sheet' as const, reviewId, reviewerId: reviewId } }
  expect((await core.problem('reviews.printDocuments', unknown)).code).toBe('review.reviewer-unknown')
})

it.each([1, 5, 7, 9, 12])('评分表 of %i criteria keeps within the page', async (count) => {
  const core = await openCity({ now: '2022-05-27T08:00:00.000Z' })
  const review = await newReview(core, ['稻田里的一束光'], [])
  const { reviewId, settings } = review
  const criteria = Array.from({ length: count }, (_none, at) => ({
    id: `c${at}`,
    label: `一项很长很长的评分标准${at}`,
    max: 8,
  }))
  await core.call('reviews.saveSettings', { reviewId, settings: { ...settings, criteria } })
  const [sheet] = await look(core, { paper: 'score-sheet', reviewId, reviewerId: null })
  const rows = rowsOf(sheet)
  expect(rows?.columns.reduce((sum, width) => sum + width, 0)).toBe(174)
  expect(rows?.headings.filter((heading) => heading.endsWith('8分')).length).toBe(count)
  expect(Math.min(...(rows?.columns ?? []))).toBeGreaterThanOrEqual(11)
  expect(wordsOf(sheet)).toContain('第1项：一项很长很长的评分标准08分')
})

it('评审结果 holds ranks, all totals and how ties were parted', async () => {
  const { core, review } = await judged()
  const { reviewId } = review
  const [before] = await look(core, { paper: 'result', reviewId })
  expect(wordsOf(before)).toContain('评审未结束')
  await core.call('reviews.close', { reviewId })
  const [result] = await look(core, { paper: 'result', reviewId })
  expect(rowsOf(result)?.rows).toEqual([
    ['1', '2', '田野里的科学课', '示例县农业技术推广中心', '99.5', '94', '90', '94.50', '一等奖'],
    ['2', '3', '实验室的灯', '示例县农业技术推广中心', '65.5', '65', '65', '65.17', '二等奖'],
    ['3', '1', '稻田里的一束光', '示例县农业技术推广中心', '65.5', '65', '65', '65.17', '三等奖'],
  ])
  const words = wordsOf(result)
  for (const told of ['评委1 评委张三', '评审已结束', '2022年5月27日', '专家组复议，实验室的灯构思更新颖'])
    expect(words).toContain(told)
  expect(rowsOf(result)?.columns.reduce((sum, width) => sum + width, 0)).toBe(174)
})

it('公示 names works and units by award: no scores, no reviewers, no authors, and the days of 公示', async () => {
  const { core, review } = await judged()
  const { reviewId } = review
  const order = { paper: 'publication', reviewId } as const
  expect((await core.problem('reviews.printDocuments', { order })).code).toBe('review.not-closed')
  await core.call('reviews.close', { reviewId })
  const [publication] = await look(core, order)
  const words = wordsOf(publication)
  expect(publication).toMatchObject({ style: 'official', qr: false, sheet: true })
  for (const told of [
    '关于2022年科技工作者日视频征集评选结果的公示',
    '获奖作品3件',
    // 3 June is 端午节.
    '2022年5月30日至6月6日，共5个工作日',
    '一、一等奖（1件）\n《田野里的科学课》（示例县农业技术推广中心）\n二、二等奖（1件）',
    '示例市科学技术协会',
  ])
    expect(words).toContain(told)
  expect(words).not.toMatch(reviewersWords)
  expect(words).not.toMatch(/示例甲|示例乙|示例丙|94\.50|65\.17|复议/u)
})

it('证书: one for each award in order, with its number and the names; a locked store prints none', async () => {
  const { core, review } = await judged()
  const { reviewId } = review
  const order = (entryIds: string[] = []) => ({ paper: 'certificates' as const, reviewId, entryIds })
  expect((await core.problem('reviews.printDocuments', { order: order() })).code).toBe('review.not-closed')
  await core.call('reviews.close', { reviewId })
  const all = await look(core, order())
  expect(all.map((document) => wordsOf(document).match(/第\d+号/u)?.[0])).toEqual(['第001号', '第002号', '第003号'])
  const words = wordsOf(all[0])
  for (const told of ['示例甲、示例乙：', '示例县农业技术推广中心', '《田野里的科学课》', '一等奖', '2022年5月27日'])
    expect(words).toContain(told)
  expect(words).not.toMatch(reviewersWords)
  const third = review.entries[0]?.entryId ?? ''
  expect((await look(core, order([third]))).map(wordsOf)).toEqual([wordsOf(all[2])])

  const folder = newFolder()
  const pdf = await core.call('reviews.savePdf', { order: order(), out: path.join(folder, '证书.pdf') })
  expect(pdf).toMatchObject({ sheets: 3 })
  expect(readFileSync(pdf.path, 'latin1').startsWith('%PDF-')).toBe(true)
  const docx = await core.call('reviews.saveDocx', { order: order(), out: path.join(folder, '证书.docx') })
  const body = partOf(docx.path, 'word/document.xml')
  for (const title of ['田野里的科学课', '实验室的灯', '稻田里的一束光']) expect(body).toContain(title)
  expect(body.match(/<w:sectPr/gu)?.length).toBe(3)
  expect(partOf(docx.path, 'docProps/custom.xml')).not.toContain('kexie.recordId')

  await core.call('keys.protect', { passphrase: '稻田夏天很绿很绿' })
  await core.reopen()
  expect((await core.call('app.state', {})).keys.state).toBe('locked')
  const [locked] = await look(core, order())
  expect(wordsOf(locked)).toContain('解锁后显示')
  expect(wordsOf(locked)).not.toContain('示例甲')
  const refused = { order: order(), out: path.join(folder, '不写.pdf') }
  expect((await core.problem('reviews.savePdf', refused)).code).toBe('keys.locked')
})

it('推荐名单 lists what was chosen, with awards and without scores', async () => {
  const { core, review } = await judged()
  const { reviewId, entries } = review
  const order = { paper: 'recommendation', reviewId } as const
  expect((await core.problem('reviews.printDocuments', { order })).code).toBe('review.nothing-to-print')
  await core.call('reviews.close', { reviewId })
  const entryIds = [entries[0]?.entryId ?? '', entries[1]?.entryId ?? '']
  await core.call('reviews.recommend', { reviewId, entryIds, recommended: true })
  const [list] = await look(core, order)
  const from = '示例市科学技术协会'
  expect(rowsOf(list)?.rows).toEqual([
    ['1', '田野里的科学课', '示例县农业技术推广中心', from, '一等奖'],
    ['2', '稻田里的一束光', '示例县农业技术推广中心', from, '三等奖'],
  ])
  expect(wordsOf(list)).not.toMatch(reviewersWords)
  expect(wordsOf(list)).toContain('推荐作品共2件。')
})
