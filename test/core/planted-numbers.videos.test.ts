/** Identity numbers planted in what a collection takes in, in the words of a review, and in what is passed on upward. */
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import type { Review, ReviewPaper } from '../../shared/api/reviews.ts'
import { annex, docx, sheets, taking } from '../support/collected-files.ts'
import { Desk, newPair, newRoot, trust } from '../support/desks.ts'
import { newEntry } from '../support/letters.ts'
import { writeScan } from '../support/marked-page.ts'
import { f3Values, identityNumber, keepingNotice, resourcesThatKeep } from '../support/personal-notice.ts'
import { findNumbers } from '../support/planted.ts'
import { textPdfStub } from '../support/text-pdf.ts'

const numbers = Array.from({ length: 16 }, (_none, at) => identityNumber(at + 200))
const number = (at: number): string => numbers[at] ?? ''
/** Planted on purpose in a field that anybody may read: the search sees into every place. */
const open = identityNumber(277)
const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const grouped = (text: string): string => [text.slice(0, 6), text.slice(6, 14), text.slice(14)].join(' ')
const duty = { noticeId: keepingNotice, deliverableId: 'T15' }

let root: ReturnType<typeof newRoot>
beforeEach(() => {
  root = newRoot('kexie-planted-videos-')
})
afterEach(() => root.remove())

const folder = (name: string): string => {
  const dir = path.join(root.dir, name)
  mkdirSync(dir)
  return dir
}
const search = (dir: string): string[] =>
  findNumbers(dir, [...numbers, open], folder(`work-${readdirSync(root.dir).length}`))

async function openThree() {
  const options = { ask: textPdfStub, resourcesDir: resourcesThatKeep(root.dir) }
  const pair = await newPair(options)
  const province = await Desk.open(folder('province'), options)
  onTestFinished(async () => {
    await pair.close()
    await province.close()
  })
  const office = { name: '示例省科学技术协会', level: 'province', type: 'association', region: null } as const
  province.officeId = (await province.call('offices.init', office)).officeId
  await province.call('keys.protect', { passphrase: '高处的风吹得很远' })
  await trust(pair.city, province, pair.stick)
  await trust(province, pair.city, pair.stick)
  return { ...pair, province }
}

/** A table, a paper of Word and a photo of a signed letter, as they come by mail; numbers in the names of files, too. */
async function collect(city: Desk): Promise<void> {
  const dir = folder(`收到 ${number(0)}`)
  const values = (title: string, at: number) => ({
    ...f3Values(number(at), { workTitle: title }),
    email: '',
  })
  docx(path.join(dir, `登记表 ${number(1)}.docx`), [annex(values('实验室的灯', 2))])
  sheets(path.join(dir, `汇总 ${number(3)}.xlsx`), {
    作品: [
      ['作品名称', '作者', '工作单位', '联系人', '身份证号', '手机', '作品创意说明'],
      ['追星星的人', '示例丙', '示例县实验中学', '示例丙', wide(number(4)), '19900000001', '讲一位教师。'],
    ],
    参赛人: [
      ['作品名称', '姓名', '身份证号', '手机'],
      ['追星星的人', '示例丙', grouped(number(5)), '19900000001'],
      ['', '示例丁', number(6), '19900000002'],
    ],
  })
  const proposal = await city.call('collection.read', { ...duty, paths: [dir] })
  expect(JSON.stringify(proposal)).toContain(number(5))
  const entries = proposal.entries.map((entry) => taking(entry))
  const nonsense = { [number(6)]: number(6) }
  const taken = await city.call('collection.take', {
    ...duty,
    entries: [...entries, { ...taking(proposal.entries[0]!), key: 'x', values: nonsense }],
  })
  expect(taken.map(({ title, problem }) => [title, problem === null])).toEqual(
    expect.arrayContaining([
      ['实验室的灯', true],
      ['追星星的人', true],
    ]),
  )
  expect(taken.at(-1)?.problem).not.toBeNull()
  const listed = await city.call('videos.list', { noticeId: keepingNotice })
  const recordId = listed.find(({ title }) => title === '追星星的人')?.authorizationId ?? ''
  await city.call('records.freeze', { recordId })
  const { footer } = await city.call('records.printDocument', { recordId, revision: 1 })
  const scan = await writeScan(footer?.qrText ?? '', path.join(dir, `授权书 ${number(7)}.jpg`), 1)
  const again = await city.call('collection.read', { ...duty, paths: [scan] })
  const [joined] = again.entries
  expect(joined?.scanPaths).toEqual([scan])
  const [withScan] = await city.call('collection.take', {
    ...duty,
    entries: [taking(joined!, { entryId: joined?.existing?.entryId ?? null, participants: null })],
  })
  expect(withScan).toMatchObject({ problem: null, scans: 1 })
}

