/** The same revision comes in a second package: late, or again. What was decided about it stands. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldReason } from '../../shared/api/returns.ts'
import { countyNotice, Desk, foundOffice, newRoot } from '../support/desks.ts'
import { recordOf } from '../support/hostile-office.ts'
import { manyOffices, Sender, targetOf, trustAll } from '../support/many-packages.ts'

const root = newRoot('kexie-copies-')
let city: Desk
beforeAll(async () => {
  city = await Desk.open(`${root.dir}/city`, { startAt: Date.parse('2022-05-20T01:00:00.000Z') })
  await foundOffice(city, 'city', null)
})
afterAll(async () => {
  await city.close()
  root.remove()
})

it('accepted stays accepted, returned stays returned for the same reasons, whatever brings it once more', async () => {
  const [office] = await manyOffices(1)
  if (!office) throw new Error('no office')
  await trustAll(city, [office], root.dir)
  const sender = new Sender(office, await targetOf(city, countyNotice), `${root.dir}/stick`)
  const values = { activityName: '科技下乡', scale: '约300人' }
  const [good, bad, open] = [1, 2, 3].map(() => ({
    recordId: recordOf(office, {}).revision.recordId,
    values,
    fields: null,
  }))
  if (!good || !bad || !open) throw new Error('no records')
  const records = [good, bad, open]
  const late = await sender.lose({ records })
  const first = await sender.send({ records })
  await city.call('packages.import', { path: first.file, acceptGap: true })
  const [state, reasons] = ['returned' as const, [{ field: 'scale', text: '请核对规模。' }] satisfies FieldReason[]]
  const item = (packageId: string, { recordId }: { recordId: string }) => ({ packageId, recordId, revision: 1 })
  await city.call('queue.decide', { items: [item(first.packageId, good)], state: 'accepted' })
  await city.call('queue.decide', { items: [item(first.packageId, bad)], state, reasons })

  await city.call('packages.import', { path: late.file })
  const held = (await city.call('intake.held', {}))[0]?.tagManifestDigest ?? ''
  expect(await city.call('intake.decide', { tagManifestDigest: held, choice: 'take' })).toMatchObject({
    result: 'imported',
    records: 3,
  })
  const third = await sender.send({ records })
  expect(await city.call('packages.import', { path: third.file })).toMatchObject({ result: 'imported' })
  expect((await city.call('queue.list', {})).map(({ recordId }) => recordId)).toEqual([open.recordId])
  expect(await city.call('desk.overview', {})).toMatchObject({ inboxToDecide: 1 })
  for (const { packageId } of [late, first, third]) {
    expect((await city.call('queue.open', item(packageId, good))).item.state).toBe('accepted')
    expect(await city.call('queue.open', item(packageId, bad))).toMatchObject({ item: { state }, reasons })
  }
  const states = new Map((await city.call('records.list', {})).map((one) => [one.recordId, one.state]))
  expect([good, bad, open].map(({ recordId }) => states.get(recordId))).toEqual(['accepted', 'returned', 'received'])
})
