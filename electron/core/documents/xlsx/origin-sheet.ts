/** 数字来源 beside a printed form: each activity with what it contributes, numbers as numbers, sums below. */
import type { Workbook } from 'exceljs'
import { numberCell } from '../../../../shared/form/sheet-columns.ts'
import { originSheetName } from '../../../../shared/register/origin.ts'
import type { OriginTable } from '../../register/origin-tables.ts'

const thin = { style: 'thin', color: { argb: 'FF000000' } } as const
const frame = { top: thin, left: thin, bottom: thin, right: thin }
const font = { name: '宋体', size: 11 }
const widthOf = (mm: number): number => Math.max(8, mm / 1.9)
/** A cell of the format takes no more. */
const maxText = 32_767

export function addOriginSheet(book: Workbook, tables: readonly OriginTable[]): void {
  const sheet = book.addWorksheet(originSheetName, {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  const widths: number[] = []
  for (const { columns } of tables)
    for (const [at, { widthMm }] of columns.entries()) widths[at] = Math.max(widths[at] ?? 0, widthOf(widthMm))
  sheet.columns = widths.map((width) => ({ width }))
  let row = 0
  for (const [index, { title, columns, rows }] of tables.entries()) {
    if (index > 0) row++
    const head = sheet.getCell(++row, 1)
    head.value = title
    head.font = { ...font, bold: true }
    for (const [line, words] of [columns.map(({ heading }) => heading), ...rows].entries()) {
      row++
      for (const [at, text] of words.entries()) {
        const cell = sheet.getCell(row, at + 1)
        const isNumber = line > 0 && columns[at]?.number === true && numberCell(text)?.kind === 'number'
        if (text !== '') cell.value = isNumber ? Number(text) : text.slice(0, maxText)
        // Text that begins like a formula stays text.
        if (!isNumber) cell.numFmt = '@'
        cell.font = line === 0 ? { ...font, bold: true } : font
        cell.alignment = { vertical: 'middle', wrapText: true, horizontal: line === 0 ? 'center' : 'left' }
        cell.border = frame
      }
    }
  }
}
