/** Works and people in a paper that came back: forms of labels and values, lists with a row per work, lists of people. Pure. */

import type { StatedVideo } from '../../../shared/api/collection.ts'
import type { FieldDefinition, FieldValue, TableRow } from '../../../shared/form/definition.ts'
import { answerOf, cellAnswer } from '../../../shared/form/word-changes.ts'
import type { CollectedPaper, PaperCell } from './collected-paper.ts'
import { type Forms, fieldOfLabel, isGroupLabel, nameColumn, titleField } from './columns.ts'
import { FormRows } from './form-rows.ts'
import { type ListHead, listHead, type PeopleHead, peopleHead } from './list-heads.ts'
import { readDuration, readFrame, readSigned } from './stated-video.ts'

/** What is doubtful about one value. */
export interface Doubt {
  readonly field: string | null
  readonly why: 'label' | 'as-number' | 'covered' | 'no-value' | 'order'
  /** The label over there. */
  readonly label: string
}
export interface ReadWork {
  readonly values: Record<string, FieldValue>
  readonly doubts: Doubt[]
  stated: StatedVideo | null
}
export interface ReadPerson {
  /** Work that the row names; '' where the list has no such column, null where the cell was left empty. */
  readonly work: string | null
  readonly row: TableRow
  readonly doubts: Doubt[]
}
export interface ReadPaper {
  readonly works: ReadWork[]
  readonly people: ReadPerson[]
  /** Rows of a list that hold something and were not taken, by their number. */
  readonly passed: { readonly sheet: string; readonly row: number }[]
}

type Row = CollectedPaper['tables'][number]['rows'][number]

export function readWorks(forms: Forms, paper: CollectedPaper): ReadPaper {
  const out: ReadPaper = { works: [], people: [], passed: [] }
  for (const { name, rows } of paper.tables) {
    const form = formRows(forms, out)
    let head: { list: ListHead } | { people: PeopleHead } | null = null
    for (const [at, row] of rows.entries()) {
      const list = listHead(forms, row.cells)
      const people = list ? null : peopleHead(forms, row.cells)
      if (list) head = { list }
      else if (people) head = { people }
      else if (head && 'list' in head) {
        const work = listRow(forms, head.list, row)
        if (work) out.works.push(work)
        else if (row.cells.some(({ text }) => text !== '')) out.passed.push({ sheet: name, row: row.number })
      } else if (head) {
        const person = personRow(forms, head.people, row)
        if (person) out.people.push(person)
      } else form.row(row, rows[at + 1])
    }
    form.end()
  }
  if (out.works.length === 0 && out.people.length === 0) lines(forms, paper.paragraphs, out)
  return out
}

const emptyWork = (): ReadWork => ({ values: {}, doubts: [], stated: null })

const covered = (text: string): boolean => /[*＊]{3,}/u.test(text)
/** 6.20999E+17: what a program writes for a number that it could not hold. */
const rounded = (text: string): boolean => /^\d(?:\.\d+)?e\+?\d{2}$/iu.test(text.trim())

/** Puts one value in; what is doubtful is noted with it. */
function put(
  work: ReadWork,
  field: FieldDefinition,
  cell: Pick<PaperCell, 'text' | 'number'>,
  label: string,
  sure: boolean,
): void {
  if (cell.text === '') return
  const doubt = (why: Doubt['why']): void => void work.doubts.push({ field: field.id, why, label })
  const value = answerOf(field, cell.text)
  if (field.kind === 'identity-number' && (cell.number !== null || rounded(cell.text))) doubt('as-number')
  else if (field.personal && covered(cell.text)) doubt('covered')
  else if (value === null) doubt('no-value')
  else {
    work.values[field.id] = value
    if (!sure) doubt('label')
  }
}

/** A second 作品名称 begins a second work. */
const formRows = (forms: Forms, out: ReadPaper): FormRows<FieldDefinition> =>
  new FormRows(
    {
      of: (label) => fieldOfLabel(forms, label),
      isGroup: (label) => isGroupLabel(forms, label),
      keyOf: ({ id }) => id,
      title: titleField(forms),
    },
    (answers) => {
      const work = emptyWork()
      for (const { target, sure, cell, label } of answers) put(work, target, cell, label, sure)
      // One label alone is chance.
      if (answers.length >= 2 || Object.keys(work.values).length > 0) out.works.push(work)
    },
  )

