/**
 * Filled-in forms (活动情况填报表 and forms like it) in a Word document or workbook, as one table with a row per form:
 * what asks about the cells of a list then asks about theirs. Pure.
 */
import { plainLabel } from '../../../shared/form/compare.ts'
import type { CollectedPaper, PaperTable } from '../collection/collected-paper.ts'
import { type FormAnswer, FormRows } from '../collection/form-rows.ts'
import { isMoney, type LabelMeaning, meaningOfLabel } from './meanings.ts'
import { pressWords } from './press-words.ts'
import type { FoundCell, FoundColumn, FoundTable, ValueKind } from './read/types.ts'
import { readText, unitOfLabel } from './read-text.ts'
import { kindOfMeaning } from './row-values.ts'
import { senderOfLines } from './sender.ts'

type Answers = FormAnswer<LabelMeaning>[]
interface Form {
  readonly answers: Answers
  readonly press: string[]
  lines: string[]
  /** Lines of the running text below its label: in Word outside of any table. */
  body: string[]
}

/** So many labels make a form; fewer are chance. */
const leastLabels = 4

const labels = {
  of: (label: string) => {
    const plain = label.replace(/\s+/gu, '')
    const meant = plain.length > 24 ? null : meaningOfLabel(plain)
    return meant && { target: meant, sure: meant.sure || isMoney(meant.meaning) }
  },
  isGroup: (label: string): boolean =>
    /^(?:参与工作人员(?:数量|人数)?|参与人员|宣传报道情况|经费情况|联系方式|参与公众)$/u.test(plainLabel(label)),
  keyOf: ({ meaning }: LabelMeaning): string => meaning,
  title: 'title',
}

/** Null: no such form. A form that nobody filled in has no rows. */
export function readForms(paper: CollectedPaper): FoundTable | null {
  const forms: Form[] = []
  let begun: Form = newForm()
  const rows = new FormRows<LabelMeaning>(labels, (answers) => {
    if (answers.length < leastLabels) return
    begun = { ...newForm(), answers: [...answers], lines: waiting }
    waiting = []
    forms.push(begun)
  })
  let waiting: string[] = []
  let label: string | null = null
  for (const table of paper.tables) {
    const before = table.before ?? []
    label = bodyLabel(before) ?? (before.length > 0 ? null : label)
    const head = pressHead(table)
    if (head) for (const item of pressRows(table, head)) begun.press.push(item)
    else if (label !== null && isFrame(table))
      begun.body.push(...table.rows.flatMap(({ cells }) => cells.map(({ text }) => text)))
    else {
      waiting.push(...before)
      for (const [at, row] of table.rows.entries()) rows.row(row, table.rows[at + 1])
      rows.end()
    }
    // 活动情况 typed below the frame instead of in it.
    const running = before.slice(bodyAt(before) + 1)
    if (bodyAt(before) >= 0 && !isFrame(table)) begun.body.push(...running.filter((line) => !isTitle(line)))
  }
  rows.end()
  if (forms.length === 0) return null
  return tableOf(forms)
}

const newForm = (): Form => ({ answers: [], press: [], lines: [], body: [] })
const isFrame = ({ rows }: PaperTable): boolean => rows.every(({ cells }) => cells.length <= 1)
const isTitle = (line: string): boolean => /^(?:新闻报道|活动照片|照片)$/u.test(plainLabel(line))
const bodyAt = (lines: readonly string[]): number =>
  lines.findLastIndex((line) => line.length <= 24 && meaningOfLabel(line)?.meaning === 'description')
const bodyLabel = (lines: readonly string[]): string | null => lines[bodyAt(lines)] ?? null

type PressHead = { row: number; media: number; headline: number; url: number }

/** 媒体、标题、网址: a list of reports within the form. */
function pressHead({ rows }: PaperTable): PressHead | null {
  for (const [row, { cells }] of rows.slice(0, 2).entries()) {
    const at = (pattern: RegExp): number => cells.findIndex(({ text }) => pattern.test(plainLabel(text)))
    const media = at(/^(?:媒体|媒体名称|报道媒体)$/u)
    const url = at(/^(?:网址|链接|报道链接|新闻链接)$/u)
    if (media >= 0 && url >= 0) return { row, media, url, headline: at(/^(?:标题|报道标题|题目|新闻标题)$/u) }
  }
  return null
}

