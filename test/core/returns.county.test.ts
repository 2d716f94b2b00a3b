import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldReason } from '../../shared/api/returns.ts'
import { figureReasonsField } from '../../shared/form/definition.ts'
import { countyNotice, fillF2, newPair, type Pair, sampleDir } from '../support/desks.ts'
import { f1, f1Notice } from '../support/f1.ts'
import { activity } from '../support/rollup-desks.ts'

let pair: Pair
beforeAll(async () => {
  pair = await newPair()
})
afterAll(() => pair.close())

const photo = (name: string): string => path.join(sampleDir, 'county', name)

/** Everything that is new goes to the city. @returns the package that carries it */
async function send(recordId: string): Promise<string> {
  const { county, city, stick } = pair
  const order = { noticeId: countyNotice, to: city.officeId, out: stick, recordIds: [recordId] }
  const exported = await county.call('packages.export', order)
  expect(await city.call('packages.import', { path: exported.files[0]?.path ?? '' })).toMatchObject({
    result: 'imported',
  })
  return exported.packageId
}

async function decide(
  packageId: string,
  recordId: string,
  revision: number,
  state: 'received' | 'accepted' | 'returned',
  reasons: FieldReason[] = [],
): Promise<void> {
  await pair.city.call('queue.decide', { items: [{ packageId, recordId, revision }], state, reasons })
}

/** All receipts of the city, taken in by the county. */
async function bring(): Promise<void> {
  const { files } = await pair.city.call('receipts.writeAll', { out: pair.stick })
  expect(files).toHaveLength(1)
  expect(await pair.county.call('packages.import', { path: files[0]?.path ?? '' })).toMatchObject({
    result: 'imported',
  })
}

async function returned(reasons: FieldReason[], photos: string[] = ['photo-1-field.jpg']) {
  const recordId = await fillF2(pair.county, {}, photos)
  const packageId = await send(recordId)
  await decide(packageId, recordId, 1, 'returned', reasons)
  await bring()
  return { recordId, packageId }
}

async function save(recordId: string, changes: Record<string, string | string[] | Record<string, string>[] | null>) {
  const { draftSeq } = await pair.county.call('records.open', { recordId })
  return { recordId, draftSeq, changes }
}
const stateOf = async (recordId: string) => (await pair.county.call('records.open', { recordId })).summary.state

it('goes round: returned per field, only that is open, corrected, seen with its difference, accepted', async () => {
  const { county, city } = pair
  const reasons = [
    { field: 'scale', text: '规模与方案不符，请核对。' },
    { field: 'mobile', text: '手机号 13800000000 打不通。' },
  ]
  const { recordId } = await returned(reasons)
  const [back] = await county.call('records.returns', { recordId })
  expect(back).toMatchObject({
    revision: 1,
    source: 'receipt',
    from: '示例市科学技术协会',
    unlockedReason: null,
    reasons,
  })
  expect(new Set(back?.openFields)).toEqual(new Set(['scale', 'mobile']))
  expect((await county.call('records.open', { recordId })).summary).toMatchObject({
    state: 'returned',
    returnedReasons: reasons.map(({ text }) => text),
  })
  // The same words stand in 收件 beside their fields.
  const told = (await county.call('packages.inbox', {})).flatMap(({ records }) => records)
  expect(told.find((one) => one.recordId === recordId)?.fields).toEqual(['scale', 'mobile'])

  const refused = await county.problem(
    'records.saveDraft',
    await save(recordId, { scale: '约260人', plan: '改了方案。' }),
  )
  expect(refused).toMatchObject({ code: 'record.field-locked', details: { returnId: back?.returnId, recordId } })
  expect(refused.details).toMatchObject({
    label: expect.stringContaining('方案'),
    asked: expect.arrayContaining([expect.any(String)]),
  })
  // Nothing of it was saved.
  expect((await county.call('records.open', { recordId })).values.scale).not.toBe('约260人')
  await county.call('records.saveDraft', await save(recordId, { scale: '约260人', mobile: '13900000000' }))
  const packageId = await send(recordId)
  expect(await county.call('records.returns', { recordId })).toEqual([])
  expect(await stateOf(recordId)).toBe('sent')
  const own = await county.call('records.differences', { recordId, revision: 2 })
  expect(own).toMatchObject({ from: 1, to: 2 })
  expect(own.changes.map(({ field }) => field).sort()).toEqual(['mobile', 'scale'])

  const item = (await city.call('queue.list', {})).find((one) => one.recordId === recordId)
  expect(item).toMatchObject({ packageId, revision: 2, answersReturn: true })
  const detail = await city.call('queue.open', { packageId, recordId, revision: 2 })
  expect(detail.previous?.changes).toEqual(own.changes)
  expect(detail.returned).toEqual(reasons)
  await decide(packageId, recordId, 2, 'accepted')
  await bring()
  expect(await stateOf(recordId)).toBe('accepted')
  // No lock is left, and anything may change for a third revision.
  await county.call('records.saveDraft', await save(recordId, { plan: '第三版的方案。' }))
})

