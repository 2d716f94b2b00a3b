/** How a form lies on its paper after fields came, went, moved or were renamed: the layout follows by itself. Pure. */
import type { FieldDefinition, FormDefinition, FormLayout, LayoutBlock } from '../form/definition.ts'
import { blockFields, placeholderPattern, placeholders } from '../form/layout.ts'
import { type Grid, ownLabel, withoutFields, withRow } from './edit-grid.ts'

type Fields = readonly FieldDefinition[]

/** Every field that the paper shows, in its order. */
export function printedFields({ layout }: Pick<FormDefinition, 'layout'>): string[] {
  const { title, heading, blocks } = layout
  const head = [...title.flatMap(placeholders), heading?.leftField, heading?.rightField]
  return [...new Set([...head.filter((id) => id !== undefined), ...blocks.flatMap(blockFields)])]
}

const squashed = (text: string): string => text.replace(/\s+/g, '')
const numberedTitle = /^([一二三四五六七八九十]+)、/

/** The title of a section keeps its number and what stands before the label in it. */
const renamedTitle = (title: string, from: string, to: string): string =>
  squashed(title).endsWith(squashed(from)) ? `${numberedTitle.exec(title)?.[0] ?? ''}${to}` : title

const replaceEnd = (text: string | undefined, from: string, to: string): string | undefined =>
  text !== undefined && squashed(text) === `${squashed(from)}：` ? `${to}：` : text

/** A field's new label wherever its old one stands on the paper. */
export function withLabel(layout: FormLayout, id: string, from: string, to: string): FormLayout {
  if (from === to) return layout
  const blocks = layout.blocks.map((block): LayoutBlock => {
    switch (block.kind) {
      case 'grid':
        return withGridLabel(block, id, from, to)
      case 'flow':
      case 'pictures':
      case 'rows':
        return block.field === id && block.title !== undefined
          ? { ...block, title: renamedTitle(block.title, from, to) }
          : block
      case 'paragraph':
        return { ...block, text: block.text.replace(`${from}：{${id}}`, () => `${to}：{${id}}`) }
      default:
        return block
    }
  })
  const { heading } = layout
  if (!heading) return { ...layout, blocks }
  const left = heading.leftField === id ? replaceEnd(heading.left, from, to) : heading.left
  const right = heading.rightField === id ? replaceEnd(heading.right, from, to) : heading.right
  return { ...layout, blocks, heading: { ...heading, left, right } }
}

function withGridLabel(grid: Grid, id: string, from: string, to: string): Grid {
  const rows = grid.rows.map((row) => {
    const at = row.cells.findIndex((cell) => cell.field === id)
    const label = at < 0 ? null : ownLabel(row, at)
    if (label === null) return row
    const cells = row.cells.map((cell, index) => {
      if (index !== label) return cell
      // What the paper says behind the label, e.g. the unit, stays.
      const old = squashed(cell.label ?? '')
      const rest = old.startsWith(squashed(from)) ? old.slice(squashed(from).length) : ''
      return { ...cell, label: rest === '' ? to : `${to}\n${rest}` }
    })
    return { ...row, cells }
  })
  return { ...grid, rows }
}

/** Without what names fields or columns that are gone. `name`: the title where the one of the form was one of them. */
export function withoutGone(layout: FormLayout, fields: Fields, name: string): FormLayout {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const gone = (id: string): boolean => !byId.has(id)
  const title = layout.title.map((line) => (placeholders(line).some(gone) ? name : line))
  const blocks = layout.blocks.flatMap((block) => blockWithout(block, byId))
  const { heading } = layout
  if (!heading) return { ...layout, title, blocks }
  const { leftField, rightField, right, ...rest } = heading
  const keptRight = rightField !== undefined && gone(rightField) ? {} : { right, rightField }
  const keptLeft = leftField === undefined || gone(leftField) ? {} : { leftField }
  return { ...layout, title, blocks, heading: { ...rest, ...keptLeft, ...keptRight } }
}

type Paragraph = Extract<LayoutBlock, { kind: 'paragraph' }>

function blockWithout(block: LayoutBlock, byId: ReadonlyMap<string, FieldDefinition>): LayoutBlock[] {
  const gone = (id: string): boolean => !byId.has(id)
  switch (block.kind) {
    case 'grid': {
      const grid = withoutFields(block, gone)
      return grid ? [grid] : []
    }
    case 'flow':
    case 'pictures':
      return gone(block.field) ? [] : [block]
    case 'rows':
      return gone(block.field) ? [] : [block]
    case 'paragraph':
      return paragraphWithout(block, byId, [])
    case 'signature': {
      const { office, date, ...rest } = block
      const kept = { ...(office && !gone(office) && { office }), ...(date && !gone(date) && { date }) }
      return [{ ...rest, ...kept }]
    }
    case 'bars': {
      const charts = block.charts.flatMap((chart) => {
        const table = byId.get(chart.field)
        if (table?.kind !== 'table') return []
        const has = (id: string): boolean => table.columns.some((one) => one.id === id)
        const values = chart.values.filter(has)
        return has(chart.label) && values.length > 0 ? [{ ...chart, values }] : []
      })
      const { note, ...rest } = block
      const kept = note !== undefined && !placeholders(note).some(gone) ? { note } : {}
      return charts.length === 0 ? [] : [{ ...rest, ...kept, charts }]
    }
    case 'repeat': {
      const table = byId.get(block.table)
      if (table?.kind !== 'table') return []
      const columns = table.columns.map(({ id }) => id)
      const blocks = block.blocks.flatMap((one) => paragraphWithout(one, byId, columns))
      return blocks.length === 0 ? [] : [{ ...block, blocks }]
    }
  }
}

