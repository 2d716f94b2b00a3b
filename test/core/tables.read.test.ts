/** Tables as offices send them: every file of the material, and uglier ones. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { read, utils, write } from 'xlsx'
import { runCommandLine } from '../../electron/core/cli/run.ts'
import { storelessCalls } from '../../electron/core/cli/storeless.ts'
import { findLists } from '../../electron/core/tables/read/find-lists.ts'
import { openGrid } from '../../electron/core/tables/read/open-grid.ts'
import { printedTable, readTableFile } from '../../electron/core/tables/read/read-table-file.ts'
import { readTables } from '../../electron/core/tables/read/read-tables.ts'
import type { ReadFile } from '../../electron/core/tables/read/types.ts'
import type { CellNote, ReadTable } from '../../shared/api/tables.ts'
import { type TableVerdict, tableVerdicts } from '../fixtures/table-verdicts.ts'
import { uglyTables } from '../fixtures/ugly-tables.ts'
import { openCounty } from '../support/core.ts'

const material = path.join(import.meta.dirname, '../fixtures/tables')
const dir = mkdtempSync(path.join(tmpdir(), 'kexie-tables-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Without the thread, which a few tests start themselves. */
const readBytes = (bytes: Buffer): ReadFile => ({ sha256: '', ...findLists(openGrid(bytes)) })
const fixtures = new Map<string, ReadFile>()
function readFixture(file: string): ReadFile {
  const read = fixtures.get(file) ?? readBytes(readFileSync(path.join(material, file)))
  fixtures.set(file, read)
  return read
}

type Row = Record<string, unknown> & { row?: number; line?: number }
interface Expected {
  readonly rows?: readonly Row[]
  readonly rowsSameAs?: string
  readonly headerRow?: number
}
const manifest = (
  JSON.parse(readFileSync(path.join(material, 'manifest.json'), 'utf8')) as { files: Record<string, Expected> }
).files
const expectedRows = (file: string): readonly Row[] => {
  const { rows, rowsSameAs } = manifest[file] ?? {}
  return rows ?? manifest[rowsSameAs ?? '']?.rows ?? []
}

/** The manifest's value as the reader gives it; undefined: it says nothing about a cell. */
function wanted(file: string, key: string, value: unknown): unknown {
  if (key === '举办日期' && typeof value === 'object' && value !== null) {
    const { date, endDate } = value as { date?: string; endDate?: string }
    return date === undefined || date === null ? null : endDate === undefined ? date : `${date}/${endDate}`
  }
  if (key === '分辨率') {
    const frame = value as { width?: number; height?: number; label?: string } | null
    if (frame?.width !== undefined) return `${frame.width}×${frame.height}`
    return frame?.label ?? (frame?.height === undefined ? null : `${frame.height}P`)
  }
  // Cells with a formula: an error and an empty text are no values, and nothing is computed.
  if (key.startsWith('人均经费')) return value === '' || value === '#VALUE!' || file.includes('无缓存') ? null : value
  return value
}
const besides = new Set([
  'row',
  'line',
  'raw',
  'flags',
  'lost',
  'shownInExcel',
  'birthStillReadable',
  'rawDuration',
  'askDuration',
])
const labelOf = (key: string, values: Record<string, unknown>): string => {
  const name = key === 'seconds' ? '时长' : key.replace(/\(.*\)$/u, '')
  return name in values ? name : (Object.keys(values).find((label) => label.includes(`·${name}`)) ?? name)
}
const noted = (notes: readonly CellNote[], row: number, column: string): boolean =>
  notes.some((note) => note.row === row && note.column === column)

