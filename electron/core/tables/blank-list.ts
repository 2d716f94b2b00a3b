/** The empty list that goes out by WeChat: what comes back is read without a question where it was filled in as it says. */
import type { Workbook, Worksheet } from 'exceljs'
import { makePrintDocument, type PrintDocument } from '../../../shared/form/print-document.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { activityStateNames } from '../../../shared/register/activity.ts'
import { writeDocx } from '../documents/docx/write-docx.ts'
import { blankFrame, blankHeading, blankHeadRow, blankTitle } from '../documents/xlsx/blank-sheet.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { sheetText } from '../handover/sheet.ts'
import { needOffice } from '../records/load.ts'
import { type BlankColumn, blankColumns, blankRows } from './blank-columns.ts'
import { exampleWord } from './blank-words.ts'

const listNote = `一项活动填一行，标着“${exampleWord}”的一行是样子，不会收进来。填好后发回；不用填身份证号。`
const formNote = '一项活动填一张，填好后发回；不用填身份证号。时间写清年月日，如：2022年5月28日至30日。'
const maxInlineList = 250

/** @throws Problem notice.unknown, office.missing */
export async function blankTable(
  ctx: HandlerContext,
  noticeId: string | null,
  format: 'docx' | 'xlsx',
): Promise<Buffer> {
  const { office } = await needOffice(ctx.db)
  const notice = noticeId === null ? null : ctx.notices.get(noticeId).pack
  return format === 'docx' ? blankPaper(ctx, office.name) : blankBook(ctx, notice, office.name)
}

async function blankPaper(ctx: HandlerContext, officeName: string): Promise<Buffer> {
  const form = ctx.notices.library().find((one) => one.form.id === 'LIB-COLLECTION')?.form
  if (!form) throw new Error('the library has no form of collection')
  const page = makePrintDocument(
    form,
    {},
    { officeName, footer: null, masked: false, pictures: {}, example: ctx.example !== null },
  )
  const blocks = [sheetText(null, formNote), ...page.blocks]
  const document: PrintDocument = { ...page, blocks, stamp: null, qr: false, sheet: true }
  return writeDocx(document, {
    at: ctx.now().toISOString(),
    recordId: null,
    revision: null,
    code: null,
    draftSeq: null,
    formId: form.id,
    formVersion: form.version,
    masked: false,
    bytesOf: () => null,
  })
}

async function blankBook(ctx: HandlerContext, notice: NoticePack | null, officeName: string): Promise<Buffer> {
  // A large library that few calls need.
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  const at = ctx.now()
  Object.assign(book, { created: at, modified: at, creator: officeName, lastModifiedBy: officeName })
  const modules = notice?.modules.map(({ name }) => name) ?? []
  const columns = modules.length > 0 ? blankColumns : blankColumns.filter(({ takes }) => takes !== 'module')
  const title = `${notice?.shortTitle ?? ''}活动登记表`
  fill(book, title, columns, modules, ctx.example !== null)
  return Buffer.from(await book.xlsx.writeBuffer())
}

function fill(
  book: Workbook,
  title: string,
  columns: readonly BlankColumn[],
  modules: readonly string[],
  example: boolean,
): void {
  const sheet = book.addWorksheet('活动登记表', {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  sheet.columns = [{ width: 7 }, ...columns.map(({ width }) => ({ width }))]
  blankTitle(sheet, example ? `${title}（示例单位）` : title, listNote, Math.min(columns.length + 1, 12))
  blankHeading(sheet, 1, '序号', '')
  for (const [at, { label, help }] of columns.entries()) blankHeading(sheet, at + 2, label, help)
  sheet.getRow(blankHeadRow).height = 40
  const last = blankHeadRow + blankRows
  for (let row = blankHeadRow + 1; row <= last; row++) {
    const isExample = row === blankHeadRow + 1
    const number = body(sheet, row, 1, isExample)
    if (isExample) number.value = exampleWord
    for (const [at, column] of columns.entries()) {
      const cell = body(sheet, row, at + 2, isExample)
      const isNumber = column.takes === 'count' || column.takes === 'money'
      cell.numFmt = column.takes === 'count' ? '0' : column.takes === 'money' ? '0.######' : '@'
      const words = column.takes === 'module' ? (modules[0] ?? '') : column.example
      if (isExample && words !== '') cell.value = isNumber ? Number(words) : words
      const rule = validation(column, modules)
      if (rule) cell.dataValidation = rule
    }
  }
  sheet.views = [{ state: 'frozen', ySplit: blankHeadRow, xSplit: 1 }]
}

function body(sheet: Worksheet, row: number, column: number, isExample: boolean) {
  const cell = sheet.getCell(row, column)
  cell.font = { name: '宋体', size: 11, italic: isExample, ...(isExample && { color: { argb: 'FF777777' } }) }
  cell.alignment = { vertical: 'top', wrapText: true }
  cell.border = blankFrame
  return cell
}

/** What a spreadsheet program itself refuses need not be asked later. */
function validation({ takes }: BlankColumn, modules: readonly string[]): import('exceljs').DataValidation | null {
  const listed = (words: readonly string[]): import('exceljs').DataValidation | null => {
    const list = `"${words.join(',')}"`
    if (words.length === 0 || list.length > maxInlineList || words.some((word) => /[",]/u.test(word))) return null
    return {
      type: 'list',
      allowBlank: true,
      formulae: [list],
      // Several modules are written with 、 between them.
      showErrorMessage: takes !== 'module',
      errorTitle: '请选择',
      error: `请从下面选：${words.join('、')}`,
    }
  }
  switch (takes) {
    case 'count':
      return {
        type: 'whole',
        operator: 'between',
        allowBlank: true,
        formulae: [0, 999_999_999],
        showErrorMessage: true,
        errorTitle: '只填数字',
        error: '请填不小于0的整数；还没有统计就空着。',
      }
    case 'money':
      return {
        type: 'decimal',
        operator: 'between',
        allowBlank: true,
        formulae: [0, 1_000_000],
        showErrorMessage: true,
        errorTitle: '以万元计',
        error: '请以万元填数字，5000元填0.5；不清楚就空着。',
      }
    case 'yes-no':
      return listed(['是', '否'])
    case 'state':
      return listed(Object.values(activityStateNames))
    case 'module':
      return listed(modules)
    case 'text':
      return null
  }
}
