import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { revisionQrText } from '../../electron/core/package/canonical.ts'
import { codeText } from '../../shared/wording/revision-code.ts'
import { countyNotice, f2Input, newF2, newFolder, openCity, type TestCore } from '../support/core.ts'
import { writeScan } from '../support/marked-page.ts'
import { makePng } from '../support/pictures.ts'

async function typed(core: TestCore, officeId: string, plan: string): Promise<string> {
  const entering = { noticeId: countyNotice, formId: 'JS-F2', officeId, arrivedAt: '2022-05-09T08:00:00Z' }
  const { recordId } = await core.call('rosters.enterRecord', entering)
  await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { ...f2Input(), plan } })
  await core.call('records.freeze', { recordId })
  return recordId
}
async function next(core: TestCore, recordId: string, plan: string): Promise<void> {
  const { draftSeq } = await core.call('records.open', { recordId })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { plan } })
  await core.call('records.freeze', { recordId })
}
const revisionsOf = async (core: TestCore, recordId: string) =>
  [...(await core.call('records.open', { recordId })).revisions].sort((a, b) => a.revision - b.revision)

it('a code off the paper says which revision it is, however it was typed; later packages count as well', async () => {
  const core = await openCity()
  const roster = await core.call('rosters.add', { noticeId: countyNotice, offices: [{ name: '红旗区科协' }] })
  const officeId = roster.offices[0]?.officeId ?? ''
  const recordId = await typed(core, officeId, '第一版的内容。')
  const [first] = await revisionsOf(core, recordId)
  const code = first?.code ?? ''
  const cell = async () => (await core.call('rosters.matrix', { noticeId: countyNotice })).rows[0]?.cells.T12
  const arrive = (text: string) => core.call('paper.arrive', { code: text, noticeId: countyNotice })
  expect((await cell())?.paper).toBe('none')
  const loose = codeText(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
  const paper = await arrive(` ${loose} `)
  expect(paper).toMatchObject({
    verdict: 'match',
    code,
    words: `纸电相符，都是第 1 版（${codeText(code)}）。`,
    record: { recordId, revision: 1, latest: 1, title: '科技志愿者进乡村', officeName: '红旗区科协' },
  })
  expect((await cell())?.paper).toBe('match')
  // The same sheet typed once more is the same sheet.
  expect((await arrive(code)).paperId).toBe(paper.paperId)

  // The record moves on: the paper on the pile is an earlier revision now, and both codes are told.
  await next(core, recordId, '第二版的内容。')
  const second = (await revisionsOf(core, recordId))[1]?.code ?? ''
  const [older] = await core.call('paper.list', { noticeId: countyNotice })
  expect(older).toMatchObject({ verdict: 'older', record: { revision: 1, latest: 2 } })
  expect(older?.words).toBe(`纸电不符：纸是第 1 版（${codeText(code)}），电子件已是第 2 版（${codeText(second)}）。`)
  expect((await cell())?.paper).toBe('mismatch')
  // The right paper ends the matter.
  expect((await arrive(second)).verdict).toBe('match')
  expect((await cell())?.paper).toBe('match')

  expect(await arrive('0000-0000')).toMatchObject({ verdict: 'unknown', record: null })
  expect((await core.problem('paper.arrive', { code: '12345' })).code).toBe('scan.code-shape')
  const all = await core.call('paper.list', { noticeId: countyNotice })
  expect(all.map(({ verdict }) => verdict).sort()).toEqual(['match', 'older', 'unknown'])
  for (const { paperId } of all) await core.call('paper.remove', { paperId })
  expect(await core.call('paper.list', { noticeId: countyNotice })).toEqual([])
  expect((await cell())?.paper).toBe('none')
  // What is printed of our own goes elsewhere.
  const ours = await newF2(core)
  const own = await core.call('records.freeze', { recordId: ours })
  expect((await arrive(own.code)).verdict).toBe('unknown')
})

it('a photo is read and kept sealed; another content under a known number is told', async () => {
  const core = await openCity()
  const roster = await core.call('rosters.add', { noticeId: countyNotice, offices: [{ name: '红旗区科协' }] })
  const recordId = await typed(core, roster.offices[0]?.officeId ?? '', '第一版的内容。')
  const [first] = await revisionsOf(core, recordId)
  const folder = newFolder()
  const qr = revisionQrText(recordId, 1, first?.digest ?? '')
  const photo = await writeScan(qr, path.join(folder, '张三.jpg'), 1)
  const paper = await core.call('paper.arrive', { path: photo })
  expect(paper).toMatchObject({ verdict: 'match', code: first?.code, record: { recordId } })
  const digest = paper.scanDigest ?? ''
  const { bytes } = await core.call('attachments.read', { digest, size: 'full' })
  expect(Buffer.from(bytes).equals(readFileSync(photo))).toBe(true)
  const stored = path.join(core.dataDir, 'attachments', digest.slice(0, 2))
  expect(readdirSync(stored)).toEqual([`${digest.slice(2)}.sealed`])

  // A forged page under the number of a revision that is here.
  const forged = await writeScan(revisionQrText(recordId, 1, 'ab'.repeat(32)), path.join(folder, 'b.jpg'), 2)
  expect(await core.call('paper.arrive', { path: forged })).toMatchObject({
    verdict: 'mismatch',
    record: { recordId, revision: 1, latest: 1 },
  })
  const small = path.join(folder, 'd.png')
  writeFileSync(small, makePng(64, 64))
  const blank = await core.call('paper.arrive', { path: small, noticeId: countyNotice })
  expect(blank).toMatchObject({ verdict: 'unknown', code: '' })
  expect(blank.scanDigest).not.toBeNull()

  // Swept with the paper, kept with it.
  await core.call('paper.remove', { paperId: blank.paperId })
  await core.reopen()
  expect((await core.problem('attachments.read', { digest: blank.scanDigest ?? '', size: 'full' })).code).toBe(
    'attachment.unknown',
  )
  expect((await core.call('attachments.read', { digest, size: 'full' })).mime).toBe('image/jpeg')
  expect((await core.call('paper.list', { noticeId: countyNotice })).map(({ verdict }) => verdict).sort()).toEqual([
    'match',
    'mismatch',
  ])
})
