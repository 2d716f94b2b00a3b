/** One cell of the paper beside what stands in it now. Pure. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { gridStarts, type OutlineItem } from '../../../shared/form/outline.ts'
import { type PrintCell, type PrintDocument, splitAlso } from '../../../shared/form/print-document.ts'
import { align } from './align.ts'
import type { ChangeList } from './change-list.ts'
import { cellText, type ExpectedCell, type ExpectedRow, expectedParagraph, readLines, readText } from './paper-lines.ts'
import { columnOf, flowChanges, itemChanged, lineOf, tickChanges } from './text-changes.ts'
import type { WordParagraph } from './word-paper.ts'
import { plainText, sameLines, sameText } from './word-text.ts'

type Setting = { definition: FormDefinition; document: PrintDocument; list: ChangeList }

export function cellChanges(
  setting: Setting,
  row: ExpectedRow,
  cell: ExpectedCell,
  paragraphs: readonly WordParagraph[],
): void {
  const { definition, document, list } = setting
  const block = row.block === null ? undefined : document.blocks[row.block]
  const { items } = cell
  const [first] = items
  if (!first) return
  const [from, to] = [cellText(items), readText(paragraphs)]
  if (block?.kind === 'rows' && row.row > 0) {
    tableCell(setting, first, from, to)
    return
  }
  if (block?.kind === 'pictures') {
    captions(list, items, to)
    return
  }
  const runs = items.flatMap(
    (item) =>
      item.runs ?? (item.part?.kind === 'tick' ? [{ text: item.text, field: item.field, part: item.part }] : []),
  )
  if (runs.some((run) => run.part?.kind === 'tick')) {
    if (!sameText(from, to)) tickChanges(definition, runs, from, to, list)
    return
  }
  const line = lineOf(first)
  const field = definition.fields.find(({ id }) => id === line?.field)
  if (line && (items.length > 1 || block?.kind === 'flow' || field?.kind === 'long-text')) {
    flow(setting, items, paragraphs)
    return
  }
  if (items.length > 1) {
    if (!sameText(from, to)) list.fixed(from, to)
    return
  }
  if (line && field?.kind === 'text' && field.multiline ? sameLines(from, to) : sameText(from, to)) return
  const also = alsoOf(document, row, cell)
  const { text, also: second } = also === null ? { text: to, also: '' } : splitAlso(to)
  const { part: _line, ...whole } = first
  itemChanged(definition, line ? whole : first, text, list)
  if (also !== null && second !== '') {
    const effect = { what: 'text' as const, field: also, text: second }
    list.add({ kind: 'value', field: also, from: '', to: second, effect })
  }
}

/** The second field of a cell that had nothing of it. */
function alsoOf(document: PrintDocument, row: ExpectedRow, cell: ExpectedCell): string | null {
  const block = row.block === null ? undefined : document.blocks[row.block]
  if (block?.kind !== 'grid') return null
  const at = gridStarts(block)[row.row]?.indexOf(cell.column) ?? -1
  const printed: PrintCell | undefined = block.rows[row.row]?.cells[at]
  return printed?.kind === 'value' && printed.also?.text === '' ? printed.also.field : null
}

function tableCell({ definition, list }: Setting, item: OutlineItem, from: string, to: string): void {
  // 序号 follows the rows by itself.
  if (item.part?.kind !== 'table' || item.field === null || sameText(from, to)) return
  const { row, column: at } = item.part
  const column = columnOf(
    definition.fields.find(({ id }) => id === item.field),
    at,
  )
  const text = to.trim()
  const effect = column ? { what: 'cell' as const, field: item.field, row, column: column.id, text } : null
  list.add({ kind: 'cell', field: item.field, place: `第${row + 1}行“${column?.label ?? ''}”`, from, to: text, effect })
}

function captions(list: ChangeList, items: readonly OutlineItem[], to: string): void {
  const caption = items.find((item) => item.part?.kind === 'caption')
  const from = caption?.text ?? ''
  const title = plainText(to)
  if (sameText(from, to)) return
  if (caption?.field == null || caption.part?.kind !== 'caption') {
    list.fixed(from, to)
    return
  }
  const effect = { what: 'caption' as const, field: caption.field, digest: caption.part.digest, title }
  list.add({ kind: 'caption', field: caption.field, from, to: title, effect })
}

/** Running text in a cell: paragraph for paragraph, as outside of tables. */
function flow(
  { definition, list }: Setting,
  items: readonly OutlineItem[],
  paragraphs: readonly WordParagraph[],
): void {
  const read = readLines(paragraphs.map((one) => ({ kind: 'paragraph' as const, ...one })))
  const steps = align(
    items.map((item, at) => expectedParagraph(item, at)),
    read.map((one) => ({ ...one, marks: [] })),
  )
  const flat = steps.map(({ expected, read: found }) => ({
    items: expected.flatMap((one) => (one.kind === 'paragraph' ? [one.item] : [])),
    paragraphs: found.flatMap(({ line }) => (line.kind === 'paragraph' ? [line] : [])),
  }))
  flowChanges(definition, flat, list)
}