function listRow(forms: Forms, head: ListHead, row: Row): ReadWork | null {
  const cellAt = (column: number | undefined): PaperCell | undefined => row.cells.find((cell) => cell.column === column)
  const work = emptyWork()
  for (const { column, meant, label } of head.fields) {
    const cell = cellAt(column)
    if (cell) put(work, meant.target, cell, label, meant.sure)
  }
  const filled = Object.keys(work.values).length + work.doubts.length
  const title = work.values[titleField(forms)]
  // A remark below the list stands in one cell, and 合计 has no title.
  if (filled === 0 || (title === undefined && filled < 2) || isRemark(row)) return null
  work.stated = stated(head, cellAt)
  return work
}

const isRemark = ({ cells }: Row): boolean => {
  const filled = cells.filter(({ text }) => text !== '')
  const [first] = filled
  return filled.length === 1 && /^(?:注|备注|说明|填表说明|填报人|合计|总计|共)\s*[:：\d]?/u.test(first?.text ?? '')
}

function stated(head: ListHead, cellAt: (column: number | undefined) => PaperCell | undefined): StatedVideo | null {
  const { duration, frame, signed } = head.stated
  if (duration === undefined && frame === undefined && signed === undefined) return null
  const nothing = { text: '', number: null, seconds: null, hoursAndMinutes: false }
  const length =
    duration === undefined ? { seconds: null, askSeconds: false } : readDuration(cellAt(duration) ?? nothing)
  return { ...length, frame: readFrame(cellAt(frame)?.text ?? ''), signed: readSigned(cellAt(signed)?.text ?? '') }
}

function personRow(forms: Forms, head: PeopleHead, row: Row): ReadPerson | null {
  const cells: TableRow = {}
  const doubts: Doubt[] = []
  for (const { column, meant, label } of head.columns) {
    const cell = row.cells.find((one) => one.column === column)
    if (!cell || cell.text === '') continue
    const { id, kind } = meant.target
    const doubt = (why: Doubt['why']): void => void doubts.push({ field: id, why, label })
    if (kind === 'identity-number' && (cell.number !== null || rounded(cell.text))) doubt('as-number')
    else if (covered(cell.text)) doubt('covered')
    else {
      cells[id] = cellAnswer(meant.target, cell.text).replace(/\n/gu, ' ')
      if (!meant.sure) doubt('label')
    }
  }
  if (Object.keys(cells).length === 0 && doubts.length === 0) return null
  // The number of a row alone, or a remark.
  const name = nameColumn(forms)
  if (name !== null && cells[name] === undefined && Object.keys(cells).length < 2 && doubts.length === 0) return null
  const work = head.work === null ? '' : row.cells.find(({ column }) => column === head.work)?.text || null
  return { work, row: cells, doubts }
}

/** No table at all: 作品名称：…, one a line. */
function lines(forms: Forms, paragraphs: readonly string[], out: ReadPaper): void {
  const form = formRows(forms, out)
  for (const [index, text] of paragraphs.entries()) {
    const [label = '', ...rest] = text.split(/[:：]/u)
    const meant = rest.length > 0 ? fieldOfLabel(forms, label) : null
    if (!meant?.sure) continue
    let value = rest.join('：').trim()
    // The long text runs on below its label.
    if (meant.target.kind === 'long-text') {
      const behind = paragraphs.slice(index + 1)
      const end = behind.findIndex((line) => fieldOfLabel(forms, line.split(/[:：]/u)[0] ?? '')?.sure)
      value = [value, ...behind.slice(0, end < 0 ? behind.length : end)].filter((line) => line !== '').join('\n')
    }
    const cells = [label, value].map((part, column) => ({
      column,
      text: part,
      number: null,
      seconds: null,
      hoursAndMinutes: false,
    }))
    form.row({ number: index, cells }, undefined)
  }
  form.end()
}
