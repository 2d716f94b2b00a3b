import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellShown, cellValue } from '../../../renderer/form/table/cell-text.ts'
import { isBlock, parseBlock, writeBlock } from '../../../renderer/form/table/paste-block.ts'
import {
  columnSum,
  insertRow,
  mostRows,
  moveRow,
  pasteBlock,
  type Rows,
  removeRow,
  rowsOf,
  setCell,
  tableValue,
} from '../../../renderer/form/table/table-edits.ts'
import { type ColumnDefinition, columnDefinition } from '../../../shared/form/definition.ts'

const columns: ColumnDefinition[] = [
  { id: 'name', label: '活动名称', kind: 'text' },
  { id: 'day', label: '日期', kind: 'date' },
  { id: 'people', label: '人数', kind: 'integer' },
  { id: 'money', label: '投入', kind: 'decimal' },
  { id: 'sort', label: '类别', kind: 'choice', options: [{ id: 'lecture', label: '讲座' }] },
  { id: 'idno', label: '身份证号', kind: 'identity-number' },
].map((column) => columnDefinition.parse(column))
const column = (id: string): ColumnDefinition => columns.find((one) => one.id === id) as ColumnDefinition
const names = (rows: Rows) => rows.map(({ row }) => row.name ?? '')
const three = rowsOf([{ name: '甲' }, { name: '乙' }, { name: '丙' }])

describe('rows of a table', () => {
  it('always hold one to write in, and store no empty rows at the end', () => {
    expect(rowsOf(null)).toHaveLength(1)
    expect(tableValue(rowsOf(null))).toBeNull()
    expect(tableValue(insertRow(three, 3))).toHaveLength(3)
    expect(tableValue(insertRow(three, 1))).toEqual([{ name: '甲' }, {}, { name: '乙' }, { name: '丙' }])
    expect(removeRow(rowsOf([{ name: '甲' }]), 0)).toHaveLength(1)
  })

  it('are inserted, copied, moved and removed, each with its own key', () => {
    expect(names(insertRow(three, 1, { name: '丁' }))).toEqual(['甲', '丁', '乙', '丙'])
    expect(names(moveRow(three, 2, 0))).toEqual(['丙', '甲', '乙'])
    expect(names(moveRow(three, 0, 2))).toEqual(['乙', '丙', '甲'])
    expect(moveRow(three, 0, -1)).toBe(three)
    expect(moveRow(three, 2, 3)).toBe(three)
    expect(names(removeRow(three, 1))).toEqual(['甲', '丙'])
    const copied = insertRow(three, 1, three[0]?.row)
    expect(new Set(copied.map(({ key }) => key)).size).toBe(4)
  })

  it('that were not touched stay the same objects', () => {
    const next = setCell(three, 1, 'name', '戊')
    expect(next[0]).toBe(three[0])
    expect(next[2]).toBe(three[2])
    expect(names(next)).toEqual(['甲', '戊', '丙'])
  })

  it('are never more than the store takes', () => {
    const full = rowsOf(Array.from({ length: mostRows }, (_none, at) => ({ name: String(at) })))
    expect(insertRow(full, 0)).toBe(full)
    expect(pasteBlock(full, { row: mostRows - 1, column: 0 }, [['一'], ['二']], columns).rows).toHaveLength(mostRows)
  })
})

describe('a block from a spreadsheet', () => {
  it('goes over the cells, adds rows and is put into the stored form', () => {
    const block = parseBlock('丁\t2022/5/3\t1,200\t３．５\t讲座\t11010119900101123x\r\n戊\t\t\t\t\t\r\n')
    const { rows, pasted } = pasteBlock(three, { row: 2, column: 0 }, block, columns)
    expect(pasted).toBe(2)
    expect(names(rows)).toEqual(['甲', '乙', '丁', '戊'])
    expect(rows[2]?.row).toEqual({
      name: '丁',
      day: '2022-05-03',
      people: '1200',
      money: '3.5',
      sort: 'lecture',
      idno: '11010119900101123X',
    })
    expect(rows[3]?.row.people).toBe('')
  })

  it('leaves its own heading line out', () => {
    const block = parseBlock('活动名称\t日期\n丁\t2022年5月3日')
    const { rows, pasted } = pasteBlock(rowsOf(null), { row: 0, column: 0 }, block, columns)
    expect(pasted).toBe(1)
    expect(rows.map(({ row }) => row)).toEqual([{ name: '丁', day: '2022-05-03' }])
  })

  it('ends at the last column', () => {
    const { rows } = pasteBlock(three, { row: 0, column: 5 }, [['1', '2', '3']], columns)
    expect(rows[0]?.row).toEqual({ name: '甲', idno: '1' })
  })

  it('is no block when it is one cell', () => {
    expect(isBlock(parseBlock('一句话'))).toBe(false)
    expect(isBlock(parseBlock('一句话\r\n'))).toBe(false)
    expect(isBlock(parseBlock('一\t二'))).toBe(true)
  })

  it('keeps quotation marks that a person wrote', () => {
    expect(parseBlock('"两\n行"\t"他说""好"""')).toEqual([['两\n行', '他说"好"']])
    expect(parseBlock('"创新争先"主题活动\t二')).toEqual([['"创新争先"主题活动', '二']])
    expect(parseBlock('"没有完\t二')).toEqual([['"没有完', '二']])
  })

  it('comes back as it was written, whatever stands in it', () => {
    const cell = fc.string().map((text) => text.replace(/\r/g, ''))
    const grid = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(grid, (rows) => {
        const width = Math.min(...rows.map((row) => row.length))
        const even = rows.map((row) => row.slice(0, width)).filter((row) => row.join('') !== '')
        // A cell that begins with a quotation mark and would read as a quoted one is rare and harmless.
        fc.pre(even.length > 0 && !even.some((row) => row.some((one) => /^"[^\t\n]*"$/.test(one))))
        expect(parseBlock(writeBlock(even))).toEqual(even)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a cell', () => {
  it('is stored plain and shown as people read it', () => {
    expect(cellValue(column('day'), ' 20220503 ')).toBe('2022-05-03')
    expect(cellValue(column('day'), '2022-05-03 00:00:00')).toBe('2022-05-03')
    expect(cellShown(column('day'), '2022-05-03')).toBe('2022年5月3日')
    expect(cellShown(column('idno'), '110101199001011234')).toBe('110***********1234')
    expect(cellValue(column('sort'), '讲 座')).toBe('lecture')
    expect(cellValue(column('sort'), '沙龙')).toBe('沙龙')
    expect(cellValue(column('people'), '约三十')).toBe('约三十')
    expect(cellValue(column('name'), '两\n行')).toBe('两 行')
  })
})

describe('the sum of a column', () => {
  it('counts what is filled and is empty when nothing is', () => {
    const rows = rowsOf([{ money: '0.1', people: '' }, { money: '0.2' }, { money: '１，０００' }, { money: '三' }])
    expect(columnSum(rows, column('money'))).toBe('1000.3')
    expect(columnSum(rows, column('people'))).toBe('')
    expect(columnSum(rows, column('name'))).toBe('')
  })
})
