/** Every textual difference between the paper that was written and the one that came back, in the order of the paper. Pure. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { type OutlineItem, outlineOf } from '../../../shared/form/outline.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import type { WordChange } from '../../../shared/form/word-changes.ts'
import { align, type Step } from './align.ts'
import { cellChanges } from './cell-changes.ts'
import { ChangeList } from './change-list.ts'
import {
  type ExpectedLine,
  type ExpectedRow,
  expectedLines,
  type ReadLine,
  readLines,
  readText,
} from './paper-lines.ts'
import { type FlowStep, flowChanges } from './text-changes.ts'
import type { WordCell, WordPaper, WordParagraph } from './word-paper.ts'
import { bagOf, bagsAlike, plainText } from './word-text.ts'

export interface Compared {
  readonly changes: WordChange[]
  /** Lines of the paper that was read, to the outline item that each belongs to. */
  readonly itemOf: ReadonlyMap<number, OutlineItem>
}

export function compareWord(definition: FormDefinition, document: PrintDocument, paper: WordPaper): Compared {
  const expected = expectedLines(outlineOf(document))
  const steps = align(expected, readLines(paper.lines))
  const list = new ChangeList(definition)
  const itemOf = new Map<number, OutlineItem>()
  let flow: FlowStep[] = []
  const flush = (): void => {
    flowChanges(definition, flow, list)
    flow = []
  }
  for (const [at, step] of steps.entries()) {
    note(step, itemOf)
    const running = flowStep(step)
    if (running) flow.push(running)
    else {
      // Neighbours of a paragraph are known across a table, too.
      flush()
      rowStep({ definition, document, list }, step, nearRow(steps, at))
    }
  }
  flush()
  return { changes: list.done(), itemOf }
}

/** What a reader would call the same paper: lines that both have, of those that were written, 0 to 1. */
export function sharedWords(document: PrintDocument, paper: WordPaper): number {
  const wanted = expectedLines(outlineOf(document)).filter((line) => line.key !== '')
  const read = bagOfLines(readLines(paper.lines))
  const found = wanted.filter(({ key }) => {
    const count = read.get(key) ?? 0
    read.set(key, count - 1)
    return count > 0
  })
  return wanted.length === 0 ? 0 : found.length / wanted.length
}

function bagOfLines(lines: readonly ReadLine[]): Map<string, number> {
  const bag = new Map<string, number>()
  for (const { key } of lines) bag.set(key, (bag.get(key) ?? 0) + 1)
  return bag
}

function note({ expected, read }: Step, itemOf: Map<number, OutlineItem>): void {
  const [line] = expected
  const items = line?.kind === 'row' ? line.cells.flatMap((cell) => cell.items) : line ? [line.item] : []
  const item = items.find(({ field }) => field !== null) ?? items[0]
  for (const { at } of read) if (item) itemOf.set(at, item)
}

function flowStep({ expected, read }: Step): FlowStep | null {
  const paragraphs = read.flatMap(({ line }): WordParagraph[] => (line.kind === 'paragraph' ? [line] : []))
  const items = expected.flatMap((line) => (line.kind === 'paragraph' ? [line.item] : []))
  if (items.length !== expected.length || paragraphs.length !== read.length) return null
  return { items, paragraphs }
}

type Setting = { definition: FormDefinition; document: PrintDocument; list: ChangeList }

/** The row of the written paper before this place, or behind it. */
function nearRow(steps: readonly Step[], at: number): { row: ExpectedRow; behind: boolean } | null {
  const rowIn = (step: Step | undefined): ExpectedRow | null => {
    const line: ExpectedLine | undefined = step?.expected[0]
    return line?.kind === 'row' ? line : null
  }
  for (let before = at - 1; before >= 0; before--) {
    const row = rowIn(steps[before])
    if (row) return { row, behind: false }
    if (steps[before]?.expected.length) break
  }
  for (let after = at + 1; after < steps.length; after++) {
    const row = rowIn(steps[after])
    if (row) return { row, behind: true }
    if (steps[after]?.expected.length) break
  }
  return null
}

