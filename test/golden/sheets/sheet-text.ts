/** A workbook and a copy sheet as text that a person can read and compare: what stands where, and as what. */
import { type CellObject, read, utils, type WorkSheet } from 'xlsx'
import type { CopyPart } from '../../../shared/form/copy-lines.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'

/** A number shown as a day is a day; a text that a program must keep as typed says so. */
function cellLine(at: string, cell: CellObject): string {
  const format = String(cell.z ?? '')
  const words = JSON.stringify(cell.t === 'n' && format.startsWith('yyyy') ? cell.w : cell.v)
  const kind = cell.t === 'n' ? (format.startsWith('yyyy') ? 'day' : 'number') : format === '@' ? 'text' : 'general'
  return `${at} ${cell.f === undefined ? kind : 'FORMULA'} ${words}`
}

function sheetLines(name: string, sheet: WorkSheet): string[] {
  const range = utils.decode_range(sheet['!ref'] ?? 'A1')
  const cells: string[] = []
  for (let r = range.s.r; r <= range.e.r; r++)
    for (let c = range.s.c; c <= range.e.c; c++) {
      const at = utils.encode_cell({ r, c })
      const cell: CellObject | undefined = sheet[at]
      if (cell?.v !== undefined) cells.push(cellLine(at, cell))
    }
  const merges = (sheet['!merges'] ?? []).map((one) => utils.encode_range(one)).sort()
  return [`=== ${name} ${sheet['!ref'] ?? ''}`, ...(merges.length > 0 ? [`merged ${merges.join(' ')}`] : []), ...cells]
}

/** Sheets in their order, cells row by row; widths and faces are left out. */
export function workbookText(bytes: Uint8Array): string {
  const book = read(bytes, { type: 'buffer', cellNF: true, cellFormula: true, cellHTML: false })
  return `${book.SheetNames.flatMap((name) => sheetLines(name, book.Sheets[name] ?? {})).join('\n')}\n`
}

type File = { readonly field: string; readonly name: string }

/** The copy sheet of the screen: a line a button. */
export function copyText(parts: readonly CopyPart<File>[]): string {
  const lines = parts.flatMap(({ title, lines: some }) => [
    `=== ${title ?? ''}`.trimEnd(),
    ...some.flatMap((line): string[] => {
      const label = `${line.personal ? '(personal) ' : ''}${line.label}`
      if (line.kind === 'text')
        return [`${label} = ${JSON.stringify(line.text)}${line.unit === null ? '' : ` ${line.unit}`}`]
      if (line.kind === 'files') return [`${label}: ${line.files.map(({ name }) => name).join(', ')}`]
      const headings = line.columns.map((column) => column.label).join(' | ')
      return [`${label}: | ${headings} |`, ...line.rows.map((row) => `  ${JSON.stringify(row)}`)]
    }),
  ])
  return `${lines.join('\n')}\n`
}

/** The copy sheet on paper: headings and rows of its tables. */
export function paperText(document: PrintDocument): string {
  const { titleLines, heading, blocks } = document
  const lines = blocks.flatMap((block) =>
    block.kind === 'rows'
      ? [`--- ${block.title ?? ''}`.trimEnd(), ...[block.headings, ...block.rows].map((row) => JSON.stringify(row))]
      : [`(${block.kind})`],
  )
  return `${[titleLines.join(''), `${heading?.left ?? ''} | ${heading?.rightValue ?? ''}`, ...lines].join('\n')}\n`
}
