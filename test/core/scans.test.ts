import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeText } from '../../shared/wording/revision-code.ts'
import { countyNotice, f2Values, newF2, newFolder, openCounty, openTestCore, type TestCore } from '../support/core.ts'
import { scannedPdf, writeScan } from '../support/marked-page.ts'
import { paperStub } from '../support/paper-stub.ts'
import { makePhoto } from '../support/photo.ts'
import { findPlanted } from '../support/planted.ts'

/** What is printed on the page of a revision. */
async function qrOf(core: TestCore, recordId: string, revision: number): Promise<string> {
  const document = await core.call('records.printDocument', { recordId, revision })
  return document.footer?.qrText ?? ''
}

let photos = 0
/** A photo of a page with this code, bearing a person's name in its own name. */
function photoOf(folder: string, qrText: string | null): Promise<string> {
  photos++
  const file = path.join(folder, `张三 IMG_${photos}.jpg`)
  return writeScan(qrText, file, photos)
}

async function frozenF2(core: TestCore, changes: Record<string, string> = {}): Promise<string> {
  const recordId = await newF2(core, changes)
  await core.call('records.freeze', { recordId })
  return recordId
}

async function nextRevision(core: TestCore, recordId: string, plan: string): Promise<void> {
  const { draftSeq } = await core.call('records.open', { recordId })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { plan } })
  await core.call('records.freeze', { recordId })
}

const latestOf = async (core: TestCore, recordId: string) => {
  const { revisions, summary } = await core.call('records.open', { recordId })
  const [revision] = [...revisions].sort((a, b) => b.revision - a.revision)
  return { stampedAt: revision?.stampedAt, scans: revision?.scans, verdict: revision?.scanVerdict, summary }
}

