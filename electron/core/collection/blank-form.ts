/** An empty 报名登记表 with 参赛人 to send out by WeChat. What comes back is read by read-works.ts: labels are the form's own. */
import { ownOffice } from '../../../db/queries/offices.ts'
import type { ColumnDefinition, FieldDefinition } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument } from '../../../shared/form/print-document.ts'
import { participantsOf } from '../../../shared/notice/video-forms.ts'
import { blankFrame, blankHeading, blankHeadRow, blankTitle } from '../documents/xlsx/blank-sheet.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { sheetTable, sheetText } from '../handover/sheet.ts'
import type { Collection } from '../videos/collections.ts'
import { typedFields } from './columns.ts'

/** Room for a team of the usual size; a person adds rows as needed. */
const emptyPeople = 8
/** Rows that are laid out and whose cells take text as text. */
const emptyWorks = 30
const emptyListed = 100

const fillIn = '填好后连同视频文件发回；身份证号请按文本填写。'

export async function blankForm(ctx: HandlerContext, collection: Collection, format: 'docx' | 'xlsx'): Promise<Buffer> {
  const officeName = (await ownOffice(ctx.db))?.name ?? ''
  return format === 'docx' ? blankWord(ctx, collection, officeName) : blankSheet(collection, officeName)
}

async function blankWord(ctx: HandlerContext, collection: Collection, officeName: string): Promise<Buffer> {
  const { registration, authorization, pack } = collection
  const page = makePrintDocument(
    registration,
    {},
    {
      officeName,
      footer: null,
      masked: false,
      pictures: {},
      example: ctx.example !== null,
    },
  )
  const people = participantsOf(authorization)
  const table =
    people &&
    sheetTable({
      title: people.label,
      columns: people.columns.map((column) => ({ heading: column.label, widthMm: widthOf(column) })),
      rows: Array.from({ length: emptyPeople }, () => people.columns.map(() => '')),
    })
  const blocks = [sheetText(null, fillIn), ...page.blocks, ...(table ? [table] : [])]
  const document: PrintDocument = { ...page, blocks, stamp: null, qr: false, sheet: true }
  // A large library that few calls need.
  const { writeDocx } = await import('../documents/docx/write-docx.ts')
  return writeDocx(document, {
    at: `${pack.issuedOn}T00:00:00Z`,
    recordId: null,
    revision: null,
    code: null,
    draftSeq: null,
    formId: registration.id,
    formVersion: registration.version,
    masked: false,
    bytesOf: () => null,
  })
}

const widthOf = ({ kind }: ColumnDefinition): number => (kind === 'identity-number' ? 46 : kind === 'mobile' ? 32 : 28)

type Heading = { readonly label: string; readonly help: string; readonly width: number }

const kindHelp: Partial<Record<(FieldDefinition | ColumnDefinition)['kind'], string>> = {
  'identity-number': '18位，按文本填写：先把单元格设成“文本”再输入，不要让 Excel 变成科学记数。',
  mobile: '11位手机号码。',
  postcode: '6位数字。',
}

const headingOf = (one: FieldDefinition | ColumnDefinition): Heading => {
  const parts = [one.required ? '必填。' : '', ('help' in one ? one.help : undefined) ?? '', kindHelp[one.kind] ?? '']
  const width = one.kind === 'long-text' ? 60 : one.kind === 'identity-number' || one.kind === 'address' ? 26 : 18
  return { label: one.label.replace(/\s+/gu, ''), help: parts.join(''), width }
}

async function blankSheet({ registration, authorization, pack }: Collection, officeName: string): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  const at = new Date(`${pack.issuedOn}T00:00:00Z`)
  Object.assign(book, { created: at, modified: at, creator: officeName, lastModifiedBy: officeName })
  const works = typedFields(registration).filter(({ kind }) => kind !== 'table')
  const title = works.find(({ id }) => id === registration.titleField)
  fill(book.addWorksheet(registration.shortName), {
    title: registration.name,
    note: `一件作品填一行。${fillIn}`,
    headings: works.map(headingOf),
    rows: emptyWorks,
  })
  const people = participantsOf(authorization)
  if (people)
    fill(book.addWorksheet(people.label), {
      title: people.label,
      note: '一个人填一行，作品名称和前一张表一样。身份证号请按文本填写。',
      headings: [...(title ? [headingOf(title)] : []), ...people.columns.map(headingOf)],
      rows: emptyListed,
    })
  return Buffer.from(await book.xlsx.writeBuffer())
}

function fill(
  sheet: import('exceljs').Worksheet,
  { title, note, headings, rows }: { title: string; note: string; headings: readonly Heading[]; rows: number },
): void {
  // Every cell takes text: 18 digits typed into a number are 15 digits and three zeros.
  sheet.columns = headings.map(({ width }) => ({ width, style: { numFmt: '@' } }))
  blankTitle(sheet, title, note, headings.length)
  for (const [at, { label, help }] of headings.entries()) blankHeading(sheet, at + 1, label, help)
  for (let row = blankHeadRow + 1; row <= blankHeadRow + rows; row++)
    for (const at of headings.keys()) {
      const cell = sheet.getCell(row, at + 1)
      cell.numFmt = '@'
      cell.border = blankFrame
      cell.alignment = { vertical: 'top', wrapText: true }
    }
  sheet.views = [{ state: 'frozen', ySplit: blankHeadRow }]
}
