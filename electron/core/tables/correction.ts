/** 更正单: for one sender every cell that it must say again. Identity numbers stand on none, telephones are covered. */
import type { z } from 'zod'
import type { correctionInput, OpenCell, saveCorrectionInput } from '../../../shared/api/tables.ts'
import { maskPersonal } from '../../../shared/form/value-words.ts'
import { Problem } from '../../../shared/problems.ts'
import { tableWords } from '../../../shared/wording/tables.ts'
import { renderDocument } from '../documents/pdf.ts'
import { printedWorkbook } from '../documents/xlsx/printed-sheet.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { type FilledSheet, fillSheet } from '../papers/fill-sheet.ts'
import { paperDocx } from '../papers/paper.ts'
import { coverName } from '../personal/cover-numbers.ts'
import { needOffice } from '../records/load.ts'
import { personalMeanings } from './meanings.ts'
import { type LookedAt, lookAtTables } from './preview.ts'

/** As many rows as the sheet takes. */
const maxItems = 1000
const maxCell = 200

/** @throws Problem table.no-corrections, office.missing, and as lookAtTables */
export async function correctionSheet(
  ctx: HandlerContext,
  call: Call,
  order: z.output<typeof correctionInput>,
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const looked = await lookAtTables(ctx, call, order)
  const open = looked.rows.filter(({ sender }) => sender === order.sender).flatMap((row) => row.open)
  if (open.length === 0) throw new Problem('table.no-corrections', { sender: order.sender })
  const notice = order.noticeId === null ? null : ctx.notices.get(order.noticeId).pack
  const isPersonal = personalColumns(looked)
  const shown = open.slice(0, open.length > maxItems ? maxItems - 1 : maxItems)
  const items = shown.map((cell) => ({
    file: coverName(cell.fileName).slice(-120),
    row: rowWords(looked, cell),
    column: (cell.column < 0 ? tableWords.wholeRow : cell.label).slice(0, 40),
    original: originalWords(cell, isPersonal(cell)),
    problem: cell.reason.slice(0, maxCell),
    corrected: '',
  }))
  if (shown.length < open.length)
    items.push({
      file: coverName(shown.at(-1)?.fileName ?? '').slice(-120),
      row: '',
      column: '',
      original: '',
      problem: tableWords.moreCorrections(open.length - shown.length),
      corrected: '',
    })
  return fillSheet(ctx, 'SHEET-CORRECTION', office.name, {
    about: `${notice ? notice.shortTitle : `${order.year}年`}${tableWords.about}`,
    toUnit: (order.sender === '' ? tableWords.noSender : order.sender).slice(0, 60),
    madeOn: chinaDay(ctx.now()),
    dueText: order.dueText,
    items,
  })
}

/** @throws Problem print.needs-window, print.failed, cancelled, and as correctionSheet */
export async function correctionFile(
  ctx: HandlerContext,
  call: Call,
  order: z.output<typeof saveCorrectionInput>,
): Promise<Buffer> {
  const sheet = await correctionSheet(ctx, call, order)
  if (order.format === 'docx') return paperDocx(ctx, sheet)
  if (order.format === 'pdf') {
    const pdf = await renderDocument(ctx, sheet.document)
    if (call.signal.aborted) throw new Problem('cancelled', {})
    return pdf
  }
  const book = await printedWorkbook(sheet.document, sheet.definition, ctx.now())
  if (!book) throw new Error('the sheet of corrections has no table')
  return book
}

const isForm = ({ tables }: LookedAt, cell: OpenCell): boolean =>
  tables.some(
    ({ confirmed }) => confirmed.path === cell.path && confirmed.sheet === cell.sheet && confirmed.headerRow === 0,
  )

const rowWords = (looked: LookedAt, cell: OpenCell): string =>
  isForm(looked, cell)
    ? tableWords.formRow(cell.row)
    : `${cell.sheet === '' || oneSheet(looked, cell.path) ? '' : `${cell.sheet} `}${cell.row}`.slice(0, 20)

const oneSheet = ({ tables }: LookedAt, path: string): boolean =>
  new Set(tables.filter(({ confirmed }) => confirmed.path === path).map(({ confirmed }) => confirmed.sheet)).size < 2

function personalColumns({ tables }: LookedAt): (cell: OpenCell) => boolean {
  const key = (path: string, sheet: string, column: number): string => JSON.stringify([path, sheet, column])
  const personal = new Set(
    tables.flatMap(({ confirmed: { path, sheet, columns } }) =>
      columns.filter(({ meaning }) => personalMeanings.has(meaning)).map(({ column }) => key(path, sheet, column)),
    ),
  )
  return ({ path, sheet, column }) => personal.has(key(path, sheet, column))
}

/** A sheet goes from hand to hand: numbers that somebody could be called by are covered on it. */
function originalWords({ original }: OpenCell, personal: boolean): string {
  const line = original.replace(/(?<!\s)\s*\n\s*/gu, '；').trim()
  const covered = personal
    ? maskPersonal(line)
    : line.replace(/(?<!\d)1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)/gu, maskPersonal)
  return covered.length > maxCell ? `${covered.slice(0, maxCell - 1)}…` : covered
}
