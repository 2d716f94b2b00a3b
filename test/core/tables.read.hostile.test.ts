/** Workbooks made to hurt: each ends with a sentence, at the limits, and the core goes on meanwhile. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CannotRead } from '../../electron/core/received/received-text.ts'
import { findLists } from '../../electron/core/tables/read/find-lists.ts'
import { openGrid } from '../../electron/core/tables/read/open-grid.ts'
import { printedTable } from '../../electron/core/tables/read/read-table-file.ts'
import { readTables, type TableOptions } from '../../electron/core/tables/read/read-tables.ts'
import type { ReadTable } from '../../shared/api/tables.ts'
import { Problem } from '../../shared/problems.ts'
import { problemLine } from '../../shared/wording/problem-sentences.ts'
import { book, rawBook, textCell, wordTable, zip } from '../support/ugly-tables.ts'

const material = path.join(import.meta.dirname, '../fixtures/tables')
const dir = mkdtempSync(path.join(tmpdir(), 'kexie-hostile-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const place = (name: string, bytes: Buffer): string => {
  writeFileSync(path.join(dir, name), bytes)
  return path.join(dir, name)
}

/** In this thread: what the limits refuse before anything grows. */
const ending = (bytes: Buffer): string | ReadTable => {
  try {
    return printedTable({ sha256: '', ...findLists(openGrid(bytes)) })
  } catch (error) {
    if (error instanceof CannotRead) return error.failure.why
    throw error
  }
}
const values = (read: string | ReadTable): unknown =>
  typeof read === 'string' ? read : read.rows.map((row) => row.values)

const header = `<row r="1">${textCell('A1', '活动名称')}${textCell('B1', '参加人数')}</row>`
const row = (number: number, title = '讲座', people = 30): string =>
  `<row r="${number}">${textCell(`A${number}`, title)}<c r="B${number}"><v>${people}</v></c></row>`
const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024, 0x20)

describe('before the library sees a byte', () => {
  it('bombs: one part, many parts, shared texts, and a lot of pictures that nobody unpacks', () => {
    expect(ending(rawBook(header, { 'xl/sharedStrings.xml': zeros(41) }))).toBe('too-much')
    expect(
      ending(rawBook(header, Object.fromEntries([1, 2, 3].map((n) => [`xl/worksheets/sheet${n + 1}.xml`, zeros(15)])))),
    ).toBe('too-much')
    const shared = `<sst>${'<si><t>活动</t></si>'.repeat(1_200_000)}</sst>`
    expect(ending(rawBook(header, { 'xl/sharedStrings.xml': shared }))).toBe('too-much')
    expect(values(ending(rawBook(header + row(2), { 'xl/media/image1.png': zeros(30) })))).toEqual([
      { 活动名称: '讲座', 参加人数: 30 },
    ])
  })

  it('entities are not expanded, wherever they stand', () => {
    const lol = `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}">]>`
    expect(ending(rawBook(header, { 'xl/sharedStrings.xml': `${lol}<sst><si><t>&b;</t></si></sst>` }))).toBe('damaged')
    expect(ending(rawBook(header, { 'xl/styles.xml': `<!DOCTYPE x SYSTEM "file:///etc/passwd"><styleSheet/>` }))).toBe(
      'damaged',
    )
    const word = zip({ 'word/document.xml': `${lol}<w:document><w:body/></w:document>` })
    expect(ending(word)).toBe('damaged')
    expect(ending(Buffer.from(`<?xml version="1.0"?>${lol}<Workbook xmlns="x">&b;</Workbook>`))).toBe('damaged')
    expect(ending(Buffer.from(`<html>${lol}<table><tr><td>&b;</td></tr></table></html>`))).toBe('damaged')
  })

  it('very many empty rows and a sheet that claims to be full cost nothing', () => {
    const empty = Array.from(
      { length: 150_000 },
      (_none, at) => `<row r="${at + 2}"><c r="A${at + 2}" s="3"/></row>`,
    ).join('')
    const last = row(1_048_576, '最后一行', 7)
    expect(ending(rawBook(header + empty + last))).toMatchObject({
      rows: [{ row: 1_048_576, values: { 活动名称: '最后一行', 参加人数: 7 } }],
    })
  })

  it('too many rows, cells, columns, sheets', () => {
    expect(ending(rawBook(header + Array.from({ length: 20_001 }, (_none, at) => row(at + 2)).join('')))).toBe(
      'too-much',
    )
    expect(ending(Buffer.from(`${'活动名称,参加人数\n'.repeat(30_000)}`))).toBe('too-much')
    expect(ending(Buffer.from(','.repeat(1_000_000)))).toBe('too-much')
    expect(ending(Buffer.from(`活动名称,参加人数\n${'讲'.repeat(3_000_000)}`))).toBe('too-much')
    expect(ending(wordTable([['活动名称|9999', '参加人数']]))).not.toMatchObject({ rows: [{}] })
  })

  it('merged cells over a whole sheet, once and twenty thousand times', () => {
    const rows = header + Array.from({ length: 60 }, (_none, at) => row(at + 2)).join('')
    const whole = '<mergeCell ref="A1:XFD1048576"/>'
    expect(ending(rawBook(rows, {}, `<mergeCells count="1">${whole}</mergeCells>`))).toMatchObject({ rows: [] })
    expect(ending(rawBook(rows, {}, `<mergeCells>${whole.repeat(20_001)}</mergeCells>`))).toBe('too-much')
    expect(ending(rawBook(rows, {}, `<mergeCells>${whole.repeat(9_000)}</mergeCells>`))).toBe('too-much')
    const page = (span: string): Buffer =>
      Buffer.from(`<table><tr><td ${span}>活动名称</td><td>参加人数</td></tr><tr><td>讲座</td><td>3</td></tr></table>`)
    expect(typeof ending(page('rowspan=99999999 colspan=99999999'))).toBe('object')
  })
})