it('holds files and captions of other fields, not what lies beside the fields, and lets go once unlocked', async () => {
  const { county } = pair
  const { recordId } = await returned([{ field: 'plannedPlace', text: '地点没有写明。' }])
  const { attachments, values } = await county.call('records.open', { recordId })
  const digest = attachments[0]?.digest ?? ''
  const file = { recordId, field: 'photos', digest }
  const tries = [
    county.problem('records.attach', { recordId, field: 'photos', path: photo('photo-3-sprout.jpg') }),
    county.problem('records.detach', file),
    county.problem('records.caption', { ...file, title: '另一句说明' }),
  ]
  for (const problem of await Promise.all(tries)) expect(problem.code).toBe('record.field-locked')
  expect((await county.call('records.open', { recordId })).attachments).toEqual(attachments)
  const kept = String(values.plan)
  // Saying the same again changes nothing; reasons of checks are nobody's field.
  await county.call('records.saveDraft', await save(recordId, { plan: kept, verifyReasons: [] }))
  const [back] = await county.call('records.returns', { recordId })
  const returnId = back?.returnId ?? ''
  const unlocked = await county.call('records.unlockReturn', { returnId, reason: '方案也有一处错字' })
  expect(unlocked).toMatchObject({ openFields: null, unlockedReason: '方案也有一处错字' })
  await county.call('records.saveDraft', await save(recordId, { plan: '改好错字的方案。' }))
  await county.call('records.detach', file)
  await county.call('records.freeze', { recordId })
  expect(await county.call('records.returns', { recordId })).toEqual([])
  expect((await county.problem('records.unlockReturn', { returnId, reason: '再来一次' })).code).toBe('return.closed')
})

it('what was changed before the return came may go back to what was sent', async () => {
  const { county } = pair
  const recordId = await fillF2(county, {}, [])
  const packageId = await send(recordId)
  const sent = String((await county.call('records.open', { recordId })).values.plan)
  await county.call('records.saveDraft', await save(recordId, { plan: '报送以后改的。' }))
  await decide(packageId, recordId, 1, 'returned', [{ field: 'scale', text: '请核对。' }])
  await bring()
  const other = await county.problem('records.saveDraft', await save(recordId, { plan: '又改。' }))
  expect(other.code).toBe('record.field-locked')
  await county.call('records.saveDraft', await save(recordId, { plan: sent }))
})

it('a return as a whole opens everything, and a newer return stands for an older one', async () => {
  const { county } = pair
  const { recordId, packageId } = await returned([{ field: 'scale', text: '请核对。' }])
  await decide(packageId, recordId, 1, 'returned', [
    { field: 'scale', text: '请核对。' },
    { field: null, text: '整份重报。' },
  ])
  await bring()
  const back = await county.call('records.returns', { recordId })
  expect(back).toMatchObject([{ openFields: null, reasons: [{ field: 'scale' }, { field: null, text: '整份重报。' }] }])
  await county.call('records.saveDraft', await save(recordId, { plan: '重写的方案。' }))
})

