/**
 * What a printed page needs, and nothing else: made from a form definition and a frozen revision (or a draft, for
 * the live preview), rendered by renderer/print on screen and on paper.
 */
import type { FormDefinition, FormValues, LayoutBlock, LayoutCell } from './definition.ts'

export type PrintPicture = { digest: string; title: string; width: number | null; height: number | null }

export type PrintTick = { label: string; ticked: boolean }
export type PrintCell =
  | { kind: 'label'; text: string; note: string | null; colSpan: number; rowSpan: number }
  | { kind: 'value'; field: string; text: string; colSpan: number; rowSpan: number }
  | { kind: 'ticks'; field: string; ticks: PrintTick[]; arrange: 'column' | 'row'; colSpan: number; rowSpan: number }
  | { kind: 'empty'; colSpan: number; rowSpan: number }

export type PrintBlock =
  | { kind: 'grid'; title: string | null; columns: number[]; rows: { heightMm: number; cells: PrintCell[] }[] }
  | { kind: 'flow'; title: string | null; field: string; text: string; framed: boolean; minHeightMm: number }
  | { kind: 'pictures'; title: string | null; field: string; columns: number; pictures: PrintPicture[] }

export type PrintDocument = {
  formId: string
  formName: string
  officeName: string
  titleLines: string[]
  heading: { left: string | null; right: string | null; rightValue: string } | null
  stamp: { at: 'heading-left' | 'end-right'; sizeMm: number } | null
  blocks: PrintBlock[]
  /** Null for a draft: the page then says 草稿 instead of a code. */
  footer: { code: string; qrText: string; revision: number } | null
  qr: boolean
  masked: boolean
  example: boolean
  /** A list that the program made (overview, what was sent): no revision stands behind it, and it is no draft. */
  sheet?: boolean
}

export type PrintContext = {
  officeName: string
  footer: PrintDocument['footer']
  masked: boolean
  pictures: Readonly<Record<string, PrintPicture[]>>
  /** From 示例单位: every page says so. */
  example?: boolean
}

/** 138****1234 style: the first three and the last four characters stay of long ones, the first one of short ones. */
export function maskPersonal(text: string): string {
  const characters = [...text.trim()]
  if (characters.length === 0) return ''
  if (characters.length >= 10) {
    return characters.slice(0, 3).join('') + '*'.repeat(characters.length - 7) + characters.slice(-4).join('')
  }
  return characters.slice(0, 1).join('') + '*'.repeat(Math.max(characters.length - 1, 1))
}

/** A date as offices write it: 2022年5月12日, no leading zero (GB/T 9704 7.3.5.5). */
export function dateText(value: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : value
}

function valueText(definition: FormDefinition, values: FormValues, id: string, masked: boolean): string {
  const field = definition.fields.find((candidate) => candidate.id === id)
  const value = values[id]
  if (!field || typeof value !== 'string') return ''
  if (masked && field.personal) return maskPersonal(value)
  return field.kind === 'date' ? dateText(value) : value
}

function layoutCell(definition: FormDefinition, values: FormValues, cell: LayoutCell, masked: boolean): PrintCell {
  const span = { colSpan: cell.colSpan, rowSpan: cell.rowSpan }
  if (cell.field === undefined) {
    return cell.label === undefined
      ? { kind: 'empty', ...span }
      : { kind: 'label', text: cell.label, note: cell.note ?? null, ...span }
  }
  const field = definition.fields.find((candidate) => candidate.id === cell.field)
  if (field?.kind === 'choices') {
    const chosen = values[field.id]
    const ticks = field.options.map((option) => ({
      label: option.label,
      ticked: Array.isArray(chosen) && chosen.includes(option.id),
    }))
    return { kind: 'ticks', field: field.id, ticks, arrange: cell.ticks ?? 'row', ...span }
  }
  return { kind: 'value', field: cell.field, text: valueText(definition, values, cell.field, masked), ...span }
}

function layoutBlock(
  definition: FormDefinition,
  values: FormValues,
  block: LayoutBlock,
  { masked, pictures }: PrintContext,
): PrintBlock {
  const title = block.title ?? null
  switch (block.kind) {
    case 'grid': {
      const rows = block.rows.map((row) => ({
        heightMm: row.heightMm,
        cells: row.cells.map((cell) => layoutCell(definition, values, cell, masked)),
      }))
      return { kind: 'grid', title, columns: block.columns, rows }
    }
    case 'flow': {
      const { field, framed, minHeightMm } = block
      return { kind: 'flow', title, field, text: valueText(definition, values, field, masked), framed, minHeightMm }
    }
    case 'pictures':
      return {
        kind: 'pictures',
        title,
        field: block.field,
        columns: block.columns,
        pictures: pictures[block.field] ?? [],
      }
  }
}

export function makePrintDocument(
  definition: FormDefinition,
  values: FormValues,
  context: PrintContext,
): PrintDocument {
  const { layout } = definition
  const heading = layout.heading
  return {
    formId: definition.id,
    formName: definition.name,
    officeName: context.officeName,
    titleLines: layout.title,
    heading: heading
      ? {
          left: heading.left ?? null,
          right: heading.right ?? null,
          rightValue: heading.rightField ? valueText(definition, values, heading.rightField, context.masked) : '',
        }
      : null,
    stamp: layout.stamp ?? null,
    blocks: layout.blocks.map((block) => layoutBlock(definition, values, block, context)),
    footer: context.footer,
    qr: layout.qr,
    masked: context.masked,
    example: context.example ?? false,
  }
}