describe('what a sheet says about itself', () => {
  it('formulas give their stored value or none, never their text', () => {
    const cells = [
      '<c r="A2" t="str"><f>HYPERLINK("http://a","点我")</f><v>点我</v></c><c r="B2"><f>1+1</f><v>2</v></c>',
      `<c r="A3" t="str"><f>cmd|' /c calc'!A0</f></c><c r="B3"><f>SUM(B2:B2)</f></c>`,
      '<c r="A4" t="e"><f>[1]外部!A1</f><v>#REF!</v></c><c r="B4"><f t="shared" ref="B4:B1048576" si="0">B3+1</f><v>5</v></c>',
    ]
    const read = ending(rawBook(header + cells.map((one, at) => `<row r="${at + 2}">${one}</row>`).join('')))
    expect(values(read)).toEqual([
      { 活动名称: '点我', 参加人数: 2 },
      { 活动名称: null, 参加人数: null },
      { 活动名称: null, 参加人数: 5 },
    ])
    expect(read).toMatchObject({ questions: [{ row: 3 }, { row: 3 }, { row: 4 }] })
    expect(JSON.stringify(read)).not.toMatch(/SUM|cmd|HYPER|外部/u)
  })

  it('names that are properties of every object are names', () => {
    const named = `<row r="1">${textCell('A1', '活动名称')}${textCell('B1', '__proto__')}${textCell('C1', 'constructor')}</row><row r="2">${textCell('A2', 'toString')}${textCell('B2', 'x')}<c r="C2"><v>1</v></c></row>`
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) {
      const read = ending(rawBook(named, {}, '', name)) as ReadTable
      expect([read.sheet, Object.entries(read.rows[0]?.values ?? {})]).toEqual([
        name,
        [
          ['活动名称', 'toString'],
          ['__proto__', 'x'],
          ['constructor', 1],
        ],
      ])
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('a file that is cut gives nothing or the whole, and what is cut within a word is asked', () => {
    const sound = ['活动登记表-旧版.xls', '活动登记表-1904日期系统.xlsx'].map((name) =>
      readFileSync(path.join(material, name)),
    )
    for (const bytes of [
      ...sound,
      book(
        {
          活动: [
            ['活动名称', '参加人数'],
            ['讲座', 30],
            ['展览', 40],
          ],
        },
        undefined,
        'biff8',
      ),
    ]) {
      const whole = JSON.stringify(values(ending(bytes)))
      const cuts = Array.from({ length: 40 }, (_none, at) => Math.floor((bytes.length * (at + 1)) / 41))
      for (const cut of [...cuts, bytes.length - 1, bytes.length - 100, bytes.length - 513]) {
        const read = ending(bytes.subarray(0, cut))
        if (typeof read === 'object') expect(JSON.stringify(values(read))).toBe(whole)
      }
    }
    const text = Buffer.from('活动名称,参加人数\n讲座,30\n展览会')
    expect(ending(text.subarray(0, text.length - 1))).toMatchObject({
      questions: [{ row: 3, column: '活动名称' }],
    })
    const wide = Buffer.from('\ufeff活动名称\t地点\n讲座\t广场', 'utf16le')
    expect(ending(wide.subarray(0, wide.length - 1))).toMatchObject({ questions: [{ row: 2, column: '地点' }] })
  })
})

describe('in the thread', () => {
  async function read(file: string, options: TableOptions = {}): Promise<string> {
    const error = await readTables(file, options).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof Problem)) throw new Error('no Problem', { cause: error })
    if (error.code === 'cancelled') return 'cancelled'
    expect(problemLine(error.toData())).toMatch(/“.+”.+。/u)
    return String((error.details as { why?: unknown }).why ?? error.code)
  }

  it('too slow: ended by the clock, while the core answers on', async () => {
    // Each of its beginnings is looked at to the end of the part.
    const slow = place('慢.xlsx', rawBook(`<c r= `.repeat(700_000)))
    let turns = 0
    const timer = setInterval(() => turns++, 2)
    expect(await read(slow, { timeout: 700 })).toBe('too-slow')
    clearInterval(timer)
    expect(turns).toBeGreaterThan(40)
  })

  it('too much memory: the thread ends, the core does not; too large is not even opened; and it can be given up', async () => {
    const many = Array.from({ length: 19_000 }, (_none, at) => row(at + 2, '科'.repeat(90), at)).join('')
    const big = place('大.xlsx', rawBook(header + many))
    expect(await read(big, { heap: 16 })).toBe('too-much')
    const line = path.join(dir, '一行.csv')
    const handle = openSync(line, 'w')
    ftruncateSync(handle, 200 * 1024 * 1024)
    closeSync(handle)
    expect(await read(line)).toBe('too-large')
    const giveUp = new AbortController()
    const reading = read(big, { signal: giveUp.signal })
    giveUp.abort()
    expect(await reading).toBe('cancelled')
  })
})
