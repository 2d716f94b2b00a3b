/** Word documents of records, through dispatch: drafts, revisions, masks, files, and who may have one. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { countyNotice, newF2, newFolder, openCounty, projectDir, type TestCore } from '../../support/core.ts'
import { partOf, readWord } from '../../support/word-xml.ts'

async function docx(core: TestCore, recordId: string, revision: number | null, masked = false) {
  const { bytes } = await core.call('documents.docx', { recordId, revision, masked })
  const file = path.join(newFolder(), 'record.docx')
  writeFileSync(file, bytes)
  const texts = readWord(partOf(file, 'word/document.xml')).paragraphs.map(({ text }) => text)
  return { bytes: Buffer.from(bytes), file, texts, properties: partOf(file, 'docProps/custom.xml') }
}

it('writes a draft that says so, and its revision with the code', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const draft = await docx(core, recordId, null)
  expect(partOf(draft.file, 'word/footer1.xml')).toContain('草稿')
  expect(draft.properties).toMatch(/kexie\.draftSeq"><vt:lpwstr>0</u)
  expect(draft.properties).not.toContain('kexie.revision')
  expect(draft.texts).toContain('科技志愿者进乡村')

  const { code, revision } = await core.call('records.freeze', { recordId })
  const final = await docx(core, recordId, revision)
  expect(partOf(final.file, 'word/footer1.xml')).toContain(codeText(code))
  for (const fact of [recordId, code, 'JS-F2']) expect(final.properties).toContain(fact)
  expect(final.texts).toEqual(draft.texts)
})

it('gives the same bytes later and after a restart', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  await core.call('records.freeze', { recordId })
  const first = await docx(core, recordId, 1)
  core.setNow('2022-06-01T01:00:00.000Z')
  await core.reopen()
  expect((await docx(core, recordId, 1)).bytes.equals(first.bytes)).toBe(true)
})

it('masks personal values, and names no person in its properties', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const { file, texts } = await docx(core, recordId, null, true)
  const all = partOf(file, '*')
  expect(all).not.toContain('13900001234')
  expect(texts).toContain('139****1234')
  const clear = await docx(core, recordId, null)
  for (const part of ['docProps/core.xml', 'docProps/app.xml', 'docProps/custom.xml'])
    expect(partOf(clear.file, part)).not.toMatch(/13900001234|测试联系人甲/u)
})

it('carries photographs and turns them upright', async () => {
  const core = await openCounty()
  const created = await core.call('records.create', {
    noticeId: countyNotice,
    formId: 'JS-T14',
    values: { setTitle: '走访慰问' },
  })
  const { recordId } = created.summary
  const source = path.join(projectDir, 'resources/sample/county/photo-1-field.jpg')
  const lying = path.join(newFolder(), 'lying.jpg')
  writeFileSync(lying, turned(readFileSync(source), 6))
  for (const file of [source, lying]) await core.call('records.attach', { recordId, field: 'photos', path: file })
  const { file } = await docx(core, recordId, null)
  const xml = partOf(file, 'word/document.xml')
  expect(xml.match(/<pic:pic /gu)).toHaveLength(2)
  expect(xml.match(/<a:xfrm rot="5400000">/gu)).toHaveLength(1)
  const [upright, rotated] = [...xml.matchAll(/<a:ext cx="(\d+)" cy="(\d+)"/gu)].map(
    (match) => Number(match[1]) / Number(match[2]),
  )
  expect(rotated).toBeCloseTo(upright ?? 0, 2)
})

/** The same picture with an EXIF block that says how it was held. */
function turned(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

it('saves where a person asked for it, whole or not at all', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const folder = newFolder()
  const out = path.join(folder, '筹备方案.docx')
  copyFileSync(path.join(projectDir, 'package.json'), out)
  const saved = await core.call('documents.saveDocx', { recordId, revision: null, out })
  expect(readdirSync(folder)).toEqual(['筹备方案.docx'])
  expect(readFileSync(out).length).toBe(saved.bytes)
  const nowhere = path.join(folder, 'missing', 'a.docx')
  const problem = await core.problem('documents.saveDocx', { recordId, revision: null, out: nowhere })
  expect(problem.code).toBe('file.unwritable')
  expect(existsSync(nowhere)).toBe(false)
})

it('knows no record or revision that is not there', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const unknown = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
  expect((await core.problem('documents.docx', { recordId, revision: 7 })).code).toBe('revision.unknown')
  expect((await core.problem('documents.docx', { recordId: unknown, revision: null })).code).toBe('record.unknown')
})
