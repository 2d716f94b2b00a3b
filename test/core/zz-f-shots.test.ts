import { it } from 'vitest'
import { mkdirSync, copyFileSync } from 'node:fs'
import { openCity } from '../support/core.ts'
import { newReview, scoreAll } from '../support/works.ts'
import { buildPrintProgram, printAll } from '../support/pdf.ts'
it('shots', async () => {
  const core = await openCity({ now: '2022-05-27T08:00:00.000Z' })
  const long = '把论文写在大地上把新品种早一年送到农户手里的东河镇稻田科技小院青年农技员们从清晨测苗到夜间直播答疑的一天完整纪实短片上集'
  const titles = Array.from({ length: 40 }, (_n, at) => at === 1 ? long : at % 3 ? `田野里的科学课第${at}集` : '稻田里的一束光')
  let review = await newReview(core, titles, ['张三', '李四', '王五'])
  const { reviewId } = review
  await core.call('records.saveDraft', { recordId: review.entries[1]!.entryId, draftSeq: (await core.call('records.open', { recordId: review.entries[1]!.entryId })).draftSeq, changes: { creatorName: Array.from({length: 9}, (_n, at) => `示例人员${'甲乙丙丁戊己庚辛壬'[at]}`).join('、'), workUnit: '示例省示例市示例县农业技术推广中心东河镇稻田科技小院联合工作站' } })
  await scoreAll(core, review, titles.map((_t, at) => [[40 - at * 0.5, 20, 10, 5], [40 - at * 0.5, 20, 10, 5.5], [38 - at * 0.5, 20, 10, 5]]))
  review = await core.call('reviews.saveSettings', { reviewId, settings: { ...review.settings, event: '江苏省2022年“全国科技工作者日”主题视频征集活动', certificatePattern: '示科普证〔2022〕第{号}号', publicNoticeDays: 5, awards: review.settings.awards.map((a, at) => ({ ...a, count: [2, 5, 8][at]! })) } })
  review = await core.call('reviews.close', { reviewId })
  await core.call('reviews.recommend', { reviewId, entryIds: review.results.slice(0, 4).map((r) => r.entryId), recommended: true })
  const look = async (order: never) => (await core.call('reviews.printDocuments', { order }))
  const certs = await look({ paper: 'certificates', reviewId, entryIds: [] } as never)
  const program = await buildPrintProgram('/tmp/f-shots')
  const docs = {
    cert1: certs[0]!, cert2: certs[1]!,
    score: (await look({ paper: 'score-sheet', reviewId, reviewerId: null } as never))[0]!,
    result: (await look({ paper: 'result', reviewId } as never))[0]!,
    pub: (await look({ paper: 'publication', reviewId } as never))[0]!,
    rec: (await look({ paper: 'recommendation', reviewId } as never))[0]!,
  }
  await printAll(program, docs)
}, 200000)