/** Where a value stood in a sentence a line for a hand is left; a paragraph that only held such values goes. */
function paragraphWithout(
  block: Paragraph,
  byId: ReadonlyMap<string, FieldDefinition>,
  columns: readonly string[],
): Paragraph[] {
  const { whenFilled, ...rest } = block
  let left = 0
  let lost = 0
  const text = block.text.replace(placeholderPattern, (whole, id: string, column?: string) => {
    const field = byId.get(id)
    const there =
      id === 'office' ||
      (column === undefined && columns.includes(id)) ||
      (field !== undefined &&
        (column === undefined || (field.kind === 'table' && field.columns.some((one) => one.id === column))))
    if (there) left++
    else lost++
    return there ? whole : '____'
  })
  if (lost > 0 && left === 0) return []
  const names = whenFilled !== undefined && (byId.has(whenFilled) || columns.includes(whenFilled))
  return [{ ...rest, text, ...(names && { whenFilled }) }]
}

/** Widths of a table's columns after columns came or went: together as wide as before. */
export function withColumns(layout: FormLayout, before: FieldDefinition, after: FieldDefinition): FormLayout {
  if (before.kind !== 'table' || after.kind !== 'table') return layout
  const names = (field: typeof before): string => field.columns.map(({ id }) => id).join()
  if (names(before) === names(after)) return layout
  const blocks = layout.blocks.map((block) => {
    if (block.kind !== 'rows' || block.field !== after.id) return block
    const own = block.numbered ? 1 : 0
    const sum = block.columns.slice(own).reduce((total, one) => total + one, 0)
    const widths = after.columns.map(({ id }) => {
      const at = before.columns.findIndex((column) => column.id === id)
      return (at < 0 ? undefined : block.columns[at + own]) ?? sum / before.columns.length
    })
    const wanted = widths.reduce((total, one) => total + one, 0)
    const scaled = widths.map((width) => Math.floor((width / wanted) * sum * 10) / 10)
    return { ...block, columns: [...block.columns.slice(0, own), ...scaled] }
  })
  return { ...layout, blocks }
}

/** Millimetres between the margins; the sheet of `official` is narrower. */
const paperWidth = { form: 174, letter: 174, official: 156 } as const

/** A block before the signature and what stands fixed at the end. */
function insertedBeforeEnd(blocks: readonly LayoutBlock[], block: LayoutBlock): LayoutBlock[] {
  let end = blocks.length
  const isTail = (one: LayoutBlock): boolean =>
    one.kind === 'signature' || one.kind === 'pictures' || one.kind === 'repeat' || blockFields(one).length === 0
  while (end > 0 && isTail(blocks[end - 1] ?? block)) end--
  return [...blocks.slice(0, end), block, ...blocks.slice(end)]
}

/** A field that the paper does not show yet: a row of the grid, a section of its own, or a sentence. */
export function withField(layout: FormLayout, field: FieldDefinition): FormLayout {
  const { style, blocks } = layout
  const { id, label } = field
  const form = style === 'form'
  const put = (block: LayoutBlock): FormLayout => ({ ...layout, blocks: insertedBeforeEnd(blocks, block) })
  switch (field.kind) {
    case 'attachments':
      return { ...layout, blocks: [...blocks, { kind: 'pictures', title: label, field: id, columns: 2 }] }
    case 'long-text':
      return put({ kind: 'flow', title: label, field: id, framed: form, minHeightMm: form ? 30 : 0 })
    case 'table': {
      const width = Math.floor(((paperWidth[style] - 12) / field.columns.length) * 10) / 10
      const columns = [12, ...field.columns.map(() => width)]
      return put({ kind: 'rows', title: label, field: id, columns, numbered: true, minRows: 1, heightMm: 9 })
    }
    default:
      break
  }
  const last = blocks.findLastIndex((block) => block.kind === 'grid' && block.columns.length > 1)
  const grid = blocks[last]
  if (grid?.kind === 'grid') {
    const made = withRow(grid, label, id, field.kind === 'choices')
    return { ...layout, blocks: blocks.map((block, at) => (at === last ? made : block)) }
  }
  if (form) {
    const made = withRow({ kind: 'grid', columns: [44, 130], rows: [] }, label, id, field.kind === 'choices')
    return put(made)
  }
  const text = `${label}：{${id}}`
  return put({ kind: 'paragraph', text, align: 'left', indent: true, level: 0, spaceBeforeMm: 0 })
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const numeral = (n: number): string =>
  n <= 10 ? (numerals[n - 1] ?? '') : n < 20 ? `十${numerals[n - 11] ?? ''}` : `二十${numerals[n - 21] ?? ''}`

/** 一、二、三 in front of the sections without a gap; new sections get one where the others have one. */
export function renumbered(layout: FormLayout, before: FormLayout): FormLayout {
  const titled = before.blocks.flatMap((block) => ('title' in block && block.title ? [block.title] : []))
  if (!titled.some((title) => numberedTitle.test(title))) return layout
  const old = new Set(before.blocks.flatMap(blockFields))
  let at = 0
  const blocks = layout.blocks.map((block) => {
    if (!('title' in block) || block.title === undefined) return block
    const isNew = block.kind !== 'pictures' && !blockFields(block).some((id) => old.has(id))
    if (!numberedTitle.test(block.title) && !isNew) return block
    return { ...block, title: `${numeral(++at)}、${block.title.replace(numberedTitle, '')}` }
  })
  return { ...layout, blocks }
}