describe('the material', () => {
  it('is all there, with a verdict for each file', () => {
    const files = readdirSync(material).filter((name) => name !== 'manifest.json')
    expect(tableVerdicts.map(({ file }) => file).sort()).toEqual(files.sort())
    expect(Object.keys(manifest).sort()).toEqual(files.sort())
  })

  it.each(tableVerdicts.map((verdict) => [verdict.file, verdict] as const))(
    '%s: values of the manifest',
    (file, verdict) => {
      const read = printedTable(readFixture(file))
      expect([read.sheet, read.headerRow, read.rows.length]).toEqual([verdict.sheet, verdict.headerRow, verdict.rows])
      const rows = expectedRows(file)
      for (const [at, row] of rows.entries()) {
        const got = read.rows[at]
        if (row.row !== undefined) expect(got?.row).toBe(row.row)
        for (const [key, value] of Object.entries(row)) {
          if (besides.has(key)) continue
          const label = labelOf(key, got?.values ?? {})
          expect(got?.values, `${file} ${got?.row}`).toHaveProperty([label], wanted(file, key, value))
          // Where the manifest has no value, nobody is left to think that the cell was empty.
          const given = typeof value === 'object' && value !== null ? wanted(file, key, value) : value
          const raw = (row.raw as Record<string, unknown> | undefined)?.[key]
          if (given === null && raw !== undefined && raw !== null && got)
            expect(noted([...read.questions, ...read.refusals], got.row, label), `${file} ${got.row} ${label}`).toBe(
              true,
            )
        }
      }
    },
  )

  it.each(tableVerdicts.map((verdict) => [verdict.file, verdict] as const))(
    '%s: asked and refused as flagged',
    (file, verdict) => {
      const read = printedTable(readFixture(file))
      expect(grouped(read.questions, [...(verdict.questions ?? []), ...(verdict.beyond ?? [])])).toEqual(
        lines([...(verdict.questions ?? []), ...(verdict.beyond ?? [])]),
      )
      expect(grouped(read.refusals, verdict.refusals ?? [])).toEqual(lines(verdict.refusals ?? []))
    },
  )

  it('names hidden sheets with the reason, and says what kind of file it is', () => {
    const main = readFixture('活动登记表-200行.xlsx')
    expect(main.otherSheets).toEqual([
      { name: '字典', why: '隐藏的工作表' },
      { name: '上年数据', why: '隐藏的工作表' },
    ])
    expect(main.tables[0]).toMatchObject({ titleYear: 2022, sender: '虚构县科协' })
    expect(JSON.stringify(main)).not.toContain('不应导入')
    expect(main.tables[0]?.columns.map(({ kind }) => kind).join()).toBe(
      'number,text,text,date,text,text,identity,phone,count,money,money,text',
    )
    expect(readFixture('空表.xlsx')).toMatchObject({ kind: 'empty', tables: [], otherSheets: [{ why: '空的工作表' }] })
    const formats = [
      '旧版改名.xlsx',
      '网页导出.xls',
      '活动登记-GBK.csv',
      '活动登记-UTF8BOM.csv',
      '活动登记-UTF16制表符.csv',
      '人名-GB18030四字节.csv',
    ]
    expect(formats.map((file) => readFixture(file).format)).toEqual([
      'xls',
      'html',
      'gbk',
      'utf-8',
      'utf-16le',
      'gb18030',
    ])
  })

  it('text that looks like a formula stays text through the next export', () => {
    const { rows } = printedTable(readFixture('文本怪值.xlsx'))
    const titles = rows.map(({ values }) => String(values.活动名称))
    const again = utils.book_new()
    utils.book_append_sheet(
      again,
      utils.aoa_to_sheet([['活动名称', '参加人数'], ...titles.map((title) => [title, 1])]),
      '活动',
    )
    const bytes = write(again, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    const sheet = read(bytes, { cellFormula: true }).Sheets.活动
    expect(
      Object.values(sheet ?? {}).filter((cell) => typeof cell === 'object' && cell !== null && 'f' in cell),
    ).toEqual([])
    expect(printedTable(readBytes(bytes)).rows.map(({ values }) => values.活动名称)).toEqual(titles)
  })
})

function lines(notes: NonNullable<TableVerdict['questions']>): string[] {
  return notes.map(({ column, reason, rows }) => `${column} ${reason}: ${rows.join(' ')}`).sort()
}
/** Found notes under the expected one that they say; what none expects stands by itself. */
function grouped(notes: readonly CellNote[], expected: NonNullable<TableVerdict['questions']>): string[] {
  const groups = new Map<string, number[]>()
  for (const { row, column, reason } of notes) {
    const one = expected.find(
      (item) => item.column === column && reason.includes(item.reason) && item.rows.includes(row),
    )
    const key = `${column} ${one?.reason ?? reason}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups].map(([key, rows]) => `${key}: ${rows.join(' ')}`).sort()
}

describe('uglier tables', () => {
  it.each(uglyTables.map((table) => [table.name, table] as const))('%s', (_name, table) => {
    const file = readBytes(table.bytes())
    const read = printedTable(file)
    expect(file.tables[0]?.columns.map(({ label }) => label)).toEqual(table.labels)
    expect(read.headerRow).toBe(table.headerRow)
    expect(read.rows.map(({ row, values }) => [row, ...Object.values(values)])).toEqual(table.rows)
    expect(sorted(read.questions)).toEqual([...(table.questions ?? [])].sort(byPlace))
    expect(sorted(read.refusals)).toEqual([...(table.refusals ?? [])].sort(byPlace))
    expect(file.tables.slice(1).map(({ headerRow, rows }) => [headerRow, rows.length])).toEqual(table.others ?? [])
    // No value without a word where something stood.
    for (const { rows, columns } of file.tables)
      for (const { cells } of rows)
        for (const cell of cells) {
          const { kind } = columns.find(({ column }) => column === cell.column) ?? {}
          if (cell.reading === null && /[^\s\-—/无]/u.test(cell.text) && kind !== undefined)
            expect(cell.question ?? cell.refusal, `${table.name} ${cell.row} ${cell.text}`).not.toBeNull()
        }
  })
})
type Place = readonly [number, string]
const byPlace = (a: Place, b: Place): number => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)
const sorted = (notes: readonly CellNote[]): Place[] =>
  notes.map(({ row, column }) => [row, column] as const).sort(byPlace)

describe('by command line', () => {
  async function run(...argv: string[]): Promise<{ code: number; out: unknown; err: string }> {
    let out = ''
    let err = ''
    const code = await runCommandLine(['table', 'read', ...argv], {
      env: {},
      cwd: material,
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      open: async () => {
        throw new Error('no store is opened')
      },
      storeless: storelessCalls({ signal: new AbortController().signal, onProgress: () => undefined }),
    })
    return { code, out: out === '' ? null : JSON.parse(out), err }
  }

  it('prints the list, needs no store, and an empty table is no mistake', async () => {
    const main = await run('活动登记-GBK.csv')
    expect(main).toMatchObject({
      code: 0,
      out: { sheet: '', headerRow: 1 },
      err: expect.stringContaining('读出 30 行'),
    })
    const { rows, questions, refusals } = main.out as ReadTable
    expect(rows[9]).toEqual({
      row: 11,
      values: {
        序号: 10,
        活动名称: '南样乡全国科技工作者日宣传活动',
        举办日期: '2022-05-30',
        参加人数: 30,
        联系电话: '19900000010',
        备注: '两行\n备注',
      },
    })
    expect([questions.length, refusals.length]).toEqual([6, 10])
    expect(await run('空表.xlsx')).toMatchObject({ code: 0, out: { headerRow: 0, rows: [] } })
  })

  it('what is no table ends with a sentence', async () => {
    const place = (name: string, content: Buffer | string): string => {
      writeFileSync(path.join(dir, name), content)
      return path.join(dir, name)
    }
    const ends = async (file: string): Promise<unknown> => {
      const { code, out, err } = await run(file)
      expect(err).toMatch(/。/u)
      const { problem } = out as { problem: { code: string; details: { why?: string } } }
      return [code, problem.code, problem.details.why]
    }
    expect(await ends(path.join(dir, '没有.xlsx'))).toEqual([22, 'file.unreadable', undefined])
    expect(await ends(place('零.csv', ''))).toEqual([1, 'table.unreadable', 'empty'])
    expect(await ends(place('信.txt', '各位同志：\n请于5月30日前报送活动情况。\n此致\n敬礼'))).toEqual([
      1,
      'table.unreadable',
      'no-list',
    ])
    expect(await ends(place('图.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')))).toEqual([
      1,
      'table.unreadable',
      'unknown-type',
    ])
    expect((await run()).code).toBe(64)
  })
})

it('through the contract too, and several lists of a file for whoever takes them in', async () => {
  const core = await openCounty()
  const file = path.join(dir, '一页两表.xlsx')
  const ugly = uglyTables.find(({ name }) => name === '一页两表.xlsx')
  writeFileSync(file, ugly?.bytes() ?? '')
  expect(await core.call('tables.readFile', { path: file })).toEqual(await readTableFile(file))
  const { tables, sha256 } = await readTables(file)
  expect(sha256).toBe(execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64))
  expect(tables.map(({ titles }) => titles)).toEqual([['2022年科普活动一览表'], ['科普志愿者名单']])
  expect(tables[1]?.rows[1]?.cells[2]).toMatchObject({
    text: '1990000002',
    reading: null,
    refusal: expect.stringContaining('11 位'),
  })
})
