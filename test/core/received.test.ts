import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import yazl from 'yazl'
import { glue, joinLines, type PageLine } from '../../electron/core/received/join-lines.ts'
import { plainCharacters } from '../../electron/core/received/plain-characters.ts'
import { documentText } from '../../electron/core/received/read-docx.ts'
import { readReceived } from '../../electron/core/received/read-received.ts'
import { newFolder, openCounty, problemOf, projectDir } from '../support/core.ts'

const resourcesDir = path.join(projectDir, 'resources')
const fixture = (name: string) => path.join(projectDir, 'test/fixtures/received', name)
const photo = path.join(resourcesDir, 'sample/county/photo-1-field.jpg')
const read = (file: string) => readReceived(file, { resourcesDir })

function made(name: string, bytes: string | Buffer): string {
  const file = path.join(newFolder(), name)
  writeFileSync(file, bytes)
  return file
}

async function zip(name: string, parts: Record<string, Buffer>): Promise<string> {
  const file = path.join(newFolder(), name)
  const out = new yazl.ZipFile()
  for (const [part, bytes] of Object.entries(parts)) out.addBuffer(bytes, part)
  out.end()
  await pipeline(out.outputStream, createWriteStream(file))
  return file
}

/** A page that is nothing but a photograph, as a scanner makes it. */
function scan(jpeg: Buffer): Buffer {
  const parts: (string | Buffer)[] = []
  const offsets: number[] = []
  let length = 0
  const put = (part: string | Buffer) => {
    parts.push(part)
    length += Buffer.byteLength(part)
  }
  const object = (n: number, ...body: (string | Buffer)[]) => {
    offsets[n] = length
    for (const part of [`${n} 0 obj\n`, ...body, '\nendobj\n']) put(part)
  }
  const drawing = 'q 500 0 0 700 40 40 cm /Im0 Do Q'
  put('%PDF-1.4\n')
  object(1, '<< /Type /Catalog /Pages 2 0 R >>')
  object(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>')
  object(
    3,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /Im0 4 0 R >> >> >>',
  )
  object(
    4,
    `<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
    jpeg,
    '\nendstream',
  )
  object(5, `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`)
  const xref = length
  const lines = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  put(`xref\n0 6\n0000000000 65535 f \n${lines.join('')}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`)
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

test('a PDF: lines joined to paragraphs, page numbers gone, look-alike radicals made plain, the pages known', async () => {
  const { kind, text, pages, pictures } = await read(fixture('notice.pdf'))
  const lines = text.split('\n')
  expect(kind).toBe('pdf')
  expect(pictures).toEqual([])
  expect(lines.slice(0, 3)).toEqual([
    '示市科协发〔2027〕18号',
    '示例市科学技术协会关于开展2027年“科普进乡村”主题活动的通知',
    '各县（区）科协，市属各学会：',
  ])
  expect(lines).toContain('（二）报送活动信息。请于9月15日17:00前报送活动简介1份，300字左右，并附活动照片3-5张。')
  expect(lines).toContain('联系部门：示例市科学技术协会科普部')
  expect(text).not.toMatch(/—\s*\d\s*—/)
  expect(text).not.toMatch(/[\u2e80-\u2fdf]/)
  expect(pages).toHaveLength(2)
  expect(text.slice(pages[1]?.start).startsWith('活动期间')).toBe(true)
  expect(pages[1]?.end).toBe(text.length)
})

test('a docx: runs joined, tables row by row, deleted words left out', async () => {
  const { kind, text } = await read(fixture('notice.docx'))
  expect(kind).toBe('docx')
  expect(text).toContain('示例市科学技术协会关于举办2027年全市青少年科技创新作品展示活动的通知')
  expect(text).toContain('材料 份数\n作品推荐表 2份\n')
  expect(text).not.toContain('删去的话')
})

test('plain text in GBK and in UTF-8', async () => {
  expect((await read(fixture('gbk.txt'))).text).toBe(
    '关于报送活动总结的通知\n各县（区）科协：\n请于2027年6月20日前报送活动总结。',
  )
  expect((await read(made('a.txt', '\ufeff　　通知\n\n请及时报送。'))).text).toBe('通知\n请及时报送。')
})

test('a picture has no text; a scan has none either and gives its pages as pictures', async () => {
  expect(await read(photo)).toMatchObject({ kind: 'picture', text: '' })
  const { kind, text, pictures } = await read(made('scan.pdf', scan(readFileSync(photo))))
  expect({ kind, text, pictures: pictures.length }).toEqual({ kind: 'pdf', text: '', pictures: 1 })
  expect(Buffer.from(pictures[0]?.bytes ?? []).subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
})

test('the name proves nothing: a docx called pdf is a docx, a picture called docx a picture', async () => {
  expect((await read(made('a.pdf', readFileSync(fixture('notice.docx'))))).kind).toBe('docx')
  expect((await read(made('a.docx', readFileSync(photo)))).kind).toBe('picture')
})

test.each<[string, () => string | Promise<string>, object]>([
  ['nothing in it', () => made('a.pdf', ''), { code: 'received.empty' }],
  ['cut off', () => made('a.pdf', readFileSync(fixture('notice.pdf')).subarray(0, 3000)), { code: 'received.damaged' }],
  [
    'a docx cut off',
    () => made('a.docx', readFileSync(fixture('notice.docx')).subarray(0, 900)),
    { code: 'received.damaged' },
  ],
  ['only the mark of a PDF', () => made('a.pdf', '%PDF-1.7\n%%EOF'), { code: 'received.damaged' }],
  ['a password', () => fixture('locked.pdf'), { code: 'received.locked' }],
  ['old Word', () => fixture('old-word.doc'), { code: 'received.other-program', details: { format: 'doc' } }],
  ['rich text', () => made('a.doc', '{\\rtf1 a}'), { code: 'received.other-program', details: { format: 'rtf' } }],
  [
    'OFD',
    () => zip('a.ofd', { 'OFD.xml': Buffer.from('<a/>') }),
    { code: 'received.other-program', details: { format: 'ofd' } },
  ],
  [
    'a spreadsheet',
    () => zip('a.xlsx', { 'xl/workbook.xml': Buffer.from('<a/>') }),
    { details: { format: 'spreadsheet' } },
  ],
  ['an archive', () => zip('a.zip', { 'a.txt': Buffer.from('a') }), { details: { format: 'archive' } }],
  [
    'a bomb',
    () => zip('a.docx', { 'word/document.xml': Buffer.alloc(80 * 1024 * 1024, 0x20) }),
    { code: 'received.too-much' },
  ],
  ['bytes of no kind', () => made('a.pdf', Buffer.from([1, 0, 2, 0, 255])), { code: 'received.type' }],
  ['half a picture', () => made('a.png', readFileSync(photo).subarray(0, 4)), { code: 'received.damaged' }],
  ['not there', () => path.join(newFolder(), 'gone.pdf'), { code: 'file.unreadable' }],
])('%s: a clear problem', async (_what, file, problem) => {
  expect((await problemOf(read(await file()))).toData()).toMatchObject(problem)
})

test('what takes too long is stopped, and so is what a person stops', async () => {
  const file = fixture('notice.pdf')
  expect((await problemOf(readReceived(file, { resourcesDir, timeout: 1 }))).code).toBe('received.too-slow')
  const controller = new AbortController()
  const reading = readReceived(file, { resourcesDir, signal: controller.signal })
  controller.abort()
  expect((await problemOf(reading)).code).toBe('cancelled')
})

test('after hostile files the desk goes on and keeps nothing of them', async () => {
  const county = await openCounty()
  const bomb = await zip('a.docx', { 'word/document.xml': Buffer.alloc(80 * 1024 * 1024, 0x20) })
  for (const file of [bomb, made('a.pdf', ''), fixture('old-word.doc')]) {
    await county.problem('ownNotices.read', { path: file })
    await county.problem('ownNotices.start', { from: { kind: 'file', path: file } })
  }
  expect(await county.call('ownNotices.list', {})).toEqual([])
  const document = await county.call('ownNotices.read', { path: fixture('notice.docx') })
  expect(document).toMatchObject({ kind: 'docx', fileName: 'notice.docx', pictures: 0 })
  expect(document.pages[0]?.text).toBe(document.text)
})

test('characters: radicals, compatibility forms and invisible ones', () => {
  expect(plainCharacters('⽰例⻔⼾\u200b⻅\u00a0豈')).toBe('示例门户见 豈')
})

test('lines: Chinese without a space, Latin words with one; a full line goes on, a heading begins anew', () => {
  expect(glue('报送', '材料')).toBe('报送材料')
  expect(glue('Science', 'Day')).toBe('Science Day')
  expect(glue('2022', '年')).toBe('2022年')
  const line = (text: string, top: number, fields: Partial<PageLine> = {}): PageLine => ({
    text,
    left: 80,
    right: 515,
    top,
    size: 16,
    ...fields,
  })
  const { text } = joinLines([
    {
      height: 842,
      lines: [
        line('第一行写得很满', 100),
        line('接着写', 129, { right: 200 }),
        line('（一）另起一段', 158),
        line('— 1 —', 800, { left: 280, right: 310 }),
      ],
    },
  ])
  expect(text).toBe('第一行写得很满接着写\n（一）另起一段')
})

test('docx: entities, tabs, and the second copy of a drawing left out', () => {
  const xml =
    '<w:p><w:r><w:t>A&amp;B</w:t><w:tab/><w:t>&#x4E00;</w:t></w:r></w:p>' +
    '<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Choice>' +
    '<mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>'
  expect(documentText(xml)).toBe('A&B 一\n框')
})