function pressRows({ rows }: PaperTable, { row, media, headline, url }: PressHead): string[] {
  return rows.slice(row + 1).flatMap(({ cells }) => {
    const text = (at: number): string =>
      at < 0 ? '' : (cells[at]?.text ?? '').replace(/(?<!\s)\s*\n\s*/gu, ' ').trim()
    const item = { outlet: text(media), headline: text(headline), url: text(url).replace(/\s+/gu, '') }
    return Object.values(item).some((one) => one !== '') ? [pressWords(item)] : []
  })
}

interface FormCell {
  readonly key: string
  readonly label: string
  readonly target: LabelMeaning
  readonly text: string
}

/** Cells of one form; what stands beside or below the table becomes a cell, too. */
function cellsOf({ answers, press, lines, body }: Form): FormCell[] {
  const cells = answers.flatMap(({ target, label, cell }): FormCell[] => {
    const plain = label.replace(/\s+/gu, '')
    const one = { key: target.meaning, label: plain, target, text: cell.text.trim() }
    // 0.3（技术手册600册）: our own form prints the note in the same cell.
    const both =
      target.meaning === 'inKindValue'
        ? /^([\d０-９.．,，]{1,40}\s{0,8}(?:万?元)?)\s{0,8}[（(]([\s\S]+)[）)]$/u.exec(one.text)
        : null
    if (!both) return [one]
    const note = { ...simple('inKindNote', '实物投入说明'), text: both[2] ?? '' }
    return [{ ...one, text: both[1] ?? '' }, note]
  })
  const unit = senderOfLines(lines)
  if (unit !== '' && !cells.some(({ key }) => key === 'unit'))
    cells.unshift({ ...simple('unit', '填报单位'), text: unit })
  const text = body.join('\n').trim()
  if (text !== '') cells.push({ ...simple('description', '活动情况'), text })
  if (press.length > 0) cells.push({ ...simple('press', '新闻报道'), text: press.join('\n') })
  return cells
}

const simple = (meaning: LabelMeaning['meaning'], label: string): Omit<FormCell, 'text'> => ({
  key: meaning,
  label,
  target: { meaning, factor: '1', sure: true },
})

function tableOf(forms: readonly Form[]): FoundTable {
  const filled = forms.map(cellsOf)
  const heads = new Map<string, FormCell>()
  for (const cells of filled) for (const cell of cells) if (!heads.has(cell.key)) heads.set(cell.key, cell)
  const keys = [...heads.keys()]
  const year = yearOf(forms.flatMap(({ lines }) => lines))
  const columns = [...heads.values()].map((head, column): FoundColumn => {
    const samples = filled.flatMap((cells) => cells.filter(({ key }) => key === head.key).map(({ text }) => text))
    const identity = /身份证|证件号/u.test(head.label)
    const kind: ValueKind = identity ? 'identity' : kindOfMeaning(head.target.meaning)
    const shown = samples.filter((text) => text !== '').slice(0, 3)
    return { column, label: head.label, kind, unit: unitOfLabel(head.label, kind), samples: identity ? [] : shown }
  })
  const rows = filled.flatMap((cells, index) => {
    const found = cells
      .filter(({ text, key }) => text !== '' && columns[keys.indexOf(key)]?.kind !== 'identity')
      .map(({ key, text }): FoundCell => {
        const column = columns[keys.indexOf(key)]
        const said = readText(text, { kind: column?.kind ?? 'text', unit: column?.unit ?? null, year })
        return { row: index + 1, column: keys.indexOf(key), text, ...said }
      })
    // 填报单位 alone was put in by whoever sent the blank form out.
    return found.some(({ column }) => keys[column] !== 'unit') ? [{ row: index + 1, cells: found }] : []
  })
  const titles = forms.flatMap(({ lines }) => lines).slice(0, 20)
  return {
    sheet: '',
    headerRow: 0,
    columns,
    rows,
    titles,
    titleYear: year,
    sender: senderOfLines(titles) || oneUnit(filled),
    remarks: [],
  }
}

/** 填报单位 in a cell of the form; '' where several forms of a file name several. */
function oneUnit(forms: readonly (readonly FormCell[])[]): string {
  const units = new Set(
    forms.flatMap((cells) => cells.filter(({ key, text }) => key === 'unit' && text !== '')).map(({ text }) => text),
  )
  return units.size === 1 ? ([...units][0] ?? '').slice(0, 120) : ''
}

const yearOf = (lines: readonly string[]): number | null => {
  for (const line of lines) {
    const match = /(?<!\d)((?:19|20)\d{2})\s*年/u.exec(line.normalize('NFKC'))
    if (match) return Number(match[1])
  }
  return null
}