/** Everything of a review that takes a person's words. */
async function judge(city: Desk, chosen: string, out: string): Promise<void> {
  const { reviewId } = await city.call('reviews.start', duty)
  let review: Review = await city.call('reviews.setReviewers', {
    reviewId,
    reviewers: [{ reviewerId: null, name: '评委甲' }],
  })
  const left = review.entries.find(({ title }) => title === '实验室的灯')?.entryId ?? ''
  review = await city.call('reviews.setEntries', {
    reviewId,
    out: [{ entryId: left, reason: `${number(8)} 是同一人` }],
  })
  const judged = review.entries.filter(({ outReason }) => outReason === null)
  for (const { entryId } of judged)
    await city.call('reviews.score', {
      reviewId,
      reviewerId: review.reviewers[0]?.reviewerId ?? '',
      entryId,
      points: Object.fromEntries(review.settings.criteria.map(({ id }) => [id, '5'])),
      note: `主创 ${wide(number(9))} 待核`,
    })
  const entryIds = [chosen, ...judged.map(({ entryId }) => entryId).filter((id) => id !== chosen)]
  await city.call('reviews.decideTie', { reviewId, entryIds, reason: `复议，${grouped(number(10))} 已核` })
  await city.call('reviews.setAward', {
    reviewId,
    entryId: chosen,
    awardId: 'first',
    reason: `${number(11)} 资格复核通过`,
  })
  await city.call('reviews.close', { reviewId })
  await city.call('reviews.reopen', { reviewId, reason: `漏看了 ${number(12)}` })
  await city.call('reviews.close', { reviewId })
  await city.call('reviews.recommend', { reviewId, entryIds: [chosen], recommended: true })
  const reviewerId = review.reviewers[0]?.reviewerId ?? null
  const orders: ReviewPaper[] = [
    { paper: 'score-sheet', reviewId, reviewerId },
    { paper: 'result', reviewId },
    { paper: 'publication', reviewId },
    { paper: 'certificates', reviewId, entryIds: [] },
    { paper: 'recommendation', reviewId },
  ]
  for (const order of orders) {
    await city.call('reviews.savePdf', { order, out: path.join(out, `${order.paper}.pdf`) })
    await city.call('reviews.saveDocx', { order, out: path.join(out, `${order.paper}.docx`) })
  }
}

it('are in no store, no paper of a review and no package that is passed on', async () => {
  const { county, city, province, stick } = await openThree()
  const out = folder('papers')
  const entry = await newEntry(
    county,
    '灯塔',
    [13, 14].map((at) => ({ name: `测试参赛人${at === 13 ? '甲' : '乙'}`, identityNumber: number(at) })),
  )
  const { draftSeq } = await county.call('records.open', { recordId: entry.entryId })
  await county.call('records.saveDraft', {
    recordId: entry.entryId,
    draftSeq,
    changes: f3Values(number(15), { workUnit: `示例单位 ${open}` }),
  })
  await county.call('authorizations.decide', {
    entryId: entry.entryId,
    decisions: [
      { position: 1, state: 'signed' },
      { position: 2, state: 'exception', reason: `${number(14)} 本人在国外，已电话确认` },
    ],
  })
  const sent = await county.call('packages.export', { noticeId: keepingNotice, to: city.officeId, out: stick })
  await city.call('packages.import', { path: sent.files[0]?.path ?? '' })
  await collect(city)
  await judge(city, entry.entryId, out)
  const passed = await city.call('packages.forward', {
    noticeId: keepingNotice,
    to: province.officeId,
    out: stick,
    recordIds: [entry.entryId],
  })
  expect(await province.call('packages.import', { path: passed.files[0]?.path ?? '' })).toMatchObject({
    result: 'imported',
  })
  const [received] = await province.call('videos.list', { noticeId: keepingNotice })
  expect(received).toMatchObject({ title: '灯塔', consents: { of: 2, signed: 1, exceptions: 1 } })

  for (const dir of [county.dir, city.dir, province.dir, stick, out]) {
    const found = search(dir)
    expect(found.filter((line) => !line.endsWith(`: ${open}`))).toEqual([])
    expect(found.length).toBeGreaterThan(0)
  }
  const papers = search(out).join('\n')
  for (const kind of [/^result\.pdf/m, /^result\.docx!/m, /^publication\.docx!/m, /^recommendation\.pdf/m])
    expect(papers).toMatch(kind)
})