const shown = (cells: readonly string[]): string => cells.filter((cell) => cell !== '').join(' ｜ ')

function rowStep(setting: Setting, { expected, read }: Step, near: ReturnType<typeof nearRow>): void {
  const [line] = expected
  const cells = read[0]?.line.kind === 'row' ? read[0].line.cells : []
  if (line?.kind === 'row' && read.length > 0) changedRow(setting, line, cells)
  else if (line?.kind === 'row') removedRow(setting, line)
  else if (read.length > 0) addedRow(setting, cells, near)
}

const rowsBlock = ({ document }: Setting, row: ExpectedRow) => {
  const block = row.block === null ? undefined : document.blocks[row.block]
  return block?.kind === 'rows' ? block : null
}

function removedRow(setting: Setting, row: ExpectedRow): void {
  const texts = row.cells.map((cell) => plainText(cell.items.map((item) => item.text).join('\n')))
  const block = rowsBlock(setting, row)
  const words = shown(block?.numbered ? texts.slice(1) : texts)
  if (words === '') return
  const field =
    block && row.row > 0
      ? block.field
      : (row.cells.flatMap((cell) => cell.items).find((one) => one.field)?.field ?? null)
  const effect = block && row.row > 0 ? { what: 'row-out' as const, field: block.field, row: row.row - 1 } : null
  const place = block && row.row > 0 ? `第${row.row}行` : ''
  setting.list.add({ kind: 'row-removed', field, place, from: words, to: '', effect })
}

function addedRow(setting: Setting, cells: readonly WordCell[], near: ReturnType<typeof nearRow>): void {
  const texts = cells.map((cell) => readText(cell.paragraphs).trim())
  const block = near && rowsBlock(setting, near.row)
  const field = setting.definition.fields.find(({ id }) => id === block?.field)
  if (!block || field?.kind !== 'table' || !near) {
    setting.list.add({ kind: 'row-added', field: null, from: '', to: shown(texts), effect: null })
    return
  }
  const own = block.numbered ? texts.slice(1) : texts
  const before = near.behind ? Math.max(near.row.row - 1, 0) : near.row.row
  const values = Object.fromEntries(field.columns.map(({ id }, at) => [id, own[at] ?? '']))
  const effect = { what: 'row-in' as const, field: field.id, before, cells: values }
  if (shown(own) !== '')
    setting.list.add({
      kind: 'row-added',
      field: field.id,
      place: `第${before + 1}行`,
      from: '',
      to: shown(own),
      effect,
    })
}

function changedRow(setting: Setting, row: ExpectedRow, cells: readonly WordCell[]): void {
  for (const [at, paragraphs] of pairedCells(row, cells).entries()) {
    const cell = row.cells[at]
    if (cell) cellChanges(setting, row, cell, paragraphs)
  }
}

/** Read paragraphs per written cell: one to one, or by likeness where cells were split or joined. */
function pairedCells(row: ExpectedRow, cells: readonly WordCell[]): WordParagraph[][] {
  if (cells.length === row.cells.length) return cells.map((cell) => [...cell.paragraphs])
  const wanted = row.cells.map((cell) => bagOf(plainText(cell.items.map((item) => item.text).join('\n'))))
  const given = cells.map((cell) => bagOf(plainText(readText(cell.paragraphs))))
  const out = row.cells.map((): WordParagraph[] => [])
  let next = 0
  for (const [at, cell] of cells.entries()) {
    // As many written cells must stay as are needed for the rest.
    const open = wanted.slice(next, Math.max(row.cells.length - (cells.length - at) + 1, next + 1))
    const likes = open.map((bag) => bagsAlike(bag, given[at] ?? bagOf('')))
    const best = likes.indexOf(Math.max(...likes, 0))
    const rest = cells.length - at
    const fits = rest <= row.cells.length - next
    if (next < row.cells.length && (fits || (likes[best] ?? 0) > 0.3)) {
      next += Math.max(best, 0)
      out[next]?.push(...cell.paragraphs)
      next++
    } else (out[Math.max(next - 1, 0)] ?? []).push(...cell.paragraphs)
  }
  return out
}
