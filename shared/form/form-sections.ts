/** The order of the screen is the order of the paper: sections and groups are read off the printed layout. */
import type { FieldDefinition, FormDefinition, LayoutBlock, LayoutCell } from './definition.ts'
import { blockFields, blockTitle, placeholders } from './layout.ts'

export type FormItem =
  | { kind: 'field'; field: FieldDefinition }
  /** `numbers`: a group of a statistics table, one figure a line. */
  | { kind: 'group'; label: string; fields: FieldDefinition[]; numbers: boolean }
export type FormSection = { title: string | null; items: FormItem[] }

/** Labels carry line feeds and spaces that place them on paper; on screen they run on. */
export const screenLabel = (label: string): string => label.replace(/\s+/gu, '')

const isNumber = ({ kind }: FieldDefinition): boolean => kind === 'integer' || kind === 'decimal' || kind === 'computed'
const groupItem = ({ label, fields }: { label: string; fields: FieldDefinition[] }): FormItem => ({
  kind: 'group',
  label,
  fields,
  numbers: fields.filter(isNumber).length * 2 > fields.length,
})

function gridItems(
  block: Extract<LayoutBlock, { kind: 'grid' }>,
  take: (id: string) => FieldDefinition | null,
): FormItem[] {
  const items: FormItem[] = []
  let group: { label: string; fields: FieldDefinition[]; rowsLeft: number } | null = null
  for (const row of block.rows) {
    const lead: LayoutCell | undefined = row.cells[0]
    if (!group && lead?.label !== undefined && lead.rowSpan > 1) {
      group = { label: screenLabel(lead.label), fields: [], rowsLeft: lead.rowSpan }
    }
    for (const cell of row.cells) {
      for (const id of [cell.field, cell.alsoField]) {
        const field = id === undefined ? null : take(id)
        if (!field) continue
        if (group) group.fields.push(field)
        else items.push({ kind: 'field', field })
      }
    }
    if (group && --group.rowsLeft === 0) {
      items.push(groupItem(group))
      group = null
    }
  }
  if (group) items.push(groupItem(group))
  return items
}

/** Every field exactly once; those that the paper does not show come last. */
export function formSections(definition: FormDefinition): FormSection[] {
  const left = new Map(definition.fields.map((field) => [field.id, field]))
  const take = (id: string): FieldDefinition | null => {
    const field = left.get(id) ?? null
    left.delete(id)
    return field
  }
  const sections: FormSection[] = []
  const add = (title: string | null, items: FormItem[]) => {
    if (items.length === 0) return
    const last = sections[sections.length - 1]
    if (title === null && last) last.items.push(...items)
    else sections.push({ title, items })
  }
  const { heading, title: titleLines } = definition.layout
  for (const id of [...titleLines.flatMap(placeholders), heading?.leftField, heading?.rightField]) {
    const field = id === undefined ? null : take(id)
    if (field) add(null, [{ kind: 'field', field }])
  }
  for (const block of definition.layout.blocks) {
    const title = blockTitle(block) ?? null
    if (block.kind === 'grid') {
      add(title, gridItems(block, take))
      continue
    }
    const items = blockFields(block).flatMap((id): FormItem[] => {
      const field = take(id)
      return field ? [{ kind: 'field', field }] : []
    })
    add(title, items)
  }
  add(
    sections.length > 0 ? '不印在表上的材料' : null,
    [...left.values()].map((field): FormItem => ({ kind: 'field', field })),
  )
  return sections
}

export const fieldsInOrder = (sections: readonly FormSection[]): FieldDefinition[] =>
  sections.flatMap((section) => section.items.flatMap((item) => (item.kind === 'field' ? [item.field] : item.fields)))
