/** Tables of a Word document as grids, with their merged cells where they stand. */
import { CannotRead } from '../../received/received-text.ts'
import type { ZipParts } from '../../received/zip-part.ts'
import { childOf, nodesNamed, settingOf, textOf, type XmlNode, xmlTree } from '../../wordback/xml-tree.ts'
import { type GridCell, type GridRow, type GridSheet, limits, plainCell, type Span } from './grid.ts'
import { spread } from './spread.ts'

const maxTables = 200

/** Null: no Word document. @throws CannotRead damaged, too-much */
export function wordTables(parts: ZipParts): { sheets: GridSheet[]; paragraphs: string[] } | null {
  const bytes = parts.read('word/document.xml')
  if (!bytes) return null
  const utf16 = bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))
  const root = xmlTree(bytes.toString(utf16 ? 'utf16le' : 'utf8'))
  const body = childOf(childOf(root, 'w:document'), 'w:body')
  if (!body) return null
  const tables = [...nodesNamed(body, 'w:tbl')]
  if (tables.length > maxTables) throw new CannotRead({ why: 'too-much' })
  const paragraphs = body.children
    .filter(({ name }) => name === 'w:p')
    .map((node) => wordsOf(node).trim())
    .filter((text) => text !== '')
  const sheets = tables.map((table) => ({ name: '', hidden: false, from1904: false, rows: tableRows(table) }))
  return { sheets, paragraphs }
}

/** Words of changes that are not accepted yet: what is struck out is no longer there. */
const wordsOf = (node: XmlNode): string => {
  if (node.name === 'w:t') return textOf(node)
  if (node.name === 'w:tab') return '\t'
  if (node.name === 'w:br' || node.name === 'w:cr') return '\n'
  if (node.name === 'w:del' || node.name === 'w:instrText' || node.name === 'mc:Fallback' || node.name === 'w:tbl')
    return ''
  return node.children.map(wordsOf).join('')
}

const cellText = (cell: XmlNode): string =>
  cell.children
    .filter(({ name }) => name !== 'w:tcPr')
    .map(wordsOf)
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/gu, '')

function tableRows(table: XmlNode): GridRow[] {
  const rows: { number: number; hidden: boolean; cells: Map<number, GridCell> }[] = []
  const spans: Span[] = []
  const open = new Map<number, { row: number; wide: number; last: number }>()
  const close = (column: number): void => {
    const span = open.get(column)
    open.delete(column)
    if (span && (span.wide > 1 || span.last > span.row))
      spans.push({ row: span.row, column, lastRow: span.last, lastColumn: column + span.wide - 1 })
  }
  let number = 0
  for (const line of withinContent(table, 'w:tr')) {
    number++
    if (number > limits.rows) throw new CannotRead({ why: 'too-much' })
    const cells = new Map<number, GridCell>()
    let column = Number(settingOf(childOf(line, 'w:trPr'), 'w:gridBefore')) || 0
    for (const cell of withinContent(line, 'w:tc')) {
      const settings = childOf(cell, 'w:tcPr')
      const wide = Math.max(1, Math.min(limits.columns, Number(settingOf(settings, 'w:gridSpan')) || 1))
      const merge = childOf(settings, 'w:vMerge')
      const above = open.get(column)
      if (merge && settingOf(settings, 'w:vMerge') !== 'restart' && above) above.last = number
      else {
        close(column)
        open.set(column, { row: number, wide, last: number })
        const text = cellText(cell)
        if (text !== '') cells.set(column, plainCell(column, text))
      }
      column += wide
      if (column > limits.columns) throw new CannotRead({ why: 'too-much' })
    }
    if (cells.size > 0) rows.push({ number, hidden: false, cells })
    else if ([...open.values()].some(({ row, last }) => last === number && row < number))
      rows.push({ number, hidden: false, cells })
  }
  for (const column of [...open.keys()]) close(column)
  return spread(rows, spans)
}

/** Rows and cells also inside content controls, never those of an inner table. */
function* withinContent(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of node.children) {
    if (child.name === name) yield child
    else if (['w:sdt', 'w:sdtContent', 'w:ins', 'w:customXml'].includes(child.name)) yield* withinContent(child, name)
  }
}