describe('a photo of the stamped page', () => {
  it('matches, marks the revision as stamped, and one undo takes both back', async () => {
    const core = await openCounty()
    const recordId = await frozenF2(core)
    const before = (await core.call('records.open', { recordId })).revisions[0]
    const file = await photoOf(newFolder(), await qrOf(core, recordId, 1))
    const scan = await core.call('scans.attach', { recordId, path: file })
    expect(scan).toMatchObject({
      revision: 1,
      verdict: 'match',
      mismatch: null,
      pages: 1,
      title: '盖章扫描件1',
      stamps: true,
    })
    const after = await latestOf(core, recordId)
    expect(after).toMatchObject({ stampedAt: '2022-05-10T01:00:00.000Z', scans: 1, verdict: 'match' })
    expect(after.summary).toMatchObject({ state: 'to-send', scanVerdict: 'match' })
    // The revision itself is what it was.
    expect((await core.call('records.open', { recordId })).revisions[0]?.digest).toBe(before?.digest)

    await core.call('scans.remove', { scanId: scan.scanId })
    expect(await latestOf(core, recordId)).toMatchObject({ stampedAt: null, scans: 0, verdict: null })
    expect(await core.call('scans.list', { recordId })).toEqual([])
    await core.call('scans.restore', { scanId: scan.scanId })
    expect(await latestOf(core, recordId)).toMatchObject({ scans: 1, verdict: 'match' })
    expect((await latestOf(core, recordId)).stampedAt).not.toBeNull()

    // The same file again stays one; its bytes come back as they were.
    expect((await core.call('scans.attach', { recordId, path: file })).scanId).toBe(scan.scanId)
    const read = await core.call('scans.read', { scanId: scan.scanId })
    expect(Buffer.from(read.bytes).equals(readFileSync(file))).toBe(true)
    expect(read.mime).toBe('image/jpeg')
  })

  it('leaves a mark that was set by hand, and hands its own on to another photo of the same page', async () => {
    const core = await openCounty()
    const recordId = await frozenF2(core)
    const folder = newFolder()
    const qr = await qrOf(core, recordId, 1)
    await core.call('records.stamp', { recordId, revision: 1, stamped: true })
    const first = await core.call('scans.attach', { recordId, path: await photoOf(folder, qr) })
    expect(first.stamps).toBe(false)
    await core.call('scans.remove', { scanId: first.scanId })
    expect((await latestOf(core, recordId)).stampedAt).not.toBeNull()
    await core.call('records.stamp', { recordId, revision: 1, stamped: false })
    await core.call('scans.restore', { scanId: first.scanId })
    const second = await core.call('scans.attach', { recordId, path: await photoOf(folder, qr) })
    await core.call('scans.remove', { scanId: first.scanId })
    expect((await latestOf(core, recordId)).stampedAt).not.toBeNull()
    await core.call('scans.remove', { scanId: second.scanId })
    expect((await latestOf(core, recordId)).stampedAt).toBeNull()
  })

  it('of an older version, of another record and of another content is told and never stamps', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const recordId = await frozenF2(core)
    const old = await photoOf(folder, await qrOf(core, recordId, 1))
    await nextRevision(core, recordId, '改过的方案，分三批下乡。')
    const other = await frozenF2(core, { activityName: '科普大篷车' })

    const older = await core.call('scans.attach', { recordId, path: old })
    expect(older).toMatchObject({
      revision: 2,
      verdict: 'mismatch',
      mismatch: { kind: 'other-revision', revision: 1, latest: 2 },
    })
    const stranger = await core.call('scans.attach', {
      recordId,
      path: await photoOf(folder, await qrOf(core, other, 1)),
    })
    expect(stranger).toMatchObject({
      verdict: 'mismatch',
      mismatch: { kind: 'other-record', record: { recordId: other, title: '科普大篷车' } },
    })
    const forged = (await qrOf(core, recordId, 2)).replace(/.$/, (digit) => (digit === '0' ? '4' : '0'))
    const content = await core.call('scans.attach', { recordId, path: await photoOf(folder, forged) })
    expect(content.mismatch).toEqual({ kind: 'other-content', revision: 2 })
    const nowhere = `KX1/01981f3e-0000-7000-8000-000000000000/1/${'0'.repeat(26)}`
    const unknown = await core.call('scans.attach', { recordId, path: await photoOf(folder, nowhere) })
    expect(unknown.mismatch).toEqual({ kind: 'other-record', record: null })
    expect(await latestOf(core, recordId)).toMatchObject({ stampedAt: null, scans: 4, verdict: 'mismatch' })
    // Beside the version that it is of, the same photo matches.
    const place = await core.call('scans.attach', { recordId, path: old, revision: 1 })
    expect(place).toMatchObject({ revision: 1, verdict: 'match' })
    expect((await latestOf(core, recordId)).stampedAt).toBeNull()
  })

  it('without a code is settled by the characters that a person reads off the paper', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const recordId = await frozenF2(core)
    const other = await frozenF2(core, { activityName: '科普大篷车' })
    const code = (await core.call('records.open', { recordId })).summary.code ?? ''
    const otherCode = (await core.call('records.open', { recordId: other })).summary.code ?? ''
    const scan = await core.call('scans.attach', { recordId, path: await photoOf(folder, null) })
    expect(scan).toMatchObject({ verdict: 'unreadable', marks: [], stamps: false })
    const { scanId } = scan
    expect((await core.problem('scans.typeCode', { scanId, code: 'ABCD' })).code).toBe('scan.code-shape')
    const wrong = await core.call('scans.typeCode', { scanId, code: codeText(otherCode) })
    expect(wrong).toMatchObject({
      verdict: 'mismatch',
      mismatch: { kind: 'other-record', record: { recordId: other } },
    })
    expect((await core.call('scans.typeCode', { scanId, code: '0000-0000' })).mismatch).toEqual({ kind: 'other-code' })
    expect((await latestOf(core, recordId)).stampedAt).toBeNull()
    const sloppy = codeText(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replace('-', '－')
    expect(await core.call('scans.typeCode', { scanId, code: sloppy })).toMatchObject({
      verdict: 'by-hand',
      stamps: true,
    })
    expect((await latestOf(core, recordId)).stampedAt).not.toBeNull()
    // A second thought takes the mark back.
    await core.call('scans.typeCode', { scanId, code: otherCode })
    expect((await latestOf(core, recordId)).stampedAt).toBeNull()
    const read = await core.call('scans.attach', {
      recordId,
      path: await photoOf(folder, await qrOf(core, recordId, 1)),
    })
    expect((await core.problem('scans.typeCode', { scanId: read.scanId, code })).code).toBe('scan.read-already')
  })

  it('is refused before a version is frozen, and when it is no picture, too large or not ours', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const recordId = await newF2(core)
    const photo = await photoOf(folder, null)
    expect((await core.problem('scans.attach', { recordId, path: photo })).code).toBe('scan.no-revision')
    await core.call('records.freeze', { recordId })
    const text = path.join(folder, 'a.jpg')
    writeFileSync(text, '不是图片')
    expect((await core.problem('scans.attach', { recordId, path: text })).code).toBe('attachment.type')
    const large = path.join(folder, 'b.jpg')
    writeFileSync(large, Buffer.concat([readFileSync(photo), Buffer.alloc(41 * 1024 * 1024)]))
    expect((await core.problem('scans.attach', { recordId, path: large })).code).toBe('attachment.too-large')
    const torn = path.join(folder, 'c.jpg')
    writeFileSync(torn, readFileSync(photo).subarray(0, 9000))
    expect((await core.call('scans.attach', { recordId, path: torn })).verdict).toBe('unreadable')
    expect((await core.problem('scans.attach', { recordId, path: folder })).code).toBe('file.unreadable')
    expect((await core.problem('scans.remove', { scanId: recordId })).code).toBe('scan.unknown')
    expect((await core.problem('scans.attach', { recordId, path: photo, revision: 7 })).code).toBe('revision.unknown')
  })

  it('may be a PNG or a scanned PDF; pages of two versions in one file do not match', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const recordId = await frozenF2(core)
    const one = await photoOf(folder, await qrOf(core, recordId, 1))
    await nextRevision(core, recordId, '改过的方案，分三批下乡。')
    const qr = await qrOf(core, recordId, 2)
    const [two, again] = [await photoOf(folder, qr), await photoOf(folder, qr)]
    const pdf = path.join(folder, 'scan.pdf')
    writeFileSync(pdf, scannedPdf([readFileSync(two), readFileSync(again)]))
    const scan = await core.call('scans.attach', { recordId, path: pdf })
    expect(scan).toMatchObject({ verdict: 'match', pages: 2, mediaType: 'application/pdf' })
    const shown = await core.call('scans.pages', { scanId: scan.scanId })
    expect(shown.map(({ mime }) => mime)).toEqual(['image/jpeg', 'image/jpeg'])
    expect(Buffer.from(shown[1]?.bytes ?? []).includes(readFileSync(again))).toBe(true)
    writeFileSync(pdf, scannedPdf([readFileSync(two), readFileSync(one)]))
    expect(await core.call('scans.attach', { recordId, path: pdf })).toMatchObject({
      verdict: 'mismatch',
      mismatch: { kind: 'several' },
    })
    const png = path.join(folder, 'scan.png')
    execFileSync('convert', [two, png])
    const picture = await core.call('scans.attach', { recordId, path: png })
    expect(await core.call('scans.pages', { scanId: picture.scanId })).toEqual([])
    expect(picture).toMatchObject({
      verdict: 'match',
      mediaType: 'image/png',
    })
  })
})

