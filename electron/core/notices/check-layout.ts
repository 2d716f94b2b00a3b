/** Whether a form can lie on its paper: what the layout names, and the geometry of its grids. Pure. */
import type { FieldDefinition, FormDefinition, LayoutBlock } from '../../../shared/form/definition.ts'
import { blockFields } from '../../../shared/form/layout.ts'
import { type FieldsById, named } from './form-fields.ts'
import { type Report, under } from './issue.ts'

type Kind = FieldDefinition['kind']
type BlockOf<K extends LayoutBlock['kind']> = Extract<LayoutBlock, { kind: K }>

/** Millimetres between the margins: A4 less 18 mm at either side; GB/T 9704 5.2.1 less 28 and 26. */
const paperWidth = { form: 174, letter: 174, official: 156 } as const
/** A block that no line of text can hold. */
const blocksOnly: readonly Kind[] = ['table', 'attachments']

export function checkLayout(form: FormDefinition, fields: FieldsById, report: Report): void {
  const { layout } = form
  const width = paperWidth[layout.style]
  for (const [at, line] of layout.title.entries()) checkPlaceholders(line, fields, [], under(`title.${at}`, report))
  const { heading } = layout
  if (heading) {
    if (heading.leftField) oneLine(fields, heading.leftField, under('heading.leftField', report))
    if (heading.rightField) oneLine(fields, heading.rightField, under('heading.rightField', report))
  }
  if (layout.stamp?.at === 'heading-left' && heading?.left === undefined) report('stamp', '表头左边没有盖章的地方')
  if (layout.stamp?.at === 'signature' && !layout.blocks.some(({ kind }) => kind === 'signature'))
    report('stamp', '没有落款，无处盖章')
  for (const [at, block] of layout.blocks.entries()) checkBlock(block, fields, width, under(`blocks.${at}`, report))
  checkUnprinted(form, report)
}

function checkBlock(block: LayoutBlock, fields: FieldsById, width: number, report: Report): void {
  switch (block.kind) {
    case 'grid':
      checkGrid(block, report)
      checkWidth(block.columns, width, report)
      for (const id of blockFields(block)) oneLine(fields, id, report)
      return
    case 'flow':
      oneLine(fields, block.field, report)
      return
    case 'pictures':
      needKind(fields, block.field, ['attachments'], '不是附件', report)
      return
    case 'rows': {
      checkWidth(block.columns, width, report)
      const field = needKind(fields, block.field, ['table'], '不是表格', report)
      const columns = field?.kind === 'table' ? field.columns.length + (block.numbered ? 1 : 0) : block.columns.length
      if (columns !== block.columns.length) report('columns', `有 ${block.columns.length} 个列宽，表格有 ${columns} 列`)
      return
    }
    case 'paragraph':
      checkPlaceholders(block.text, fields, [], under('text', report))
      checkWhenFilled(block, fields, [], under('whenFilled', report))
      return
    case 'signature':
      if (block.office !== undefined) oneLine(fields, block.office, under('office', report))
      if (block.date !== undefined) needKind(fields, block.date, ['date'], '不是日期', under('date', report))
      return
    case 'bars':
      for (const [at, chart] of block.charts.entries()) {
        const field = needKind(fields, chart.field, ['table'], '不是表格', under(`charts.${at}.field`, report))
        if (field?.kind !== 'table') continue
        for (const id of [chart.label, ...chart.values])
          if (!field.columns.some((one) => one.id === id)) report(`charts.${at}`, `${chart.field} 里没有这一列：${id}`)
      }
      checkPlaceholders(block.note ?? '', fields, [], under('note', report))
      return
    case 'repeat': {
      const field = needKind(fields, block.table, ['table'], '不是表格', report)
      const columns = field?.kind === 'table' ? field.columns.map(({ id }) => id) : []
      // Nothing is known of the columns of a table that is wrong itself.
      if (field)
        for (const [at, one] of block.blocks.entries()) {
          checkPlaceholders(one.text, fields, columns, under(`blocks.${at}.text`, report))
          checkWhenFilled(one, fields, columns, under(`blocks.${at}.whenFilled`, report))
        }
    }
  }
}

function needKind(
  fields: FieldsById,
  id: string,
  kinds: readonly Kind[],
  fault: string,
  report: Report,
): FieldDefinition | undefined {
  const field = named(fields, id, report)
  if (field && !kinds.includes(field.kind)) report('', `${id}：${fault}`)
  return field && kinds.includes(field.kind) ? field : undefined
}

function oneLine(fields: FieldsById, id: string, report: Report): void {
  const field = named(fields, id, report)
  if (field && blocksOnly.includes(field.kind)) report('', `${id}：表格和附件要用自己的版块`)
}

/** {field}, {office}, {table.column}; inside a repeat {column} of its row. @param columns of the row */
function checkPlaceholders(text: string, fields: FieldsById, columns: readonly string[], report: Report): void {
  for (const [whole, inside = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
    if (inside === 'office' || columns.includes(inside)) continue
    const [id = '', column] = inside.split('.')
    const field = fields.get(id)
    if (!fields.has(id)) report('', `花括号里没有这个栏目：${whole}`)
    else if (column === undefined) oneLine(fields, id, report)
    else if (field && !(field.kind === 'table' && field.columns.some((one) => one.id === column)))
      report('', `花括号里没有这一列：${whole}`)
  }
}

function checkWhenFilled(
  { whenFilled }: BlockOf<'paragraph'>,
  fields: FieldsById,
  columns: readonly string[],
  report: Report,
): void {
  if (whenFilled !== undefined && !columns.includes(whenFilled)) named(fields, whenFilled, report)
}

/** What is meant for the clerk's eyes only must not come onto paper. */
function checkUnprinted(form: FormDefinition, report: Report): void {
  const inLayout = new Set(form.layout.blocks.flatMap(blockFields))
  for (const { id, printed } of form.fields)
    if (printed === false && inLayout.has(id)) report('blocks', `${id}：写明不打印，版面里却有`)
}

function checkWidth(columns: readonly number[], width: number, report: Report): void {
  const sum = columns.reduce((total, one) => total + one, 0)
  // Half a millimetre: widths are written with one decimal.
  if (sum > width + 0.5) report('columns', `列宽共 ${Math.round(sum)} 毫米，纸上只有 ${width} 毫米`)
}

/** Every place of a grid belongs to exactly one cell. */
function checkGrid(block: BlockOf<'grid'>, report: Report): void {
  const across = block.columns.length
  const taken = block.rows.map(() => new Set<number>())
  for (const [y, row] of block.rows.entries()) {
    const one = under(`rows.${y}`, report)
    let x = 0
    for (const [at, cell] of row.cells.entries()) {
      while (taken[y]?.has(x)) x++
      if (x + cell.colSpan > across) one(`cells.${at}`, '超出了表格的列')
      if (y + cell.rowSpan > block.rows.length) one(`cells.${at}`, '超出了表格的行')
      let overlaps = false
      for (const places of taken.slice(y, y + cell.rowSpan)) {
        for (let column = x; column < Math.min(x + cell.colSpan, across); column++) {
          overlaps ||= places.has(column)
          places.add(column)
        }
      }
      if (overlaps) one(`cells.${at}`, '与别的格子重叠')
      x += cell.colSpan
    }
    const holes = across - (taken[y]?.size ?? 0)
    if (holes > 0) one('', `缺 ${holes} 格`)
  }
}
