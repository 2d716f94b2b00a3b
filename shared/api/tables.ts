/** 收表: tables and filled-in forms as offices really send them, read, looked at, and only then taken into the register. */
import { z } from 'zod'
import { type ActivityValues, activityPersonal, activityStates, factLabels } from '../register/activity.ts'

const path = z.string().min(1).max(4096)

/** What a column of a list means. */
export const columnMeanings = [
  ...(Object.keys(factLabels) as (keyof typeof factLabels)[]),
  'time',
  'timeTo',
  'module',
  'state',
  'main',
  'ministryTask',
  /** One amount without its source; `fundsYuan` where the header says 元. Which source it is, is asked once a table. */
  'funds',
  'press',
  ...(Object.keys(activityPersonal.shape).filter((key) => key !== 'people') as Exclude<
    keyof typeof activityPersonal.shape,
    'people'
  >[]),
  /** Numbers of rows, identity numbers and everything that the register does not keep. */
  'ignore',
] as const
export type ColumnMeaning = (typeof columnMeanings)[number]

export const readTablesInput = z.strictObject({
  /** Files and folders; folders are walked, 500 files at most. */
  paths: z.array(path).min(1).max(500),
  noticeId: z.string().min(1).max(100).nullable().default(null),
})

export const tableFileInput = z.strictObject({ path })

export const tableFactors = ['1', '10000', '0.1', '0.0001'] as const
export type TableFactor = (typeof tableFactors)[number]

const mappedColumn = z.strictObject({
  /** From 0, in the sheet. */
  column: z.number().int().min(0).max(16_383),
  meaning: z.enum(columnMeanings),
  /** Of numbers: what one of theirs is of ours. 0.0001 turns 元 into 万元, 0.1 turns 千元. */
  factor: z.enum(tableFactors).default('1'),
})
/** A table as a person confirmed it. */
export const confirmedTable = z.strictObject({
  path,
  /** SHA-256 of the file that was looked at: another one is refused. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sheet: z.string().max(200),
  /** Rows of the file, from 1; the last of two header rows. 0: a filled-in form, no list. */
  headerRow: z.number().int().min(0),
  sender: z.string().max(120),
  columns: z.array(mappedColumn).max(200),
  /** Rows that stay out. */
  skip: z.array(z.number().int().min(1)).max(20_000).default([]),
  /** What a person said to a question or a refusal: the value as it should be, '' for empty. */
  answers: z
    .array(
      z.strictObject({ row: z.number().int().min(0), column: z.number().int().min(-1), value: z.string().max(2000) }),
    )
    .max(20_000)
    .default([]),
})
export const previewTablesInput = z.strictObject({
  tables: z.array(confirmedTable).min(1).max(500),
  noticeId: z.string().min(1).max(100).nullable(),
  /** Where the table names none: modules, year and state of all rows. */
  modules: z.array(z.string().max(40)).max(20).default([]),
  year: z.number().int().min(1949).max(2199),
  state: z.enum(activityStates).default('held'),
  /** Of 经费 without a source. */
  fundsSource: z
    .enum(['fundsCentral', 'fundsProvince', 'fundsCity', 'fundsCounty', 'fundsEnterprise', 'fundsOther'])
    .nullable()
    .default(null),
})
export const takeTablesInput = z.strictObject({
  ...previewTablesInput.shape,
  /** Rows that stay out because an activity like it is here already: path, row. Absent rows are new ones. */
  leaveSame: z.boolean().default(true),
  /** True: rows with open questions or refusals stay out and go on the 更正单; false: anything open stops all. */
  leaveOpen: z.boolean().default(true),
})
export const saveCorrectionInput = z.strictObject({
  ...previewTablesInput.shape,
  /** One 更正单 per sender; '' for a table without one. */
  sender: z.string().max(120),
  /** 6月18日下午5点前. */
  dueText: z.string().max(40).default(''),
  format: z.enum(['docx', 'pdf', 'xlsx']),
  out: path,
})
export const correctionInput = saveCorrectionInput.omit({ format: true, out: true })
export type CorrectionOrder = z.input<typeof correctionInput>
export const saveBlankTableInput = z.strictObject({
  noticeId: z.string().min(1).max(100).nullable(),
  /** `xlsx`: a list with a row per activity; `docx`: 活动情况填报表, one activity a file. */
  format: z.enum(['docx', 'xlsx']),
  out: path,
})

/** A value that one cell gave. Dates YYYY-MM-DD, ranges YYYY-MM-DD/YYYY-MM-DD; several telephone numbers as a list. */
export type CellReading = string | number | boolean | string[] | null
export type CellNote = { row: number; column: string; reason: string }
/** What the command line prints: labels as they stand in the header, white space taken out. */
export type ReadTable = {
  sheet: string
  headerRow: number
  rows: { row: number; values: Record<string, CellReading> }[]
  questions: CellNote[]
  refusals: CellNote[]
}
export type ReadColumn = {
  column: number
  label: string
  /** What it seems to mean; `sure` false: a person confirms. `remembered`: this sender's own way, confirmed before. */
  meaning: ColumnMeaning
  factor: TableFactor
  sure: boolean
  remembered: boolean
  /** Up to three cells as they stand. */
  samples: string[]
}
/** One table of a file, or one filled-in form. */
export type TableProposal = {
  path: string
  fileName: string
  sha256: string
  /** utf-8, gbk, …; xlsx, xls, docx, html. */
  format: string
  sheet: string
  headerRow: number
  kind: 'list' | 'form'
  sender: string
  columns: ReadColumn[]
  rows: number
  /** Other sheets with something in them, and why they stay out: 隐藏的工作表. */
  otherSheets: { name: string; why: string }[]
  /** About rows that are no data: a total that is not the sum of its rows. Nothing hangs on them. */
  remarks: { row: number; label: string; reason: string }[]
}
export type TablesRead = { tables: TableProposal[]; unreadable: { path: string; fileName: string; message: string }[] }
export type OpenCell = {
  path: string
  fileName: string
  sheet: string
  row: number
  /** -1: of the row as a whole; what is answered there is its 活动名称. */
  column: number
  label: string
  /** As it stands in the file; identity numbers are never shown. */
  original: string
  /** `question`: a person may say what is meant; `refusal`: only the sender can. */
  kind: 'question' | 'refusal'
  reason: string
  /** What the program would take, where there is one to be confirmed by a click. */
  suggestion: string | null
}
export type TableRowPreview = {
  path: string
  fileName: string
  sheet: string
  row: number
  sender: string
  values: ActivityValues
  open: OpenCell[]
  /** An activity of the same title, unit and time: in the register, or (activityId '') in a row before. */
  same: { activityId: string; title: string } | null
}
export type TablesPreview = {
  rows: TableRowPreview[]
  /** Cells that wait for the sender, by sender. */
  corrections: { sender: string; count: number }[]
}
export type TablesTaken = { changeId: string; created: number; leftOpen: number; leftSame: number }
