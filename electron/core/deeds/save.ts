/** 操作日志 out of the store: a list for people (Excel, paper), or the chain itself for whoever checks it. */
import { utils, type WorkSheet, write } from 'xlsx'
import type { MethodOutput, MethodParsed } from '../../../shared/api/contract.ts'
import type { Deed } from '../../../shared/api/deeds.ts'
import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { textPieces } from '../../../shared/form/sheet-columns.ts'
import { Problem } from '../../../shared/problems.ts'
import { changeText, deedKind, deedMoment, deedPerson, deedSentence } from '../../../shared/wording/deed-sentences.ts'
import { renderDocument } from '../documents/pdf.ts'
import { finished, put } from '../documents/xlsx/record-sheet.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { sheet, sheetTable, sheetText } from '../handover/sheet.ts'
import { canonicalJson } from '../package/canonical.ts'
import { needOffice } from '../records/load.ts'
import { saveForPerson } from '../store/person-file.ts'
import { entryOf, toDeed } from './chain.ts'
import { matchingDeeds } from './list.ts'

type Filter = MethodParsed<'deeds.printDocument'>

/** More of them make a book that nobody prints; a range of days is chosen first. */
const mostPrinted = 5000
const mostRows = 200_000

async function deedsOf(ctx: HandlerContext, filter: Filter, limit: number): Promise<Deed[]> {
  const deeds: Deed[] = []
  for await (const row of matchingDeeds(ctx.db, filter)) {
    if (deeds.length === limit) throw new Problem('deeds.too-many', { limit })
    deeds.push(toDeed(row))
  }
  return deeds
}

const details = (deed: Deed): string =>
  [deedSentence(deed), ...deed.changes.map((change) => `· ${changeText(deed, change)}`)].join('\n')

const days = ({ from, to }: Filter): string =>
  from === undefined && to === undefined ? '' : `${from ?? '开始'} 至 ${to ?? '今天'}`

/** @throws Problem deeds.too-many, office.missing */
export async function deedsDocument(ctx: HandlerContext, filter: Filter): Promise<PrintDocument> {
  return pages(ctx, filter, await deedsOf(ctx, filter, mostPrinted))
}

/** Oldest first, as a book is read. */
async function pages(ctx: HandlerContext, filter: Filter, found: readonly Deed[]): Promise<PrintDocument> {
  const { office } = await needOffice(ctx.db)
  const deeds = found.toReversed()
  const span = days(filter)
  return sheet({
    id: 'deeds',
    name: '操作日志',
    title: '操作日志',
    officeName: office.name,
    left: '',
    right: chinaMoment(ctx.now().toISOString()),
    masked: false,
    example: ctx.example !== null,
    blocks: [
      sheetText(null, `共 ${deeds.length} 条${span === '' ? '' : `，${span}`}。个人信息的内容不记入日志。`),
      sheetTable({
        title: null,
        columns: [
          { heading: '序号', widthMm: 13 },
          { heading: '时间', widthMm: 37 },
          { heading: '经办人', widthMm: 27 },
          { heading: '做了什么', widthMm: 97 },
        ],
        rows:
          deeds.length === 0
            ? [['', '', '', '没有符合条件的记录']]
            : deeds.map((deed) => [String(deed.seq), deedMoment(deed.at), deedPerson(deed.person), details(deed)]),
      }),
    ],
  })
}

function workbook(deeds: readonly Deed[], example: boolean): Buffer {
  const headings = ['序号', '时间', '经办人', '类别', '做了什么', '改动', '记录码']
  const rows: WorkSheet = {}
  const cell = (row: number, column: number, text: string) =>
    put(rows, row, column, text === '' ? null : { kind: 'text', text: textPieces(text)[0] ?? '' })
  for (const [at, heading] of headings.entries()) cell(0, at, heading)
  for (const [at, deed] of deeds.entries()) {
    put(rows, at + 1, 0, { kind: 'number', text: String(deed.seq) })
    cell(at + 1, 1, deedMoment(deed.at))
    cell(at + 1, 2, deedPerson(deed.person))
    cell(at + 1, 3, deedKind(deed))
    cell(at + 1, 4, deedSentence(deed))
    cell(at + 1, 5, deed.changes.map((change) => changeText(deed, change)).join('\n'))
    cell(at + 1, 6, deed.digest)
  }
  const book = utils.book_new()
  const made = finished(rows, deeds.length, [8, 20, 12, 14, 60, 60, 20])
  utils.book_append_sheet(book, made, example ? '示例_操作日志' : '操作日志')
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Buffer
}

/** In the order of the chain, one entry a line, each with its digest: package-format.md says how it is checked. */
async function lines(ctx: HandlerContext, filter: Filter): Promise<{ bytes: Buffer; entries: number }> {
  const made: string[] = []
  for await (const row of matchingDeeds(ctx.db, filter))
    made.push(canonicalJson({ ...entryOf(row), digest: row.digest }))
  return { bytes: Buffer.from([...made.toReversed(), ''].join('\n'), 'utf8'), entries: made.length }
}

async function contentOf(
  ctx: HandlerContext,
  format: MethodParsed<'deeds.save'>['format'],
  filter: Filter,
): Promise<{ bytes: Buffer; entries: number }> {
  switch (format) {
    case 'jsonl':
      return lines(ctx, filter)
    case 'xlsx': {
      const deeds = (await deedsOf(ctx, filter, mostRows)).toReversed()
      return { bytes: workbook(deeds, ctx.example !== null), entries: deeds.length }
    }
    case 'pdf': {
      const deeds = await deedsOf(ctx, filter, mostPrinted)
      return { bytes: await renderDocument(ctx, await pages(ctx, filter, deeds)), entries: deeds.length }
    }
  }
}

/** @throws Problem deeds.too-many, print.needs-window, file.unwritable, disk.full */
export async function saveDeeds(
  ctx: HandlerContext,
  { out, format, ...filter }: MethodParsed<'deeds.save'>,
): Promise<MethodOutput<'deeds.save'>> {
  const { bytes, entries } = await contentOf(ctx, format, filter)
  await saveForPerson(ctx, out, bytes)
  return { path: out, bytes: bytes.length, entries }
}
