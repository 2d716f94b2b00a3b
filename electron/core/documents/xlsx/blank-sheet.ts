/** Looks of the empty lists that go out to be filled in: a title, a line of instruction, a heading row under them. */
import type { Worksheet } from 'exceljs'

const thin = { style: 'thin', color: { argb: 'FF999999' } } as const
export const blankFrame = { top: thin, left: thin, bottom: thin, right: thin }
/** Below title and instruction, from 1. */
export const blankHeadRow = 3

/** @param across columns that each of the two lines runs over */
export function blankTitle(sheet: Worksheet, title: string, note: string, across: number): void {
  for (const [at, text] of [title, note].entries()) {
    sheet.mergeCells(at + 1, 1, at + 1, across)
    const cell = sheet.getCell(at + 1, 1)
    cell.value = text
    cell.font = { name: '宋体', size: at === 0 ? 14 : 11, bold: at === 0 }
    cell.alignment = { vertical: 'middle', wrapText: true }
    sheet.getRow(at + 1).height = 26
  }
}

/** @param column from 1. @param help shown beside the cell; '' for none */
export function blankHeading(sheet: Worksheet, column: number, label: string, help: string): void {
  const cell = sheet.getCell(blankHeadRow, column)
  cell.value = label
  cell.font = { name: '宋体', size: 11, bold: true }
  cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
  cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEDED' } }
  cell.border = blankFrame
  if (help !== '') cell.note = help
}
