import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { countyNotice, type Desk, fillF2, newPair } from '../support/desks.ts'
import { writeScan } from '../support/marked-page.ts'
import { makePhoto } from '../support/photo.ts'
import { unzipPackage } from '../support/unzip.ts'

async function openPair() {
  const pair = await newPair()
  onTestFinished(() => pair.close())
  return pair
}

async function stampedPhoto(desk: Desk, recordId: string, file: string, mark: number): Promise<string> {
  const { revision } = await desk.call('records.freeze', { recordId })
  const { footer } = await desk.call('records.printDocument', { recordId, revision })
  return writeScan(footer?.qrText ?? null, file, mark)
}

async function photoSet(desk: Desk, dir: string): Promise<string> {
  const { summary } = await desk.call('records.create', {
    noticeId: countyNotice,
    formId: 'JS-T14',
    values: { setTitle: '往年走访' },
  })
  for (let i = 0; i < 3; i++) {
    const photo = makePhoto(path.join(dir, `${i}.png`), 40 + i, 30)
    await desk.call('records.attach', { recordId: summary.recordId, field: 'photos', path: photo })
  }
  return summary.recordId
}

describe('stamped paper in a package', () => {
  it('goes sealed where the form has personal fields, and is read again on the other side', async () => {
    const { county, city, stick, dir } = await openPair()
    const f2 = await fillF2(county)
    const set = await photoSet(county, dir)
    const paper = await county.call('scans.attach', {
      recordId: f2,
      path: await stampedPhoto(county, f2, path.join(dir, '张三.jpg'), 1),
    })
    const open = await county.call('scans.attach', {
      recordId: set,
      path: await stampedPhoto(county, set, path.join(dir, '李四.jpg'), 2),
    })
    expect([paper.verdict, open.verdict]).toEqual(['match', 'match'])
    const frozen = (await county.call('records.open', { recordId: f2 })).revisions[0]

    const preview = await county.call('packages.preview', { noticeId: countyNotice, to: city.officeId })
    expect(preview.items.find((item) => item.recordId === f2)).toMatchObject({ stamped: true, attachments: 2 })
    const order = { noticeId: countyNotice, to: city.officeId, out: stick }
    const { files } = await county.call('packages.export', order)
    const file = files[0]!.path

    const verified = await city.call('packages.verify', { path: file })
    expect(verified.findings.filter((finding) => finding.severity === 'error')).toEqual([])
    const { names } = unzipPackage(file, path.join(dir, 'unpacked'))
    expect(names.filter((name) => name.includes('盖章扫描件'))).toHaveLength(1)
    expect(names.filter((name) => /张三|李四/.test(name))).toEqual([])

    const imported = await city.call('packages.import', { path: file })
    expect(imported.result).toBe('imported')
    const detail = await city.call('records.open', { recordId: f2 })
    // The revision is the one that was frozen: the paper hangs on it from outside.
    expect(detail.revisions[0]).toMatchObject({ digest: frozen?.digest, scans: 1, scanVerdict: 'match' })
    expect(detail.attachments).toHaveLength(1)
    const [received] = await city.call('scans.list', { recordId: f2 })
    expect(received).toMatchObject({ digest: paper.digest, verdict: 'match', title: '盖章扫描件1', revision: 1 })
    const bytes = await city.call('scans.read', { scanId: received!.scanId })
    expect(bytes.bytes.length).toBe(paper.bytes)
    expect((await city.call('scans.list', { recordId: set }))[0]).toMatchObject({
      digest: open.digest,
      verdict: 'match',
    })
    const kept = readdirSync(path.join(city.dir, 'attachments'), { recursive: true }).map(String)
    expect(kept.some((name) => name.replace(/\W/g, '') === paper.digest)).toBe(false)
    expect(kept.some((name) => name.replace(/\W/g, '') === open.digest)).toBe(true)
    // What another office sent is shown, and not ours to change.
    expect((await city.problem('scans.remove', { scanId: received!.scanId })).code).toBe('record.not-ours')
    // The same package once more is known.
    expect((await city.call('packages.import', { path: file })).result).toBe('duplicate')
  })
})
