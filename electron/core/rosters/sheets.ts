/** 催报单 and 报送情况表. */
import type { z } from 'zod'
import type { Matrix, MatrixCell, MatrixDeliverable, rosterSheet } from '../../../shared/api/rosters.ts'
import { chinaMoment } from '../../../shared/domain/deadlines.ts'
import { clipped } from '../../../shared/form/characters.ts'
import type { FormDefinition, FormValues, TableRow } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { type FilledSheet, fillForm, fillSheet } from '../papers/fill-sheet.ts'
import { needOffice } from '../records/load.ts'
import { withColumns } from '../reviews/made-columns.ts'
import { commonDue, listed, stillOwing } from './chase-words.ts'
import { rosterMatrix } from './matrix.ts'

/** @throws Problem notice.unknown, office.missing, roster.empty, roster.nothing-missing */
export async function rosterPaper(
  ctx: HandlerContext,
  noticeId: string,
  sheet: z.output<typeof rosterSheet>,
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const matrix = await rosterMatrix(ctx, noticeId)
  if (matrix.rows.length === 0) throw new Problem('roster.empty', { noticeShortTitle: matrix.noticeShortTitle })
  const common = { notice: matrix.noticeShortTitle, madeOn: chinaDay(ctx.now()), summary: summaryWords(matrix) }
  if (sheet === 'chase') return fillSheet(ctx, 'SHEET-CHASE', office.name, { ...common, ...chaseValues(matrix) })
  const groups = dutyGroups(matrix.deliverables)
  const definition = measured(ctx.notices.sheet('SHEET-MATRIX'), groups)
  return fillForm(ctx, definition, office.name, { ...common, ...matrixValues(matrix, groups) })
}

function summaryWords(matrix: Matrix): string {
  const expected = matrix.rows.filter((row) => row.expected).length
  const open = stillOwing(matrix).length
  const others = matrix.rows.length - expected
  const more = others === 0 ? '' : `另有 ${others} 个不在名单上的单位报来材料。`
  if (expected === 0) return `名单上还没有单位。${more}`
  return `应报 ${expected} 个单位，${open === 0 ? '已经报齐' : `还有 ${open} 个没有报齐`}。${more}`
}

const wayWords = { phone: '电话', message: '消息', paper: '书面' } as const

function chaseValues(matrix: Matrix): FormValues {
  const offices = stillOwing(matrix)
  if (offices.length === 0) throw new Problem('roster.nothing-missing', { noticeShortTitle: matrix.noticeShortTitle })
  const due = commonDue(offices.flatMap(({ owed }) => owed))
  return {
    due,
    items: offices.map(
      ({ row, owed }): TableRow => ({
        office: row.office.name,
        missing: listed(owed, due),
        phone: row.office.phone,
        chased: row.lastChase ? `${dayWords(row.lastChase.at)} ${wayWords[row.lastChase.way]}` : '',
        answer: '',
      }),
    ),
  }
}

/** 5月13日, in China. */
const dayWords = (at: string): string => chinaMoment(at).replace(/^\d+年|\d+时.*$/gu, '')

/** So many fit beside the names of the offices. */
const mostAcross = 8
const shortTitle = 8
const tableMm = 174
const numberMm = 12
const officeMm = 38
/** Nothing that is said of a duty is longer: what is left over is for the names. */
const mostDutyMm = 28

type Group = readonly { readonly duty: MatrixDeliverable; readonly label: string; readonly column: string }[]

/** In tables of much the same width; a long title stands above them, its column bears a number. */
function dutyGroups(deliverables: readonly MatrixDeliverable[]): Group[] {
  const tables = Math.max(1, Math.ceil(deliverables.length / mostAcross))
  const each = Math.ceil(deliverables.length / tables)
  const duties = deliverables.map((duty, at) => ({
    duty,
    label: [...duty.title].length <= shortTitle ? duty.title : `第${at + 1}项`,
    column: `duty${at + 1}`,
  }))
  return Array.from({ length: tables }, (_none, at) => duties.slice(at * each, (at + 1) * each))
}

const tableId = (at: number): string => (at === 0 ? 'items' : `items${at + 1}`)

