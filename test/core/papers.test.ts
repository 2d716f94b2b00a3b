import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { pdfPages } from '../../electron/core/papers/stamp-list.ts'
import { parseCardQr } from '../../electron/core/trust/card-qr.ts'
import type { PaperOrder } from '../../shared/api/papers.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { codeText } from '../../shared/wording/revision-code.ts'
import { countyNotice, f2Values, newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { partOf } from '../support/word-xml.ts'

const wordsOf = (document: PrintDocument): string =>
  outlineOf(document)
    .map(({ text }) => text)
    .join('\n')
const openDesk = () => openCounty({ ask: paperStub, now: '2022-05-12T01:00:00.000Z' })
const paper = async (core: TestCore, order: PaperOrder): Promise<PrintDocument> =>
  core.call('papers.printDocument', { order })
const planted = [f2Values.contactName, f2Values.mobile, f2Values.email]

it('发文稿纸 and 用印审批单 of one record say what, to whom, how many, and which version; hands sign', async () => {
  const core = await openDesk()
  const recordId = await newF2(core)
  const draft = await paper(core, { paper: 'draft', recordIds: [recordId], copies: 3, department: '办公室' })
  expect(draft.titleLines).toEqual(['示例县科学技术协会发文稿纸'])
  expect(draft).toMatchObject({ sheet: true, footer: null, qr: false })
  expect(wordsOf(draft)).toContain('（草稿，未定稿）')
  const { code } = await core.call('records.freeze', { recordId })
  for (const kind of ['draft', 'seal-approval'] as const) {
    const document = await paper(core, { paper: kind, recordIds: [recordId], copies: 3, department: '办公室' })
    const words = wordsOf(document)
    for (const told of [
      '特色亮点活动筹备方案：科技志愿者进乡村',
      '示例市科学技术协会组织人事部',
      '办公室',
      codeText(code),
      '3',
      '2022年5月12日',
      '审核',
      '签发',
    ])
      expect(words, `${kind}: ${told}`).toContain(told)
    for (const text of planted) expect(words).not.toContain(text)
  }
  const seal = wordsOf(await paper(core, { paper: 'seal-approval', recordIds: [recordId] }))
  expect(seal).toContain('表头“单位（盖章）”处')
  expect(seal).toContain('单位公章')
})

it('one sheet for several records lists each with its code', async () => {
  const core = await openDesk()
  const first = await newF2(core)
  const second = await newF2(core, { activityName: '农技大讲堂' })
  const { code } = await core.call('records.freeze', { recordId: first })
  const words = wordsOf(await paper(core, { paper: 'draft', recordIds: [first, second] }))
  expect(words).toContain('科技工作者日·市转发报送材料（2份）')
  expect(words).toContain(`1．特色亮点活动筹备方案：科技志愿者进乡村（${codeText(code)}）`)
  expect(words).toContain('2．特色亮点活动筹备方案：农技大讲堂（未定稿）')
})

it('用印清单 lists what waits for the seal and nothing else', async () => {
  const core = await openDesk()
  const none = await core.problem('papers.printDocument', { order: { paper: 'stamp-list', noticeId: null } })
  expect(none.code).toBe('paper.nothing-to-stamp')
  const waiting = await newF2(core)
  const stamped = await newF2(core, { activityName: '已经盖过的活动' })
  const { code } = await core.call('records.freeze', { recordId: waiting })
  const done = await core.call('records.freeze', { recordId: stamped })
  await core.call('records.stamp', { recordId: stamped, revision: done.revision, stamped: true })
  await newF2(core, { activityName: '还在填的活动' })
  const document = await paper(core, { paper: 'stamp-list', noticeId: countyNotice, copies: 2 })
  const rows = document.blocks.flatMap((block) => (block.kind === 'rows' ? [block] : []))
  expect(rows[0]?.headings).toEqual(['序号', '文件名称', '版本核对码', '页数', '份数', '盖章位置', '用途'])
  expect(rows[0]?.rows).toEqual([
    [
      '1',
      '特色亮点活动筹备方案：科技志愿者进乡村',
      codeText(code),
      '',
      '2',
      '表头“单位（盖章）”处',
      '报送示例市科学技术协会组织人事部',
    ],
  ])
})

it('pages are counted off the page tree of a PDF', () => {
  const pdf = (text: string) => Buffer.from(`%PDF-1.4\n${text}`)
  expect(pdfPages(pdf('5 0 obj\n<</Type /Pages\n/Count 3\n/Kids [1 0 R 2 0 R 3 0 R]>>'))).toBe(3)
  expect(pdfPages(pdf('<</Type /Page /Parent 5 0 R>> <</Type /Pages /Count 8>> <</Type /Pages /Count 11>>'))).toBe(11)
  expect(pdfPages(pdf('nothing'))).toBeNull()
})

it('单位备案表 carries the fingerprint, both public keys and a code with the same, and no secret', async () => {
  const core = await openDesk()
  const fingerprint = await core.call('offices.fingerprint', {})
  const document = await paper(core, { paper: 'office-registration' })
  const words = wordsOf(document)
  for (const told of [
    '示例县科学技术协会',
    fingerprint.groups.join(' '),
    fingerprint.signKey,
    fingerprint.ageRecipient,
  ])
    expect(words).toContain(told)
  expect(document).toMatchObject({ qr: true, sheet: true })
  const card = parseCardQr(document.footer?.qrText ?? '')
  expect(card).toMatchObject({ officeId: fingerprint.officeId, ageRecipient: fingerprint.ageRecipient })
  expect(card && fingerprintGroups(card)).toEqual(fingerprint.groups)
  expect(JSON.stringify(document)).not.toContain('SECRET')
})

it('交接单 lists what lies in the folder, record by record', async () => {
  const core = await openDesk()
  await newF2(core)
  const written = await core.call('handovers.write', {
    noticeId: countyNotice,
    mask: true,
    out: newFolder(),
    as: 'folder',
  })
  const { handoverId } = written
  const slip = await paper(core, { paper: 'handover-slip', handoverId, copies: 2 })
  const rows = slip.blocks.flatMap((block) => (block.kind === 'rows' ? block.rows : []))
  expect(rows).toEqual([
    ['1', '特色亮点活动筹备方案：科技志愿者进乡村', codeText(written.records[0]?.code ?? ''), '2', '2', ''],
    ['2', '报送清单', '', '2', '1', ''],
  ])
  expect(wordsOf(slip)).toContain('示例市科学技术协会组织人事部')
  await core.call('handovers.given', { handoverId, way: 'usb', to: '组织人事部' })
  expect(wordsOf(await paper(core, { paper: 'handover-slip', handoverId }))).toContain('U 盘')
  const unknown = { order: { paper: 'handover-slip' as const, handoverId: '01900000-0000-7000-8000-000000000000' } }
  expect(await core.problem('papers.printDocument', unknown)).toMatchObject({ code: 'handover.unknown' })
})

it('a paper is saved as PDF and as Word; the Word document names no record', async () => {
  const core = await openDesk()
  const recordIds = [await newF2(core)]
  const folder = newFolder()
  const order: PaperOrder = { paper: 'seal-approval', recordIds, department: '办公室' }
  const pdf = await core.call('papers.savePdf', { order, out: path.join(folder, '用印审批单.pdf') })
  expect(readFileSync(pdf.path, 'latin1').startsWith('%PDF-')).toBe(true)
  const docx = await core.call('papers.saveDocx', { order, out: path.join(folder, '用印审批单.docx') })
  expect(partOf(docx.path, 'word/document.xml')).toContain('用印审批单')
  expect(partOf(docx.path, 'docProps/custom.xml')).not.toContain('kexie.recordId')
  expect(partOf(docx.path, 'word/footer1.xml')).not.toContain('未定稿')
})