describe('personal data', () => {
  it('is sealed at rest where the form has any, and never in names or the log', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const recordId = await frozenF2(core)
    const file = await photoOf(folder, await qrOf(core, recordId, 1))
    const clear = readFileSync(file).subarray(200, 260).toString('latin1')
    await core.call('scans.attach', { recordId, path: file })
    const photoSet = await core.call('records.create', {
      noticeId: countyNotice,
      formId: 'JS-T14',
      values: { setTitle: '往年走访' },
    })
    const set = photoSet.summary.recordId
    for (let i = 0; i < 3; i++)
      await core.call('records.attach', {
        recordId: set,
        field: 'photos',
        path: makePhoto(path.join(folder, `${i}.png`), 40 + i, 30),
      })
    await core.call('records.freeze', { recordId: set })
    const open = await core.call('scans.attach', {
      recordId: set,
      path: await photoOf(folder, await qrOf(core, set, 1)),
    })
    expect(open.verdict).toBe('match')
    await core.close()
    const kept = readdirSync(path.join(core.dataDir, 'attachments'), { recursive: true }).map(String)
    expect(kept.filter((name) => name.endsWith('.sealed'))).toHaveLength(1)
    expect(kept.some((name) => name.replace(/\W/g, '') === open.digest)).toBe(true)
    expect(findPlanted(core.dataDir, ['张三', clear, f2Values.mobile])).toEqual([])
  })
})