it('accepted after all: the lock goes with the return', async () => {
  const { county } = pair
  const { recordId, packageId } = await returned([{ field: 'scale', text: '请核对。' }])
  await decide(packageId, recordId, 1, 'accepted')
  await bring()
  expect(await stateOf(recordId)).toBe('accepted')
  expect(await county.call('records.returns', { recordId })).toEqual([])
  await county.call('records.saveDraft', await save(recordId, { plan: '以后用的方案。' }))
})

it('a return by telephone stands as one by receipt, can be taken back, and a later receipt overrides it', async () => {
  const { county } = pair
  const recordId = await fillF2(county, {}, [])
  const call = () => ({
    recordId,
    reasons: [{ field: 'scale', text: '电话里说规模要写清线上线下。' }],
    department: '组织人事部',
    at: new Date().toISOString(),
  })
  expect((await county.problem('records.returnedByPhone', call())).code).toBe('record.not-sent')
  const packageId = await send(recordId)
  const unknown = { ...call(), reasons: [{ field: 'nobody', text: '不对' }] }
  expect((await county.problem('records.returnedByPhone', unknown)).code).toBe('field.unknown')
  const tomorrow = { ...call(), at: new Date(Date.now() + 86_400_000).toISOString() }
  expect((await county.problem('records.returnedByPhone', tomorrow)).code).toBe('input.invalid')

  const first = await county.call('records.returnedByPhone', call())
  expect(first).toMatchObject({ source: 'phone', openFields: ['scale'], from: '示例市科学技术协会 组织人事部' })
  expect(await stateOf(recordId)).toBe('returned')
  expect((await county.problem('records.saveDraft', await save(recordId, { plan: '另写。' }))).code).toBe(
    'record.field-locked',
  )
  await county.call('records.undoReturn', { returnId: first.returnId })
  expect(await stateOf(recordId)).toBe('sent')
  expect(await county.call('records.returns', { recordId })).toEqual([])

  await county.call('records.returnedByPhone', call())
  // That it arrived decides nothing; that it is returned does, and cannot be taken back here.
  await bring()
  expect(await stateOf(recordId)).toBe('returned')
  // What came back is not sent again as it is.
  const preview = await county.call('packages.preview', { noticeId: countyNotice, to: pair.city.officeId })
  expect(preview.items.find((one) => one.recordId === recordId)?.state).toBe('delivered')
  await decide(packageId, recordId, 1, 'returned', [{ field: 'plan', text: '方案太简单。' }])
  await bring()
  const [back] = await county.call('records.returns', { recordId })
  expect(back).toMatchObject({ source: 'receipt', openFields: ['plan'] })
  expect((await county.problem('records.undoReturn', { returnId: back?.returnId ?? '' })).code).toBe(
    'return.by-receipt',
  )
  await decide(packageId, recordId, 1, 'accepted')
  await bring()
  expect(await stateOf(recordId)).toBe('accepted')
  const revision = (await county.call('records.open', { recordId })).revisions[0]
  expect(revision?.receipt).toMatchObject({ state: 'accepted', by: 'package' })
})

it('a figure that is not asked about may go back to the register, and is not emptied where that says nothing', async () => {
  const { county, city, stick } = pair
  await county.call('activities.create', { values: activity('科普大集', '2022-05-21', { onsite: '10' }) })
  const own = [{ field: 'audienceOffline', computed: '10', reason: '另有未登记的一场' }]
  const typed = { officeName: '示例县科学技术协会', fundsCity: '3.5', audienceOffline: '12', [figureReasonsField]: own }
  const { recordId } = (await county.call('records.create', { ...f1, values: typed })).summary
  const order = { noticeId: f1Notice, to: city.officeId, out: stick, recordIds: [recordId] }
  await county.call('packages.export', order)
  const reasons = [{ field: 'volunteers', text: '电话里问志愿者人数。' }]
  await county.call('records.returnedByPhone', { recordId, reasons, department: '', at: new Date().toISOString() })
  const refused = await county.problem('records.saveDraft', await save(recordId, { fundsCity: null }))
  expect(refused.code).toBe('record.field-locked')
  const { settled } = await county.call('records.saveDraft', await save(recordId, { audienceOffline: null }))
  expect(settled).toMatchObject({ audienceOffline: '10' })
  expect((await county.call('records.open', { recordId })).values.fundsCity).toBe('3.5')
})