/** The sheet with a table for each group of duties. */
function measured(sheet: FormDefinition, groups: readonly Group[]): FormDefinition {
  const items = sheet.fields.find(({ id }) => id === 'items')
  const block = sheet.layout.blocks.find((one) => one.kind === 'rows')
  if (!items || !block) return sheet
  const more = groups.slice(1).map((_group, at) => tableId(at + 1))
  const whole: FormDefinition = {
    ...sheet,
    fields: sheet.fields.flatMap((field) =>
      field === items ? [items, ...more.map((id) => ({ ...items, id }))] : [field],
    ),
    layout: {
      ...sheet.layout,
      blocks: sheet.layout.blocks.flatMap((one) =>
        one === block ? [block, ...more.map((field) => ({ ...block, field }))] : [one],
      ),
    },
  }
  return groups.reduce((made, group, at) => {
    const widthMm = Math.min(mostDutyMm, Math.floor((tableMm - numberMm - officeMm) / Math.max(1, group.length)))
    const rest = tableMm - numberMm - widthMm * group.length
    const columns = [
      { id: 'number', label: '序号', widthMm: numberMm },
      { id: 'office', label: '单位', widthMm: rest },
      ...group.map(({ label, column }) => ({ id: column, label, widthMm })),
    ]
    // The number is the block's own column, none of the table's.
    const table = withColumns(made, tableId(at), columns.slice(1))
    const blocks = table.layout.blocks.map((one) =>
      one.kind === 'rows' && one.field === tableId(at)
        ? { ...one, columns: columns.map((column) => column.widthMm) }
        : one,
    )
    return { ...table, layout: { ...table.layout, blocks } }
  }, whole)
}

function matrixValues({ deliverables, rows, totals, at }: Matrix, groups: readonly Group[]): FormValues {
  const tables = groups.map((group, index): [string, TableRow[]] => [
    tableId(index),
    rows.map(({ office, expected, cells }) => ({
      office: expected ? office.name : `${office.name}（不在名单）`,
      ...Object.fromEntries(group.map(({ duty, column }) => [column, cellWords(cells[duty.deliverableId], duty, at)])),
    })),
  ])
  const name = (title: string): string => clipped(title, 11)
  return {
    ...Object.fromEntries(tables),
    duties: groups
      .flat()
      .map(({ duty, label }) => `${label}${label === duty.title ? '' : `：${duty.title}`}${dueWords(duty)}`)
      .join('；'),
    progress: deliverables.map(({ deliverableId: id, title }) => ({
      duty: name(title),
      complete: String(totals[id]?.complete ?? 0),
      open: String((totals[id]?.expected ?? 0) - (totals[id]?.complete ?? 0)),
    })),
    trouble: deliverables.map(({ deliverableId: id, title }) => ({
      duty: name(title),
      returned: String(totals[id]?.returned ?? 0),
      late: String(totals[id]?.late ?? 0),
    })),
    note: '免报的单位不计；自愿报送的事项只计报来的单位；是否迟报以收到的时间为准。“—”为不要求该单位报送。',
  }
}

const dueWords = ({ dueAt, optional }: MatrixDeliverable): string => {
  const words = [...(dueAt === null ? [] : [`${chinaMoment(dueAt)}前`]), ...(optional ? ['自愿'] : [])]
  return words.length === 0 ? '' : `（${words.join('，')}）`
}

const stateWords: Readonly<Record<MatrixCell['state'], string>> = {
  none: '未报',
  excused: '免报',
  part: '未报齐',
  received: '已收',
  accepted: '已采用',
  returned: '退回',
  held: '待处理',
}

function cellWords(cell: MatrixCell | undefined, { optional, kept }: MatrixDeliverable, at: string): string {
  if (!cell) return '—'
  if (cell.state === 'none' && (optional || kept)) return '—'
  const words = [stateWords[cell.state]]
  if (cell.late && Date.parse(cell.receivedAt ?? at) <= Date.parse(at)) words.push('迟报')
  if (cell.paper === 'mismatch') words.push('纸电不符')
  return words.join('，')
}