describe('many photos at once', () => {
  it('each goes to the record and version that its code names, the others are told', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const a = await frozenF2(core)
    const oldA = await photoOf(folder, await qrOf(core, a, 1))
    await nextRevision(core, a, '改过的方案，分三批下乡。')
    const b = await frozenF2(core, { activityName: '科普大篷车' })
    const newA = await photoOf(folder, await qrOf(core, a, 2))
    const photoB = await photoOf(folder, await qrOf(core, b, 1))
    const blank = await photoOf(folder, null)
    const stranger = await openTestCore()
    await stranger.call('offices.init', {
      name: '别县科学技术协会',
      level: 'county',
      type: 'association',
      region: '320998',
    })
    const theirs = await frozenF2(stranger)
    const foreign = await photoOf(folder, await qrOf(stranger, theirs, 1))
    const text = path.join(folder, '说明.txt')
    writeFileSync(text, '请查收')
    const dropped = await core.call('scans.drop', { paths: [oldA, photoB, blank, newA, foreign, text] })
    expect(
      dropped.map((one) => (one.scan ? [one.scan.recordId, one.scan.revision, one.scan.verdict] : one.why)),
    ).toEqual([[a, 1, 'match'], [b, 1, 'match'], 'unreadable', [a, 2, 'match'], 'elsewhere', 'failed'])
    expect(dropped[0]).toMatchObject({ recordTitle: '科技志愿者进乡村', latestRevision: 2 })
    expect(dropped[1]).toMatchObject({ recordTitle: '科普大篷车', latestRevision: 1 })
    for (const recordId of [a, b]) expect((await latestOf(core, recordId)).stampedAt).not.toBeNull()
    expect(await core.call('scans.list', { recordId: b })).toHaveLength(1)
    await core.close()
    expect(findPlanted(core.dataDir, ['张三'])).toEqual([])
    // Of those that belong nowhere nothing is kept.
    const kept = readdirSync(path.join(core.dataDir, 'attachments'), { recursive: true }).map(String)
    expect(kept.filter((name) => name.includes(path.sep))).toHaveLength(3)
  })
})

describe('a plain folder', () => {
  it('takes the stamped paper along beside the page, a personal one only uncovered', async () => {
    const core = await openCounty({ ask: paperStub })
    const [folder, out] = [newFolder(), newFolder()]
    const recordId = await frozenF2(core)
    const wrong = await frozenF2(core, { activityName: '科普大篷车' })
    await core.call('records.discard', { recordId: wrong })
    await core.call('scans.attach', { recordId, path: await photoOf(folder, null) })
    const order = { noticeId: countyNotice, recordIds: [recordId] }
    const why = (missing: readonly { deliverableId: string; why: string }[]) =>
      missing.filter((one) => one.deliverableId === 'T12').map((one) => one.why)
    // A photo that proves nothing does not go.
    expect(why((await core.call('handovers.preview', { ...order, mask: false })).missing).join()).toContain('盖章件')
    const photo = await photoOf(folder, await qrOf(core, recordId, 1))
    await core.call('scans.attach', { recordId, path: photo })
    const preview = await core.call('handovers.preview', { ...order, mask: false })
    expect(preview.items.find((item) => item.recordId === recordId)).toMatchObject({ scans: 1, files: 1 })
    const whole = await core.call('handovers.write', { ...order, mask: false, out, as: 'folder' })
    expect(why(whole.missing).join()).not.toContain('盖章件')
    const scanName = readdirSync(whole.path).find((name) => name.endsWith('-盖章扫描件1.jpg'))
    expect(scanName).toMatch(/^01-/)
    expect(readFileSync(path.join(whole.path, scanName ?? '')).equals(readFileSync(photo))).toBe(true)
    const covered = await core.call('handovers.write', { ...order, mask: true, out, as: 'folder' })
    expect(readdirSync(covered.path).filter((name) => name.includes('扫描件'))).toEqual([])
    expect(why(covered.missing).join('；')).toMatch(/盖章原件或扫描件另送；有 1 个文件显示个人信息/)
  })
})

describe('a broken picture', () => {
  it('ends in its own thread and leaves the core alive', async () => {
    const core = await openCounty()
    const folder = newFolder()
    const recordId = await frozenF2(core)
    const good = await photoOf(folder, await qrOf(core, recordId, 1))
    const bytes = readFileSync(good)
    for (const [index, cut] of [0.3, 0.7].entries()) {
      const file = path.join(folder, `torn${index}.jpg`)
      const torn = Buffer.from(bytes)
      torn.fill(0xff, Math.round(bytes.length * cut), Math.round(bytes.length * cut) + 400)
      writeFileSync(file, torn)
      const { verdict } = await core.call('scans.attach', { recordId, path: file })
      expect(['match', 'unreadable']).toContain(verdict)
    }
    const copy = path.join(folder, 'copy.jpg')
    copyFileSync(good, copy)
    expect((await core.call('scans.attach', { recordId, path: copy })).verdict).toBe('match')
  })
})
