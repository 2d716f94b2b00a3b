/** A roll-up as a workbook: one row an office, the sums below as values. Empty stays empty. */
import type { Worksheet } from 'exceljs'
import type { Rollup } from '../../../shared/api/rollups.ts'
import { numberCell } from '../../../shared/form/sheet-columns.ts'
import { sumOf } from '../../../shared/rollup/totals.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { changesTable, fromWords, labelOf, type RollupTable, remarkTables, standWords } from './tables.ts'

const thin = { style: 'thin', color: { argb: 'FF000000' } } as const
const frame = { top: thin, left: thin, bottom: thin, right: thin }
const font = { name: '宋体', size: 11 }

export async function rollupWorkbook(ctx: HandlerContext, rollup: Rollup): Promise<Buffer> {
  // A large library that few calls need.
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  const at = rollup.number !== null && rollup.frozenAt !== null ? new Date(rollup.frozenAt) : ctx.now()
  Object.assign(book, { created: at, modified: at })
  const page = { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const
  const example = ctx.example ? '　示例' : ''
  const main = book.addWorksheet('汇总', { pageSetup: page, views: [{ state: 'frozen', xSplit: 1, ySplit: 3 }] })
  writeMain(main, rollup, `${rollup.formName}　汇总表${example}`)
  const further = [...(rollup.number === 1 ? [] : changesTable(rollup)), ...remarkTables(rollup)]
  if (further.length > 0) writeTables(book.addWorksheet('说明', { pageSetup: page }), further)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function put(sheet: Worksheet, row: number, column: number, text: string, number: boolean, head = false): void {
  const cell = sheet.getCell(row, column)
  const isNumber = number && numberCell(text)?.kind === 'number'
  if (text !== '') cell.value = isNumber ? Number(text) : text.slice(0, 32_767)
  // Text that begins like a formula stays text.
  if (!isNumber) cell.numFmt = '@'
  cell.font = head ? { ...font, bold: true } : font
  cell.alignment = { vertical: 'middle', wrapText: true, horizontal: head ? 'center' : isNumber ? 'right' : 'left' }
  cell.border = frame
}

function writeMain(sheet: Worksheet, rollup: Rollup, title: string): void {
  const { fields, rows, totals } = rollup
  sheet.columns = [{ width: 30 }, { width: 8 }, { width: 13 }, ...fields.map(() => ({ width: 13 }))]
  for (const [at, words] of [title, standWords(rollup)].entries()) {
    const cell = sheet.getCell(at + 1, 1)
    cell.value = words
    cell.font = at === 0 ? { ...font, size: 16, bold: true } : font
  }
  let row = 3
  const line = (words: readonly string[], head = false): void => {
    for (const [at, text] of words.entries()) put(sheet, row, at + 1, text, at > 2, head)
    row++
  }
  line(['单位', '来源', '版本核对码', ...fields.map(labelOf)], true)
  const counted = rows.filter((one) => one.leftOut === null)
  for (const one of counted)
    line([
      one.officeName,
      fromWords[one.from],
      codeText(one.code),
      ...fields.map(({ field }) => one.values[field] ?? ''),
    ])
  const less = fields.map(({ field }) => sumOf(counted.map(({ deducted }) => deducted[field] ?? null)))
  if (less.some((one) => one !== null))
    line(['联合举办的活动只计一次，减去', '', '', ...less.map((one) => (one === null || one === '0' ? '' : `-${one}`))])
  line(['合计', '', '', ...fields.map(({ field }) => totals[field]?.value ?? '')], true)
}

function writeTables(sheet: Worksheet, tables: readonly RollupTable[]): void {
  const widths: number[] = []
  for (const { columns } of tables)
    for (const [at, { widthMm }] of columns.entries()) widths[at] = Math.max(widths[at] ?? 0, widthMm / 1.9)
  sheet.columns = widths.map((width) => ({ width }))
  let row = 1
  for (const { title, columns, rows } of tables) {
    const head = sheet.getCell(row++, 1)
    head.value = title
    head.font = { ...font, bold: true }
    for (const [at, { heading }] of columns.entries()) put(sheet, row, at + 1, heading, false, true)
    row++
    for (const words of rows) {
      for (const [at, text] of words.entries()) put(sheet, row, at + 1, text, true)
      row++
    }
    row++
  }
}
