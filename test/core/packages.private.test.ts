import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countyNotice, fillF2, newPair, type Pair, sampleDir } from '../support/desks.ts'
import { findPlanted } from '../support/planted.ts'
import { unzipPackage } from '../support/unzip.ts'

const planted = {
  contactName: '欧阳植入',
  mobile: '13987654321',
  email: 'planted.person@example.invalid',
}
const texts = Object.values(planted)
/** Renders nothing, but hands the print data on as the bytes of a PDF: what stands in them stands in the file. */
const ask = async (_method: string, input: unknown): Promise<unknown> =>
  new Uint8Array(Buffer.from(`%PDF-1.4\n${JSON.stringify(input)}`))

let pair: Pair
beforeEach(async () => {
  pair = await newPair({ ask })
})
afterEach(() => pair.close())

describe('nothing personal in clear', () => {
  it('in packages, receipts, stores, write-ahead logs and logs of both offices', async () => {
    const { county, city, stick, dir } = pair
    const recordId = await fillF2(county, planted)
    const { draftSeq } = await county.call('records.open', { recordId })
    await county.call('records.saveDraft', { recordId, draftSeq, changes: { mobile: '13987654321', scale: '改过' } })
    await county.problem('records.saveDraft', { recordId, draftSeq: 0, changes: { mobile: planted.mobile } })
    const exported = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
    const file = exported.files[0]?.path ?? ''
    await city.call('packages.import', { path: file })
    const reasons = [`${planted.contactName}的手机 ${planted.mobile} 打不通`]
    await city.call('packages.decide', {
      packageId: exported.packageId,
      recordId,
      revision: 1,
      state: 'returned',
      reasons,
    })
    const receipt = await city.call('receipts.write', { packageId: exported.packageId, out: stick })
    await county.call('packages.import', { path: receipt.path })
    expect((await county.call('records.open', { recordId })).summary.returnedReasons).toEqual(reasons)

    // Open stores, with their write-ahead logs: what a copy of the folder would show.
    expect(findPlanted(county.dir, texts)).toEqual([])
    expect(findPlanted(city.dir, texts)).toEqual([])
    expect(findPlanted(stick, texts)).toEqual([])
    for (const name of readdirSync(stick)) {
      const unzipped = unzipPackage(path.join(stick, name), path.join(dir, 'unzipped', name))
      expect(findPlanted(unzipped.dir, texts)).toEqual([])
      expect(unzipped.text('data/目录.html')).not.toMatch(/<script|<img|<link|https?:/)
    }

    // The full PDF went in encrypted, the masked one in clear, and the search would have found them.
    const unzipped = unzipPackage(file, path.join(dir, 'again'))
    expect(unzipped.names.filter((name) => name.startsWith('data/personal/'))).toHaveLength(2)
    expect(unzipped.names.filter((name) => name.startsWith('data/documents/'))).toHaveLength(1)
    const masked = unzipped.text(unzipped.names.find((name) => name.startsWith('data/documents/')) ?? '')
    expect(masked).toContain('139****4321')
    const full = await city.call('records.open', { recordId })
    expect(full.values.mobile).toBe('139****4321')
    writeFileSync(path.join(unzipped.dir, 'planted.bin'), Buffer.from(`x${planted.mobile}`, 'utf16le'))
    writeFileSync(path.join(county.dir, 'planted.txt'), planted.contactName)
    expect(findPlanted(unzipped.dir, texts)).toEqual([`planted.bin: ${planted.mobile}`])
    expect(findPlanted(county.dir, texts)).toEqual([`planted.txt: ${planted.contactName}`])
  })

  it('names of source files never travel', async () => {
    const { county, city, stick, dir } = pair
    const named = path.join(dir, `${planted.contactName}-${planted.mobile}.jpg`)
    writeFileSync(named, readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg')))
    const recordId = await fillF2(county, {}, [])
    await county.call('records.attach', { recordId, field: 'photos', path: named })
    const exported = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
    const unzipped = unzipPackage(exported.files[0]?.path ?? '', path.join(dir, 'unzipped'))
    expect(unzipped.names.filter((name) => name.startsWith('data/attachments/'))).toEqual([
      'data/attachments/活动图片1.jpg',
    ])
    expect(findPlanted(unzipped.dir, texts)).toEqual([])
    expect(findPlanted(county.dir, texts)).toEqual([])
  })
})
