/** A package that waits for a person is told among what is missing, until it is set aside. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { f1Notice as noticeId } from '../support/f1.ts'
import { activity, filledF1, open, type RollupDesks, rollupDesks } from '../support/rollup-desks.ts'

const name = '甲县科学技术局'
let desks: RollupDesks
beforeAll(async () => {
  desks = await rollupDesks([name])
})
afterAll(() => desks.close())

it('waits, then is set aside: nothing came', async () => {
  const { city, counties, stick } = desks
  const county = counties[0]!
  await city.call('rosters.add', { noticeId, offices: [{ name, type: 'science-department' }] })
  const why = async () => (await open(city)).missing.find(({ officeName }) => officeName === name)?.why
  expect(await why()).toBe('未报')

  const recordId = await filledF1(county, name, [activity('进校园', '2022-05-25', { onsite: '120' })])
  const order = { noticeId, to: city.officeId, out: stick, recordIds: [recordId] }
  await county.call('packages.export', order)
  await county.call('records.saveDraft', {
    recordId,
    draftSeq: (await county.call('records.open', { recordId })).draftSeq,
    changes: { officeName: `${name}（盖章）` },
  })
  const second = await county.call('packages.export', order)
  // The first one never came.
  const held = await city.call('packages.import', { path: second.files[0]!.path })
  expect(held).toMatchObject({ result: 'held' })
  expect(await why()).toBe('报送包已收到，还在待处理')

  const [one] = await city.call('intake.held', {})
  const decision = { tagManifestDigest: one!.tagManifestDigest, choice: 'set-aside' as const, reason: '等前一份' }
  await city.call('intake.decide', decision)
  expect(await why()).toBe('未报')
})
