/** Works and people in a paper that came back: forms of labels and values, lists with a row per work, lists of people. Pure. */

import type { StatedVideo } from '../../../shared/api/collection.ts'
import type { FieldDefinition, FieldValue, TableRow } from '../../../shared/form/definition.ts'
import { answerOf, cellAnswer } from '../../../shared/form/word-changes.ts'
import type { CollectedPaper, PaperCell } from './collected-paper.ts'
import { type Forms, fieldOfLabel, isGroupLabel, nameColumn, titleField } from './columns.ts'
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
    const form = new FormRows(forms, out)
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

/** A form row by row: label, value, label, value. A second 作品名称 begins a second work. */
class FormRows {
  readonly #forms: Forms
  readonly #out: ReadPaper
  #work: ReadWork | null = null
  #known = new Set<string>()
  constructor(forms: Forms, out: ReadPaper) {
    this.#forms = forms
    this.#out = out
  }

  row({ cells }: Row, next: Row | undefined): void {
    const filled = cells.filter(({ text }) => text !== '')
    const [only] = filled
    if (filled.length === 1 && cells.length === 1 && only) {
      const meant = fieldOfLabel(this.#forms, only.text)
      const under = next?.cells.filter(({ text }) => text !== '') ?? []
      const [value] = under
      if (meant?.sure && under.length === 1 && value && !this.#isLabel(value)) this.#take(meant, value, only.text)
      else this.#inOneCell(only)
      return
    }
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]
      if (!cell || cell.text === '') continue
      const meant = fieldOfLabel(this.#forms, cell.text)
      if (!meant || (isGroupLabel(this.#forms, cell.text) && this.#isLabel(cells[at + 1]))) {
        this.#inOneCell(cell)
        continue
      }
      const value = this.#valueBehind(cells, at)
      if (!value) continue
      this.#take(meant, value.cell, cell.text)
      at = value.at
    }
  }

  /** The first words up to the next label. A label in the last cell is the value of the one before: a film called 手机. */
  #valueBehind(cells: readonly PaperCell[], at: number): { cell: PaperCell; at: number } | null {
    const beside = cells[at + 1]
    if (!beside) return null
    if (at + 2 >= cells.length) return { cell: beside, at: at + 1 }
    let last = at
    for (let then = at + 1; then < cells.length; then++) {
      const cell = cells[then]
      if (!cell || (this.#isLabel(cell) && then + 1 < cells.length)) break
      last = then
      if (cell.text !== '') return { cell, at: then }
    }
    return last > at ? { cell: beside, at: last } : null
  }

  #isLabel(cell: PaperCell | undefined): boolean {
    if (!cell || cell.text === '') return false
    return fieldOfLabel(this.#forms, cell.text)?.sure === true || isGroupLabel(this.#forms, cell.text)
  }

  /** 作品名称：稻田里的一束光, all in one cell. */
  #inOneCell({ text }: PaperCell): void {
    for (const line of text.split('\n')) {
      const match = /^([^:：]{2,20})[:：]\s*(\S.*)$/u.exec(line)
      const meant = match && fieldOfLabel(this.#forms, match[1] ?? '')
      if (meant?.sure) this.#take(meant, { text: match?.[2] ?? '', number: null }, match?.[1] ?? '')
    }
  }

  #take(
    { target, sure }: NonNullable<ReturnType<typeof fieldOfLabel>>,
    cell: Pick<PaperCell, 'text' | 'number'>,
    label: string,
  ): void {
    const title = target.id === titleField(this.#forms)
    // The second place of a label gives way: 手机 may stand once more in a note below.
    if (this.#known.has(target.id) && !title) return
    if (!this.#work || (title && this.#known.has(target.id))) {
      this.end()
      this.#work = emptyWork()
    }
    this.#known.add(target.id)
    put(this.#work, target, cell, label, sure)
  }

  /** One label alone is chance. */
  end(): void {
    if (this.#work && (this.#known.size >= 2 || Object.keys(this.#work.values).length > 0))
      this.#out.works.push(this.#work)
    this.#work = null
    this.#known = new Set()
  }
}

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
  const form = new FormRows(forms, out)
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
