/** Tables as ugly as offices send them, made by the tests: by the library, by hand, and byte by byte. */
import { crc32, deflateRawSync } from 'node:zlib'
import { utils, type WorkSheet, write } from 'xlsx'
import {
  centralHeader,
  dosTime,
  endRecords,
  localHeader,
  type ZipItem,
} from '../../electron/core/package/zip-format.ts'

/** Deflated whatever it gains: what a bomb is. */
export function zip(parts: Readonly<Record<string, Buffer | string>>): Buffer {
  const when = dosTime('2022-05-30T00:00:00Z')
  const items: ZipItem[] = []
  const pieces: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content)
    const data = deflateRawSync(bytes, { level: 1 })
    const item: ZipItem = { name, method: 8, crc: crc32(bytes), compressed: data.length, bytes: bytes.length, offset }
    const header = localHeader(item, when)
    pieces.push(header, data)
    items.push(item)
    offset += header.length + data.length
  }
  const central = items.map((item) => centralHeader(item, when))
  const length = central.reduce((sum, one) => sum + one.length, 0)
  return Buffer.concat([...pieces, ...central, endRecords(items.length, offset, length)])
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (sign) => `&#${sign.codePointAt(0)};`)
export const textCell = (at: string, text: string): string =>
  `<c r="${at}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`

/** A workbook written by hand: whatever stands in its one sheet. */
export function rawBook(
  sheetData: string,
  more: Readonly<Record<string, Buffer | string>> = {},
  behind = '',
  name = '活动',
): Buffer {
  return zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<Relationships ${relations}><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${relations}><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0" encoding="UTF-8"?><worksheet ${main}><dimension ref="A1:XFD1048576"/><sheetData>${sheetData}</sheetData>${behind}</worksheet>`,
    ...more,
  })
}

export type Cells = readonly (readonly (string | number | boolean | null)[])[]

/** By the library; `change` may add what a plain array cannot say. */
export function book(
  sheets: Readonly<Record<string, Cells>>,
  change: (sheets: Record<string, WorkSheet>) => void = () => undefined,
  type: 'xlsx' | 'biff8' = 'xlsx',
): Buffer {
  const made = utils.book_new()
  for (const [name, cells] of Object.entries(sheets))
    utils.book_append_sheet(made, utils.aoa_to_sheet(cells.map((row) => [...row])), name)
  change(made.Sheets)
  return write(made, { type: 'buffer', bookType: type, cellStyles: true }) as Buffer
}

/** `A4:A6`, … */
export const merge = (sheet: WorkSheet | undefined, ...ranges: string[]): void => {
  if (sheet) sheet['!merges'] = [...(sheet['!merges'] ?? []), ...ranges.map((range) => utils.decode_range(range))]
}
export const format = (sheet: WorkSheet | undefined, at: string, z: string): void => {
  const cell: unknown = sheet?.[at]
  if (typeof cell === 'object' && cell !== null) Object.assign(cell, { z })
}

let gbkTable: Map<string, Buffer> | null = null
/** Text as GBK, the way programs in China save a csv. */
export function gbk(text: string): Buffer {
  gbkTable ??= new Map(
    Array.from({ length: 0x7e * 0xbf }, (_none, at) => Buffer.from([0x81 + Math.floor(at / 0xbf), 0x40 + (at % 0xbf)]))
      .filter((bytes) => bytes[1] !== 0x7f)
      .map((bytes) => [new TextDecoder('gbk').decode(bytes), bytes] as const),
  )
  return Buffer.concat(
    [...text].map((sign) => (sign < '\x80' ? Buffer.from(sign) : (gbkTable?.get(sign) ?? Buffer.from('?')))),
  )
}
export const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** A Word table: `|3` behind a cell spans three columns, `^` continues the one above, `v` in front begins such a one. */
export function wordTable(rows: readonly (readonly string[])[], above: readonly string[] = []): Buffer {
  const cell = (text: string): string => {
    const [, begins = '', words = '', wide = '1'] = /^(v:)?([\s\S]*?)(?:\|(\d+))?$/u.exec(text) ?? []
    const merged = words === '^' ? '<w:vMerge/>' : begins === '' ? '' : '<w:vMerge w:val="restart"/>'
    const paragraphs = (words === '^' ? '' : words)
      .split('\n')
      .map((line) => `<w:p><w:r><w:t>${escaped(line)}</w:t></w:r></w:p>`)
    return `<w:tc><w:tcPr><w:gridSpan w:val="${wide}"/>${merged}</w:tcPr>${paragraphs.join('')}</w:tc>`
  }
  const table = rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')
  const lines = above.map((line) => `<w:p><w:r><w:t>${escaped(line)}</w:t></w:r></w:p>`).join('')
  return zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${lines}<w:tbl>${table}</w:tbl></w:body></w:document>`,
  })
}
