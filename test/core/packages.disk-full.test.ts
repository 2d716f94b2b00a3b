import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, passphrases, sampleDir, trust } from '../support/desks.ts'
import { mountSmallDisk, type SmallDisk } from '../support/tmpfs.ts'

let root: ReturnType<typeof newRoot>
let disk: SmallDisk
beforeEach(() => {
  root = newRoot('kexie-full-')
  disk = mountSmallDisk(path.join(root.dir, 'disk'), '12m')
})
afterEach(() => {
  disk.unmount()
  root.remove()
})

/** A photo of this many bytes: what follows the end of a JPEG is no longer picture. */
function bigPhoto(bytes: number): string {
  const file = path.join(root.dir, `photo-${bytes}.jpg`)
  const jpeg = readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg'))
  writeFileSync(file, Buffer.concat([jpeg, Buffer.alloc(bytes - jpeg.length, 7)]))
  return file
}
const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

describe('a full disk', () => {
  it('in save: is told, loses nothing, and work goes on after space is made', async () => {
    const county = await Desk.open(path.join(disk.dir, 'county'))
    await foundOffice(county, 'county', null)
    const recordId = await fillF2(county, {}, [])
    let { draftSeq } = await county.call('records.open', { recordId })
    let confirmed = ''
    disk.fill(0)
    let full = null
    for (let n = 0; n < 50 && full === null; n++) {
      const plan = `${n}`.repeat(4000)
      try {
        draftSeq = (await county.call('records.saveDraft', { recordId, draftSeq, changes: { plan } })).draftSeq
        confirmed = plan
      } catch (error) {
        full = error
      }
    }
    expect(full).toMatchObject({ code: 'disk.full' })
    const photo = await county.problem('records.attach', { recordId, field: 'photos', path: bigPhoto(300_000) })
    expect(photo).toMatchObject({ code: 'disk.full' })
    disk.free()
    const record = await county.call('records.open', { recordId })
    if (confirmed !== '') expect(record.values.plan).toBe(confirmed)
    expect(record.attachments).toEqual([])
    expect(filesIn(path.join(county.dir, 'staging'))).toEqual([])
    await county.call('records.saveDraft', { recordId, draftSeq: record.draftSeq, changes: { plan: '有地方了' } })
    await county.close()
    const again = await Desk.open(county.dir)
    expect((await again.call('records.open', { recordId })).values.plan).toBe('有地方了')
    await again.close()
  })

  it('in export: nothing under the final name, and the same number goes out later', async () => {
    const county = await Desk.open(path.join(root.dir, 'county'))
    const city = await Desk.open(path.join(root.dir, 'city'))
    await foundOffice(county, 'county')
    await foundOffice(city, 'city', null)
    await trust(county, city, root.dir)
    await trust(city, county, root.dir)
    const recordId = await fillF2(county, {}, [])
    await county.call('records.attach', { recordId, field: 'photos', path: bigPhoto(3_000_000) })
    const order = { noticeId: countyNotice, to: city.officeId, out: disk.dir }
    // Too full from the start, and full in the middle of the writing.
    for (const leave of [1_000_000, 2_900_000]) {
      disk.fill(leave)
      expect(await county.problem('packages.export', order)).toMatchObject({ code: 'disk.full' })
      expect(filesIn(disk.dir)).toEqual(['ballast'])
      expect((await county.call('records.open', { recordId })).summary.state).not.toBe('sent')
      expect((await county.call('packages.outbox', {}))[0]).toMatchObject({
        kind: 'submission',
        state: 'frozen',
        sequence: 1,
      })
      expect((await county.call('tasks.list', {}))[0]).toMatchObject({
        state: 'failed',
        problem: { code: 'disk.full' },
      })
    }
    disk.free()
    const exported = await county.call('packages.export', order)
    expect(exported.sequence).toBe(1)
    expect(await city.call('packages.import', { path: exported.files[0]?.path ?? '' })).toMatchObject({
      result: 'imported',
    })
    await county.close()
    await city.close()
  })

  it('in the own store while the personal parts are sealed: nothing is frozen, no number is lost', async () => {
    const county = await Desk.open(path.join(disk.dir, 'county'))
    const city = await Desk.open(path.join(root.dir, 'city'))
    await foundOffice(county, 'county')
    await foundOffice(city, 'city', null)
    await trust(county, city, root.dir)
    await fillF2(county)
    const order = { noticeId: countyNotice, to: city.officeId, out: root.dir }
    disk.fill(0)
    expect(await county.problem('packages.export', order)).toMatchObject({ code: 'disk.full' })
    expect(filesIn(root.dir).filter((name) => name.startsWith('报送包'))).toEqual([])
    disk.free()
    expect((await county.call('packages.export', order)).sequence).toBe(1)
    await county.reopen(passphrases.county)
    await county.close()
    await city.close()
  })

  it('in import: nothing is taken in, and the same file goes through later', async () => {
    const county = await Desk.open(path.join(root.dir, 'county'))
    const city = await Desk.open(path.join(disk.dir, 'city'))
    await foundOffice(county, 'county')
    await foundOffice(city, 'city', null)
    await trust(county, city, root.dir)
    await trust(city, county, root.dir)
    const recordId = await fillF2(county, {}, [])
    await county.call('records.attach', { recordId, field: 'photos', path: bigPhoto(3_000_000) })
    const exported = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: root.dir })
    const file = exported.files[0]?.path ?? ''
    const before = filesIn(path.join(city.dir, 'attachments'))
    for (const leave of [2_000_000, 3_020_000]) {
      disk.fill(leave)
      expect(await city.problem('packages.import', { path: file })).toMatchObject({ code: 'disk.full' })
      expect(filesIn(path.join(city.dir, 'staging'))).toEqual([])
      expect(filesIn(path.join(city.dir, 'attachments'))).toEqual(before)
      disk.free()
      expect(await city.call('records.list', {})).toEqual([])
      expect(await city.call('packages.inbox', {})).toEqual([])
    }
    expect(await city.call('packages.import', { path: file })).toMatchObject({ result: 'imported', attachments: 1 })
    expect((await city.call('records.open', { recordId })).attachments).toHaveLength(1)
    await county.close()
    await city.close()
  })
})
