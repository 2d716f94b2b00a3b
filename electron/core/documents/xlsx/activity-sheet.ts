/**
 * The register as a workbook: one row an activity under headings that a table of activities is read by, so that it can be
 * taken in again; reports and open places, of which an activity may have many, on sheets of their own.
 */
import { utils, type WorkSheet, write } from 'xlsx'
import { numberCell, type SheetCell, textPieces } from '../../../../shared/form/sheet-columns.ts'
import {
  type ActivityValues,
  activityStateNames,
  countFacts,
  factLabels,
  moneyFacts,
  type NumberFact,
  type TextFact,
  type venueKinds,
} from '../../../../shared/register/activity.ts'
import { finished, put } from './record-sheet.ts'

type OpenValues = Omit<ActivityValues, 'personal'>
export interface SheetActivity {
  readonly values: OpenValues
  readonly pictures: number
  /** Short titles of its notices, names of its modules. */
  readonly notices: readonly string[]
  readonly modules: readonly string[]
}

interface Column {
  readonly heading: string
  readonly width: number
  cellOf(activity: SheetActivity): SheetCell | null
}

/** One cell: a text that is longer than a cell can be has been refused when it was written. */
const text = (value: string): SheetCell | null =>
  value === '' ? null : { kind: 'text', text: textPieces(value)[0] ?? '' }
const day = (value: string | null): SheetCell | null => (value === null ? null : { kind: 'date', text: value })
const yes = (value: boolean): SheetCell | null => text(value ? '是' : '')

const words = (fact: TextFact, width: number): Column => ({
  heading: factLabels[fact],
  width,
  cellOf: ({ values }) => text(values[fact]),
})
const digits = (fact: NumberFact, unit = ''): Column => ({
  heading: `${factLabels[fact]}${unit}`,
  width: 12,
  cellOf: ({ values }) => numberCell(values[fact]),
})
const other = (heading: string, width: number, cellOf: Column['cellOf']): Column => ({ heading, width, cellOf })

export const venueNames: Readonly<Record<(typeof venueKinds)[number], string>> = {
  venue: '科普场馆',
  institute: '科研机构',
  university: '大学',
}

const columns: readonly Column[] = [
  words('title', 30),
  other('年度', 8, ({ values }) => numberCell(String(values.year))),
  other('状态', 10, ({ values }) => text(activityStateNames[values.state])),
  // The day where it is certain, else the words.
  other('活动时间', 14, ({ values: { time } }) => day(time.from) ?? text(time.words)),
  other('结束日期', 12, ({ values: { time } }) => day(time.to)),
  other('时间说明', 16, ({ values: { time } }) => (time.from === null ? null : text(time.words))),
  words('place', 24),
  words('host', 24),
  words('organiser', 24),
  words('responsible', 24),
  words('unit', 18),
  words('audience', 18),
  other('计入通知', 24, ({ notices }) => text(notices.join('、'))),
  other('活动模块', 18, ({ modules }) => text(modules.join('、'))),
  other('主场活动', 10, ({ values }) => yes(values.main)),
  other('承接科技部任务', 14, ({ values }) => yes(values.ministryTask)),
  ...countFacts.map((fact) => digits(fact)),
  ...moneyFacts.map((fact) => digits(fact, '（万元）')),
  words('inKindNote', 20),
  other('报道媒体', 24, ({ values }) => text(values.press.map(({ outlet }) => outlet).join('、'))),
  words('description', 50),
  words('joint', 30),
  words('results', 50),
  other('风险预案', 10, ({ values }) => text(values.riskPlan === 'prepared' ? '有' : '')),
  words('riskNote', 30),
  other('照片数量', 10, ({ pictures }) => numberCell(pictures === 0 ? '' : String(pictures))),
]

function sheetOf(
  headings: readonly { readonly heading: string; readonly width: number }[],
  rows: Iterable<readonly (SheetCell | null)[]>,
): WorkSheet {
  const sheet: WorkSheet = {}
  for (const [at, { heading }] of headings.entries()) put(sheet, 0, at, { kind: 'text', text: heading })
  let row = 0
  for (const cells of rows) {
    row++
    for (const [at, cell] of cells.entries()) put(sheet, row, at, cell)
  }
  return finished(
    sheet,
    row,
    headings.map(({ width }) => width),
  )
}

function* pressRows(activities: readonly SheetActivity[]): Generator<(SheetCell | null)[]> {
  for (const { values } of activities)
    for (const { outlet, headline, url, day: on } of values.press)
      yield [text(values.title), text(outlet), text(headline), text(url), day(on)]
}
function* venueRows(activities: readonly SheetActivity[]): Generator<(SheetCell | null)[]> {
  for (const { values } of activities)
    for (const { kind, name } of values.venues) yield [text(values.title), text(venueNames[kind]), text(name)]
}
const headed = (...pairs: readonly (readonly [string, number])[]) =>
  pairs.map(([heading, width]) => ({ heading, width }))

/** @param example of the example office: its first sheet says so, as no heading may stand above what is read again */
export function activityWorkbook(activities: readonly SheetActivity[], example = false): Buffer {
  const book = utils.book_new()
  const rows = activities.map((activity) => columns.map((column) => column.cellOf(activity)))
  utils.book_append_sheet(book, sheetOf(columns, rows), example ? '示例_活动登记' : '活动登记')
  const press = headed(['活动名称', 30], ['报道媒体', 20], ['标题', 40], ['链接', 40], ['日期', 12])
  if (activities.some(({ values }) => values.press.length > 0))
    utils.book_append_sheet(book, sheetOf(press, pressRows(activities)), '媒体报道')
  const venues = headed(['活动名称', 30], ['类别', 12], ['名称', 30])
  if (activities.some(({ values }) => values.venues.length > 0))
    utils.book_append_sheet(book, sheetOf(venues, venueRows(activities)), '开放场所')
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Buffer
}
