/** Renamed, merged, or until now only a name: one office in 报送情况 and in 汇总 alike (domain.md §5, 11). */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { f1, f1Notice as noticeId, save } from '../support/f1.ts'
import { activity, answered, filledF1, open, type RollupDesks, rollupDesks, send } from '../support/rollup-desks.ts'

const county = '甲县科学技术协会'
const [ding, wu, ji] = ['丁县科学技术局', '戊县科学技术局', '己县科协'] as const
let desks: RollupDesks
let idOf: (name: string) => string
beforeAll(async () => {
  desks = await rollupDesks([county])
  const bureau = (name: string) => ({ name, type: 'science-department' as const })
  const { offices } = await desks.city.call('rosters.add', {
    noticeId,
    offices: [bureau(ding), bureau(wu), bureau(ji)],
  })
  idOf = (name) => offices.find((one) => one.name === name)?.officeId ?? ''
})
afterAll(() => desks.close())

/** What both lists say: the matrix of the duty that F1 answers, the roll-up of F1. */
async function seen() {
  const { rows, totals } = await desks.city.call('rosters.matrix', { noticeId })
  const rollup = await open(desks.city)
  const [summary] = await desks.city.call('rollups.list', { noticeId })
  return {
    matrix: rows.map(({ office, cells }) => [office.name, cells.T6?.state]),
    expected: [totals.T6?.expected, summary?.expected],
    rows: rollup.rows.map(({ officeName, officeId }) => [officeName, officeId]),
    missing: rollup.missing.map(({ officeName, officeId, why }) => [officeName, officeId, why]),
    onsite: rollup.totals.audienceOffline?.value,
  }
}
const succeed = (from: string, to: string, kind: 'merged' | 'carded' = 'merged') =>
  desks.city.call('offices.succeed', { oldOfficeId: from, newOfficeId: to, kind, from: '2022-06-01' })
const excuse = (officeId: string, mark: 'excused' | null, deliverableId: string | null = 'T6') =>
  desks.city.call('rosters.mark', { noticeId, officeId, deliverableId, mark })

it('what an office handed in before it went into another counts there; its 免报 does not', async () => {
  const { city } = desks
  const [one, two, three] = [idOf(ding), idOf(wu), idOf(ji)]
  await excuse(three, 'excused', null)
  await excuse(one, 'excused')
  expect(await seen()).toMatchObject({ expected: [1, 1], missing: [[wu, two, '未报']] })
  await succeed(one, two)
  expect(await seen()).toEqual({
    matrix: [
      [wu, 'none'],
      [ji, 'excused'],
    ],
    expected: [1, 1],
    rows: [],
    missing: [[wu, two, '未报']],
    onsite: null,
  })
  await city.call('offices.undoSucceed', { oldOfficeId: one })
  await excuse(one, null)

  const paper = { ...f1, officeId: one, arrivedAt: '2022-06-15T10:00:00+08:00' }
  const { recordId } = await city.call('rosters.enterRecord', paper)
  await save(city, recordId, { officeName: ding, audienceOffline: '77' })
  await answered(city, recordId)
  await city.call('records.freeze', { recordId })
  const apart = await seen()
  expect(apart).toEqual({
    matrix: [
      [ding, 'part'],
      [wu, 'none'],
      [ji, 'excused'],
    ],
    expected: [2, 2],
    rows: [[ding, one]],
    missing: [[wu, two, '未报']],
    onsite: '77',
  })
  await succeed(one, two)
  expect(await seen()).toEqual({
    matrix: [
      [wu, 'part'],
      [ji, 'excused'],
    ],
    expected: [1, 1],
    rows: [[`${wu}（原${ding}）`, two]],
    missing: [],
    onsite: '77',
  })
  await city.call('offices.undoSucceed', { oldOfficeId: one })
  expect(await seen()).toEqual(apart)
})

it('a name on the roster that got its card is that office: for 免报, for what it sends, and under its new name', async () => {
  const { city, counties, stick } = desks
  const [sender] = counties
  const known = sender!.officeId
  await city.call('rosters.editOffice', { officeId: known, phone: '', note: '', type: 'science-department' })
  await succeed(idOf(ji), known, 'carded')
  // Its 免报 goes with it; taken back, and said again under the new id.
  expect((await seen()).missing.map(([name]) => name)).toEqual([wu])
  await excuse(known, null, null)
  await excuse(known, 'excused')
  expect(await seen()).toMatchObject({ expected: [2, 2], missing: [[wu, idOf(wu), '未报']] })
  await excuse(known, null)
  expect(await seen()).toMatchObject({
    expected: [3, 3],
    missing: [
      [wu, idOf(wu), '未报'],
      [county, known, '未报'],
    ],
  })

  const sent = [activity('进校园', '2022-05-25', { onsite: '120' })]
  await send(sender!, city, stick, [await filledF1(sender!, county, sent)])
  expect(await seen()).toMatchObject({ missing: [[wu, idOf(wu), '未报']], onsite: '197' })
  const renamed = '甲区科学技术协会'
  await sender!.call('offices.rename', { name: renamed })
  const card = `${stick}/renamed.zip`
  await sender!.call('offices.exportCard', { out: card })
  const fingerprint = (await sender!.call('offices.fingerprint', {})).groups.join(' ')
  expect(await city.problem('offices.trust', { card, fingerprint })).toMatchObject({ code: 'card.changed' })
  await city.call('offices.trust', { card, fingerprint })
  expect(await seen()).toMatchObject({
    matrix: [
      [ding, 'part'],
      [wu, 'none'],
      [renamed, 'part'],
    ],
    rows: [
      [ding, idOf(ding)],
      [renamed, known],
    ],
    onsite: '197',
  })
  // A list that still has the old name doubles nobody.
  const { offices } = await city.call('rosters.add', { noticeId, offices: [{ name: county }] })
  expect(offices.filter(({ successorId, officeId }) => (successorId ?? officeId) === known).length).toBeLessThan(3)
  expect((await seen()).matrix).toHaveLength(3)
})
