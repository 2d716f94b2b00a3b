import { createWriteStream, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { utils, write } from 'xlsx'
import { ZipFile } from 'yazl'
import { newF2, newFolder, openCounty } from '../support/core.ts'
import { findPlanted } from '../support/planted.ts'

const cell = (text: string): string =>
  `<w:tc>${text
    .split('\n')
    .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
    .join('')}</w:tc>`

async function docx(file: string, rows: readonly (readonly string[])[]): Promise<string> {
  const body = rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')
  const zip = new ZipFile()
  zip.addBuffer(
    Buffer.from(
      `<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>2021年筹备方案</w:t></w:r></w:p><w:tbl>${body}</w:tbl></w:body></w:document>`,
    ),
    'word/document.xml',
  )
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

const oldRows = [
  ['主办单位名称', '示例县科学技术协会'],
  ['主题活动名称', '2021年“去年的主题”走基层'],
  ['主办单位联系人', '姓  名', '去年的联系人', '办公电话', '0512-12345678'],
  ['手  机', '13911112222', '传  真', ''],
]

test('the last record of the same form stands first; its words of the past year are marked, nothing is written', async () => {
  const core = await openCounty()
  const before = await newF2(core, { plannedTime: '2021年5月28日至30日', activityName: '第三届科普节' })
  const recordId = await newF2(core, { activityName: '今年的' })
  const { records, papers } = await core.call('earlier.sources', { recordId })
  expect(records.map((one) => one.recordId)).toEqual([before])
  expect(records[0]).toMatchObject({ sameForm: true })
  expect(papers).toEqual([])
  const view = await core.call('earlier.show', { recordId, source: { kind: 'record', recordId: before } })
  expect(view.year).toBe(2022)
  const row = (id: string) => view.rows.find((one) => one.fieldId === id)
  expect(row('plannedTime')?.stale.map((word) => word.text)).toEqual(['2021年5月28日'])
  expect(row('activityName')?.stale.map((word) => word.text)).toEqual(['第三届'])
  expect(row('contactName')).toMatchObject({ value: '测试联系人甲', exact: true })
  expect((await core.call('records.open', { recordId })).values.activityName).toBe('今年的')
})

test('an old docx is read by its table, kept sealed, and goes with one call', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const file = await docx(path.join(newFolder(), '去年的联系人-方案.docx'), oldRows)
  const paper = await core.call('earlier.import', { recordId, path: file })
  expect(paper.fileName).toBe('去年的联系人-方案.docx')
  const source = { kind: 'paper', paperId: paper.paperId } as const
  const view = await core.call('earlier.show', { recordId, source })
  expect(Object.fromEntries(view.rows.map((one) => [one.fieldId, one.value]))).toEqual({
    hostName: '示例县科学技术协会',
    activityName: '2021年“去年的主题”走基层',
    contactName: '去年的联系人',
    officePhone: '0512-12345678',
    mobile: '13911112222',
  })
  expect(view.rows.find((one) => one.fieldId === 'activityName')?.stale.map((word) => word.text)).toEqual(['2021'])
  // Neither the name of the file nor a word of it lies in clear anywhere in the store.
  await core.close()
  expect(findPlanted(core.dataDir, ['去年的联系人', '13911112222', '去年的主题'])).toEqual([])
  await core.open()
  expect((await core.call('earlier.sources', { recordId })).papers).toHaveLength(1)
  await core.call('earlier.remove', { paperId: paper.paperId })
  expect((await core.problem('earlier.show', { recordId, source })).code).toBe('earlier.unknown')
  await core.reopen()
  const kept = readdirSync(path.join(core.dataDir, 'attachments'), { recursive: true, withFileTypes: true })
  expect(kept.filter((entry) => entry.isFile())).toEqual([])
})

test('an old xlsx and an old xls are read by their cells', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['', ''], ...oldRows]), '表')
  for (const bookType of ['xlsx', 'biff8'] as const) {
    const file = path.join(newFolder(), bookType === 'xlsx' ? '旧表.xlsx' : '旧表.xls')
    writeFileSync(file, write(book, { type: 'buffer', bookType }) as Buffer)
    const { paperId } = await core.call('earlier.import', { recordId, path: file })
    const view = await core.call('earlier.show', { recordId, source: { kind: 'paper', paperId } })
    expect(view.rows.find((one) => one.fieldId === 'contactName')).toMatchObject({ value: '去年的联系人' })
  }
})

test('what cannot be read is told, and nothing is kept of it', async () => {
  const core = await openCounty()
  const recordId = await newF2(core)
  const folder = newFolder()
  const file = (name: string, bytes: Buffer): string => {
    writeFileSync(path.join(folder, name), bytes)
    return path.join(folder, name)
  }
  const zipHead = Buffer.from('504b0304', 'hex')
  const oldDoc = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)])
  expect((await core.problem('earlier.import', { recordId, path: file('a.docx', zipHead) })).code).toMatch(
    /^received\./,
  )
  expect((await core.problem('earlier.import', { recordId, path: file('b.doc', oldDoc) })).code).toBe(
    'received.other-program',
  )
  expect((await core.problem('earlier.import', { recordId, path: path.join(folder, 'none.pdf') })).code).toBe(
    'file.unreadable',
  )
  expect((await core.call('earlier.sources', { recordId })).papers).toEqual([])
  expect(readdirSync(path.join(core.dataDir, 'staging'))).toEqual([])
})
